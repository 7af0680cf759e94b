"""The sample is as its README says: each state occurs, and progress, journey and attention on whole thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from smart_tokyo.figures import open_snapshot
from smart_tokyo.schema import tables
from smart_tokyo.store import StorePaths
from tests.queries.ledger import Ledger

EVIDENCE = {
    "green": "SMP-002 SMP-008 SMP-014 SMP-019 SMP-021",
    "amber": "SMP-006 SMP-010 SMP-015 SMP-023 SMP-025 SMP-029",
    "red": "SMP-020 SMP-031",
    None: "SMP-027",
}
LAST_STEP = {
    "issue": "SMI-015 SMI-016 SMI-017 SMI-028",
    "initial_hearing": "SMI-019 SMI-020 SMI-022",
    "introduced": "SMI-014 SMI-023 SMI-024 SMI-025 SMI-027",
    "agreed": "SMI-007 SMI-021 SMI-026",
    "consortium": "SMI-004",
    "award": "SMI-003 SMI-008 SMI-010",
    "paid": "SMI-001 SMI-002 SMI-005 SMI-006 SMI-009 SMI-011 SMI-012 SMI-013",
}


@pytest.fixture(scope="module")
def sample(sample_store: Path) -> Iterator[Ledger]:
    """The sample as the internal view has it."""
    paths = StorePaths(sample_store)
    current = paths.current("internal")
    assert current
    with open_snapshot(paths.database(current, "internal")) as con:
        yield Ledger(con)


def test_every_value_that_a_column_may_have_occurs(sample: Ledger) -> None:
    missing = {}
    for table in tables().values():
        for field in (one for one in table.fields if one.enum):
            held = sample.con.table(table.name).project(field.name).distinct().fetchall()
            if left := set(field.enum) - {value for (value,) in held}:
                missing[f"{table.name}.{field.name}"] = left
    assert missing == {}


def test_evidence_on_each_threshold(sample: Ledger) -> None:
    found = {row["project_id"]: row["rag_evidence"] for row in sample.rows("project_progress")}
    expected = {name: rag for rag, names in EVIDENCE.items() for name in names.split()}
    assert {name: found[name] for name in expected} == expected


def test_reports_that_disagree(sample: Ledger) -> None:
    found = [row["project_id"] for row in sample.rows("project_progress") if row["disagree"]]
    assert found == ["SMP-010", "SMP-012", "SMP-020", "SMP-031", "SMP-033"]


def test_how_far_each_issue_gets(sample: Ledger) -> None:
    rows = sample.con.table("issue_steps").project("issue_id, place, step").order("place").fetchall()
    last = {issue: step for issue, _, step in rows}
    assert last == {name: step for step, names in LAST_STEP.items() for name in names.split()}


def test_headroom_unused(sample: Ledger) -> None:
    rows = [row for row in sample.rows("review_attention") if row["reason"] == "headroom_unused"]
    assert [(row["project_id"], str(row["since_on"]), row["days"]) for row in rows] == [
        ("SMP-022", "2026-04-27", 154)
    ]
