"""project_marks: another mark where anything differs that two snapshots are compared by."""

from __future__ import annotations

import duckdb
import pytest

from tests.queries.ledger import AS_OF, build

LEDGER = {
    "projects": "project_id | status\np | active\nq | active",
    "grants": "project_id | fiscal_year | decided_yen\np | 2024 | 5",
    "milestones": "milestone_id | project_id | due_on | done_on\nm | p | 2026-03-01 | -",
    "status_reports": "project_id | reported_on | rag\np | 2026-03-01 | green",
}


def marks(**changed: str) -> dict[str, str]:
    with duckdb.connect() as con:
        ledger = build(con, {**LEDGER, **changed}, AS_OF, "internal")
        return {row["project_id"]: row["mark"] for row in ledger.rows("project_marks")}


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("projects", "project_id | status\np | completed\nq | active"),
        ("projects", "project_id | status | theme\np | active | tourism\nq | active | mobility"),
        ("grants", "project_id | fiscal_year | decided_yen\np | 2024 | 6"),
        ("grants", "project_id | fiscal_year | decided_yen\np | 2024 | -"),
        ("grants", "project_id | fiscal_year | decided_yen | paid_yen\np | 2024 | 5 | 0"),
        ("grants", "project_id | fiscal_year | decided_yen\np | 2025 | 5"),
        ("milestones", "milestone_id | project_id | due_on | done_on\nm | p | 2026-03-02 | -"),
        ("milestones", "milestone_id | project_id | due_on | done_on\nm | p | 2026-03-01 | 2026-03-02"),
        ("status_reports", "project_id | reported_on | rag\np | 2026-03-01 | red"),
        ("status_reports", "project_id | reported_on | rag\np | 2026-03-02 | green"),
    ],
)
def test_the_mark_of_a_project_that_differs(table: str, rows: str) -> None:
    before, after = marks(), marks(**{table: rows})
    assert before["p"] != after["p"] and before["q"] == after["q"]


def test_the_mark_of_a_project_in_which_nothing_differs() -> None:
    title = "project_id | status | title_en\np | active | Another name\nq | active | x"
    assert marks() == marks(projects=title)
