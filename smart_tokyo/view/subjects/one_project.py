"""One project, whatever filters a page has: found, read alone, or not there."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from smart_tokyo import formats
from smart_tokyo.view.frame import url
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain
from smart_tokyo.view.parts import lineage, phrases
from smart_tokyo.words import N_

LIFTED: dict[str, None] = dict.fromkeys(("programme_id", "from_fy", "to_fy", "area_id", "theme"))
ROLES = {"lead": N_("Lead"), "member": N_("Members"), "supporter": N_("Supporters")}


def alone(page: Page, project_id: str) -> Page:
    """The page for what is about this project alone: the page's filters narrow the list, not the project."""
    return page.under(**LIFTED, project_id=project_id)


def made(page: Page, query: str, of_project: str, *columns: str, **key: Any) -> None:
    """The line that leads from numbers of this project alone to how they are made."""
    lineage.links(page, query, *columns, over={**LIFTED, "project_id": of_project}, **key)


def find(page: Page, project_id: str) -> dict[str, Any] | None:
    """The project with this id, None where there is none (in the public view: none published)."""
    return next(iter(alone(page, project_id).rows("project_detail")), None)


def title(page: Page) -> str | None:
    """The title of the project that the address asks for, as the heading of its page; None for the list."""
    project = find(page, url.asked().values.get("project", ""))
    return None if project is None else page.pick(project, "title")


def asked(page: Page) -> dict[str, Any] | None:
    """The project that the address asks for; where there is none, or none published, says so under the way back."""
    project_id = url.asked().values["project"]
    project = find(page, project_id)
    if project is None:
        page.back()
        page.nothing(page.t("There is no project “{id}” in this data.", id=plain(project_id[:60])))
    return project


def card(page: Page, row: dict[str, Any], title: str, below: str, lines: Sequence[str]) -> None:
    """A project of a list: its `title` (Markdown) with what is `below`, how it stands beside it, and the way to it."""
    with st.container(border=True):
        left, right = st.columns([3, 2])
        left.markdown(f"**{title}**\n\n{phrases.badges(page, row)}")
        left.caption(below)
        with right:
            st.markdown("  \n".join(lines))
            icon, label = ":material/arrow_forward:", page.t("Open this project")
            page.link("projects", label, icon=icon, project=row["project_id"])


def reported(page: Page, row: dict[str, Any], programme_id: str | None) -> str:
    """The last reported status of a row of project_progress as mark and word, with its date behind."""
    said = phrases.reported(page, row["rag_reported"], programme_id)
    known = not formats.missing(row["last_report_on"])
    return said + (page.aside(page.date(row["last_report_on"])) if known else "")
