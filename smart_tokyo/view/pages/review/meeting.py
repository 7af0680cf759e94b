"""The meeting: one project after the other by key, in large letters, nothing but what is decided on."""

import streamlit as st

from smart_tokyo.figures import Row
from smart_tokyo.view.frame import Listed, Page, choices, url
from smart_tokyo.view.pages.review import sheet
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.subjects import one_project

ASKED = "meeting"  # the address's place in the meeting, from 1


def title(page: Page) -> str | None:
    """The title of the project that the address asks for; of the meeting none, as it has one for each."""
    return page.t("The meeting") if ASKED in url.asked().values else one_project.title(page)


def projects(page: Page) -> tuple[Listed, Listed]:
    """What needs a look, in the board's order, and after it what has nothing but open actions: a row per project."""
    return page.listed("attention_list", point=1), page.listed("promised_projects")


def show(page: Page) -> None:
    """The project whose turn it is, and the keys to those before and after."""
    looked, promised = projects(page)
    looks = len(looked)
    total = looks + len(promised)
    if not total:
        page.nothing(page.t("No project of this selection needs a look or has an open action."))
        return
    known = [str(place) for place in range(1, total + 1)]
    here = int(choices.asked(page, ASKED, page.t("page number"), known, "1") or 1)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        _turn(page.t("Previous"), "Left", here - 1, is_there=here > 1)
        st.markdown(page.t("Project {n} of {total}", n=here, total=total), width="content")
        _turn(page.t("Next"), "Right", here + 1, is_there=here < total)
    (row,) = looked.some(1, here - 1) if here <= looks else promised.some(1, here - looks - 1)
    project = one_project.find(page, row["project_id"])
    assert project is not None  # the rows are of projects that are there
    with st.container(key="meeting"):  # in large letters (outputs/web/page.css)
        _project(one_project.alone(page, row["project_id"]), project)


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
