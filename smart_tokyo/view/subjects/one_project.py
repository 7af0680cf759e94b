"""One project, whatever filters a page has: found, read alone, or not there."""

from __future__ import annotations

from typing import Any

import pandas as pd

from smart_tokyo.view.frame import url
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain
from smart_tokyo.view.parts import lineage, phrases
from smart_tokyo.words import N_

LIFTED: dict[str, None] = dict.fromkeys(("programme_id", "from_fy", "to_fy", "area_id", "theme"))
ROLES = {"lead": N_("Lead"), "member": N_("Members"), "supporter": N_("Supporters")}


def of(page: Page, query: str, project_id: str) -> pd.DataFrame:
    """A figure of this project alone: the page's filters narrow the list, not the project."""
    return page.figure(query, **LIFTED, project_id=project_id)


def alone(page: Page, project_id: str) -> Page:
    """The page for what is about this project alone, as `of` gives it."""
    return page.under(**LIFTED, project_id=project_id)


def made(page: Page, query: str, of_project: str, *columns: str, **key: Any) -> None:
    """The line that leads from numbers of this project alone to how they are made."""
    lineage.links(page, query, *columns, over={**LIFTED, "project_id": of_project}, **key)


def find(page: Page, project_id: str) -> dict[str, Any] | None:
    """The project with this id, None where there is none (in the public view: none published)."""
    found = of(page, "project_detail", project_id)
    return None if found.empty else phrases.records(found)[0]


def title(page: Page) -> str | None:
    """The title of the project that the address asks for, as the heading of its page; None for the list."""
    project = find(page, url.asked().values.get("project", ""))
    return None if project is None else page.pick(project, "title")


def unknown(page: Page, project_id: str) -> None:
    """Say that no such project is here; the same words for one that is not published."""
    page.nothing(page.t("There is no project “{id}” in this data.", id=plain(project_id[:60])))
