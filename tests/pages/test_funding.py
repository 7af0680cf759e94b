"""The page of the funding: what a row of its chart and of its table chooses."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.pages.conftest import Opener, chosen_from, pictures, tables, text_of


@pytest.mark.parametrize("by", ["programme", "area", "theme"])
def test_a_group_of_the_chart_or_of_its_table_chooses_it(
    by: str, sample_store: Path, open_page: Opener
) -> None:
    """The address keeps it, with all else that was chosen but the page of a list, and the tables follow."""
    at = open_page("funding", sample_store, lang="en", by=by, from_fy="2023", page="2")
    over = chosen_from(at)
    kept = {"lang": "en", "by": by, "from_fy": "2023"}
    assert over and all({name: to[name] for name in to if name != by} == kept for to in over.values())
    heads = {"programme": "Programme", "area": "Area", "theme": "Theme"}
    [groups] = [table.value for table in tables(at) if table.value.columns[0] == heads[by]]
    links = [f"[{name}](funding?{urlencode(to)})" for name, to in over.items()]
    assert [cell.replace("\\", "") for cell in groups.iloc[:, 0]][: len(links)] == links
    name, to = next(iter(over.items()))
    narrowed = open_page("funding", sample_store, **to)
    assert list(chosen_from(narrowed)) == [name]
    sizes = [
        len(next(t.value for t in tables(one) if "Project and fiscal year" in t.value))
        for one in (at, narrowed)
    ]
    assert 0 < sizes[1] <= sizes[0]


def test_what_is_used_of_a_budget_and_what_may_be_settled(sample_store: Path, open_page: Opener) -> None:
    """In public without a rate where a grant of the year is hidden; a range with its grants, or why there is none."""
    internal = text_of(open_page("funding", sample_store, "internal", lang="en")).replace("\\", "")
    public_page = open_page("funding", sample_store, lang="en")
    public = text_of(public_page).replace("\\", "")
    chiiki = "Smart Tokyo Chiiki Project, FY2026: budget 140.0 million yen, decided 93.1 million yen (66.5%)"
    assert chiiki in internal and chiiki in public
    sol = "Smart Tokyo Promotion Project for Solving Local Issues, FY2026: budget 120.0 million yen"
    assert f"{sol}, decided 79.3 million yen (66.0%), paid not recorded" in internal
    in_part = "of the published grants only, decided 79.3 million yen, paid not published."
    assert f"{sol}; {in_part}" in public and "published grants only" not in internal
    part = "No rate is given for a year in which the grants of some projects are not public"
    assert part in public and part not in internal
    assert "between 88.0 million yen and 91.5 million yen may be settled" in internal
    left = "If nothing more is decided, between 48.5 million yen and 52.0 million yen of the budget of 140.0"
    assert f"of 44 grant years of earlier years. {left} million yen will be left." in internal
    assert "as only 6 grant years of earlier years are settled, fewer than 8" in public
    heads = [list(table.value.columns) for table in tables(public_page)]
    assert sum({"Budget", "Decided / budget", "Paid / budget"} <= {*head} for head in heads) == 1
    by_month = "FY2026 up to Sep: 66.5%. In the same month of earlier years: FY2025 97.6%, "
    assert f"{by_month}FY2024 88.6%, FY2023 96.5%." in internal
    assert f"{by_month}FY2022 86.7%." in public
    paid = "yet. FY2025 up to Jun of the next fiscal year: 92.5%."
    assert f"Nothing paid is recorded for FY2026 {paid}" in internal
    assert f"Nothing paid is published for FY2026 {paid}" in public
    said = [picture.alternative for picture in pictures(public_page)]
    assert any(one.startswith("Paid / budget by month: Smart Tokyo Chiiki Project: Nothing") for one in said)
    stages = [one for one in said if one.startswith("From the budget to the payment by fiscal year")]
    assert len(stages) == 1 and text_of(public_page).count("(published grants only)") == 4
    initial = "The budget was 150.0 million yen before its revision (28 Sep 2026)."
    assert stages[0].endswith(f"paid not published. {initial}") and "(66.5%)" in stages[0]
    held = "Of 3 ranges of earlier years, 2 came true; less than the range was settled in 1, more in 0."
    assert held in internal and held in public
    uneven = (
        "Where a later stage is larger than an earlier one, the earlier one is not known for all grants, or"
    )
    assert uneven in internal
    months = {tuple(table.value.columns): table.value for table in tables(public_page)}
    september = months["Month", "FY2026", "FY2025", "FY2022"].iloc[5]
    assert [*september] == ["Sep", "66.5%", "97.6%", "86.7%"]
    (past,) = (table.value for table in tables(public_page) if "What happened" in table.value.columns)
    assert {*past["What happened"]} == {"no range", "below the range", "within the range"}


def test_without_a_budget_it_is_said_and_never_0(
    sample_store: Path, register_store: Path, open_page: Opener
) -> None:
    none = "No budget of a programme is published for this selection."
    assert none in text_of(open_page("funding", sample_store, lang="en", programme="PG-PILOT"))
    narrowed = text_of(open_page("funding", sample_store, lang="en", theme="mobility"))
    assert "A budget is that of a whole programme" in narrowed and none not in narrowed
    assert "制度の予算は公表されていません" in text_of(open_page("funding", register_store, lang="ja"))
