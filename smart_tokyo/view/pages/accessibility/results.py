"""The accessibility page put together: the result in a sentence, the policy, the tests, criterion by criterion."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from smart_tokyo import settings
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain
from smart_tokyo.view.pages.accessibility.declaration import RESULTS, WAYS, Criterion, Declaration, declared
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.words import N_

HOW = {
    "axe": N_(
        "**axe-core**: on every page, in both languages and both themes, with every folded part open, and "
        "where an address or a file is wrong. Pages that both views have were looked at in both."
    ),
    "keys": N_(
        "**Keyboard test**: on every page, in English, the Tab key reaches all that can be used, the focus is "
        "seen, and it is never caught."
    ),
    "layout": N_(
        "**Layout test**: at widths of 1280, 640 (200 % of zoom), 390 and 320 pixels no text is cut off or "
        "overlaps, nothing is wider than the screen, words inside charts have enough contrast, and nothing "
        "moves by itself where a reader asks for reduced motion."
    ),
    "tests": N_("**Other automatic tests**: tables beside charts, colours, errors, titles, languages."),
    "read": N_(
        "**By reading the code**: what no program can judge was judged by what the pages are made of."
    ),
}


def results() -> Declaration:
    """All results, as of the day of the last test."""
    return declared()


def finding(page: Page, found: Declaration) -> None:
    """The result in a sentence."""
    applicable = len(found.criteria) - found.count("not_applicable")
    st.markdown(
        page.t(
            "Of {n} success criteria that apply, **{met} are met**, {remark} are met with a remark and "
            "**{not_met} are not met**. The pages therefore **conform in part** to WCAG 2.2 level AA and "
            "JIS X 8341-3:2016 level AA.",
            n=applicable,
            met=found.count("met"),
            remark=found.count("remark"),
            not_met=found.count("not_met"),
        )
    )


def policy(page: Page) -> None:
    """What is aimed at, and for which pages."""
    st.header(page.t("Policy"), anchor=False)
    st.markdown(
        page.t(
            "All pages, in Japanese and English, aim at level AA of JIS X 8341-3:2016 and of WCAG 2.2, which "
            "contains it. What is not met is named here with its reason and what helps instead."
        )
    )


def tests(page: Page, found: Declaration) -> None:
    """When and how it was tested, and what nobody tested."""
    st.header(page.t("How it was tested"), anchor=False)
    st.markdown(page.t("Last tested: {date}", date=page.date(found.tested_on)))
    st.markdown("\n".join(f"- {page.t(text)}" for text in HOW.values()))
    st.info(
        page.t(
            "Nobody has tested the pages by hand with a screen reader or other assistive technology yet. The "
            "automatic tests run in Chromium with every change."
        ),
        icon=":material/info:",
    )


def rows(page: Page, criteria: tuple[Criterion, ...]) -> pd.DataFrame:
    """A row per criterion as the reader sees it."""
    return pd.DataFrame(
        {
            "criterion": f"{one.id} {one.name[page.lang]}",
            "level": one.level + (" ・ JIS" if one.jis else ""),
            "result": page.t(RESULTS[one.result]),
            "how": commas((page.t(WAYS[way]) for way in one.ways), page.lang) or "–",
            "remark": one.remark[page.lang],
        }
        for one in criteria
    )


def not_met(page: Page, found: Declaration) -> None:
    """What is not met and why."""
    st.header(page.t("What is not met, and why"), anchor=False)
    st.markdown(
        "\n".join(
            f"- **{plain(f'{one.id} {one.name[page.lang]}')}**: {plain(one.remark[page.lang])}"
            for one in found.criteria
            if one.result == "not_met"
        )
    )


def criteria(page: Page, found: Declaration) -> None:
    """The table of all criteria."""
    st.header(page.t("Criterion by criterion"), anchor=False)
    st.caption(page.t("JIS: the criterion is also one of JIS X 8341-3:2016, level A and AA."))
    columns = [
        Column("criterion", page.t("Success criterion")),
        Column("level", page.t("Level")),
        Column("result", page.t("Result of the test")),
        Column("how", page.t("Tested by")),
        Column("remark", page.t("Remark")),
    ]
    table(page, "criteria", rows(page, found.criteria), columns, page.t("Criterion by criterion"))


def exceptions(page: Page, found: Declaration) -> None:
    """What the automatic tests leave out, because Streamlit does not let it be mended."""
    st.header(page.t("What the tests leave out"), anchor=False)
    st.markdown(
        page.t("Streamlit, which draws the pages, does not let these be mended. axe-core finds nothing else.")
    )
    st.markdown(
        "\n".join(
            f"- `{one.rule}` ({one.criterion}): {plain(one.reason[page.lang])}" for one in found.exceptions
        )
    )


def telling(page: Page) -> None:
    """Whom to tell: the contact of those who run this dashboard, where they gave one."""
    st.header(page.t("If something does not work for you"), anchor=False)
    st.markdown(
        page.t(
            "Please tell the organization that runs this dashboard the address of the page, what you wanted to "
            "do, and what you use (browser, screen reader)."
        )
    )
    if contact := settings.get("CONTACT"):
        st.markdown(page.t("Contact: {contact}", contact=plain(contact)))
