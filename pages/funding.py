"""The funding: what was asked for, decided, settled and paid, against what the rules allow."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view import frame, funding, funding_tables, marks

page = frame.shell("funding")
totals = marks.records(page.figure("programme_totals"))[0]
ledger = page.figure("grant_ledger")

if not totals["projects"]:
    marks.nothing_selected(page)
elif ledger.empty:
    page.nothing(page.t("There is no grant year in this selection."))
else:
    st.markdown(funding.finding(page, totals, ledger))
    if funding.published(totals):
        funding.over_limit(page, ledger)
        funding.numbers(page, totals, ledger)
        funding.by_year(page)
    else:
        funding.ceilings(page, ledger)
    funding.by_group(page)
    funding_tables.ledger(page, ledger)
    funding_tables.by_municipality(page)

page.footer()
