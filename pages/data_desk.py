"""The data desk: a file is checked, what it would change is shown, and it is built and published by people."""

import streamlit as st

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages.data_desk import desk, findings, history, intake, publish

page = shell("data_desk")

st.markdown(page.t(desk.TEXTS["lead"]))
mine = desk.begin(page)
desk.standing(page)
who = desk.who(page)

st.header(page.t("1. Check a file"), anchor=False)
intake.take(page, mine, who)
intake.outcome(page, mine)
findings.show(page, mine)
findings.read(page, mine)

publish.build(page, mine, who)
publish.publish(page, mine, who)
history.show(page, mine, who)
desk.end(mine)
page.footer()
