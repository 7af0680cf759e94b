"""The funding: what was asked for, decided, settled and paid, and the limits."""

import streamlit as st

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages.funding import amounts, budget
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.subjects import money

page = shell("funding")
totals, coverage = page.one("programme_totals"), page.one("grant_coverage")

if not totals["projects"]:
    phrases.nothing_selected(page)
elif not coverage["grant_years"]:
    page.nothing(page.t("There is no grant year in this selection."))
else:
    st.markdown(amounts.finding(page, totals, coverage))
    if money.published(totals):
        amounts.numbers(page, totals, coverage)
        amounts.by_year(page)
    else:
        amounts.limits(page)
    budget.show(page)
    amounts.by_group(page)
    amounts.ledger(page)
    amounts.by_municipality(page)

page.footer()
