"""The review board: what needs a look and what changed; with `?project=` one project on a page for the meeting, with
`?meeting=` one after the other."""

import streamlit as st

from smart_tokyo.view.frame import url
from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages.review import board, meeting, sheet
from smart_tokyo.view.parts import lineage, phrases
from smart_tokyo.view.subjects import afterwards, one_project

page = shell("review", meeting.title)

if url.asked().values.get("project"):
    if project := one_project.asked(page):
        with st.container(key="sheet"):  # which prints on one page (outputs/web/page.css)
            sheet.show(one_project.alone(page, project["project_id"]), project)
elif meeting.ASKED in url.asked().values:
    meeting.show(page)
elif not (projects := page.one("programme_totals")["projects"]):
    phrases.nothing_selected(page)
else:
    st.markdown(board.finding(page, projects))
    if any(map(len, meeting.parts(page))):
        page.link(
            "review", page.t("Hold the meeting, project by project"), icon=":material/slideshow:", meeting="1"
        )
    afterwards.decided(page)
    st.header(page.t("What needs a look"), anchor=False)
    board.work_list(page, projects)
    lineage.links(page, "review_attention", "days")
    board.changed(page)

page.footer()
