"""Plan and now of whole ledgers, read again in plain Python from the tables of the source, as figures.md words it."""

from __future__ import annotations

import datetime as dt
from statistics import median
from typing import Any

from smart_tokyo.schema import tables
from tests.queries.ledger import Both, Ledger

Row = dict[str, Any]


def held(ledger: Ledger, table: str) -> list[Row]:
    """The rows of a table of the source in the order of its key."""
    found = ledger.con.execute(f"select * from {table} order by all")
    names = [one[0] for one in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def as_of(ledger: Ledger) -> dt.date:
    (row,) = ledger.con.execute("select as_of from snapshot").fetchall()
    return row[0]


def changes(ledger: Ledger, table: str, row: Row) -> list[Row]:
    """The changes of a row up to the as-of date, the oldest first."""
    key = [name for name in tables()[table].primary_key if name != "changed_on"]
    found = [one for one in held(ledger, table) if all(one[name] == row[name] for name in key)]
    return sorted(
        (one for one in found if one["changed_on"] <= as_of(ledger)), key=lambda one: one["changed_on"]
    )


def latest(found: list[Row], column: str, original: Any) -> Any:
    """What the newest change says that says anything, else the original."""
    said = [one[column] for one in found if one[column] is not None]
    return said[-1] if said else original


def less(one: Any, other: Any) -> Any:
    return None if one is None or other is None else one - other


def days(one: dt.date | None, other: dt.date) -> int | None:
    return None if one is None else (one - other).days


def known(row: Row, stage: str, day: dt.date) -> Any:
    """An original amount as known on a day."""
    return None if row[f"{stage}_on"] and row[f"{stage}_on"] > day else row[f"{stage}_yen"]


def grants(ledger: Ledger) -> list[Row]:
    found, day = [], as_of(ledger)
    for row in held(ledger, "grants"):
        made, original = changes(ledger, "grant_changes", row), known(row, "decided", day)
        now = latest(made, "decided_yen", original)
        found.append(
            {
                "project_id": row["project_id"],
                "fiscal_year": row["fiscal_year"],
                "original_decided_yen": original,
                "decided_yen": now,
                "change_yen": less(now, original),
                "changes": len(made),
                "last_changed_on": made[-1]["changed_on"] if made else None,
                "last_reason": made[-1]["reason"] if made else None,
            }
        )
    return found


def milestones(ledger: Ledger) -> list[Row]:
    found, day = [], as_of(ledger)
    for row in held(ledger, "milestones"):
        made, original = changes(ledger, "milestone_changes", row), row["due_on"]
        now = latest(made, "due_on", original)
        done = row["done_on"] if row["done_on"] and row["done_on"] <= day else None
        late = done or (day if original < day else None)
        found.append(
            {
                "milestone_id": row["milestone_id"],
                "project_id": row["project_id"],
                "original_due_on": original,
                "due_on": now,
                "slip_days": days(now, original),
                "changes": len(made),
                "done_on": done,
                "against_original_days": days(late, original),
            }
        )
    return found


def kpis(ledger: Ledger) -> list[Row]:
    found = []
    for row in held(ledger, "kpis"):
        made = changes(ledger, "kpi_target_changes", row)
        found.append(
            {
                "kpi_id": row["kpi_id"],
                "project_id": row["project_id"],
                "original_target_value": row["target_value"],
                "target_value": latest(made, "target_value", row["target_value"]),
                "original_target_on": row["target_on"],
                "target_on": latest(made, "target_on", row["target_on"]),
                "changes": len(made),
            }
        )
    return found


def test_every_row_has_its_plan_and_what_is_in_force(both: Both) -> None:
    for ledger in both:
        assert ledger.rows("grant_plan") == grants(ledger)
        assert ledger.rows("milestone_plan") == milestones(ledger)
        assert ledger.rows("kpi_plan") == kpis(ledger)


def test_the_ledger_has_what_is_in_force(both: Both) -> None:
    for ledger in both:
        stated = {(row["project_id"], row["fiscal_year"]): row for row in held(ledger, "grants")}
        for row in ledger.rows("grant_ledger"):
            source = stated[row["project_id"], row["fiscal_year"]]
            made = changes(ledger, "grant_changes", source)
            requested = known(source, "requested", as_of(ledger))
            assert row["requested_yen"] == latest(made, "requested_yen", requested)
            expense = source["eligible_expense_yen"]
            assert row["eligible_expense_yen"] == latest(made, "eligible_expense_yen", expense)
            assert row["decided_yen"] == latest(made, "decided_yen", known(source, "decided", as_of(ledger)))


def test_the_summary_is_of_these_rows(both: Both) -> None:
    for ledger in both:
        (found,) = ledger.rows("plan_summary")
        both_known = [row for row in grants(ledger) if row["change_yen"] is not None]
        steps, aims = milestones(ledger), kpis(ledger)
        moved = [row["slip_days"] for row in steps if row["changes"]]
        sums = {
            name: sum(row[name] for row in both_known) if both_known else None
            for name in ("original_decided_yen", "decided_yen", "change_yen")
        }
        assert found == sums | {
            "grants": len(grants(ledger)),
            "grants_changed": sum(row["changes"] > 0 for row in grants(ledger)),
            "milestones": len(steps),
            "milestones_changed": len(moved),
            "milestones_done": sum(row["done_on"] is not None for row in steps),
            "done_by_original": sum(
                row["done_on"] is not None and row["done_on"] <= row["original_due_on"] for row in steps
            ),
            "slip_median_days": median(moved) if moved else None,
            "slip_worst_days": max(moved, default=None),
            "kpis": len(aims),
            "kpi_targets_changed": sum(row["changes"] > 0 for row in aims),
        }


def test_the_steps_of_a_row_lead_from_its_plan_to_what_is_in_force(both: Both) -> None:
    for ledger in both:
        steps: dict[tuple[str, ...], list[Row]] = {}
        for step in ledger.rows("plan_changes"):
            steps.setdefault((step["kind"], step["key"], step["project_id"]), []).append(step)
        rows = [
            ("grant", str(row["fiscal_year"]), row, "original_decided_yen", "decided_yen")
            for row in grants(ledger)
        ]
        rows += [
            ("milestone", row["milestone_id"], row, "original_due_on", "due_on") for row in milestones(ledger)
        ]
        rows += [("kpi", row["kpi_id"], row, "original_target_value", "target_value") for row in kpis(ledger)]
        for kind, key, row, original, now in rows:
            own = steps.pop((kind, key, row["project_id"]), [])
            assert len(own) == row["changes"]
            if own:
                texts = [own[0]["before"], *(step["after"] for step in own)]
                assert texts[1:-1] == [step["before"] for step in own[1:]]
                assert [texts[0], texts[-1]] == [written(row[original]), written(row[now])]
            if own and row[original] is not None:
                moved = less(row[now], row[original])
                moved = moved.days if isinstance(moved, dt.timedelta) else moved
                assert abs(sum(step["difference"] for step in own) - moved) < 1e-9
        assert steps == {}


def written(value: Any) -> str | None:
    return None if value is None else str(value).removesuffix(".0")


def test_a_random_ledger_has_changes_of_every_kind(both: Both) -> None:
    assert {step["kind"] for step in both[0].rows("plan_changes")} == {"grant", "milestone", "kpi"}
    (found,) = both[0].rows("plan_summary")
    assert found["change_yen"] and found["done_by_original"] < found["milestones_done"]


def test_without_a_change_the_evidence_is_the_same_by_either_plan(both: Both) -> None:
    for ledger in both:
        steps = ledger.rows("plan_changes")
        changed = {step["project_id"] for step in steps if step["kind"] != "grant"}
        now = {row["project_id"]: row["rag_evidence"] for row in ledger.rows("project_progress")}
        found = {row["project_id"]: row["rag_evidence"] for row in ledger.rows("evidence_original")}
        assert found.keys() == now.keys()
        assert {one for one in now if found[one] != now[one]} <= changed
