"""The plan and what is in force, in words: how much of it was changed, and each change from the original on."""

import datetime as dt
from collections.abc import Iterable

from smart_tokyo import formats, texts, written
from smart_tokyo.figures.reading import Reading, Row

TEXTS = texts("plan")
SAYS = TEXTS["says"]
KEYS = {"grant": "fiscal_year", "milestone": "milestone_id", "kpi": "kpi_id"}
"""Kind of plan_changes → the column that its `key` is."""
COUNTED = {"grant": "grants_changed", "milestone": "milestones_changed", "kpi": "kpi_targets_changed"}
"""Kind of plan_changes → the column of plan_summary that says how many were changed."""
BY_REASON = ("changed_dates", "date_difference", "changed_amounts", "amount_difference", "changed_targets")
"""The numbers of plan_reasons."""


def finding(r: Reading, plan: Row) -> str:
    """As `brief`, and how much was done by the original due dates where some were moved."""
    known = plan["milestones_changed"] and plan["milestones_done"]
    ratio = r.ratio(plan["done_by_original"], plan["milestones_done"])
    return r.sentences(brief(r, plan), r.t(SAYS["done"], ratio=ratio) if known else "")


def brief(r: Reading, plan: Row) -> str:
    """How much was changed, from plan_summary, in sentences; "" where nothing was."""
    ratio = r.ratio(plan["kpi_targets_changed"], plan["kpis"])
    targets = r.t(SAYS["targets"], ratio=ratio) if plan["kpi_targets_changed"] else ""
    return r.sentences(due_dates(r, plan), amounts(r, plan), targets)


def numbers(plan: Row) -> list[tuple[str, str]]:
    """The numbers of plan_summary, as query and column, that say that anything was changed."""
    return [("plan_summary", column) for column in COUNTED.values() if plan[column]]


def due_dates(r: Reading, plan: Row) -> str:
    """How many due dates were moved, and by how many days; "" for none."""
    if not plan["milestones_changed"]:
        return ""
    ratio = r.ratio(plan["milestones_changed"], plan["milestones"])
    median, worst = (written(plan[f"slip_{one}_days"], "number", r.lang) for one in ("median", "worst"))
    return r.t(SAYS["due_dates"], ratio=ratio, median=median, worst=worst)


def amounts(r: Reading, plan: Row) -> str:
    """How many decided amounts were changed, and what all of them were and are; "" for none."""
    if not plan["grants_changed"]:
        return ""
    said = r.t(SAYS["amounts"], ratio=r.ratio(plan["grants_changed"], plan["grants"]))
    both, known = (plan["original_decided_yen"], plan["decided_yen"]), plan["change_yen"] is not None
    original, now = map(r.money, both)
    if plan["change_yen"] and original == now:
        original, now = (formats.exact_yen(one, r.lang) for one in both)
    return r.sentences(said, r.t(SAYS["both"], original=original, now=now) if known else "")


def changed(r: Reading, kind: str, rows: Iterable[Row]) -> list[tuple[Row, list[str]]]:
    """Those of the rows of grant_ledger, milestone_list or kpi_list that were changed, in their order: each with the
    original, and each change as what it made of it, its day and its reason."""
    steps: dict[tuple[str, str], list[Row]] = {}
    for step in r.rows("rows_changes"):
        if step["kind"] == kind:
            steps.setdefault((step["project_id"], step["key"]), []).append(step)
    if kind == "kpi":
        plans = {row["kpi_id"]: row for row in r.rows("kpi_plan")}
        rows = [{**plans[row["kpi_id"]], **row} for row in rows]
    keys = ((row, steps.get((row["project_id"], str(row[KEYS[kind]])))) for row in rows)
    return [(row, _said(r, kind, row, found)) for row, found in keys if found]


def _said(r: Reading, kind: str, row: Row, steps: list[Row]) -> list[str]:
    said = [_value(r, kind, row, steps[0]["before"])]
    for step in steps:
        aside = r.aside(r.date(step["changed_on"]), because(r, step))
        said.append(f"→ {_value(r, kind, row, step['after'])}{aside}")
    if kind == "kpi" and row["target_on"] != row["original_target_on"]:
        original, now = (
            r.date(day) if day else r.unknown for day in (row["original_target_on"], row["target_on"])
        )
        said.append(r.labelled(r.named("target_on"), f"{original} → {now}"))
    return said


def because(r: Reading, step: Row) -> str:
    """The reason of a change, with what is told of it."""
    reason, told = r.word("grant_changes", "reason", step["reason"]), r.pick(step, "reason")
    return r.labelled(reason, told) if told else reason


def _value(r: Reading, kind: str, row: Row, text: str | None) -> str:
    if text is None:
        return r.unknown
    if kind == "grant":
        return formats.exact_yen(int(text), r.lang)
    return r.date(dt.date.fromisoformat(text)) if kind == "milestone" else r.qualified(float(text), row)


def beside(r: Reading, now: str | None, original: str | None) -> str:
    """What stands behind the status by evidence `now` where it is another against the original plan; else ""."""
    return "" if now == original else r.aside(r.t(SAYS["evidence"], status=r.evidence(original)))
