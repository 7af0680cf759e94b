"""The headline figures, listed once: what the tests read back from every output."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from smart_tokyo.terms import AMOUNTS

Numbers = dict[tuple[str, str], int]


class Headline(NamedTuple):
    """A headline figure: the column of a named query, the report whose key figure it is ("" where it is none), and
    the page that shows it."""

    query: str
    column: str
    report: str
    page: str

    @property
    def is_money(self) -> bool:
        return self.column.endswith("_yen")


HEADLINES = (
    Headline("programme_totals", "projects", "progress", "overview"),
    Headline("programme_totals", "areas", "progress", "overview"),
    Headline("programme_totals", "organizations", "progress", "overview"),
    Headline("municipality_counts", "with_projects", "", "map"),
    Headline("programme_totals", "grant_years", "funding", "funding"),
    *(Headline("programme_totals", column, "funding", "funding") for column in AMOUNTS),
    Headline("milestone_counts", "done", "progress", "progress"),
    Headline("milestone_counts", "overdue", "progress", "progress"),
    Headline("kpi_counts", "behind_plan", "progress", "progress"),
)
QUERIES = sorted({one.query for one in HEADLINES})


def row_of(query: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The row of a query that holds the headline: the only one, or the one of all Tokyo."""
    (found,) = [row for row in rows if query != "municipality_counts" or not row["region"]]
    return found


def picked(rows: dict[str, list[dict[str, Any]]]) -> Numbers:
    """The headlines out of the rows of each query."""
    return {(one.query, one.column): int(row_of(one.query, rows[one.query])[one.column]) for one in HEADLINES}


def numbers_in(text: str) -> set[int]:
    """Every whole number that a text says, however it is grouped."""
    return {int(found.replace(",", "")) for found in re.findall(r"\d+(?:,\d{3})*", text)}
