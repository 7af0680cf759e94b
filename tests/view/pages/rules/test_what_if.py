"""What-if: amounts as a person writes them, years of an address, and the answer in words."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from smart_tokyo.view.pages.rules import what_if
from tests.queries.ledger import Ledger, build
from tests.view.of_page import page

TERMS = {
    "name_ja": "制度",
    "name_en": "Programme one",
    "first_fy": 2022,
    "last_fy": None,
    "grant_cap_yen": 100,
    "subsidy_rate_percent": 50,
    "max_fiscal_years": 3,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("  ", None),
        ("0", 0),
        ("30000000", 30_000_000),
        ("30,000,000", 30_000_000),
        ("¥30,000,000", 30_000_000),
        ("３０，０００，００１円", 30_000_001),
        ("10000000000000", 10**13),
    ],
)
def test_yen(text: str, expected: int | None) -> None:
    assert what_if.yen(text) == expected


@pytest.mark.parametrize(
    "text", ["abc", "-1", "1.5", "3,00", "30千円", "10000000000001", "9" * 30, "1e6", "¥"]
)
def test_what_is_no_yen(text: str) -> None:
    with pytest.raises(ValueError):
        what_if.yen(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023,2022,2023", ([2022, 2023], [])),
        ("none", ([], [])),
        ("", ([], [])),
        ("2023,1999,x", ([2023], ["1999", "x"])),
    ],
)
def test_years_of_an_address(text: str, expected: Any) -> None:
    assert what_if.chosen_years(text, [2022, 2023, 2024]) == expected


def asked(terms: dict[str, Any] = TERMS, **given: Any) -> tuple[str, str, dict[str, str]]:
    """The answer's two sentences and each rule's result."""
    given = {
        "fiscal_year": 2024,
        "earlier_years": [],
        "eligible_expense_yen": None,
        "requested_yen": None,
        **given,
    }
    columns = ("first_fy", "last_fy", "grant_cap_yen", "subsidy_rate_percent", "max_fiscal_years")
    cells = " | ".join("-" if terms[column] is None else str(terms[column]) for column in columns)
    with duckdb.connect(":memory:") as con:
        programmes = f"programme_id | {' | '.join(columns)}\nprog | {cells}"
        ledger: Ledger = build(con, {"programmes": programmes}, "2026-03-31", "public")
        rows = ledger.rows("what_if", programme_id="prog", **given)
    assert all(what_if.says(page(), row, terms, given, None) for row in rows)
    return (
        what_if.said(page(), rows, given),
        what_if.binding(page(), rows, terms, given),
        {what_if.name(page(), row["rule"]): what_if.result(page(), row) for row in rows},
    )


def test_the_rule_that_binds() -> None:
    said, binding, results = asked(eligible_expense_yen=151, requested_yen=80)
    assert said == "At most ¥75 in FY2024."
    assert binding == "What binds: **Subsidy rate**."
    assert results == {
        "Cap": "✓ Kept",
        "Subsidy rate": "● Binds",
        "Request": "✓ Kept",
        "Number of years": "✓ Kept",
        "Years in a row": "✓ Kept",
        "Within the programme’s years": "✓ Kept",
        "Within the project’s years": "– Not applied",
    }


def test_an_unknown_eligible_expense_is_said() -> None:
    _, binding, results = asked(requested_yen=100)
    assert binding.startswith("What binds: **Cap**, **Request**. Without the eligible expense")
    assert results["Subsidy rate"] == "– Not applied"


@pytest.mark.parametrize(
    ("earlier", "year", "expected"),
    [
        (
            [2022, 2023, 2024],
            2025,
            "**Number of years**: it would be fiscal year 4 with a decision, and the programme allows 3.",
        ),
        (
            [2022],
            2024,
            "**Years in a row**: between the earlier years and this one is a gap; of 3 fiscal years only 2 would "
            "have a decision.",
        ),
        ([], 2021, "**Within the programme’s years**: the fiscal year is outside them."),
    ],
)
def test_why_no_grant_is_possible(earlier: list[int], year: int, expected: str) -> None:
    said, binding, results = asked(earlier_years=earlier, fiscal_year=year, eligible_expense_yen=100)
    assert said == f"No grant is possible in FY{year}."
    assert binding == expected
    assert list(results.values()).count("✕ Not possible") == 1


def test_a_programme_without_a_bound() -> None:
    terms = {**TERMS, "grant_cap_yen": None, "subsidy_rate_percent": None, "max_fiscal_years": None}
    said, binding, results = asked(terms, eligible_expense_yen=100)
    assert said == "The largest possible grant cannot be computed."
    assert binding.startswith("**Programme one** sets neither a cap nor a rate")
    assert "✓ Kept" not in (results["Cap"], results["Subsidy rate"], results["Number of years"])
    assert asked(terms, requested_yen=7)[1] == "What binds: **Request**."
