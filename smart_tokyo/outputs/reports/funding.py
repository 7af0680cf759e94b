"""The funding report: what was asked for, decided, settled and paid, declared once for all formats."""

from __future__ import annotations

from typing import Any

from smart_tokyo import formats, palette
from smart_tokyo.outputs.documents.document import Chart, Column, Document, KeyFigure, Section, Series, Table
from smart_tokyo.outputs.reports import common, rules
from smart_tokyo.outputs.reports.reading import Reading, document
from smart_tokyo.terms import AMOUNTS, KNOWN, STAGES, WITHDRAWN, limit_beside

MANY = 12  # bars of a chart; the table has all


def report(r: Reading) -> Document:
    """The funding report of the selection."""
    totals, coverage = r.one("programme_totals"), r.one("grant_coverage")
    if not totals["projects"]:
        sections: tuple[Section, ...] = (common.nothing(r),)
    elif not coverage["grant_years"]:
        sections = (Section(r.t("Summary"), (r.t("There is no grant year in this selection."),)),)
    else:
        projects = {row["project_id"]: row for row in r.rows("project_list")}
        stages = r.rows("funding_stages")
        sections = (
            _summary(r, totals, coverage),
            _known(r, coverage),
            _by_year(r, stages),
            _by_group(r, stages, "programme", r.t("Totals by programme")),
            _by_group(r, stages, "area", r.t("Totals by area")),
            _by_group(r, stages, "theme", r.t("Totals by theme")),
            _over(r, projects, coverage),
            _ledger(r, projects),
            rules.of_funding(r),
        )
    return document(r, r.t("Funding report"), sections, common.of_funding(r))


def _summary(r: Reading, totals: dict[str, Any], coverage: dict[str, Any]) -> Section:
    t = r.t

    def amount(column: str, absent: str) -> KeyFigure:
        known = t(
            "{done} of {total} known",
            done=formats.number(coverage[KNOWN[column]]),
            total=formats.number(coverage["grant_years"]),
        )
        return KeyFigure(common.in_total(r, column), totals[column], "yen", known, absent)

    computed = t("cannot be computed")
    figures = (
        *(amount(column, r.unknown) for column in (*STAGES, "eligible_expense_yen")),
        *(amount(column, computed) for column in ("limit_yen", "headroom_yen")),
        KeyFigure(t("Grant years"), coverage["grant_years"], "count"),
    )
    said = [
        t(
            "Decided: {decided}. Paid: {paid}.",
            decided=r.money(totals["decided_yen"]),
            paid=r.money(totals["paid_yen"]),
        )
    ]
    for row in r.rows("decided_by_status"):
        if row["status"] == "withdrawn" and row["decided_yen"]:
            n = formats.number(row["projects"])
            said.append(t(WITHDRAWN, amount=r.money(row["decided_yen"]), n=n))
    if coverage["compared"]:
        said.append(
            t(
                "Where both decision and limit are known ({n} of {total} grant years), {decided} of {limit} "
                "is decided ({share}).",
                n=formats.number(coverage["compared"]),
                total=formats.number(coverage["grant_years"]),
                decided=r.money(coverage["compared_decided_yen"]),
                limit=r.money(coverage["compared_limit_yen"]),
                share=formats.permille(coverage["compared_permille"]),
            )
        )
    if coverage["inferred"]:
        said.append(
            t("Of the grant years, {n} are of inferred projects.", n=formats.number(coverage["inferred"]))
        )
    return Section(t("Summary"), ("".join(said) if r.lang == "ja" else " ".join(said),), figures)


def _known(r: Reading, coverage: dict[str, Any]) -> Section:
    t = r.t
    columns = (
        Column(t("Amount"), width=2),
        Column(t("Grant years, amount known"), "count", 1.4),
        Column(t("Grant years, amount unknown"), "count", 1.4),
        Column(t("Grant years"), "count"),
    )
    total = coverage["grant_years"]
    rows = tuple(
        (t(AMOUNTS[column]), coverage[KNOWN[column]], total - coverage[KNOWN[column]], total)
        for column in (*STAGES, "eligible_expense_yen", "limit_yen")
    )
    title = t("What is known")
    said = t("A sum holds the known amounts only: read it together with how many are known.")
    return Section(title, (said,), tables=(Table(t("Known amounts by stage"), columns, rows),))


def _series(r: Reading, rows: list[dict[str, Any]], columns: tuple[str, ...]) -> tuple[Series, ...]:
    return tuple(
        Series(r.t(STAGES[column]), tuple(row[column] for row in rows), palette.STAGE[column])
        for column in columns
    )


def _by_year(r: Reading, stages: list[dict[str, Any]]) -> Section:
    t = r.t
    rows = sorted(
        (row for row in stages if row["dimension"] == "fiscal_year"), key=lambda row: int(row["id"])
    )
    title = t("Requested, decided, settled and paid by fiscal year")
    said = "; ".join(
        f"{formats.fiscal_year(row['id'], r.lang)}: {t('Decided')} {r.money(row['decided_yen'])}"
        for row in rows
    )
    chart = Chart(
        title,
        "columns",
        "yen",
        tuple(formats.fiscal_year(row["id"], r.lang) for row in rows),
        _series(r, rows, tuple(STAGES)),
        f"{title}. {said}",
    )
    columns = (Column(t("Fiscal year"), "fiscal_year", 1.35), *_group_columns(r))
    cells = tuple((int(row["id"]), *_group_row(row)) for row in rows)
    table = Table(t("Amounts by fiscal year, in yen"), columns, cells)
    return Section(title, (), (), chart, (table,))


def _by_group(r: Reading, stages: list[dict[str, Any]], dimension: str, title: str) -> Section:
    t = r.t
    rows = sorted(
        (row for row in stages if row["dimension"] == dimension),
        key=lambda row: (row["decided_yen"] is None, -(row["decided_yen"] or 0), row["id"]),
    )
    drawn = rows[:MANY]
    said = "; ".join(
        f"{r.name(dimension, row['id'])}: {t('Decided')} {r.money(row['decided_yen'])}" for row in drawn
    )
    chart = Chart(
        t("{what}: decided and paid", what=title),
        "bars",
        "yen",
        tuple(r.name(dimension, row["id"]) for row in drawn),
        _series(r, drawn, ("decided_yen", "paid_yen")),
        f"{title}. {said}",
    )
    columns = (Column(title, width=2.2), *_group_columns(r))
    cells = tuple((r.name(dimension, row["id"]), *_group_row(row)) for row in rows)
    shown = (
        (t("The chart shows the {n} largest of {total}.", n=MANY, total=len(rows)),)
        if len(rows) > MANY and chart.known
        else ()
    )
    table = Table(t("{what}, in yen", what=title), columns, cells)
    return Section(title, shown, (), chart, (table,))


def _group_columns(r: Reading) -> tuple[Column, ...]:
    return (
        Column(r.t("Number of projects"), "count", 0.8),
        *common.yen_columns(r, Column(r.t("Limit"), "yen", 1.4, r.t("not known for all"))),
        Column(r.t("Grant years without a known limit"), "count", 1),
    )


def _group_row(row: dict[str, Any]) -> tuple[Any, ...]:
    return (row["projects"], *common.yen_row(row), limit_beside(row), row["limit_unknown"])


def _grant_columns(r: Reading) -> tuple[Column, ...]:
    t = r.t
    computed = t("cannot be computed")
    return (
        Column(t("Project"), width=3.2),
        Column(t("Fiscal year"), "fiscal_year", 1.35),
        *common.yen_columns(
            r, Column(t("Limit"), "yen", 1.4, computed), Column(t("Headroom"), "yen", 1.4, computed)
        ),
    )


def _grant_row(r: Reading, projects: dict[str, dict[str, Any]], row: dict[str, Any]) -> tuple[Any, ...]:
    return (
        r.title(projects[row["project_id"]]),
        row["fiscal_year"],
        *common.yen_row(row),
        row["limit_yen"],
        row["headroom_yen"],
    )


def _over(r: Reading, projects: dict[str, dict[str, Any]], coverage: dict[str, Any]) -> Section:
    t = r.t
    title = t("Grants over their limit")
    if not coverage["compared"]:
        return Section(title, (t("Decision and limit: no grant year of which both are known."),))
    said = t(
        "Over the limit: {n} of {total} grant years of which decision and limit are known.",
        n=formats.number(coverage["over_limit"]),
        total=formats.number(coverage["compared"]),
    )
    over = [row for row in r.rows("grant_ledger") if (row["headroom_yen"] or 0) < 0]
    if not over:
        return Section(title, (said,))
    cells = tuple(_grant_row(r, projects, row) for row in over)
    return Section(title, (said,), tables=(Table(t("{what}, in yen", what=title), _grant_columns(r), cells),))


def _ledger(r: Reading, projects: dict[str, dict[str, Any]]) -> Section:
    t = r.t
    title = t("All grants")
    rows = sorted(r.rows("grant_ledger"), key=lambda row: (-row["fiscal_year"], row["project_id"]))
    cells = tuple(_grant_row(r, projects, row) for row in rows)
    return Section(title, (), tables=(Table(t("{what}, in yen", what=title), _grant_columns(r), cells),))
