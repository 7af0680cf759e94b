"""Why a project is looked at agrees with its progress and its rules, in the sample and a random ledger."""

from __future__ import annotations

from typing import Any

import pytest

from tests.queries.ledger import Both

RUNNING = ("selected", "active")
OLD = 90
BEHIND = 250


def by_project(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["project_id"]: row for row in rows}


def reasons(both: Both, reason: str) -> dict[str, dict[str, Any]]:
    """The rows of a reason by project."""
    return by_project([row for row in both[0].rows("review_attention") if row["reason"] == reason])


def progress(both: Both) -> dict[str, dict[str, Any]]:
    """Progress and status of every project."""
    status = by_project(both[0].rows("project_list"))
    rows = by_project(both[0].rows("project_progress"))
    return {name: row | {"status": status[name]["status"]} for name, row in rows.items()}


def running(both: Both) -> dict[str, dict[str, Any]]:
    return {name: row for name, row in progress(both).items() if row["status"] in RUNNING}


def failed(both: Both) -> set[str]:
    return {row["project_id"] for row in both[0].rows("rule_findings") if row["outcome"] == "fail"}


def test_one_row_per_project_and_reason_in_order(both: Both) -> None:
    rows = both[0].rows("review_attention")
    keys = [(row["project_id"], row["reason"]) for row in rows]
    assert keys == sorted(set(keys))
    assert all((row["days"] is None) == (row["since_on"] is None) for row in rows)
    assert all(row["days"] >= 0 for row in rows if row["days"] is not None)
    assert {reason for _, reason in keys} <= {
        "action_late", "headroom_unused", "kpi_lag", "milestone_overdue", "rag_disagree", "report_old", "rule_fail",
    }  # fmt: skip


def test_overdue_milestones_are_those_of_the_progress(both: Both) -> None:
    expected = {name: row["worst_overdue_days"] for name, row in running(both).items()}
    found = {name: row["days"] for name, row in reasons(both, "milestone_overdue").items()}
    assert found == {name: days for name, days in expected.items() if days is not None}


def test_old_reports_are_those_of_the_progress(both: Both) -> None:
    ages = {name: row["report_age_days"] for name, row in running(both).items()}
    found = {name: row["days"] for name, row in reasons(both, "report_old").items()}
    expected = {name: age for name, age in ages.items() if age is not None and age > OLD}
    assert {name: days for name, days in found.items() if ages[name] is not None} == expected
    silent = {name: days for name, days in found.items() if ages[name] is None}
    assert all(days > OLD for days in silent.values())


@pytest.mark.parametrize("reason", ["kpi_lag", "rag_disagree", "rule_fail"])
def test_other_reasons(both: Both, reason: str) -> None:
    expected = {
        "kpi_lag": {
            name for name, row in running(both).items() if (row["worst_kpi_lag_permille"] or 0) > BEHIND
        },
        "rag_disagree": {name for name, row in progress(both).items() if row["disagree"]},
        "rule_fail": failed(both),
    }  # fmt: skip
    assert set(reasons(both, reason)) == expected[reason]


def test_what_disagrees_is_there_twice_and_differs(both: Both) -> None:
    for name, row in progress(both).items():
        colours = {row["rag_reported"], row["rag_evidence"]}
        assert row["disagree"] == (None not in colours and len(colours) == 2), name
    for name, row in reasons(both, "rag_disagree").items():
        assert row["since_on"] == progress(both)[name]["last_report_on"]


def test_the_colour_has_its_reasons(both: Both) -> None:
    amber_reasons = set(reasons(both, "milestone_overdue")) | set(reasons(both, "kpi_lag"))
    reported = {name for name, row in progress(both).items() if row["last_report_on"] is not None}
    amber_reasons |= set(reasons(both, "report_old")) & reported
    rows = running(both)
    colour = {rag: {n for n, row in rows.items() if row["rag_evidence"] == rag} for rag in ("red", "amber")}
    assert failed(both) & set(rows) <= colour["red"]
    assert colour["amber"] == amber_reasons - colour["red"]
    assert {name for name, row in progress(both).items() if row["rag_evidence"]} <= set(rows)
    for row in rows.values():
        told = row["milestones"], row["worst_kpi_lag_permille"] is not None, row["last_report_on"]
        assert any(told) <= (row["rag_evidence"] is not None)
