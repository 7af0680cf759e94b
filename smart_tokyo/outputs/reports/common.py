"""What the reports have in common: definitions, the name of a rule, a KPI or a grant as a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from smart_tokyo import formats, palette
from smart_tokyo.outputs.documents.document import Chart, Column, Section, Series, written
from smart_tokyo.outputs.reports.reading import Reading
from smart_tokyo.terms import AMOUNTS, EXPENSE_AND_STAGES, definition


def bars(
    r: Reading, title: str, rows: Iterable[tuple[str, Any]], kind: Any = "count", unit: str = ""
) -> Chart:
    """A lying bar for each (label, value), all of one colour; the alternative text repeats the numbers."""
    pairs = tuple(rows)
    said = "; ".join(f"{label}: {formats.number(value)}" for label, value in pairs)
    series = Series(unit or title, tuple(value for _, value in pairs), palette.ACCENT)
    return Chart(title, "bars", kind, tuple(label for label, _ in pairs), (series,), f"{title}. {said}")


def nothing(r: Reading) -> Section:
    """The only section of a report that has nothing to report."""
    if r.filters.params() == type(r.filters)().params():
        return Section(r.t("Summary"), (r.t("This ledger holds no projects yet."),))
    return Section(
        r.t("Summary"), (r.t("No project matches this selection. Widen the filters to see more."),)
    )


def in_total(r: Reading, column: str) -> str:
    """The label of a key figure of money: which amount, that it is a total, and its unit."""
    amount = r.t("{amount} in total", amount=r.t(AMOUNTS[column]))
    return r.t("{label} ({unit})", label=amount, unit=r.t("yen"))


def yen_columns(r: Reading, *more: Column) -> tuple[Column, ...]:
    """Columns from the eligible expense to the payment, in whole yen, then `more`."""
    return (
        *(Column(r.t(name), "yen", 1.4, r.unknown) for name in EXPENSE_AND_STAGES.values()),
        *more,
    )


def yen_row(row: dict[str, Any]) -> tuple[Any, ...]:
    """The cells of `yen_columns`."""
    return tuple(row[column] for column in EXPENSE_AND_STAGES)


def kpi_columns(r: Reading) -> tuple[Column, ...]:
    """The columns of a KPI."""
    t = r.t
    return (
        Column(t("KPI"), width=2),
        Column(t("Baseline"), width=1.3),
        Column(t("Latest"), width=1.5),
        Column(t("Target"), width=1.5),
        Column(t("Lag (points)"), "points", 0.9, t("no plan")),
    )


def kpi_row(r: Reading, row: dict[str, Any]) -> tuple[Any, ...]:
    """The cells of `kpi_columns`: values with unit, qualifier and date as text, the lag as permille."""
    return (
        r.title({**row, "project_status": None}, "name"),
        _measured(r, row, "baseline"),
        _measured(r, row, "latest") or r.t("not measured yet"),
        _measured(r, row, "target"),
        row["lag_permille"],
    )


def _measured(r: Reading, row: dict[str, Any], what: str) -> str:
    value = row[f"{what}_value"]
    if formats.missing(value):
        return ""
    unit = r.pick(row, "unit")
    text = (
        written(value, "number", r.lang) + ("" if r.lang == "ja" or unit == "%" or not unit else " ") + unit
    )
    remarks = [r.pick(row, "latest_qualifier")] if what == "latest" else []
    remarks.append(formats.date(row[f"{what}_on"], r.lang) if row[f"{what}_on"] else "")
    said = [one for one in remarks if one]
    if not said:
        return text
    return f"{text}（{'、'.join(said)}）" if r.lang == "ja" else f"{text} ({', '.join(said)})"


def _common(r: Reading) -> tuple[tuple[str, str], ...]:
    t, word = r.t, r.unknown
    return (
        (
            t("As of"),
            t("All figures are as known on the as-of date; what is dated later does not count."),
        ),
        (
            t("“{word}”", word=word),
            t(
                "The amount is not known. It is left out of sums and never counts as 0; "
                "a sum of nothing but unknown amounts is unknown."
            ),
        ),
    )


def of_progress(r: Reading) -> tuple[tuple[str, str], ...]:
    """The definitions of the progress report."""
    t = r.t
    return (
        *_common(r),
        (t("Overdue"), t("A milestone whose due date has passed and that is not done.")),
        (
            t("Lag of a KPI"),
            t(
                "Share of the time passed minus share of the way from baseline to target covered, in points; "
                "below 0 the KPI is ahead of its plan."
            ),
        ),
        (t("Reported"), t("What the last status report of the project says.")),
        (
            t("By the evidence"),
            definition(t, r.lang),
        ),
        (
            t("Fiscal years"),
            t("Fiscal years narrow money only: milestones, KPIs and reports are those of the projects."),
        ),
    )


def of_funding(r: Reading) -> tuple[tuple[str, str], ...]:
    """The definitions of the funding report."""
    t = r.t
    return (
        *_common(r),
        (t("Grant year"), t("A project in a fiscal year: one row of the table of grants.")),
        (t("Requested"), t("The amount the consortium applies for.")),
        (t("Decided"), t("The amount the Metropolitan Government promises for the fiscal year.")),
        (t("Settled"), t("The amount fixed after the year, once the actual expenses have been checked.")),
        (t("Paid"), t("The amount paid out.")),
        (
            t("Limit"),
            t(
                "The smaller of the programme’s cap and its share of the eligible expense, cut to the yen. "
                "What is unknown of the two drops out."
            ),
        ),
        (t("Headroom"), t("Limit minus decided amount; below 0 the grant is over its limit.")),
        (
            t("Number of projects"),
            t("In a table of money: the projects with a grant in the selection, whatever its amounts."),
        ),
        (
            t("Not assessed"),
            t(
                "A rule is not assessed where its bound, the amounts or all members are not known; it has neither "
                "passed nor failed."
            ),
        ),
    )


def of_project(r: Reading) -> tuple[tuple[str, str], ...]:
    """The definitions of the project sheet: those of both other reports that it needs."""
    wanted = {r.t(word) for word in ("Overdue", "Lag of a KPI", "Limit", "Headroom")}
    both = dict((*of_funding(r), *of_progress(r)))
    return (*_common(r), *((term, meaning) for term, meaning in both.items() if term in wanted))
