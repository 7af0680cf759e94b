"""What the reports have in common: tables, lists and charts from the rows of a figure, and definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from smart_tokyo import formats, palette
from smart_tokyo.figures import Reading, word
from smart_tokyo.kinds import DASH, Kind
from smart_tokyo.outputs.documents.document import Chart, Column, Pair, Section, Series, Table
from smart_tokyo.terms import AMOUNTS, EXPENSE_AND_STAGES, STAGES, definition, no_value

Row = Mapping[str, Any]
LIMITS = ("limit_yen", "headroom_yen")
IN_REPORTS: Mapping[Kind, Kind] = {"choice": "text", "days": "count", "hours": "number"}
Shown = tuple[Column, str | Callable[[Any], Any]]
"""A column of a table: how it looks, and its value: a column of the row, or what is made of the row."""


def table(title: str, rows: Iterable[Any], *columns: Shown, note: str = "", slide: bool = True) -> Table:
    """A table of rows."""
    cells = (tuple(row[of] if isinstance(of, str) else of(row) for _, of in columns) for row in rows)
    return Table(title, tuple(column for column, _ in columns), tuple(cells), note, slide)


def listed(
    title: str, rows: Sequence[Any], empty: str, *columns: Shown, said: Sequence[str] = (), over: str = ""
) -> Section:
    """A section of one table; `empty`: what it says without rows. `over`: the table's title if it has its own."""
    if not rows:
        return Section(title, tuple(filter(None, (*said, empty))))
    return Section(title, tuple(said), tables=(table(over or title, rows, *columns),))


def bars(title: str, rows: Iterable[tuple[str, Any]], unit: str, kind: Kind = "count") -> Chart:
    """A lying bar for each (label, value), all of one colour; the alternative text repeats the numbers."""
    labels, values = zip(*rows, strict=True)
    said = "; ".join(f"{label}: {formats.number(value)}" for label, value in zip(labels, values, strict=True))
    return Chart(title, "bars", kind, labels, (Series(unit, values, palette.ACCENT),), f"{title}. {said}")


def parts(
    r: Reading, title: str, of: str, unit: str, named: Sequence[tuple[str, int]], total: int, *said: str
) -> Section:
    """How a whole divides into states or the like: as bars, and as a table with each part of all."""
    shown = table(
        title,
        named,
        (Column(of, width=2), lambda part: part[0]),
        (Column(unit, "count"), lambda part: part[1]),
        (Column(r.t("of all")), lambda part: r.ratio(part[1], total)),
    )
    return Section(title, said, (), bars(title, named, unit), (shown,))


def money_bars(
    r: Reading,
    title: str,
    shape: Any,
    rows: Sequence[Row],
    name: Callable[[Row], str],
    stages: Iterable[str] = STAGES,
    about: str = "",
) -> Chart:
    """Stages of the money for each row; the alternative text says `about` (else the title) and what was decided."""
    said = "; ".join(f"{name(row)}: {r.named('decided_yen')} {r.money(row['decided_yen'])}" for row in rows)
    series = (
        Series(r.named(stage), tuple(row[stage] for row in rows), palette.STAGE[stage]) for stage in stages
    )
    return Chart(title, shape, "yen", tuple(map(name, rows)), tuple(series), f"{about or title}. {said}")


def shown(
    r: Reading,
    query: str,
    column: str,
    width: float = 1.0,
    of: Callable[[Any], Any] | None = None,
    kind: Kind | None = None,
    absent: str = "",
) -> Shown:
    """A column of a query under its words and as its kind; `of`: what is made of the row, a text unless `kind` says."""
    declared = word(query, column)
    none = r.unknown if declared.kind in ("yen", "hours") else DASH
    none = absent or (r.t("cannot be computed") if declared.derived else none)
    kind = kind or ("text" if of else declared.kind)
    return Column(r.called(query, column), IN_REPORTS.get(kind, kind), width, none), of or column


def year(r: Reading, **look: Any) -> Shown:
    """The column of the fiscal year."""
    return shown(r, "grant_ledger", "fiscal_year", **look)


def name_of_year(r: Reading, row: Row) -> str:
    """The name of a row's fiscal year."""
    return r.fiscal_year(row["fiscal_year"])


def nothing(r: Reading) -> Section:
    """The only section of a report that has nothing to report."""
    if r.filters == type(r.filters)():
        return Section(r.t("Summary"), (r.t("This ledger holds no projects yet."),))
    return Section(
        r.t("Summary"), (r.t("No project matches this selection. Widen the filters to see more."),)
    )


def in_total(r: Reading, column: str) -> str:
    """The label of a key figure of money: which amount, that it is a total, and its unit."""
    amount = r.t("{amount} in total", amount=r.named(column))
    return r.t("{label} ({unit})", label=amount, unit=r.t("yen"))


def out_of(r: Reading, total: Any) -> str:
    """The remark beside a part."""
    return r.t("of {total}", total=formats.number(total))


def amounts(r: Reading) -> list[Shown]:
    """From the eligible expense to the payment, in whole yen."""
    return [shown(r, "grant_ledger", column, 1.4) for column in EXPENSE_AND_STAGES]


def grant(r: Reading) -> list[Shown]:
    """A grant of a fiscal year: its amounts, limit and headroom."""
    return [year(r, width=1.35), *(shown(r, "grant_ledger", column, 1.4) for column in AMOUNTS)]


def project(r: Reading, width: float = 3) -> Shown:
    """The project of a row that is about something of it."""
    return Column(r.t("Project"), width=width), lambda row: r.title(
        {**row, "confidence": None}, "project_title"
    )


def own_title(r: Reading, row: Row, column: str = "title") -> str:
    """The name of a row's thing, without what must be known of its project."""
    return r.title({**row, "project_status": None}, column)


def kpi(r: Reading) -> list[Shown]:
    """A KPI: its values with unit, qualifier and date as text, the lag as permille."""
    t = r.t
    return [
        (Column(t("KPI"), width=2), partial(own_title, r, column="name")),
        shown(r, "kpi_list", "baseline_value", 1.3, lambda row: _measured(r, row, "baseline") or r.unknown),
        shown(
            r,
            "kpi_list",
            "latest_value",
            1.5,
            lambda row: _measured(r, row, "latest", "latest_qualifier") or t(no_value(row)),
        ),
        shown(
            r,
            "kpi_list",
            "target_value",
            1.5,
            lambda row: _measured(r, row, "target") or t("no target published"),
        ),
        (Column(t("Lag (points)"), "points", 0.9, t("cannot be computed")), "lag_permille"),
    ]


def _measured(r: Reading, row: Row, what: str, qualifier: str = "") -> str:
    value, on = row[f"{what}_value"], row[f"{what}_on"]
    if formats.missing(value):
        return ""
    return r.qualified(value, row, qualifier, r.date(on) if on else "")


def _common(r: Reading) -> tuple[Pair, ...]:
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


def of_progress(r: Reading) -> tuple[Pair, ...]:
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
        (r.named("rag_reported"), t("What the last status report of the project says.")),
        (
            r.named("rag_evidence"),
            definition(t, r.lang),
        ),
        (
            t("Fiscal years"),
            t("Fiscal years narrow money only: milestones, KPIs and reports are those of the projects."),
        ),
    )


def of_funding(r: Reading) -> tuple[Pair, ...]:
    """The definitions of the funding report."""
    t = r.t
    return (
        *_common(r),
        (t("Grant year"), t("A project in a fiscal year: one row of the table of grants.")),
        *((r.named(column), r.meaning(column)) for column in (*STAGES, *LIMITS)),
        (r.called("funding_stages", "projects"), r.meaning("projects_granted")),
        (
            t("Not assessed"),
            t(
                "A rule is not assessed where its bound, the amounts or all members are not known; it has neither "
                "passed nor failed."
            ),
        ),
    )


def of_project(r: Reading) -> tuple[Pair, ...]:
    """The definitions of the project sheet: those of both other reports that it needs."""
    wanted = {r.t("Overdue"), r.t("Lag of a KPI"), *map(r.named, LIMITS)}
    both = dict((*of_funding(r), *of_progress(r)))
    return (*_common(r), *((term, meaning) for term, meaning in both.items() if term in wanted))
