"""What the reports have in common: the document around them, tables, lists and charts from rows, and definitions."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from smart_tokyo import APP_NAME, DASH, N_, Kind, formats, palette, texts
from smart_tokyo.figures import Filters, Reading, Word, plan, word
from smart_tokyo.outputs.documents.document import Chart, Column, Document, Pair, Section, Series, Table
from smart_tokyo.terms import AMOUNTS, EXPENSE_AND_STAGES, STAGES, definition, no_value

Row = Mapping[str, Any]
UNDATED = dt.date(1980, 1, 1)  # of what is of no snapshot
IN_REPORTS: Mapping[Kind, Kind] = {"choice": "text", "days": "count", "hours": "number"}
# the term, unless it is a column, and its meaning
DEFINED: Mapping[str, Sequence[str]] = texts("reports")["defined"]
Shown = tuple[Column, str | Callable[[Any], Any]]
"""A column of a table: how it looks, and its value: a column of the row, or what is made of the row."""


def document(
    r: Reading, title: str, sections: Iterable[Section], about: Iterable[Pair], terms: Iterable[str] = ()
) -> Document:
    """The document around its sections. `about`: the facts between audience and data version; `terms`: see defined."""
    return Document(
        title=title,
        as_of=r.snapshot["as_of"] if r.snapshot else UNDATED,
        facts=facts(r, about),
        sections=tuple(sections),
        definitions=tuple(defined(r, terms)) if terms else (),
        author=r.t(APP_NAME),
        **{name: getattr(r, name) for name in ("lang", "mark", "warning", "t")},
    )


def facts(r: Reading, about: Iterable[Pair]) -> tuple[Pair, ...]:
    """Label and value of each thing to know, the data version last, without what is empty."""
    found = (
        (r.t("Data set"), r.label),
        (r.t("As of"), r.as_of),
        (r.t("Audience"), r.view_name),
        *about,
        (r.t("Data version"), str(r.snapshot.get("snapshot_id", ""))),
    )
    return tuple((label, value) for label, value in found if value)


def filters(r: Reading) -> Pair:
    """The fact that says what the document is narrowed to."""
    return r.t("Filters"), r.narrowed() or r.t("no filter: all projects")


def defined(r: Reading, terms: Iterable[str]) -> Iterator[Pair]:
    """What every report defines, then `terms`: of DEFINED, or columns under their words."""
    for term in ("as_of", "unknown", *terms):
        if term == "rag_evidence":
            yield r.named(term), definition(r.t, r.lang)
        elif term in DEFINED:
            *name, meaning = DEFINED[term]
            yield r.t(name[0], word=r.unknown) if name else r.named(term), r.t(meaning)
        else:
            yield r.named(term), r.meaning(term)


def table(title: str, rows: Iterable[Any], *columns: Shown, note: str = "", slide: bool = True) -> Table:
    """A table of rows."""
    cells = (tuple(row[of] if isinstance(of, str) else of(row) for _, of in columns) for row in rows)
    return Table(title, tuple(column for column, _ in columns), tuple(cells), note, slide)


def listed(
    title: str,
    rows: Sequence[Any],
    empty: str,
    *columns: Shown,
    said: str | Sequence[str] = (),
    over: str = "",
    chart: Chart | None = None,
    more: Sequence[Table] = (),
    slide: bool = True,
) -> Section:
    """A section of one table, and `more`, under what is `said` (a paragraph or several); `empty`: said without rows.

    `over`: the table's title if it has its own.
    """
    paragraphs = tuple(filter(None, (said,) if isinstance(said, str) else said))
    if not rows:
        return Section(title, (*paragraphs, empty) if empty else paragraphs, tables=tuple(more))
    return Section(title, paragraphs, (), chart, (table(over or title, rows, *columns, slide=slide), *more))


def bars(title: str, rows: Sequence[tuple[str, Any]], unit: str, kind: Kind = "count") -> Chart:
    """A lying bar for each (label, value), all of one colour; the alternative text repeats the numbers."""
    said = "; ".join(f"{label}: {formats.number(value)}" for label, value in rows)
    series = Series(unit, tuple(value for _, value in rows), palette.ACCENT)
    return Chart(title, "bars", kind, tuple(label for label, _ in rows), (series,), f"{title}. {said}")


def parts(
    r: Reading,
    title: str,
    of: str,
    unit: str,
    named: Sequence[tuple[str, int]],
    total: int,
    said: str = "",
    empty: str = "",
) -> Section:
    """How a whole divides into states or the like: as bars, and as a table with each part of all."""
    columns: tuple[Shown, ...] = (
        (Column(of, width=2), lambda part: part[0]),
        (Column(unit, "count"), lambda part: part[1]),
        (Column(r.t("of all")), lambda part: r.ratio(part[1], total)),
    )
    rows, said = (named, said) if total else ((), "")
    return listed(title, rows, empty, *columns, said=said, chart=bars(title, named, unit))


def changes(r: Reading, kind: str, rows: Sequence[Row], *columns: Shown) -> tuple[Table, ...]:
    """What of the rows (as in plan.changed) was changed: `columns`, and original → now with day and reason; () for
    none."""
    found = [{**row, "_changes": " ".join(said)} for row, said in plan.changed(r, kind, rows)]
    now = Column(r.t("Original → now"), width=5)
    return (table(r.t(plan.TEXTS["changed"][kind]), found, *columns, (now, "_changes")),) if found else ()


def plan_and_now(r: Reading, said: str, drawn: str, more: Sequence[Table] = ()) -> Iterator[Section]:
    """A section of the changes by reason under what is `said` of them, `drawn` as bars; none where nothing is said."""
    if said:
        rows, of = r.rows("plan_reasons"), partial(shown, r, "plan_reasons")
        (column, _), reason = of(drawn), partial(r.word, "grant_changes", "reason")
        named = [(reason(row["reason"]), row[drawn]) for row in rows if row[drawn] is not None]
        drawing = r.t("{what} by reason", what=column.label)
        chart = bars(drawing, named, column.label, column.kind) if named else None
        numbers = [of(one, absent=DASH) for one in plan.BY_REASON]
        title, over = r.t(plan.TEXTS["title"]), r.t("Changes by reason")
        yield listed(title, rows, "", of("reason", 2), *numbers, said=said, over=over, chart=chart, more=more)


def money_bars(
    r: Reading,
    title: str,
    rows: Sequence[Row],
    shape: Any = "columns",
    name: Callable[[Row], str] | None = None,
    stages: Iterable[str] = STAGES,
    about: str = "",
) -> Chart:
    """Stages of the money for each row, which is a fiscal year unless it has a `name`.

    The alternative text says `about` (else the title) and what was decided.
    """
    names = tuple(name(row) if name else r.fiscal_year(row["fiscal_year"]) for row in rows)
    decided = (f"{r.named('decided_yen')} {r.money(row['decided_yen'])}" for row in rows)
    said = "; ".join(f"{one}: {what}" for one, what in zip(names, decided, strict=True))
    series = (
        Series(r.named(stage), tuple(row[stage] for row in rows), palette.STAGE[stage]) for stage in stages
    )
    return Chart(title, shape, "yen", names, tuple(series), f"{about or title}. {said}")


def shown(
    r: Reading,
    query: str,
    column: str,
    width: float = 1.0,
    of: Callable[[Any], Any] | None = None,
    kind: Kind | None = None,
    absent: str = "",
) -> Shown:
    """A column of a query under its words and as its kind; `of`: what is made of the row, a text unless `kind` says.

    Without it a choice is shown as its word, and text in the reader's language on one line.
    """
    declared = word(query, column)
    if not of and declared.kind in ("text", "choice"):
        of = partial(_text, r, declared, column)
    none = r.unknown if declared.kind in ("yen", "hours") else DASH
    none = absent or (r.t("cannot be computed") if declared.derived else none)
    kind = kind or ("text" if of else declared.kind)
    return Column(r.called(query, column), IN_REPORTS.get(kind, kind), width, none), of or column


def _text(r: Reading, declared: Word, column: str, row: Row) -> str:
    if declared.values:
        return r.word(*declared.values, row[column])
    return r.pick(row, column.removesuffix("_ja")) if column.endswith("_ja") else r.line(row[column])


def several(r: Reading, query: str, **widths: float) -> list[Shown]:
    """Columns of a query as `shown` has them, each with its width."""
    return [shown(r, query, column, width) for column, width in widths.items()]


def nothing(r: Reading) -> Section:
    """The only section of a report that has nothing to report."""
    said = N_("No project matches this selection. Widen the filters to see more.")
    if r.filters == Filters():
        said = N_("This ledger holds no projects yet.")
    return Section(r.t("Summary"), (r.t(said),))


def in_total(r: Reading, column: str) -> str:
    """The label of a key figure of money: which amount, that it is a total, and its unit."""
    amount = r.t("{amount} in total", amount=r.named(column))
    return r.t("{label} ({unit})", label=amount, unit=r.t("yen"))


def amounts(r: Reading, columns: Iterable[str] = EXPENSE_AND_STAGES) -> list[Shown]:
    """Amounts of grants, in whole yen."""
    return several(r, "grant_ledger", **dict.fromkeys(columns, 1.4))


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
