"""How far the pages meet WCAG 2.2 and JIS X 8341-3: the result, the tests, and criterion by criterion.

All of it is declared in data/reference/accessibility.yaml; the tests in the browser leave out exactly what that names
as Streamlit's own.
"""

from functools import cache
from typing import Any

import streamlit as st
import yaml

from smart_tokyo import settings, texts
from smart_tokyo.figures import Row
from smart_tokyo.view.frame import Page, commas, plain
from smart_tokyo.view.parts import Column, sections, table

FILE = settings.PROJECT / "data" / "reference" / "accessibility.yaml"
TEXTS = texts("accessibility")


@cache
def declared() -> dict[str, Any]:
    """What the file says: the day of the last test (`tested_on`), the `criteria`, and `exceptions` of the tests.

    A criterion has id, level, result, how it was tested, names and remark in both languages, `jis` where JIS X 8341-3
    has it too. An exception is a finding of axe-core that Streamlit does not let us mend: rule, element (CSS), why.
    """
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def finding(page: Page, found: Row) -> None:
    """The result in a sentence."""
    results = [one["result"] for one in found["criteria"]]
    counts = {name: results.count(name) for name in TEXTS["results"]}
    st.markdown(page.t(TEXTS["finding"], n=len(results) - counts["not_applicable"], **counts))


def tests(page: Page, found: Row) -> None:
    """When and how it was tested, and what nobody tested."""
    sections.prose(page, TEXTS["tests"], date=page.date(found["tested_on"]))
    sections.listed(page.t(way["how"]) for way in TEXTS["ways"].values())
    st.info(page.t(TEXTS["nobody"]), icon=":material/info:")


def not_met(page: Page, found: Row) -> None:
    """What is not met and why."""
    sections.prose(page, TEXTS["not_met"])
    sections.listed(
        f"**{plain(_named(page, one))}**: {plain(one[page.lang])}"
        for one in found["criteria"]
        if one["result"] == "not_met"
    )


def _named(page: Page, one: Row) -> str:
    return f"{one['id']} {page.pick(one, 'name')}"


def criteria(page: Page, found: Row) -> None:
    """The table of all criteria."""
    sections.prose(page, TEXTS["criteria"])
    st.caption(page.t(TEXTS["jis"]))
    rows = [
        {
            "criterion": _named(page, one),
            "level": one["level"] + (" ・ JIS" if one.get("jis") else ""),
            "result": page.t(TEXTS["results"][one["result"]]),
            "how": commas((page.t(TEXTS["ways"][way]["name"]) for way in one.get("how", ())), page.lang)
            or "–",
            "remark": one.get(page.lang, ""),
        }
        for one in found["criteria"]
    ]
    columns = [Column(key, label) for key, label in page.each(TEXTS["columns"]).items()]
    table(page, "criteria", rows, columns, page.t(TEXTS["criteria"]["title"]))


def exceptions(page: Page, found: Row) -> None:
    """What the automatic tests leave out, because Streamlit does not let it be mended."""
    sections.prose(page, TEXTS["exceptions"])
    sections.listed(
        f"`{one['rule']}` ({one['criterion']}): {plain(one[page.lang])}" for one in found["exceptions"]
    )


def telling(page: Page) -> None:
    """Whom to tell: the contact of those who run this dashboard, where they gave one."""
    sections.prose(page, TEXTS["telling"])
    if contact := settings.get("CONTACT"):
        st.markdown(page.t("Contact: {contact}", contact=plain(contact)))
