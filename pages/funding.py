"""The funding: what was asked for, decided, settled and paid, and the limits."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view import frame, funding, funding_groups, funding_tables, marks, project_money

page = frame.shell("funding")
totals, coverage = page.one("programme_totals"), page.one("grant_coverage")

if not totals["projects"]:
    marks.nothing_selected(page)
elif not coverage["grant_years"]:
    page.nothing(page.t("There is no grant year in this selection."))
else:
    st.markdown(project_money.finding(page, totals, coverage, page.figure("decided_by_status")))
    if project_money.published(totals):
        funding.over_limit(page, coverage)
        funding.numbers(page, totals, coverage)
        funding.by_year(page)
    else:
        funding.limits(page)
    funding_groups.by_group(page)
    funding_tables.ledger(page)
    funding_tables.by_municipality(page)

page.footer()
