"""Money ahead: what of a budget is used, by month against earlier years, what may be settled by 31 March, and how
earlier outlooks did."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from smart_tokyo.figures import Row, ahead
from smart_tokyo.terms import STAGES
from smart_tokyo.view.charts import light, money
from smart_tokyo.view.frame import Page, plain
from smart_tokyo.view.parts import Column, columns, lineage, sections, table, worded


def _years(page: Page) -> Column:
    def said(row: Row) -> str:
        part = ahead.in_part(page, row) if "budget_yen" in row else ""
        year = page.fiscal_year(row["fiscal_year"]) + page.aside(part)
        return f"{plain(page.name('programme', row['programme_id']))}  \n:small[{year}]"

    return worded(page.t("Programme and fiscal year"), said)


def show(page: Page) -> None:
    """From the budget to the payment by programme and fiscal year, and what may be settled of this year's grants."""
    st.header(page.t("Budget and how it is used"), anchor="budget")
    rows = page.rows("execution")
    known = [row for row in rows if row["budget_yen"] is not None]
    if known:
        sections.listed(map(plain, ahead.used(page, known)))
        lineage.links(page, "execution", "budget_yen", *ahead.RATES, "undecided_yen", "unused_yen")
        months = ahead.by_programme(page.rows("execution_course"))
        for programme, years in ahead.by_programme(known).items():
            whole = [row for row in years if not ahead.seen_in_part(row)]
            if any(row["decided_yen"] is not None for row in whole):
                _stages(page, programme, whole)
            of_rate = {rate: ahead.newest(months.get(programme, []), rate) for rate in ahead.RATES}
            shown = [rate for rate in ahead.RATES if of_rate[rate]]
            for cell, rate in zip(st.columns(len(shown), gap="large") if shown else (), shown, strict=True):
                with cell:
                    _months(page, programme, of_rate[rate], rate, years)
        if months:
            note = page.t(ahead.NOTES["by_month"], date=page.as_of)
            lineage.links(page, "execution_by_month", "decided_yen", "paid_yen", notes=(note,))
        _execution(page, rows)
    else:
        page.nothing(ahead.no_budget(page))
    _outlook(page)


def _stages(page: Page, programme: str, rows: Sequence[Row]) -> None:
    name = page.name("programme", programme)
    title = page.t("From the budget to the payment by fiscal year: {name}", name=name)
    said = page.labelled(title, page.sentences(*ahead.used(page, rows)))
    st.subheader(plain(title), anchor=False)
    make = partial(money.by_year, page, rows, ("budget_yen", *STAGES))
    light.chart(page, f"execution_{programme}_chart", make, said, title, rows, "execution")


def _months(page: Page, programme: str, rows: Sequence[Row], rate: str, years: Sequence[Row]) -> None:
    """A rate of one programme by month since April against earlier years: said, drawn and as a table."""
    said, what = ahead.course(page, rows, rate, years), page.called("execution_course", rate)
    title = page.t("{what} by month: {name}", what=what, name=page.name("programme", programme))
    st.subheader(plain(title), anchor=False)
    st.markdown(plain(said))
    make, alt = partial(money.by_month, page, rows, rate), page.labelled(title, said)
    light.chart(page, f"{rate}_{programme}_chart", make, alt, title, rows, "execution_course")
    months = ahead.by_month(page, rows, rate)
    turned = [{f"_{key}": value for key, value in one.items()} for one in months]
    shown = [Column(f"_{year}", page.fiscal_year(year), "permille") for year in months[0] if year != "month"]
    month = Column("_month", page.called("execution_course", "month"))
    sections.folded(page, f"{rate}_{programme}", turned, [month, *shown], title)


def _execution(page: Page, rows: Sequence[Row]) -> None:
    """The table from the budget to what was not used, of every programme and year."""
    shown = [_years(page), *columns.of(page, "execution", *ahead.USED, yen="amount")]
    alt = page.t("From the budget to the payment by programme and fiscal year")
    st.caption(page.t("Amounts in {unit}", unit=page.unit_name))
    table(page, "execution", rows, shown, alt)
    st.caption(page.t(ahead.NOTES["sums"]))


def _outlook(page: Page) -> None:
    """What may be settled of this fiscal year's grants, and what earlier outlooks would have said."""
    st.header(page.t("Outlook for 31 March"), anchor=False)
    rows, past = page.rows("outlook"), page.rows("outlook_past")
    if rows:
        sections.listed(plain(ahead.expected(page, row)) for row in rows)
        lineage.links(page, "outlook", "decided_yen", "from_rows")
    else:
        page.nothing(page.t("There is no grant of this fiscal year in this selection."))
    if past:
        said = page.t("What an outlook on 31 December would have said of earlier years, and what was settled")
        happened = worded(page.t("What happened"), partial(ahead.came, page), "text")
        shown = (_years(page), *columns.of(page, "outlook_past", *ahead.PAST), happened)
        held = ahead.held(page, past)
        if held:
            st.markdown(held)
        sections.folded(page, "outlook_past", past, shown, said, title=said, few=sections.FEW if held else 0)
        lineage.links(page, "outlook_past", "decided_yen", "from_rows", "settled_yen")
