"""what_if: the largest grant that the rules allow, and which of them binds, on each line."""

from __future__ import annotations

from typing import Any

import pytest

from tests.queries.ledger import Given, Ledger

RULES = ["cap", "consecutive", "duration", "programme_years", "project_years", "rate", "request"]


@pytest.fixture
def terms(given: Given) -> Ledger:
    """A programme of 2022 to 2026 with cap 100, half, three years; one without a bound; one with a cap alone."""
    return given(
        programmes="""
            programme_id | first_fy | last_fy | grant_cap_yen | subsidy_rate_percent | max_fiscal_years
            full         | 2022     | 2026    | 100           | 50                   | 3
            none         | 2020     | -       | -             | -                    | -
            capped       | 2020     | -       | 100           | -                    | -
        """,
        projects="project_id | programme_id | start_fy | end_fy\np | full | 2023 | 2025",
    )


def asked(terms: Ledger, programme: str = "full", year: Any = 2024, **given: Any) -> tuple[Any, list[str]]:
    """The possible grant and the rules that bind."""
    rows = terms.rows("what_if", programme_id=programme, fiscal_year=year, **given)
    assert [row["rule"] for row in rows] == RULES
    (possible,) = {row["possible_yen"] for row in rows}
    for row in rows:
        if row["allows_yen"] is not None:
            assert row["headroom_yen"] == row["allows_yen"] - possible >= 0
            assert row["binds"] == (row["headroom_yen"] == 0)
        else:
            assert row["headroom_yen"] is None and not row["binds"]
    return possible, [row["rule"] for row in rows if row["binds"]]


@pytest.mark.parametrize(
    ("eligible", "requested", "expected"),
    [
        (201, None, (100, ["cap", "rate"])),  # exactly the cap, one odd yen over: cut
        (199, None, (99, ["rate"])),  # the odd yen is cut
        (200, 100, (100, ["cap", "rate", "request"])),  # exactly half, exactly the cap
        (202, None, (100, ["cap"])),
        (1000, 99, (99, ["request"])),
        (1000, 101, (100, ["cap"])),
        (None, None, (100, ["cap"])),  # the eligible expense drops out, as in a grant's limit
        (0, 5, (0, ["rate"])),
        (None, 0, (0, ["request"])),
        (10**13, 10**13, (100, ["cap"])),
    ],
    ids=str,
)
def test_money(terms: Ledger, eligible: int | None, requested: int | None, expected: Any) -> None:
    assert asked(terms, eligible_expense_yen=eligible, requested_yen=requested) == expected


@pytest.mark.parametrize(
    ("programme", "money", "expected"),
    [
        ("none", {"eligible_expense_yen": 200}, (None, [])),
        ("none", {"eligible_expense_yen": 200, "requested_yen": 7}, (7, ["request"])),
        ("capped", {"eligible_expense_yen": 10}, (100, ["cap"])),
    ],
    ids=str,
)
def test_a_bound_that_the_programme_does_not_set(
    terms: Ledger, programme: str, money: dict[str, int], expected: Any
) -> None:
    assert asked(terms, programme, **money) == expected
    outcomes = {row["rule"]: row["outcome"] for row in terms.rows("what_if", programme_id="none")}
    assert set(outcomes.values()) == {"not_assessed"}


@pytest.mark.parametrize(
    ("year", "earlier", "expected"),
    [
        (2024, [], (100, ["cap"])),
        (2024, [2022, 2023], (100, ["cap"])),  # exactly the third
        (2025, [2022, 2023, 2024], (0, ["duration"])),  # the fourth
        (2024, [2022], (0, ["consecutive"])),  # a gap
        (2025, [2022, 2023], (0, ["consecutive"])),
        (2026, [2022, 2023, 2025], (0, ["consecutive", "duration"])),
        (2024, [2024], (100, ["cap"])),  # the year itself is no other year
        (2024, [2023, 2023], (100, ["cap"])),
        (2027, [], (0, ["programme_years"])),
        (2026, [], (100, ["cap"])),
        (2021, [], (0, ["programme_years"])),
        (None, [2022], (100, ["cap"])),
    ],
    ids=str,
)
def test_years(terms: Ledger, year: int | None, earlier: list[int], expected: Any) -> None:
    assert asked(terms, year=year, earlier_years=earlier, eligible_expense_yen=1000) == expected


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2022, ["project_years"]), (2023, ["cap"]), (2025, ["cap"]), (2026, ["project_years"])],
)
def test_the_years_of_a_project(terms: Ledger, year: int, expected: list[str]) -> None:
    assert asked(terms, year=year, project_id="p")[1] == expected


def test_all_rows_with_headroom(terms: Ledger) -> None:
    terms.shows(
        "what_if",
        """
            rule            | outcome      | actual | bound | allows_yen | possible_yen | headroom_yen | binds
            cap             | pass         | 75     | 100   | 100        | 75           | 25           | false
            consecutive     | pass         | 2      | 2     | -          | 75           | -            | false
            duration        | pass         | 2      | 3     | -          | 75           | -            | false
            programme_years | pass         | -      | -     | -          | 75           | -            | false
            project_years   | not_assessed | -      | -     | -          | 75           | -            | false
            rate            | pass         | 75     | 75    | 75         | 75           | 0            | true
            request         | pass         | 75     | 80    | 80         | 75           | 5            | false
        """,
        programme_id="full",
        fiscal_year=2024,
        earlier_years="2023",
        eligible_expense_yen=151,
        requested_yen=80,
    )


def test_no_programme_given_is_every_programme(terms: Ledger) -> None:
    found = [(row["programme_id"], row["rule"]) for row in terms.rows("what_if")]
    assert found == [(programme, rule) for programme in ("capped", "full", "none") for rule in RULES]


def test_the_limit_is_that_of_the_ledger(given: Given) -> None:
    """The possible grant without a request is the limit that grant_ledger gives the same expense."""
    expenses = [0, 1, 199, 200, 201, 10**13]
    grants = "\n".join(f"{2019 + n} | {one}" for n, one in enumerate(expenses))
    ledger = given(
        programmes="programme_id | grant_cap_yen | subsidy_rate_percent\nprog | 100 | 50",
        grants=f"fiscal_year | eligible_expense_yen\n{grants}",
    )
    limits = [row["limit_yen"] for row in ledger.rows("grant_ledger")]
    possible = [
        ledger.rows("what_if", programme_id="prog", fiscal_year=2024, eligible_expense_yen=one)[0][
            "possible_yen"
        ]
        for one in expenses
    ]
    assert possible == limits == [0, 0, 99, 100, 100, 100]


def test_the_public_may_ask_too(given: Given) -> None:
    public = given(audience="public", programmes="programme_id | grant_cap_yen\nprog | 5")
    assert public.rows("what_if")[0]["possible_yen"] == 5
