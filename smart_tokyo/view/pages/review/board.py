"""The review board: what needs a look, one line per project and reason, by weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.rules import THRESHOLDS
from smart_tokyo.terms import ATTENTION
from smart_tokyo.view.frame import choices, url
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain, whole
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects import status
from smart_tokyo.words import N_

REASONS: dict[
    str, tuple[str, dict[str, str], str]
] = {  # reason of review_attention: where its row is, a page and what of it
    "milestone_overdue": ("projects", {}, "milestones"),
    "report_old": ("projects", {}, "reports"),
    "rag_disagree": ("projects", {}, "reports"),
    "kpi_lag": ("projects", {}, "kpis"),
    "rule_fail": ("rules", {"outcome": "fail"}, ""),
    "headroom_unused": ("projects", {}, "money"),
}


ORDER = N_(
    "Rules not met come first, most of them in front; then what has been open longest. "
    "What has no date stands at the median number of days."
)


@dataclass(frozen=True)
class Behind:
    """The rows behind the reasons, each by project: what a line says beyond its name."""

    milestones: Mapping[str, list[dict[str, Any]]]  # overdue ones of milestone_list
    kpis: Mapping[str, list[dict[str, Any]]]  # kpi_list with a lag, the furthest behind first
    rules: Mapping[str, list[dict[str, Any]]]  # failed rows of rule_findings
    grants: Mapping[str, list[dict[str, Any]]]  # grant_ledger of the fiscal year before the as-of date's
    progress: Mapping[str, list[dict[str, Any]]]  # project_progress


def _by_project(rows: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in phrases.records(rows):
        found.setdefault(str(row["project_id"]), []).append(row)
    return found


def behind(page: Page, **params: Any) -> Behind:
    """The rows behind the reasons of the page's selection; `params` as for Page.figure.

    Fiscal years are lifted, as they do not narrow review_attention.
    """
    params = {"from_fy": None, "to_fy": None, **params}
    milestones = page.figure("milestone_list", **params)
    kpis = page.figure("kpi_list", **params).dropna(subset=["lag_permille"])
    findings = page.figure("rule_findings", **params)
    grants = page.figure("grant_ledger", **params)
    last_year = formats.fiscal_year_of(page.snapshot["as_of"]) - 1
    return Behind(
        _by_project(milestones[milestones["state"] == "overdue"]),
        _by_project(kpis.sort_values("lag_permille", ascending=False, kind="stable")),
        _by_project(findings[findings["outcome"] == "fail"]),
        _by_project(grants[grants["fiscal_year"] == last_year]),
        _by_project(page.figure("project_progress", **params)),
    )


def sentence(page: Page, row: Mapping[str, Any], rows: Behind) -> str:
    """A row of review_attention as safe Markdown: what is the matter, with names and numbers."""
    project = str(row["project_id"])
    match row["reason"]:
        case "milestone_overdue":
            titles = [
                page.t("“{title}”", title=plain(page.pick(one, "title")))
                for one in rows.milestones.get(project, [])
            ]
            return page.t("Overdue: {titles}", titles=commas(titles, page.lang))
        case "report_old":
            if all(formats.missing(one["last_report_on"]) for one in rows.progress.get(project, [])):
                return page.t("No status report yet")
            return page.t(
                "The last report is {days} old", days=phrases.counted(page.lang, "day", row["days"])
            )
        case "kpi_lag":
            (worst, *_) = rows.kpis[project]
            title, share = plain(page.pick(worst, "name")), status.points(worst["lag_permille"])
            return page.t("KPI “{title}” is {share} points behind plan", title=title, share=share)
        case "rag_disagree":
            (one, *_) = rows.progress[project]
            said, found = (phrases.rag(page.lang, one[name]) for name in ("rag_reported", "rag_evidence"))
            return page.t("Reported {reported}, evidence {evidence}", reported=said, evidence=found)
        case "rule_fail":
            failed = [status.broken(page, one, str(one["rule"])) for one in rows.rules.get(project, [])]
            return "  \n".join(failed)
        case "headroom_unused":
            (grant, *_) = rows.grants[project]
            settled, decided = (
                formats.exact_yen(grant[f"{name}_yen"], page.lang) for name in ("settled", "decided")
            )
            return page.t(
                "{year}: {settled} settled of {decided} decided, less than {settled_percent} %",
                year=page.fiscal_year(grant["fiscal_year"]),
                settled=settled,
                decided=decided,
                **THRESHOLDS,
            )
    return plain(str(row["reason"]))


def name(page: Page, reason: str) -> str:
    """The name of a reason."""
    return page.t(ATTENTION[reason])


def row_link(page: Page, row: Mapping[str, Any]) -> str:
    """A Markdown link to the row behind a reason: the section of the project's page, or its failed checks."""
    to, also, section = REASONS[str(row["reason"])]
    params = urlencode(url.followed(project=str(row["project_id"]), **also))
    return f"[{page.t('To the row')}]({to}?{params}{section and f'#{section}'})"


def sheet_link(page: Page, row: Mapping[str, Any]) -> str:
    """The title of a project as a Markdown link to its page for the meeting."""
    params = urlencode(
        url.carried(project=str(row["project_id"]))
    )  # the board's own state stays, for the way back
    return f"[{plain(page.pick(row, 'title'))}](review?{params})"


def by_weight(rows: pd.DataFrame, found: Behind) -> pd.DataFrame:
    """The rows of review_attention by weight: rules not met first, the most first; then the longest open.

    A reason without a date weighs as the median of its reason, or where that has none, of all. `ORDER` says it.
    """
    medians = rows.groupby("reason")["days"].transform("median")
    weights = rows["days"].astype("Float64").fillna(medians).fillna(rows["days"].median())
    failed = [
        len(found.rules.get(project, [])) if reason == "rule_fail" else 0
        for project, reason in zip(rows["project_id"], rows["reason"], strict=True)
    ]
    order = ["_failed", "_weight", "project_id", "reason"]
    return rows.assign(_failed=failed, _weight=weights).sort_values(
        order, ascending=[False, False, True, True]
    )


def work_list(page: Page, rows: pd.DataFrame) -> None:
    """Counts by reason, the choice of one, and the lines of review_attention."""
    counts = {reason: int((rows["reason"] == reason).sum()) for reason in REASONS}
    phrases.tiles([(name(page, reason), formats.number(n), "") for reason, n in counts.items() if n])
    words = {key: name(page, key) + phrases.aside(page.lang, str(n)) for key, n in counts.items()}
    chosen = choices.choose(page, "reason", page.t("reason"), page.named("reason"), words)
    if chosen:
        rows = rows[rows["reason"] == chosen]
    if rows.empty:
        page.nothing(page.t("No project of this selection needs a look for this reason."))
        return
    found = behind(page)
    rows = by_weight(rows, found)
    st.caption(page.t(ORDER))
    lines(page, choices.paged(page, rows), rows, found)


def lines(page: Page, rows: pd.DataFrame, all_rows: pd.DataFrame, found: Behind) -> None:
    """Rows of review_attention as a table: since when, and which project for which reason."""
    projects = page.figure("project_list", from_fy=None, to_fy=None).set_index("project_id")
    records = phrases.records(rows)
    titled = [
        {"project_id": row["project_id"], **projects.loc[row["project_id"]].to_dict()} for row in records
    ]
    table(
        page,
        "attention",
        rows.assign(
            _since=[since(page, row) for row in records],
            _what=[
                f"**{name(page, str(row['reason']))}** {sheet_link(page, project)}  \n"
                f"{sentence(page, row, found)}  \n:small[{row_link(page, row)}]"
                for row, project in zip(records, titled, strict=True)
            ],
        ),
        (
            Column("_since", page.t("Open since"), "markdown"),
            Column("_what", page.t("Reason, project and what is the matter"), "markdown"),
        ),
        page.t("What needs a look: one row per project and reason, by weight"),
        all_rows=all_rows,
    )


def since(page: Page, row: Mapping[str, Any]) -> str:
    """Since when a reason is there and for how many days, as Markdown; a dash where it has no date."""
    if formats.missing(row["since_on"]):
        return page.t("– no date")
    return f"{whole(page.date(row['since_on']))}  \n:small[{whole(phrases.counted(page.lang, 'day', row['days']))}]"
