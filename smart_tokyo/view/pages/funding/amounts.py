"""From request to payment, by year, group and municipality, and every grant in a table."""

from collections.abc import Sequence

import streamlit as st

from smart_tokyo import N_, formats, texts
from smart_tokyo.figures import Row, ahead, plan
from smart_tokyo.terms import AMOUNTS, EXPENSE_AND_STAGES, KNOWN, NAMES, STAGES
from smart_tokyo.view.charts import chart, light, money
from smart_tokyo.view.frame import Page, choices, plain, url, whole
from smart_tokyo.view.parts import Column, columns, lineage, phrases, sections, table, worded
from smart_tokyo.view.subjects import course, one_project, versions
from smart_tokyo.view.subjects.money import finding as in_words
from smart_tokyo.view.subjects.money import like_with_like, of_grant_years, published, remark

NOTES = texts("notes")["funding"]
OVER_FIRST = "headroom_yen is null or headroom_yen >= 0, fiscal_year desc, project_id"
SOME_AMOUNT = f"coalesce({', '.join(STAGES)}) is not null"
GROUPS: dict[str, tuple[str, str]] = NOTES["groups"]  # what the money is grouped by: the choice and the title


def finding(page: Page, totals: Row, coverage: Row) -> str:
    """The money in sentences, with how many decisions were changed, as Markdown."""
    said, summary = in_words(page, totals, coverage, page.rows("decided_by_status")), page.one("plan_summary")
    changed = plan.amounts(page, summary)
    links = lineage.said(page, ("plan_summary", plan.COUNTED["grant"])) if changed else ""
    return "  \n".join(filter(None, (page.sentences(said, changed), links)))


def numbers(page: Page, totals: Row, coverage: Row) -> None:
    """What is over its limit, and the stages of the money, each with the number of grant years it is known for."""
    years, of_known = coverage["grant_years"], [KNOWN[one] for one in STAGES]
    if coverage["over_limit"]:
        ratio = of_grant_years(page, coverage, "over_limit")
        st.markdown(page.t("! **Over the limit**: {ratio} (marked in the table of grants).", ratio=ratio))

    def total(column: str) -> str:
        return page.t("{amount} in total", amount=page.called("programme_totals", column))

    def known(column: str) -> str:
        return page.t("{done} of {total} known", done=coverage[KNOWN[column]], total=years)

    label = {column: phrases.in_unit(page, total(column)) for column in STAGES}
    course.tiles(page, {one: (label[one], page.amount(totals[one])) for one in STAGES})
    cells = {
        one: (page.called("grant_coverage", one), formats.out_of(coverage[one], years, page.lang))
        for one in of_known
    }
    course.tiles(page, cells, "grant_coverage")
    lines = [
        page.labelled(total(column), f"**{value}**") + f":small[{page.aside(known(column))}]"
        for column, value in (
            ("eligible_expense_yen", page.money(totals["eligible_expense_yen"])),
            ("limit_yen", page.derived(totals["limit_yen"])),
        )
    ]
    st.markdown("  \n".join([*lines, compared(page, totals, coverage)]))
    st.caption(page.t("Known: of {total} grant years, that is a project in a fiscal year.", total=years))
    made = {
        "programme_totals": (*STAGES, "eligible_expense_yen", "limit_yen", "headroom_yen"),
        "grant_coverage": ("grant_years", *of_known, "compared_permille", "over_limit"),
        "decided_by_status": ("decided_yen",),
    }
    numbers = ((query, column) for query, those in made.items() for column in those)
    lineage.line(page, *numbers)
    versions.why(page, *STAGES)


def compared(page: Page, totals: Row, coverage: Row) -> str:
    """Decided against the limit over the same grant years: those of which both are known."""
    if not coverage["compared"]:
        return page.t("Decision and limit: no grant year of which both are known.")
    return page.t(
        NOTES["compared"],
        ratio=of_grant_years(page, coverage, "compared"),
        decided=page.money(coverage["compared_decided_yen"]),
        limit=page.money(coverage["compared_limit_yen"]),
        share=formats.permille(coverage["compared_permille"]),
        headroom=page.money(totals["headroom_yen"]),
    )


def limits(page: Page) -> None:
    """Without a known amount: the limit by fiscal year, in a table instead of a chart."""
    title = page.t("Limit by fiscal year")
    st.header(title, anchor=False)
    rows = [row for row in page.rows("funding_stages") if row["dimension"] == "fiscal_year"]
    unknown = ("limit_unknown",) if any(row["limit_unknown"] for row in rows) else ()
    shown = columns.of(page, "funding_stages", "projects", "limit_yen", *unknown)
    year = Column("id", page.named("fiscal_year"), "fiscal_year")
    table(page, "limits_by_year", rows, [year, *shown], title)
    lineage.links(page, "programme_totals", "limit_yen")
    lineage.links(page, "funding_by_fiscal_year", "projects")
    said = page.t(NOTES["caps"])
    st.caption(said + ("" if page.lang == "ja" else " ") + phrases.gaps(page, [row["id"] for row in rows]))


def by_year(page: Page) -> None:
    """Requested to paid by fiscal year."""
    st.header(page.t("Requested, decided, settled and paid by fiscal year"), anchor=False)
    rows = page.rows("funding_by_fiscal_year")
    money.year_chart(page, rows)
    gaps = phrases.gaps(page, [row["fiscal_year"] for row in rows])
    numbers = (*STAGES, "eligible_expense_yen", "projects")
    lineage.links(page, "funding_by_fiscal_year", *numbers, notes=(ahead.uneven(page, rows), gaps))
    shown = columns.of(page, "funding_by_fiscal_year", "fiscal_year", "projects", *EXPENSE_AND_STAGES)
    sections.folded(page, "amounts_by_year", rows, shown, page.t("Amounts by fiscal year"))


def by_group(page: Page) -> None:
    """Decided and paid against the limit by programme, area or theme, as the address's `by` says."""
    st.header(page.t("Totals by programme, area and theme"), anchor=False)
    by = choices.asked(page, "by", page.t("grouping"), tuple(GROUPS), "programme") or "programme"
    url.switch(page.t("Group by"), "by", {key: page.t(one[0]) for key, one in GROUPS.items()}, by)
    of_group = [row for row in page.rows("funding_stages") if row["dimension"] == by]
    rows = like_with_like(sorted(of_group, key=lambda row: (*largest(row), row["id"])))
    known, title = published(*rows), page.t(GROUPS[by][1])
    amounts = ("decided_yen", "paid_yen") if known else ()
    lineage.links(page, f"funding_by_{by}", *amounts, "projects")
    if known:
        _group_chart(page, by, rows, title)
    with st.expander(page.t("Table")) if known else st.container():
        st.caption(page.t("Amounts in total, in {unit}", unit=page.unit_name))
        table(page, f"amounts_by_{by}", rows, group_columns(page, by, known=known), title)


def largest(row: Row) -> tuple[bool, int]:
    """What puts the largest decided amount first, and an unknown one last."""
    return row["decided_yen"] is None, -(row["decided_yen"] or 0)


def _group_chart(page: Page, by: str, rows: Sequence[Row], title: str) -> None:
    shown = rows[: chart.MAX_ROWS]
    if len(shown) < len(rows):
        text = N_("The chart shows the {shown} largest of {total}; the table has all.")
        st.caption(page.t(text, shown=len(shown), total=len(rows)))
    names = [page.name(by, row["id"]) for row in shown]
    ways = [phrases.way(page, **{by: row["id"]}) for row in shown]
    light.chart(
        page,
        "stages_by_group_chart",
        lambda: money.by_group(page, shown, names),
        page.t("Decided and paid in total against the limit, largest first: {name}", name=names[0]),
        title,
        rows,
        "funding_stages",
        list(zip(names, ways, strict=True)),
        by=by,
    )
    if any(row["limit_yen"] is None for row in shown):
        st.caption(page.t(NOTES["not_drawn"]))


def group_columns(page: Page, by: str, *, known: bool) -> list[Column]:
    """The columns of a group; without a known amount only those of the limit."""
    names = ("projects", "grant_years", *(AMOUNTS if known else ("limit_yen",)))
    none = dict.fromkeys(("limit_yen", "headroom_yen"), page.t("not known for all"))
    amounts = columns.of(page, "funding_stages", *names, yen="amount", absent=none)

    def name(row: Row) -> str:
        return f"[{plain(page.name(by, row['id']))}]({phrases.way(page, **{by: row['id']})})"

    return [worded(page.t(NAMES[by]), name), *amounts]


def ledger(page: Page) -> None:
    """Every grant of the selection, those over their limit first, then by fiscal year, a page at a time."""
    st.header(page.t("All grants"), anchor=False)
    everything = page.listed("grant_ledger", OVER_FIRST)
    known = len(page.listed("grant_ledger", only=SOME_AMOUNT)) > 0
    rows = choices.paged(page, everything, choices.SHORT)
    titles = one_project.by_id(page, sorted(row["project_id"] for row in rows))

    def about(row: Row) -> str:
        project = titles[row["project_id"]]
        note = page.t(" (inferred)") if project["confidence"] == "inferred" else ""
        under = f":small[{plain(row['project_id'])}{whole('・' + page.fiscal_year(row['fiscal_year']))}]"
        return f"{phrases.project_link(page, project)}{note}  \n{under}"

    def headroom(row: Row) -> str:
        unknown = formats.missing(row["headroom_yen"])
        amount = page.t("cannot be computed") if unknown else page.amount(row["headroom_yen"])
        against = whole(remark(page, row)).replace(" ", "\u00a0")
        return f"{amount}  \n:small[{against}]"

    note = page.t("Amounts in {unit}", unit=page.unit_name)
    st.caption(note + page.t(". Grants over their limit come first, then the newest fiscal year."))
    amounts = EXPENSE_AND_STAGES if known else ("decided_yen",)  # the others would all say "not published"
    shown = [
        worded(page.t("Project and fiscal year"), about),
        *columns.of(page, "grant_ledger", *amounts, "limit_yen", yen="amount"),
    ]
    if known:
        shown.append(worded(page.called("grant_ledger", "headroom_yen"), headroom))
    alt = page.t("Every grant with its limits; rows over the limit are marked")
    table(page, "grants", rows, shown, alt, every=everything.every)
    lineage.links(page, "grant_ledger", "decided_yen", "limit_yen", "headroom_yen")


def by_municipality(page: Page) -> None:
    """Decided amounts by municipality, with the remark that they do not add up."""
    rows = page.rows("funding_by_municipality")
    if not rows:
        return
    st.header(page.t("Decided in total by municipality"), anchor=False)
    st.markdown(page.t(NOTES["not_additive"]))
    lineage.links(page, "funding_by_municipality", "decided_yen", "projects")
    rows = sorted(rows, key=lambda row: (*largest(row), row["municipality_code"]))
    shown = [
        columns.names(page, "municipality"),
        *columns.of(page, "funding_by_municipality", "projects", "decided_yen"),
    ]
    alt = page.t("Decided in total by municipality, not additive")
    sections.folded(page, "amounts_by_municipality", rows, shown, alt, few=sections.FEW)
