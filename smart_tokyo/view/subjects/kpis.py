"""A KPI in words: where it began, where it is, where it is to go."""

from __future__ import annotations

from typing import Any

from smart_tokyo import formats
from smart_tokyo.terms import no_value
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain
from smart_tokyo.view.parts import phrases


def kpi_point(page: Page, row: dict[str, Any], what: str) -> tuple[str, str]:
    """A KPI's baseline, latest or target (`what`) as safe Markdown, and its date ("" where unknown)."""
    return plain(_value(page, row, what)), _day(page, row, what)


def _value(page: Page, row: dict[str, Any], what: str, remark: str = "") -> str:
    qualifier = "latest_qualifier" if what == "latest" else ""
    return page.qualified(row[f"{what}_value"], row, qualifier, remark)


def _day(page: Page, row: dict[str, Any], what: str) -> str:
    day = row[f"{what}_on"]
    return "" if formats.missing(day) else page.date(day)


def kpi_sentence(page: Page, row: dict[str, Any]) -> str:
    """A KPI in a line: baseline → latest → target with dates, and how far it is from its plan."""

    def at(what: str) -> str:
        return plain(_value(page, row, what, _day(page, row, what)))

    parts = []
    if not formats.missing(row["baseline_value"]):
        parts.append(page.t("Baseline {value}", value=at("baseline")))
    if formats.missing(row["latest_value"]):
        parts.append(page.t(no_value(row)))
    else:
        parts.append(page.t("latest **{value}**", value=at("latest")))
    if formats.missing(row["target_value"]):
        parts.append(page.t("no target published"))
    else:
        parts.append(page.t("target {value}", value=at("target")))
    text = " → ".join(parts)
    return (
        text
        if formats.missing(row["lag_permille"])
        else f"{text}  \n{phrases.lag(page, row['lag_permille'])}"
    )
