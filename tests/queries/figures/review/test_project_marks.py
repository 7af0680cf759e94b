"""project_marks: the status by evidence of every project, which moves with time alone."""

from __future__ import annotations

import datetime as dt

import duckdb

from tests.queries.ledger import AS_OF, build

LEDGER = {
    "projects": "project_id | status\np | active\nq | active",
    "milestones": "milestone_id | project_id | due_on | done_on\nm | p | 2026-03-01 | -",
}


def marks(as_of: dt.date) -> dict[str, str]:
    with duckdb.connect() as con:
        ledger = build(con, LEDGER, as_of, "internal")
        return {row["project_id"]: row["rag_evidence"] for row in ledger.rows("project_marks")}


def test_the_status_moves_with_the_day_alone() -> None:
    due = dt.date(2026, 3, 1)
    assert marks(due)["p"] == "green" and marks(due + dt.timedelta(1))["p"] == "amber"
    assert marks(AS_OF)["q"] is None
