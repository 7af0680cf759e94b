"""What several reports say of a subject: grants, projects, KPIs, and the rules of the programmes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from smart_tokyo import formats, terms
from smart_tokyo.figures import Reading
from smart_tokyo.outputs.documents.document import Column, Section
from smart_tokyo.outputs.reports import common
from smart_tokyo.outputs.reports.common import Row, Shown, shown
from smart_tokyo.rules import MONEY_UNCHECKED, RULES, money_unchecked, rule_name
from smart_tokyo.terms import AMOUNTS, EXPENSE_AND_STAGES, no_value


def amounts(r: Reading, columns: Iterable[str] = EXPENSE_AND_STAGES) -> list[Shown]:
    """Amounts of grants, in whole yen."""
    return [shown(r, "grant_ledger", column, 1.4) for column in columns]


def grant(r: Reading) -> list[Shown]:
    """A grant of a fiscal year: its amounts, limit and headroom."""
    return [shown(r, "grant_ledger", "fiscal_year", 1.35), *amounts(r, AMOUNTS)]


def title(
    r: Reading, label: str, width: float, column: str = "title", without: str = "project_status"
) -> Shown:
    """The name of a row's thing, or of its project, `without` what a table need not say of it again."""
    return Column(label, width=width), lambda row: r.title({**row, without: None}, column)


def kpi(r: Reading) -> list[Shown]:
    """A KPI: its values with unit, qualifier and date as text, the lag as permille."""

    def measured(what: str, width: float, absent: Callable[[Row], str], qualifier: str = "") -> Shown:
        def text(row: Row) -> str:
            value, on = row[f"{what}_value"], row[f"{what}_on"]
            if formats.missing(value):
                return absent(row)
            return r.qualified(value, row, qualifier, r.date(on) if on else "")

        return shown(r, "kpi_list", f"{what}_value", width, text)

    return [
        title(r, r.t("KPI"), 2, "name"),
        measured("baseline", 1.3, lambda row: r.unknown),
        measured("latest", 1.5, lambda row: r.t(no_value(row)), "latest_qualifier"),
        measured("target", 1.5, lambda row: r.t("no target published")),
        (Column(r.t("Lag (points)"), "points", 0.9, r.t("cannot be computed")), "lag_permille"),
    ]


def rules_of_funding(r: Reading) -> Section:
    """The outcomes of each rule over the selection."""
    found = {row["rule"]: row for row in r.rows("rule_summary")}
    order = [*(rule for rule in RULES if rule in found), *sorted(found.keys() - RULES)]
    outcomes: tuple[terms.Outcome, ...] = ("pass", "warn", "fail", "not_assessed")
    return _rules(
        r,
        r.t("Rules of the programmes"),
        [found[rule] for rule in order],
        found.values(),
        r.t("Results by rule"),
        shown(r, "rule_summary", "checked"),
        *((Column(r.t(terms.OUTCOMES[one]), "count"), terms.COUNTED[one]) for one in outcomes),
    )


def rules_of_project(r: Reading) -> Section:
    """The checks of the project that the filters name which failed or are to be looked at."""
    return _rules(
        r,
        r.t("Rules of the programme"),
        [row for row in r.rows("rule_findings") if row["outcome"] in ("fail", "warn")],
        r.rows("rule_summary"),
        r.t("Rules that are not kept"),
        shown(r, "grant_ledger", "fiscal_year", absent=r.t("the whole project")),
        shown(r, "rule_findings", "outcome", 1.2, lambda row: r.t(terms.OUTCOMES[row["outcome"]])),
        shown(r, "rule_findings", "actual", 1.2),
        shown(r, "rule_findings", "bound", 1.2),
    )


def _rules(
    r: Reading, title: str, rows: Sequence[Row], summary: Collection[Row], over: str, *columns: Shown
) -> Section:
    """Rows about rules under what came of all checks, which is in a rule_summary."""
    rule = shown(r, "rule_summary", "rule", 2.4, lambda row: rule_name(row["rule"], r.lang))
    checked, failed, open = (
        sum(row[key] for row in summary) for key in ("checked", "failed", "not_assessed")
    )
    said = r.t("No check can be made: what the rules compare is not known.")
    if checked:
        said = r.sentences(
            r.t(
                "Of {checked} checks, {failed} failed; {open} more could not be made, as what they compare is "
                "not known.",
                checked=formats.number(checked),
                failed=formats.number(failed),
                open=formats.number(open),
            ),
            r.t(MONEY_UNCHECKED) if money_unchecked(summary) else "",
        )
    return common.listed(title, rows, "", rule, *columns, said=said, over=over)
