"""One project from its issue to what came of it: five steps side by side, or one under the other, each leading on."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from smart_tokyo.figures import Row, chain
from smart_tokyo.view.frame import Page, url
from smart_tokyo.view.parts import lineage
from smart_tokyo.view.subjects import afterwards
from smart_tokyo.view.subjects.one_project import LIFTED

PARTS = {"money": "money", "output": "kpis", "outcome": "kpis", "afterwards": "follow_ups"}
"""Step → the part of the page that has all of it."""


def show(page: Page, project: Row) -> None:
    """The steps as one list, and the way to how their numbers are made."""
    st.header(page.t(chain.NOTES["title"]), anchor=False)
    steps = chain.steps(page, project)
    found = "".join(_step(page, project, step) for step in steps)
    st.html(f'<ol class="chain ways">{found}</ol>')
    numbers = [number for step in steps for number in step.numbers]
    lineage.line(page, *numbers, over={**LIFTED, "project_id": project["project_id"]})


def _step(page: Page, project: Row, step: chain.Step) -> str:
    title, to = escape(step.title), escape(_to(page, project, step.key))
    head = f'<a href="{to}">{title}</a>' if to else title
    facts = (
        "<br>".join([*([f"<strong>{escape(said)}</strong>"] if said else ()), *map(escape, more)])
        for said, more in step.facts
    )
    return f"<li><h3>{head}</h3>{''.join(f'<p>{one}</p>' for one in facts)}</li>"


def _to(page: Page, project: Row, key: str) -> str:
    """Where a step has more: a part of this page, the municipality that raised the issue, or the theme's issues."""
    if key == "afterwards" and not afterwards.known(page, project):
        return ""
    if key in PARTS:
        return f"#{PARTS[key]}"
    for row in chain.issues(page):
        return f"town?{urlencode(url.followed(code=row['municipality_code']))}"
    return f"reuse?{urlencode(url.followed(theme=project['theme']))}"
