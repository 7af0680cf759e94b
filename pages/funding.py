"""The funding: what was asked for, decided, settled and paid, and the limits."""

import streamlit as st

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import funding
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.subjects import money

page = shell("funding")
totals, coverage = page.one("programme_totals"), page.one("grant_coverage")

if not totals["projects"]:
    phrases.nothing_selected(page)
elif not coverage["grant_years"]:
    page.nothing(page.t("There is no grant year in this selection."))
else:
    st.markdown(funding.finding(page, totals, coverage))
    if money.published(totals):
        funding.numbers(page, totals, coverage)
        funding.by_year(page)
    else:
        funding.limits(page)
    funding.budget(page)
    funding.by_group(page)
    funding.ledger(page)
    funding.by_municipality(page)

page.footer()
