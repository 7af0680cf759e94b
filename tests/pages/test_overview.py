"""The overview as a reader sees it."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Opener, pictures, tables, text_of


def money_chart(at: AppTest) -> list[str]:
    """The words in the chart of money by fiscal year."""
    found = [one.words.split("\n") for one in pictures(at)]
    return next(words for words in found if "Decided" in words)


def limits(at: AppTest) -> list[str]:
    """The limits of the years in the table beneath the chart."""
    rows = next(table.value for table in tables(at) if table.value.columns[0] == "Fiscal year")
    return list(rows.iloc[:, 4])


def test_no_limit_is_drawn_where_it_is_not_known_for_every_grant_in_the_bars(
    sample_store: Path, open_page: Opener
) -> None:
    """In each year of the sample some grants of the pilot programme, which has no cap, are decided."""
    at = open_page("overview", sample_store, "internal", lang="en")
    assert "Limit" not in money_chart(at)
    assert set(limits(at)) == {"not known for all"}
    assert "No limit is drawn: in every fiscal year it is not known" in text_of(at)


def test_a_limit_is_that_of_the_grants_in_the_bars(sample_store: Path, open_page: Opener) -> None:
    """Of the 9 grants of 2026 those that are decided have 82,170,000 yen of the 120,385,000 of all."""
    at = open_page("overview", sample_store, "internal", lang="en", programme="PG-SOL")
    assert "Limit" in money_chart(at)
    assert limits(at) == ["90.6", "82.2"]
    assert "The limit is the most the rules allow for the grants in the bars beneath it." in text_of(at)


def test_the_budget_of_the_year_in_a_line_a_programme(
    sample_store: Path, register_store: Path, open_page: Opener
) -> None:
    """The execution of the sample's FY2026 and what its outlook leaves; the real programmes publish no budget."""
    at = open_page("overview", sample_store, lang="en", unit="yen")
    said = text_of(at).replace("\\", "")
    assert "FY2026: budget 140,000,000 yen, decided 93,131,000 yen (66.5%), paid not published." in said
    assert "48,545,358 yen to 51,898,074 yen of it will be left on 31 March." in said
    ways = "".join(one.proto.body for one in at.get("html") if 'class="ways"' in one.proto.body)
    assert "#budget" in ways
    none = text_of(open_page("overview", register_store, lang="en")).replace("\\", "")
    assert "No budget of a programme is published for this selection." in none
