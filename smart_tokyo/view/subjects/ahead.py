"""Money ahead on a page: what of a budget is used, what may be settled by 31 March, and how earlier outlooks did."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from smart_tokyo.figures import Row, ahead
from smart_tokyo.view.frame import Page, plain
from smart_tokyo.view.parts import Column, columns, lineage, sections, table, worded


def _years(page: Page) -> Column:
    def said(row: Row) -> str:
        year = page.fiscal_year(row["fiscal_year"])
        return f"{plain(page.name('programme', row['programme_id']))}  \n:small[{year}]"

    return worded(page.t("Programme and fiscal year"), said)


def budgets(page: Page, rows: Sequence[Row]) -> None:
    """What is used of each budget, in words."""
    sections.listed(map(plain, ahead.used(page, rows)))
    lineage.links(page, "execution", "budget_yen", *ahead.RATES, "undecided_yen", "unused_yen")


def execution(page: Page, rows: Sequence[Row]) -> None:
    """The table from the budget to what was not used, of every programme and year."""
    shown = [_years(page), *columns.of(page, "execution", *ahead.USED, yen="amount")]
    alt = page.t("From the budget to the payment by programme and fiscal year")
    st.caption(page.t("Amounts in {unit}", unit=page.unit_name))
    table(page, "execution", rows, shown, alt)


def outlook(page: Page) -> None:
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
        sections.folded(page, "outlook_past", past, shown, said, title=said, few=sections.FEW)
        lineage.links(page, "outlook_past", "decided_yen", "from_rows", "settled_yen")
