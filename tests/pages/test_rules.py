"""The page of the grant rules: the register, the sample, the choices in the address, and what-if."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from smart_tokyo.figures import open_snapshot
from smart_tokyo.rules import RULES
from smart_tokyo.store import StorePaths
from tests.pages.conftest import Opener, chosen_from, tables, text_of, tiles
from tests.queries.ledger import Ledger


def rows_of(at: Any, header: str) -> list[list[str]]:
    """The cells of the tables that have a column of this header."""
    return [
        [str(cell) for cell in row]
        for table in tables(at)
        if header in [str(one).replace("\u2060", "") for one in table.value.columns]
        for row in table.value.to_numpy()
    ]


def test_the_register_says_what_is_not_checked_and_nothing_fails(
    register_store: Path, open_page: Opener
) -> None:
    at = open_page("rules", register_store, lang="en")
    text = text_of(at)
    assert "✕ Fails" in text.replace("\u00a0", " ") and " fail (" not in text
    assert "members not known to be complete" in text
    assert "Nothing about money is checked here, because no amount has been published" in text


def test_the_answer_of_what_if_says_how_it_is_made(sample_store: Path, open_page: Opener) -> None:
    at = open_page("rules", sample_store, lang="en", try_programme="PG-CHIIKI", eligible="30000000")
    (code,) = [one.value for one in at.code if "possible_yen" in one.value]
    assert "-- $eligible_expense_yen = 30000000" in code and "-- $programme_id = 'PG-CHIIKI'" in code
    (links,) = [one.value for one in at.markdown if "key=PG-CHIIKI" in one.value]
    assert links.count("](evidence?") == 3


def test_the_counts_are_those_of_the_findings(sample_store: Path, open_page: Opener) -> None:
    paths = StorePaths(sample_store)
    current = paths.current("internal")
    assert current
    with open_snapshot(paths.database(current, "internal")) as con:
        found = Ledger(con).rows("rule_findings")
    at = open_page("rules", sample_store, "internal", lang="en")
    said = {metric.label.replace("\u00a0", " "): metric.value for metric in tiles(at)}
    for word, outcome in (("✓ Passes", "pass"), ("✕ Fails", "fail"), ("– Not assessed", "not_assessed")):
        n = sum(row["outcome"] == outcome for row in found)
        assert said[word] == f"{n} of {len(found)}"


def test_a_rule_of_the_chart_or_of_its_table_chooses_its_checks(
    sample_store: Path, open_page: Opener
) -> None:
    at = open_page("rules", sample_store, "internal", lang="en", check_page="2")
    over = chosen_from(at)
    assert len(over) == len(RULES) and over["Cap"] == {"lang": "en", "rule": "cap"}
    [counts] = [table.value for table in tables(at) if list(table.value.columns[:2]) == ["Rule", "Checked"]]
    assert list(counts["Rule"]) == [f"[{name}](rules?{urlencode(to)})" for name, to in over.items()]
    rows = rows_of(
        open_page("rules", sample_store, "internal", **over["Cap"]), "Rule, project and fiscal year"
    )
    assert rows and all(row[1].startswith("**Cap**") for row in rows)


def test_what_fails_is_on_top(sample_store: Path, open_page: Opener) -> None:
    at = open_page("rules", sample_store, "internal", lang="en")
    rows = rows_of(at, "Rule, project and fiscal year")
    assert len(rows) == 20
    assert [row[0].startswith("✕") for row in rows[:12]] == [True] * 11 + [False]
    assert "projects?lang=en&project=SMP-003" in rows[0][1]
    assert (
        rows[0][2]
        == "Decided: ¥20,000,001  \nCap of the programme: ¥20,000,000  \nHeadroom to the bound: −¥1"
    )


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ({"rule": "cap", "outcome": "fail"}, 1),
        ({"outcome": "warn"}, 3),
        ({"rule": "duration", "project": "SMP-005"}, 1),
    ],
    ids=str,
)
def test_choices_of_the_address(
    address: dict[str, str], expected: int, sample_store: Path, open_page: Opener
) -> None:
    at = open_page("rules", sample_store, "internal", lang="en", **address)
    assert len(rows_of(at, "Rule, project and fiscal year")) == expected


def test_nothing_of_that_outcome(register_store: Path, open_page: Opener) -> None:
    at = open_page("rules", register_store, lang="en", outcome="warn")
    assert "No check of this selection has that outcome." in text_of(at)


def test_what_the_address_does_not_know(sample_store: Path, open_page: Opener) -> None:
    at = open_page("rules", sample_store, "internal", lang="en", rule="gravity", outcome="maybe")
    assert len([one for one in at.warning if "not known here" in one.value]) == 2


def test_the_rows_of_the_ledger_behind_a_check(sample_store: Path, open_page: Opener) -> None:
    at = open_page("rules", sample_store, "internal", lang="en", project="SMP-003", rule="cap")
    amounts = rows_of(at, "Eligible expense")
    assert [row[0] for row in amounts] == ["FY2022", "FY2023", "FY2024"]
    assert amounts[1][3] == "¥20,000,001"
    assert rows_of(at, "Decided on")[1][0] == "FY2023"


def test_a_fiscal_year_does_not_narrow_what_is_about_a_project(sample_store: Path, open_page: Opener) -> None:
    at = open_page("rules", sample_store, "internal", lang="en", from_fy="2025")
    assert "are not narrowed by fiscal year" in text_of(at)


def answer(at: Any) -> str:
    return next(one.value for one in at.markdown if one.value.startswith("### "))


@pytest.mark.parametrize(
    ("address", "expected", "why"),
    [
        ({"eligible": "30,000,001", "request": "16000000"}, "At most ¥15,000,000", "Subsidy rate"),
        ({"eligible": "40000000"}, "At most ¥20,000,000", "Cap**, **Subsidy rate"),
        ({"request": "7"}, "At most ¥7", "Request"),
        ({"try_earlier": "2025", "try_year": "2027"}, "No grant is possible in FY2027", "Years in a row"),
        (
            {"try_programme": "PG-CHIIKI", "try_year": "2025", "try_earlier": "2022,2023,2024"},
            "No grant is possible in FY2025",
            "allows 3",
        ),
        ({"try_programme": "PG-PILOT"}, "cannot be computed", "neither a cap nor a rate"),
    ],
    ids=str,
)
def test_what_if(
    address: dict[str, str], expected: str, why: str, register_store: Path, open_page: Opener
) -> None:
    at = open_page("rules", register_store, lang="en", **address)
    assert expected in answer(at)
    assert why in text_of(at)


def test_the_years_of_a_project_come_from_the_ledger(sample_store: Path, open_page: Opener) -> None:
    address = {"lang": "en", "try_project": "SMP-005", "try_year": "2025"}
    at = open_page("rules", sample_store, "internal", **address)
    assert "No grant is possible" in answer(at) and "the programme allows 3" in text_of(at)
    at = open_page("rules", sample_store, "internal", **address, try_earlier="none")
    assert "At most" in answer(at) and "the programme allows 3" not in text_of(at)


@pytest.mark.parametrize("value", ["abc", "-5", "99999999999999999999", "<b>1</b>"])
def test_an_amount_that_is_none_is_one_sentence(value: str, register_store: Path, open_page: Opener) -> None:
    at = open_page("rules", register_store, lang="en", eligible=value)
    (error,) = at.error
    assert "Eligible expense: “" in error.value and "whole yen" in error.value
    assert not any(one.value.startswith("### ") for one in at.markdown)


@pytest.mark.parametrize(
    "address",
    [{"try_year": "1999"}, {"try_earlier": "1999"}, {"try_project": "nobody"}, {"try_programme": "x"}],
    ids=str,
)
def test_what_if_ignores_what_it_does_not_know(
    address: dict[str, str], register_store: Path, open_page: Opener
) -> None:
    at = open_page("rules", register_store, lang="en", **address)
    assert len([one for one in at.warning if "not known here" in one.value]) == 1
    assert "At most" in answer(at)


def test_what_is_typed_goes_into_the_address(register_store: Path, open_page: Opener) -> None:
    at = open_page("rules", register_store, lang="en")
    next(one for one in at.text_input if one.label == "Request (yen)").set_value("5,000,000").run()
    assert at.query_params["request"] == "5,000,000"
    assert "At most ¥5,000,000 (5.0 million yen)" in answer(at)


def test_earlier_years_that_are_chosen_go_into_the_address(register_store: Path, open_page: Opener) -> None:
    at = open_page("rules", register_store, lang="en", try_programme="PG-CHIIKI", try_year="2025")
    (years,) = [one for one in at.button_group if one.key == "choice_try_earlier"]
    years.set_value([2024, 2022]).run()
    assert at.query_params["try_earlier"] == "2022,2024"
    assert "Years in a row**: between the earlier years" in text_of(at)
    (years,) = [one for one in at.button_group if one.key == "choice_try_earlier"]
    years.set_value([]).run()
    assert at.query_params["try_earlier"] == "none" and "At most" in answer(at)


def test_another_programme_drops_what_hung_on_the_first(register_store: Path, open_page: Opener) -> None:
    at = open_page("rules", register_store, lang="en", try_year="2027", try_earlier="2025,2026")
    next(one for one in at.selectbox if one.key == "choice_try_programme").set_value("PG-PILOT-MODEL").run()
    assert "try_year" not in at.query_params and "try_earlier" not in at.query_params
    assert "At most ¥40,000,000 (40.0 million yen) in FY2022" in answer(at)
