"""Why the record speaks for a colour, and why a project is up for review: each reason as a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from smart_tokyo import formats
from smart_tokyo.palette import RAG_MARK
from smart_tokyo.rules import RULES, rule_name
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.subjects.rules import number


def broken(page: Page, row: Mapping[str, Any], rule: str) -> str:
    """A failed check by its rule, with its fiscal year and the two numbers: `row` has fiscal_year, actual, bound."""
    behind = [] if formats.missing(row["fiscal_year"]) else [page.fiscal_year(row["fiscal_year"])]
    if not formats.missing(row["actual"]) and not formats.missing(row["bound"]):
        actual, bound = (number(page, rule, row[name]) for name in ("actual", "bound"))
        behind.append(page.t("{actual} against {bound}", actual=actual, bound=bound))
    if rule in RULES and RULES[rule].kind == "members":
        behind.append(page.t("a required member is missing"))
    return plain(rule_name(rule, page.lang)) + phrases.aside(page.lang, commas(behind, page.lang))


def points(permille: Any) -> str:
    """A lag in percentage points with one place: 251 → `25.1`."""
    return formats.number(Decimal(int(permille)) / 10, 1)


def sentence(page: Page, row: Mapping[str, Any]) -> str:
    """A row of evidence_reasons as safe Markdown: what speaks against the project, since when or how far."""
    days = "" if formats.missing(row["days"]) else phrases.counted(page.lang, "day", row["days"])
    title = plain(page.pick(row, "title"))
    match row["reason"]:
        case "rule_failed":
            return page.t("Rule not met: {what}", what=broken(page, row, str(row["about_id"])))
        case "milestone_overdue":
            return page.t("Milestone “{title}” is {days} overdue", title=title, days=days)
        case "report_old":
            return page.t("The last report is {days} old", days=days)
        case "no_report":
            return page.t("No status report, {days} after the start of the first fiscal year", days=days)
        case "kpi_behind":
            share = points(row["lag_permille"])
            return page.t("KPI “{title}” is {share} points behind plan", title=title, share=share)
    return plain(str(row["reason"]))


def by_project(page: Page, reasons: pd.DataFrame) -> dict[str, list[str]]:
    """Project → its reasons as marked sentences, in the order of evidence_reasons: red ones first."""
    found: dict[str, list[str]] = {}
    for row in phrases.records(reasons):
        said = f"{RAG_MARK[row['rag']]} {sentence(page, row)}"
        found.setdefault(str(row["project_id"]), []).append(said)
    return found
