"""The meeting: what is not about one project, then one project after the other by key, in large letters."""

from urllib.parse import urlencode

import streamlit as st

from smart_tokyo.figures import Row
from smart_tokyo.view.frame import Listed, Page, choices, url
from smart_tokyo.view.pages.review import sheet
from smart_tokyo.view.parts import phrases, sections
from smart_tokyo.view.subjects import afterwards, one_project

ASKED = "meeting"  # the address's place in the meeting, from 1


def title(page: Page) -> str | None:
    """The title of the project that the address asks for; of the meeting none, as it has one for each."""
    return page.t("The meeting") if ASKED in url.asked().values else one_project.title(page)


def parts(page: Page) -> tuple[Listed, Listed, Listed]:
    """What is promised and about no project, then what needs a look, in the board's order, and after it what has
    nothing but open actions: of these two a row per project."""
    general = page.listed("meeting_actions", only="project_id is null and state <> 'done'")
    return general, page.listed("attention_list", point=1), page.listed("promised_projects")


def show(page: Page) -> None:
    """What is about no project, or the project whose turn it is, and the keys to what is before and after."""
    st.set_page_config(initial_sidebar_state="collapsed")
    general, looked, promised = parts(page)
    before, looks = int(len(general) > 0), len(looked)
    total = looks + len(promised)
    if not before + total:
        page.nothing(page.t("No project of this selection needs a look or has an open action."))
        return
    known = [str(place) for place in range(1, before + total + 1)]
    here = int(choices.asked(page, ASKED, page.t("page number"), known, "1") or 1)
    n = here - before
    said = page.t("Project {n} of {total}", n=n, total=total) if n else page.t("Before the projects")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        _turn(page.t("Previous"), "Left", here - 1, is_there=here > 1)
        st.markdown(said, width="content")
        _turn(page.t("Next"), "Right", here + 1, is_there=here < before + total)
    with st.container(key="meeting"):  # in large letters (outputs/web/page.css)
        if not n:
            st.header(page.t("Not about one project"), anchor=False)
            sections.listed(afterwards.said(page, row) for row in choices.paged(page, general))
        else:
            (row,) = looked.some(1, n - 1) if n <= looks else promised.some(1, n - looks - 1)
            project = one_project.find(page, row["project_id"])
            assert project is not None  # the rows are of projects that are there
            _project(one_project.alone(page, row["project_id"]), project)
    order = st.expander(page.t("All projects of the meeting"), key="fold_order", on_change="rerun")
    if order.open:
        with order:
            _order(page, looked, promised, before)


def _order(page: Page, looked: Listed, promised: Listed, before: int) -> None:
    """The projects in the order of the meeting, each the way to its place; a page of them at a time."""
    looks = len(looked)
    first = choices.turned(page, looks + len(promised), choices.SHORT, "order_page")
    rows = [*looked.some(choices.SHORT, first)]
    rows += promised.some(choices.SHORT - len(rows), max(first - looks, 0))
    projects = one_project.by_id(page, (row["project_id"] for row in rows))
    lines = []
    for place, row in enumerate(rows, start=first + 1):
        address = urlencode(url.carried(**{ASKED: str(before + place)}))
        lines.append(f"{place}. [{phrases.titled(page, projects[row['project_id']])}](review?{address})")
    st.markdown("\n".join(lines))


def _turn(label: str, key: str, place: int, *, is_there: bool) -> None:
    def turn() -> None:
        st.query_params[ASKED] = str(place)

    st.button(label, key=f"meeting_{key}", shortcut=key, on_click=turn, disabled=not is_there)


def _project(page: Page, project: Row) -> None:
    st.header(phrases.titled(page, project), anchor=False)
    st.markdown(phrases.badges(page, project))
    for part in (sheet.decided, sheet.points, sheet.show_status):  # first what was promised last time
        part(page, project)
    page.link("review", page.t("Everything about it"), project=project["project_id"])
