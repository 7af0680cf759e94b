"""The grant rules in a report: how many checks failed, by rule, and those of one project that are not kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from smart_tokyo import formats, terms
from smart_tokyo.figures import Reading
from smart_tokyo.outputs.documents.document import Column, Section
from smart_tokyo.outputs.reports import common
from smart_tokyo.rules import MONEY_UNCHECKED, RULES, money_unchecked, rule_name


def said(r: Reading, rows: Iterable[Mapping[str, Any]]) -> str:
    """What came of all checks in a sentence; from rule_summary."""
    rows = list(rows)
    total = dict.fromkeys(("checked", "failed", "not_assessed"), 0)
    for row in rows:
        total = {key: n + row[key] for key, n in total.items()}
    if not total["checked"]:
        return r.t("No check can be made: what the rules compare is not known.")
    text = r.t(
        "Of {checked} checks, {failed} failed; {open} more could not be made, as what they compare is not known.",
        checked=formats.number(total["checked"]),
        failed=formats.number(total["failed"]),
        open=formats.number(total["not_assessed"]),
    )
    return r.sentences(text, r.t(MONEY_UNCHECKED) if money_unchecked(rows) else "")


def of_funding(r: Reading) -> Section:
    """The outcomes of each rule over the selection."""
    t = r.t
    found = {row["rule"]: row for row in r.rows("rule_summary")}
    order = [*(rule for rule in RULES if rule in found), *sorted(found.keys() - RULES)]
    outcomes: tuple[terms.Outcome, ...] = ("pass", "warn", "fail", "not_assessed")
    return common.listed(
        t("Rules of the programmes"),
        [found[rule] for rule in order],
        "",
        _rule(r),
        common.shown(r, "rule_summary", "checked"),
        *((Column(t(terms.OUTCOMES[one]), "count"), terms.COUNTED[one]) for one in outcomes),
        said=(said(r, found.values()),),
        over=t("Results by rule"),
    )


def of_project(r: Reading) -> Section:
    """The checks of the project that the filters name which failed or are to be looked at."""
    t = r.t
    return common.listed(
        t("Rules of the programme"),
        [row for row in r.rows("rule_findings") if row["outcome"] in ("fail", "warn")],
        "",
        _rule(r),
        common.year(r, absent=t("the whole project")),
        common.shown(r, "rule_findings", "outcome", 1.2, lambda row: t(terms.OUTCOMES[row["outcome"]])),
        common.shown(r, "rule_findings", "actual", 1.2),
        common.shown(r, "rule_findings", "bound", 1.2),
        said=(said(r, r.rows("rule_summary")),),
        over=t("Rules that are not kept"),
    )


def _rule(r: Reading) -> common.Shown:
    return common.shown(r, "rule_summary", "rule", 2.4, lambda row: rule_name(row["rule"], r.lang))
