"""The questions that the programme's people ask, each answered in a sentence with the way to its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.rules import MONEY_UNCHECKED, money_unchecked
from smart_tokyo.view.frame.menu import PAGES
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import sentences
from smart_tokyo.view.parts import lineage, phrases
from smart_tokyo.view.subjects import status
from smart_tokyo.view.subjects.journey import most_left, step, with_previous
from smart_tokyo.words import N_

QUESTIONS = {  # by the page that answers it in full
    "rules": N_("Is the money within the rules?"),
    "progress": N_("Are the consortia on track?"),
    "journey": N_("Where does the journey get stuck?"),
    "review": N_("What needs our attention?"),
}

NUMBERS = {  # of each answer: the query and its columns
    "rules": ("rule_summary", "failed", "checked", "not_assessed"),
    "progress": ("rag_agreement", "projects"),
    "journey": ("journey_steps", "issues"),
    "review": ("review_attention", "days"),
}


def rules(page: Page, summary: pd.DataFrame) -> str:
    """How many checks of the grant rules failed, and how many could not be made; from rule_summary."""
    total = {name: int(summary[name].sum()) for name in ("checked", "warned", "failed", "not_assessed")}
    if not total["checked"]:
        return page.t("No check can be made: what the rules compare is not known.")
    said = page.t(
        "**{failed} checks of the rules failed**, {warned} are to be looked at; {n} could not be made.",
        failed=formats.ratio(total["failed"], total["checked"], page.lang),
        warned=formats.number(total["warned"]),
        n=formats.number(total["not_assessed"]),
    )
    money = page.t(MONEY_UNCHECKED) if money_unchecked(phrases.records(summary)) else ""
    return page.sentences(said, money)


def progress(page: Page, pairs: pd.DataFrame) -> str:
    """How many running projects are on track by evidence, and how many do not report; from rag_agreement."""
    evidence, reported = status.counts(pairs, "rag_evidence"), status.counts(pairs, "rag")
    if not evidence:
        return page.t("No project of this selection is running on this date.")
    running, unknown = sum(evidence.values()), evidence.get(None, 0)
    projects = phrases.counted(page.lang, "project", unknown)
    if unknown == running:
        return page.t(
            "There is no record to judge the {projects} running on this date by.", projects=projects
        )
    said = [
        page.t(
            "By evidence **{ratio} running projects are on track**; {silent} have no status report.",
            ratio=formats.ratio(evidence.get("green", 0), running - unknown, page.lang),
            silent=formats.number(reported.get(None, 0)),
        )
    ]
    if unknown:
        said.append(page.t("For {projects} more there is no record to judge by.", projects=projects))
    return sentences(said, page.lang)


def journey(page: Page, steps: pd.DataFrame) -> str:
    """How many issues came to a payment, and where most are left; from journey_steps."""
    rows = phrases.records(steps)
    if any(formats.missing(row["issues"]) for row in rows):
        return page.t("This is published for the programme as a whole, not for a part of it.")
    first, last = int(rows[0]["issues"]), int(rows[-1]["issues"])
    if not first:
        return page.t("No issue is in the data yet.")
    ratio = formats.ratio(last, first, page.lang)
    stop = most_left(with_previous(steps))
    if stop is None:
        return page.t("**{ratio} issues got as far as a paid grant.**", ratio=ratio)
    before, after = stop
    return page.t(
        "**{ratio} issues got as far as a paid grant**; most are left between “{before}” and “{after}” ({left}).",
        ratio=ratio,
        before=step(page, before["step"]),
        after=step(page, after["step"]),
        left=formats.ratio(before["issues"] - after["issues"], before["issues"], page.lang),
    )


def show(page: Page, totals: Mapping[Any, Any]) -> None:
    """Each question with its answer and the way to its page; `totals` is programme_totals."""
    answers: dict[str, Callable[[], str]] = {
        "rules": lambda: rules(page, page.figure("rule_summary")),
        "progress": lambda: progress(page, page.figure("rag_agreement")),
        "journey": lambda: journey(page, page.figure("journey_steps")),
        "review": lambda: status.attention(page, page.figure("review_attention"), totals["projects"]),
    }
    st.header(page.t("The main questions"), anchor=False)
    names = [name for name in QUESTIONS if PAGES[name].is_for(page.audience)]
    across = 3 if len(names) % 3 == 0 else 2  # no card stands alone in the last row
    for first in range(0, len(names), across):
        for name, column in zip(names[first : first + across], st.columns(across), strict=False):
            with column.container(border=True, height="stretch", gap="xsmall"):
                st.markdown(f"**{page.t(QUESTIONS[name])}**")
                st.markdown(answers[name]())
                page.link(name, page.t(PAGES[name].title), icon=PAGES[name].icon)
                lineage.links(page, *NUMBERS[name])
