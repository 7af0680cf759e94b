"""The data desk: a file is checked, what it would change is shown, and it is built and published by people."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view import (
    desk,
    desk_build,
    desk_findings,
    desk_history,
    desk_intake,
    desk_publish,
    desk_read,
    desk_records,
    frame,
)

page = frame.shell("data_desk")

st.markdown(
    page.t(
        "Take in a ledger: **check** the file, **build** a snapshot of it, **publish** it. "
        "Nothing becomes public by itself."
    )
)
mine = desk.begin(page)
desk_records.standing(page)
who = desk.who(page)

st.header(page.t("1. Check a file"), anchor=False)
desk_intake.take(page, mine, who)
desk_intake.outcome(page, mine)
desk_findings.show(page, mine)
desk_read.show(page, mine)

desk_build.show(page, mine, who)
desk_publish.show(page, mine, who)
desk_history.show(page, mine, who)
desk.end(mine)
page.footer()
