"""One project, whatever filters a page has: searched, chosen, read alone, or not there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from smart_tokyo import N_, formats, lettering
from smart_tokyo.figures import Among, Row, plan
from smart_tokyo.view.frame import NONE, Listed, Page, choices, plain, url, whole
from smart_tokyo.view.parts import Column, lineage, phrases, worded

LIFTED: dict[str, None] = dict.fromkeys(("programme_id", "from_fy", "to_fy", "area_id", "theme"))
ROLES = {"lead": N_("Lead"), "member": N_("Members"), "supporter": N_("Supporters")}
YEARS: dict[str, None] = dict.fromkeys(("from_fy", "to_fy"))  # which narrow the money alone, no project
MANY = 200  # projects that one chooses from in a box; of more, a search finds them
NEWEST = "start_fy desc nulls last, project_id"
NAMED = (("area", "area_id"), ("theme", "theme"), ("programme", "programme_id"))
SEARCHED = N_("Title, area, programme, theme")


def saying(text: str) -> Among:
    """Those whose texts hold each of its words; width and case do not matter."""
    return Among("projects_saying", (tuple(lettering.folded(text).split()),))


def options(
    page: Page,
    name: str,
    chosen: Sequence[str],
    params: Mapping[str, Any] = NONE,
    into: AbstractContextManager[object] | None = None,
    **where: Any,
) -> dict[str, Row]:
    """The rows of project_list (asked for as by `page.listed`) for a box `name` to choose from, by project.

    Where there are over MANY these are the `chosen` ones and those that a search `into` the page finds.
    """
    listed = partial(page.listed, "project_list", params={**YEARS, **params}, **where)
    every = listed()
    if len(every) <= MANY:
        rows = every.some(MANY)
    else:
        with into or nullcontext():
            text = st.text_input(
                page.t("Search for a project"),
                type="search",
                max_chars=choices.MAX_QUERY,
                placeholder=page.t(SEARCHED),
                key=f"search_{name}",
            )
        found = listed(project_id=saying(text)) if text.strip() else listed(project_id=())
        if len(found) > MANY:
            said = page.t("The first {n} of {total} are offered. Add a word.", n=MANY, total=len(found))
            with into or nullcontext():
                st.caption(said)
        rows = [*listed(project_id=tuple(chosen)).some(MANY), *found.some(MANY)]
    return {row["project_id"]: row for row in rows}


def by_id(page: Page, ids: Iterable[Any]) -> dict[Any, Row]:
    """The rows of project_list of a few projects, by project; fiscal years do not narrow them."""
    few = tuple(dict.fromkeys(ids))
    return {
        row["project_id"]: row for row in page.listed("project_list", params=YEARS, project_id=few).some()
    }


def of_each(rows: Listed) -> dict[Any, list[Row]]:
    """The rows of a few projects by project."""
    found: dict[Any, list[Row]] = {}
    for row in rows.some():
        found.setdefault(row["project_id"], []).append(row)
    return found


def choose(
    page: Page,
    name: str,
    label: str,
    said: Callable[[Row], str],
    *,
    none: str = choices.ALL,
    into: AbstractContextManager[object] | None = None,
    dropped: Sequence[str] = (),
    params: Mapping[str, Any] = NONE,
    **where: Any,
) -> str | None:
    """A box for one project as `said`, whose value is the address's `name`; see `options` and `choices.choose`."""
    asked = url.asked().values.get(name)
    found = options(page, name, (asked,) if asked else (), params, into, **where)
    words = {key: said(row) for key, row in found.items()}
    return choices.choose(page, name, page.t("project"), label, words, none=none, into=into, dropped=dropped)


def alone(page: Page, project_id: str) -> Page:
    """The page for what is about this project alone: the page's filters narrow the list, not the project."""
    return page.under(**LIFTED, project_id=project_id)


def made(page: Page, query: str, of_project: str, *columns: str, **key: Any) -> None:
    """The line that leads from numbers of this project alone to how they are made."""
    lineage.links(page, query, *columns, over={**LIFTED, "project_id": of_project}, **key)


def changes(page: Page, project_id: str, kind: str, rows: Sequence[Row], name: Callable[[Row], str]) -> None:
    """What of the project's rows (as in plan.changed) was changed, by `name` (Markdown): original → now."""
    found = plan.changed(page, kind, rows)
    if not found:
        return
    listed = ["  \n  ".join([f"- **{name(row)}**", *map(plain, said)]) for row, said in found]
    numbers = (("plan_summary", plan.COUNTED[kind]), ("plan_changes", "difference"))
    links = lineage.said(page, *numbers, over={**LIFTED, "project_id": project_id})
    st.markdown("\n".join([f"**{page.t(plan.TEXTS['changed'][kind])}**", "", *listed, "", links]))


def find(page: Page, project_id: str) -> Row | None:
    """The project with this id, None where there is none (in the public view: none published)."""
    return next(iter(alone(page, project_id).rows("project_detail")), None)


def title(page: Page) -> str | None:
    """The title of the project that the address asks for, as the heading of its page; None for the list."""
    project = find(page, url.asked().values.get("project", ""))
    return None if project is None else page.pick(project, "title")


def asked(page: Page) -> Row | None:
    """The project that the address asks for; where there is none, or none published, says so under the way back."""
    project_id = url.asked().values["project"]
    project = find(page, project_id)
    if project is None:
        page.back()
        page.nothing(page.t("There is no project “{id}” in this data.", id=plain(project_id[:60])))
    return project


def columns_of(page: Page, followed: Callable[..., dict[str, str]] = url.followed) -> list[Column]:
    """What a table of project_list begins with: title and place, status, period. `followed`: what a link carries on."""

    def title(row: Row) -> str:
        target = urlencode(followed(project=row["project_id"]))
        return f"[{plain(page.pick(row, 'title'))}](projects?{target})  \n:small[{where(page, row)}]"

    def years(row: Row) -> str:
        return whole(page.period(row)).replace("～", "～ ")

    return [
        worded(page.t("Project"), title),
        worded(page.t("Status"), partial(phrases.badges, page)),
        worded(page.t("Project period"), years),
    ]


def where(page: Page, row: Row) -> str:
    """Area, theme and programme of a project of a list."""
    return " ・ ".join(plain(page.name(kind, row[column])) for kind, column in NAMED)


def card(page: Page, row: Row, title: str, below: Sequence[str], said: Sequence[str]) -> None:
    """A project of a list: its `title` (Markdown), which leads to it, what is `said` of it, small lines `below`.

    The words are one element: a list has many cards.
    """
    small = (f":small[{line}]" for line in below)
    with st.container(border=True, gap="xsmall"):
        page.link("projects", f"**{title}**", icon=":material/arrow_forward:", project=row["project_id"])
        st.markdown("  \n".join((phrases.badges(page, row), " ・ ".join(said), *small)))


def reported(page: Page, row: Row, programme_id: str | None) -> str:
    """The last reported status of a row of project_progress as mark and word, with its date behind."""
    said = phrases.reported(page, row["rag_reported"], programme_id)
    known = not formats.missing(row["last_report_on"])
    return said + (page.aside(page.date(row["last_report_on"])) if known else "")
