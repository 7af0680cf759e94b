"""What must add up, whatever the selection: totals, ledgers and groups are the same money.

Held against every selection of a portfolio with gaps of every kind, and against the whole of the sample and of a
random ledger.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import pytest

from smart_tokyo.ledger.tables.checks import of_kind
from tests.queries.conftest import BUILT
from tests.queries.ledger import AS_OF, Both, Given, Ledger, build

GAPS = "with gaps"
MONEY = ("eligible_expense_yen", "requested_yen", "decided_yen", "settled_yen", "paid_yen")
LIMITS = ("limit_yen", "headroom_yen")

SELECTIONS = (
    "the whole",
    "programme_id",
    "area_id",
    "theme",
    "project_id",
    "from_fy",
    "to_fy",
    "programme_id theme from_fy to_fy",
    "nothing",
)
"""The parameters that are given; their values are those of a project in the middle."""


def amount(number: int) -> str:
    """An amount that is unknown in every fifth case."""
    return "-" if number % 5 == 0 else str(number * 7919 % 1000)


def with_gaps(con: duckdb.DuckDBPyConnection) -> Ledger:
    """Twelve projects of two programmes, with gaps of every kind."""
    projects = ["project_id | programme_id | area_id | theme | status"]
    grants = [f"project_id | fiscal_year | {' | '.join(MONEY)} | decided_on"]
    for i in range(12):
        programme, theme = "ab"[i % 2], ("mobility", "tourism", "health")[i % 3]
        status = ("active", "selected", "withdrawn", "completed")[i % 4]
        projects.append(f"p{i:02} | {programme} | area{i % 4} | {theme} | {status}")
        for year in range(2022, 2022 + i % 5):
            amounts = " | ".join(amount(i * 31 + year + 3 * k) for k in range(5))
            grants.append(f"p{i:02} | {year} | {amounts} | {'2026-04-01' if i == 9 else '-'}")
    given = {
        "programmes": "programme_id | grant_cap_yen | subsidy_rate_percent\na | 300 | 50\nb | - | 60",
        "areas": "area_id | programme_id\narea0 | a\narea1 | b\narea2 | a\narea3 | b",
        "projects": "\n".join(projects),
        "grants": "\n".join(grants),
    }
    return build(con, given, AS_OF, "internal")


@dataclass(frozen=True)
class Part:
    """A ledger under a selection."""

    ledger: Ledger
    selection: dict[str, Any]

    def rows(self, query: str) -> list[dict[str, Any]]:
        """The query's rows under the selection."""
        return self.ledger.rows(query, **self.selection)


@pytest.fixture(scope="module")
def ledger_named(ledger_of: Callable[[str], Both]) -> Iterator[Callable[[str], Ledger]]:
    """From a name to a whole ledger, as the internal view has it."""
    with duckdb.connect(":memory:") as con:
        gaps = with_gaps(con)
        yield lambda name: gaps if name == GAPS else ledger_of(name)[0]


@pytest.fixture(params=[GAPS, *BUILT])
def portfolio(request: pytest.FixtureRequest, ledger_named: Callable[[str], Ledger]) -> Ledger:
    """A whole ledger."""
    return ledger_named(request.param)


@pytest.fixture(
    params=[*((GAPS, one) for one in SELECTIONS), *((one, SELECTIONS[0]) for one in BUILT)], ids=str
)
def part(request: pytest.FixtureRequest, ledger_named: Callable[[str], Ledger]) -> Part:
    """Every selection of one ledger, with something in it or with nothing, and the whole of the others."""
    name, selected = request.param
    ledger = ledger_named(name)
    if selected in ("the whole", "nothing"):
        return Part(ledger, {} if selected == "the whole" else {"theme": "no such"})
    projects = [row for row in ledger.rows("project_list") if row["decided_yen"] is not None]
    years = [row["fiscal_year"] for row in ledger.rows("fiscal_years")]
    middle = projects[len(projects) // 2]
    values = middle | {"from_fy": years[len(years) // 2], "to_fy": years[len(years) // 2]}
    return Part(ledger, {one: values[one] for one in selected.split()})


def total(rows: list[dict[str, Any]], column: str) -> int | None:
    """The sum of what is known; unknown where nothing is."""
    known = [row[column] for row in rows if row[column] is not None]
    return sum(known) if known else None


def test_the_ledger_adds_up_to_the_totals(part: Part) -> None:
    ledger = part.rows("grant_ledger")
    (totals,) = part.rows("programme_totals")
    assert totals["grant_years"] == len(ledger)
    for column in (*MONEY, *LIMITS):
        assert totals[column] == total(ledger, column), column


@pytest.mark.parametrize("group", ["fiscal_year", "programme", "area", "theme"])
def test_groups_add_up_to_the_totals(part: Part, group: str) -> None:
    rows = part.rows(f"funding_by_{group}")
    (totals,) = part.rows("programme_totals")
    for column in [column for column in MONEY if rows and column in rows[0]]:
        assert totals[column] == total(rows, column), column
    projects = {row["project_id"] for row in part.rows("grant_ledger")}
    if group != "fiscal_year":
        assert sum(row["projects"] for row in rows) == len(projects)


def test_stages_are_the_groups(part: Part) -> None:
    stages = part.rows("funding_stages")
    columns = ("projects", "eligible_expense_yen", "decided_yen", "paid_yen")
    for dimension, key in (
        ("area", "area_id"),
        ("fiscal_year", "fiscal_year"),
        ("programme", "programme_id"),
        ("theme", "theme"),
    ):
        rows = part.rows(f"funding_by_{dimension}")
        found = [[row["id"], *(row[c] for c in columns)] for row in stages if row["dimension"] == dimension]
        assert found == [[str(row[key]), *(row[c] for c in columns)] for row in rows]


@pytest.mark.parametrize("dimension", ["area", "fiscal_year", "programme", "theme"])
def test_every_dimension_of_the_stages_adds_up(part: Part, dimension: str) -> None:
    rows = [row for row in part.rows("funding_stages") if row["dimension"] == dimension]
    (totals,) = part.rows("programme_totals")
    (coverage,) = part.rows("grant_coverage")
    assert sum(row["grant_years"] for row in rows) == totals["grant_years"] == coverage["grant_years"]
    assert sum(row["limit_unknown"] for row in rows) == coverage["grant_years"] - coverage["limit_known"]
    for column in (*MONEY, *LIMITS):
        assert total(rows, column) == totals[column], column


def test_coverage_counts_the_ledger(part: Part) -> None:
    ledger = part.rows("grant_ledger")
    (coverage,) = part.rows("grant_coverage")
    both = [row for row in ledger if row["headroom_yen"] is not None]
    assert coverage["projects"] == len({row["project_id"] for row in ledger})
    for column in ("requested", "decided", "settled", "paid", "limit"):
        assert coverage[f"{column}_known"] == len([r for r in ledger if r[f"{column}_yen"] is not None])
    assert coverage["over_limit"] == len([row for row in both if row["headroom_yen"] < 0])
    assert coverage["compared"] == len(both)
    assert coverage["compared_decided_yen"] == sum(row["decided_yen"] for row in both)
    assert coverage["compared_limit_yen"] == sum(row["limit_yen"] for row in both)


def test_lists_add_up_to_the_totals(part: Part) -> None:
    (totals,) = part.rows("programme_totals")
    projects = part.rows("project_list")
    areas = part.rows("area_list")
    statuses = part.rows("status_counts")
    assert len(projects) == totals["projects"] == sum(row["projects"] for row in statuses)
    assert len(part.rows("project_progress")) == totals["projects"]
    programmes = part.rows("projects_by_programme")
    assert sum(row["projects"] for row in programmes) == totals["projects"]
    for column in ("decided_yen", "paid_yen", "limit_yen"):
        assert total(projects, column) == totals[column]
    if "programme_id" in part.selection:  # area_list then lists the programme's own areas alone
        own = {row["area_id"] for row in areas}
        grants = part.rows("funding_by_area")
        assert sum(row["projects"] for row in areas) == sum(row["area_id"] in own for row in projects)
        assert total(areas, "decided_yen") == total([r for r in grants if r["area_id"] in own], "decided_yen")
    else:
        assert sum(row["projects"] for row in areas) == totals["projects"]
        assert len([row for row in areas if row["projects"]]) == totals["areas"]
        known = [row for row in projects if row["decided_yen"] is not None]
        assert sum(row["projects_decided"] for row in areas) == len(known)
        assert sum(row["grant_years"] for row in areas) == totals["grant_years"]
        assert total(areas, "decided_yen") == totals["decided_yen"]


def test_every_row_of_the_ledger_obeys_the_definitions(portfolio: Ledger) -> None:
    for row in portfolio.rows("grant_ledger"):
        parts = [part for part in (row["cap_yen"], row["rate_limit_yen"]) if part is not None]
        assert row["limit_yen"] == (min(parts) if parts else None)
        if row["limit_yen"] is not None and row["decided_yen"] is not None:
            assert row["headroom_yen"] == row["limit_yen"] - row["decided_yen"]
        else:
            assert row["headroom_yen"] is None


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("grant_ledger", ("project_id", "fiscal_year")),
        ("funding_by_fiscal_year", ("fiscal_year",)),
        ("funding_stages", ("dimension", "id")),
        ("project_list", ("project_id",)),
        ("project_progress", ("project_id",)),
        ("area_list", ("area_id",)),
    ],
)
def test_keys_are_unique_known_and_in_order(portfolio: Ledger, query: str, key: tuple[str, ...]) -> None:
    keys = [tuple(row[column] for column in key) for row in portfolio.rows(query)]
    assert None not in itertools.chain(*keys)
    assert keys == sorted(set(keys))


def test_the_public_sees_the_same_where_everything_is_published(given: Given) -> None:
    given(
        audience="public",
        grants="fiscal_year | decided_yen\n2024 | 5",
        milestones="milestone_id | due_on\nm | 2025-04-01",
    ).shows("programme_totals", "projects | decided_yen\n1 | 5").shows(
        "project_progress", "milestones_overdue | worst_overdue_days\n1 | 364"
    )


# ---- rules


def test_checks_add_up_to_the_findings(part: Part) -> None:
    findings = part.rows("rule_findings")
    summary = part.rows("rule_summary")
    outcomes = ("passed", "warned", "failed", "not_assessed")
    assert sum(row[name] for row in summary for name in outcomes) == len(findings)
    for row in summary:
        assert sum(row[name] for name in outcomes) == [one["rule"] for one in findings].count(row["rule"])
        assert row["checked"] == row["passed"] + row["warned"] + row["failed"]


def test_every_rule_is_checked_for_every_row(part: Part) -> None:
    (totals,) = part.rows("programme_totals")
    findings = part.rows("rule_findings")
    of_projects = [row for row in findings if row["fiscal_year"] is None]
    tables = [one.table for one in of_kind("programme")]
    assert len(of_projects) == tables.count("projects") * totals["projects"]
    assert len(findings) - len(of_projects) == tables.count("grants") * totals["grant_years"]
