"""Money ahead: what of a budget is used, what may be settled by 31 March, and how earlier outlooks would have done."""

from collections.abc import Sequence

import streamlit as st

from smart_tokyo import formats, rules, terms, texts
from smart_tokyo.figures import Row
from smart_tokyo.view.frame import Page, plain, snapshots
from smart_tokyo.view.parts import Column, columns, lineage, sections, table, worded

NOTES = texts("notes")["ahead"]
RATES = ("decided_permille", "paid_permille")
USED = ("budget_yen", *terms.STAGES, *RATES, "undecided_yen", "unused_yen")


def _of(page: Page, row: Row) -> str:
    return f"{plain(page.name('programme', row['programme_id']))}  \n:small[{page.fiscal_year(row['fiscal_year'])}]"


def _years(page: Page) -> Column:
    return worded(page.t("Programme and fiscal year"), lambda row: _of(page, row))


def _share(row: Row, rate: str) -> str:
    return "–" if formats.missing(row[rate]) else formats.permille(row[rate])


def budgets(page: Page, rows: Sequence[Row]) -> list[Row]:
    """What of each budget is used, as words and a table; the rows of execution that have a budget."""
    known = [row for row in rows if row["budget_yen"] is not None]
    if not known:
        narrowed = any((page.filters.area_id, page.filters.theme, page.filters.project_id))
        page.nothing(page.t(NOTES["of_programme" if narrowed else "none"]))
        return known
    newest = {row["programme_id"]: row for row in known if row["decided_yen"] is not None}
    sections.listed(
        page.t(
            NOTES["used"],
            programme=plain(page.name("programme", row["programme_id"])),
            year=page.fiscal_year(row["fiscal_year"]),
            budget=page.money(row["budget_yen"]),
            decided=page.money(row["decided_yen"]),
            committed=_share(row, "decided_permille"),
            paid=page.money(row["paid_yen"]),
            executed=_share(row, "paid_permille"),
        )
        for row in newest.values()
    )
    if snapshots.audience() == "public" and any(_is_part(row) for row in known):
        st.caption(page.t(NOTES["part"]))
    lineage.links(page, "execution", "budget_yen", *RATES, "undecided_yen", "unused_yen")
    return known


def _is_part(row: Row) -> bool:
    return row["budget_yen"] and row["decided_yen"] is not None and row["decided_permille"] is None


def execution(page: Page, rows: Sequence[Row]) -> None:
    """The table from the budget to what was not used, of every programme and year."""
    shown = [_years(page), *columns.of(page, "execution", *USED, yen="amount")]
    alt = page.t("From the budget to the payment by programme and fiscal year")
    st.caption(page.t("Amounts in {unit}", unit=page.unit_name))
    table(page, "execution", rows, shown, alt)


def outlook(page: Page) -> None:
    """What may be settled of this fiscal year's grants, and what earlier outlooks would have said."""
    st.header(page.t("Outlook for 31 March"), anchor=False)
    rows, past = page.rows("outlook"), page.rows("outlook_past")
    if not rows:
        page.nothing(page.t("There is no grant of this fiscal year in this selection."))
    sections.listed(_expected(page, row) for row in rows)
    if rows:
        lineage.links(page, "outlook", "decided_yen", "from_rows")
    if past:
        said = page.t("What an outlook on 31 December would have said of earlier years, and what was settled")
        shown = (
            _years(page),
            *columns.of(
                page, "outlook_past", "decided_yen", "low_yen", "high_yen", "from_rows", "settled_yen"
            ),
            worded(page.t("What happened"), lambda row: page.t(NOTES["past"][_came(row)]), "text"),
        )
        sections.folded(page, "outlook_past", past, shown, said, title=said, few=sections.FEW)
        lineage.links(page, "outlook_past", "decided_yen", "from_rows", "settled_yen")


def _expected(page: Page, row: Row) -> str:
    said = (
        "range"
        if row["low_yen"] is not None
        else "too_few"
        if row["decided_yen"] is not None
        else "undecided"
    )
    return page.t(
        NOTES[said],
        programme=plain(page.name("programme", row["programme_id"])),
        year=page.fiscal_year(row["fiscal_year"]),
        decided=page.money(row["decided_yen"]),
        low=page.money(row["low_yen"]),
        high=page.money(row["high_yen"]),
        grants=page.counted("grant_year", row["from_rows"]),
        **rules.THRESHOLDS,
    )


def _came(row: Row) -> str:
    """How what was settled stands to the range: none, unknown, below, above or within."""
    if row["low_yen"] is None:
        return "none"
    if row["settled_yen"] is None:
        return "unknown"
    if row["settled_yen"] < row["low_yen"]:
        return "below"
    return "above" if row["settled_yen"] > row["high_yen"] else "within"
