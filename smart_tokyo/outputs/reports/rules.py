"""The grant rules in a report: how many checks failed, by rule, and those of one project that are not kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from smart_tokyo import formats
from smart_tokyo.outputs.documents.document import Column, Section, Table
from smart_tokyo.outputs.reports.reading import Reading
from smart_tokyo.rules import RULES, rule_name
from smart_tokyo.terms import COUNTED, OUTCOMES


def said(r: Reading, rows: Iterable[Mapping[str, Any]]) -> str:
    """What came of all checks in a sentence; from rule_summary."""
    total = dict.fromkeys(("checked", "failed", "not_assessed"), 0)
    for row in rows:
        total = {key: n + row[key] for key, n in total.items()}
    if not total["checked"]:
        return r.t("No check can be made: what the rules compare is not known.")
    return r.t(
        "Of {checked} checks, {failed} failed; {open} more could not be made, as what they compare is not known.",
        checked=formats.number(total["checked"]),
        failed=formats.number(total["failed"]),
        open=formats.number(total["not_assessed"]),
    )


def of_funding(r: Reading) -> Section:
    """The outcomes of each rule over the selection."""
    t = r.t
    counts = {"checked": t("Checked")} | {
        COUNTED[key]: t(OUTCOMES[key]) for key in ("pass", "warn", "fail", "not_assessed")
    }
    columns = (Column(t("Rule"), width=2.4), *(Column(title, "count") for title in counts.values()))
    found = {row["rule"]: row for row in r.rows("rule_summary")}
    order = [*(rule for rule in RULES if rule in found), *sorted(found.keys() - RULES)]
    cells = tuple((rule_name(rule, r.lang), *(found[rule][key] for key in counts)) for rule in order)
    table = Table(t("Results by rule"), columns, cells)
    return Section(t("Rules of the programmes"), (said(r, found.values()),), tables=(table,))


def of_project(r: Reading) -> Section:
    """The checks of the project that the filters name which failed or are to be looked at."""
    t = r.t
    title = t("Rules of the programme")
    text = said(r, r.rows("rule_summary"))
    amiss = [row for row in r.rows("rule_findings") if row["outcome"] in ("fail", "warn")]
    if not amiss:
        return Section(title, (text,))
    columns = (
        Column(t("Rule"), width=2.4),
        Column(t("Fiscal year"), "fiscal_year", absent=t("the whole project")),
        Column(t("Outcome"), width=1.2),
        Column(t("Actual"), "count", 1.2),
        Column(t("Bound"), "count", 1.2),
    )
    cells = tuple(
        (
            rule_name(row["rule"], r.lang),
            row["fiscal_year"],
            t(OUTCOMES[row["outcome"]]),
            row["actual"],
            row["bound"],
        )
        for row in amiss
    )
    return Section(title, (text,), tables=(Table(t("Rules that are not kept"), columns, cells),))
