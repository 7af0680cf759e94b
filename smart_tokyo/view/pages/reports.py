"""The page of reports: which report, about what, as which file. Nothing is made before it is asked for."""

from functools import partial
from pathlib import Path

import streamlit as st

from smart_tokyo.figures import Filters, Reading, Row
from smart_tokyo.outputs.reports import reports
from smart_tokyo.view.frame import Page, access, choices, snapshots, url
from smart_tokyo.view.parts import download, phrases
from smart_tokyo.view.subjects import one_project
from smart_tokyo.words import N_, Lang, texts

MOST, PIXELS = 12, 720  # of the preview: pages, and how wide they are


def chosen(page: Page) -> str:
    """The report that the address asks for, with the switch between them and what it holds."""
    titles = {
        key: page.t(report.title)
        for key, report in reports.REPORTS.items()
        if not report.role or (page.is_internal and access.may(report.role))
    }
    kind = choices.asked(page, "report", page.t("report"), titles, "progress") or "progress"
    url.switch(page.t("Report"), "report", titles, kind)
    same = page.t("A report has the same numbers as the pages, and amounts to the yen.")
    st.markdown(page.sentences(page.t(texts("reports")["holds"][kind]), same))
    return kind


def filters(page: Page, kind: str) -> Filters | None:
    """What the report is about: the page's filters, or a project to choose; None before there is one."""
    if not page.one("programme_totals")["projects"]:
        phrases.nothing_selected(page)
        return None
    if not reports.REPORTS[kind].single:
        return page.filters

    def said(row: Row) -> str:
        return f"{page.pick(row, 'title')} [{row['project_id']}]"

    project = one_project.choose(page, "project", page.t("Project"), said, none=N_("Choose a project"))
    return Filters(project_id=project) if project else None


def downloads(page: Page, kind: str, asked: Filters) -> None:
    """A button for each format; the file is made when it is pressed."""
    version, audience = page.snapshot["snapshot_id"], page.audience
    report = page.t(reports.REPORTS[kind].title)
    name = f"project-{asked.project_id}" if reports.REPORTS[kind].single else kind
    con = snapshots.connection(page.database)  # here, as what runs on the click has no session

    def made(format: str) -> bytes:
        read = Reading.of(con, page.lang, audience, asked)
        return reports.write(reports.REPORTS[kind].declare(read), format)

    with st.container(horizontal=True):
        for key, title in reports.FORMATS.items():
            download.button(
                page,
                report + page.aside(page.t(title)),
                partial(made, key),
                f"{name}-{version}-{audience}-{page.lang}.{key}",
                key=f"download_{key}",
            )
    st.caption(page.t(texts("reports")["when_pressed"]))


@st.cache_data(max_entries=8, ttl="1h", show_spinner=False)
def _pages(path: Path, kind: str, lang: Lang, audience: str, asked: Filters) -> list[bytes]:
    from smart_tokyo.outputs.documents import pdf

    read = Reading.of(snapshots.connection(path), lang, audience, asked)
    return pdf.pages(reports.REPORTS[kind].declare(read))


def preview(page: Page, kind: str, asked: Filters) -> None:
    """The pages of the PDF as pictures, once they are asked for."""
    st.header(page.t("Preview"), anchor=False)
    if not st.button(page.t("Show the pages of the PDF"), icon=":material/visibility:", key="preview"):
        st.caption(page.t("The preview shows the pages of the PDF as they print."))
        return
    with st.spinner(page.t("Making the preview …")):
        made = _pages(page.database, kind, page.lang, page.audience, asked)
    for number, picture in enumerate(made[:MOST], 1):
        said = page.t("Page {n} of {total}", n=number, total=len(made))
        with st.container(border=True, width="content"):
            st.image(picture, caption=said, alt=said, width=PIXELS)
    if len(made) > MOST:
        st.caption(page.t("The first {n} pages are shown; the PDF has all of them.", n=MOST))
