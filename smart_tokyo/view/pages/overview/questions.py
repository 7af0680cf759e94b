"""The questions that the programme's people ask, each answered in a sentence; progress at a glance, the ways in."""

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from urllib.parse import urlencode

import streamlit as st

from smart_tokyo import N_, formats, palette, texts
from smart_tokyo.figures import Row, ahead
from smart_tokyo.rules import MONEY_UNCHECKED, money_unchecked
from smart_tokyo.terms import of_all_rules
from smart_tokyo.view.charts import light
from smart_tokyo.view.charts.chart import short_counts
from smart_tokyo.view.frame import PAGES, Page, plain, url
from smart_tokyo.view.parts import Column, lineage, phrases, sections
from smart_tokyo.view.subjects import course, status
from smart_tokyo.view.subjects.journey import most_left, step, with_previous

NOTES = texts("notes")["overview"]

QUESTIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    # page that answers it in full: the question, the query of the answer and the columns that it is made of
    "funding": (N_("How much of the budget is used?"), "execution", ("paid_permille", "undecided_yen")),
    "rules": (N_("Is the money within the rules?"), "rule_summary", ("failed", "checked", "not_assessed")),
    "progress": (N_("Are the consortia on track?"), "rag_agreement", ("projects",)),
    "journey": (N_("Where does the journey get stuck?"), "journey_steps", ("issues",)),
    "review": (N_("What needs our attention?"), "attention_counts", ("projects", "days")),
}


def rules(page: Page, summary: Sequence[Row]) -> str:
    """How many checks of the grant rules failed, and how many could not be made; from rule_summary."""
    total = of_all_rules(summary)
    if not total["checked"]:
        return page.t("No check can be made: what the rules compare is not known.")
    said = page.t(NOTES["rules"], **{**total, "failed": page.ratio(total["failed"], total["checked"])})
    money = page.t(MONEY_UNCHECKED) if money_unchecked(summary) else ""
    return page.sentences(said, money)


def progress(page: Page, pairs: Sequence[Row]) -> str:
    """How many running projects are on track by evidence, and how many do not report; from rag_agreement."""
    evidence, reported = status.counts(pairs, "rag_evidence"), status.counts(pairs, "rag")
    if not evidence:
        return page.t("No project of this selection is running on this date.")
    running, unknown = sum(evidence.values()), evidence.get(None, 0)
    projects = page.counted("project", unknown)
    if unknown == running:
        return page.t(NOTES["no_record"], projects=projects)
    said = page.t(
        NOTES["progress"],
        ratio=page.ratio(evidence.get("green", 0), running),
        silent=reported.get(None, 0),
    )
    more = page.t("Of {projects} there is no record to judge by.", projects=projects)
    return page.sentences(said, more if unknown else "")


def journey(page: Page, steps: Sequence[Row]) -> str:
    """How many issues came to a payment, and where their number falls most; from journey_steps."""
    if any(row["issues"] is None for row in steps):
        return page.t("This is published for the programme as a whole, not for a part of it.")
    first, last = steps[0]["issues"], steps[-1]["issues"]
    if not first:
        return page.t("No issue is in the data yet.")
    ratio = page.ratio(last, first)
    stop = most_left(with_previous(steps))
    if stop is None:
        return page.t("**{ratio} issues got as far as a paid grant.**", ratio=ratio)
    before, after = stop
    return page.t(
        NOTES["journey"],
        ratio=ratio,
        before=step(page, before["step"]),
        after=step(page, after["step"]),
        fall=f"{before['issues']} → {after['issues']}",
    )


def show(page: Page, totals: Row) -> None:
    """Each question with its answer and the way to its page; `totals` is programme_totals."""
    answers: dict[str, Callable[[Page, Sequence[Row]], str]] = {
        "funding": lambda page, _: "\n\n".join(map(plain, ahead.brief(page))),
        "rules": rules,
        "progress": progress,
        "journey": journey,
        "review": lambda page, counts: status.attention(page, counts[0], totals["projects"]),
    }
    st.header(page.t("The main questions"), anchor=False)
    names = [name for name in QUESTIONS if PAGES[name].is_for(page.audience)]
    across = 2 if len(names) % 3 == 1 else 3  # no card stands alone in the last row
    for first in range(0, len(names), across):
        row = names[first : first + across]
        for name, card in zip(row, st.columns(len(row), border=True), strict=True):
            question, query, numbers = QUESTIONS[name]
            rows = page.rows(query)
            has_numbers = name != "funding" or any(one["budget_yen"] is not None for one in rows)
            made = lineage.said(page, *((query, column) for column in numbers if has_numbers))
            with card:
                st.subheader(page.t(question), anchor=False)
                st.markdown(f"{answers[name](page, rows)}\n\n{made}")
                if name != "funding":
                    page.link(name, page.t(PAGES[name].title), icon=PAGES[name].icon)
                else:  # a section of its page, to which no link of Streamlit's leads
                    to, title = (
                        f"funding?{urlencode(url.followed())}#budget",
                        page.t("Budget and how it is used"),
                    )
                    st.html(f'<div class="ways"><a href="{escape(to)}">{title}</a></div>')


def at_a_glance(page: Page, milestones: Row) -> None:
    """Progress at a glance: milestones, the projects' status, and what the reports say."""
    st.header(page.t("Progress at a glance"), anchor=False)
    total = milestones["milestones"]
    left, middle, right = st.columns(3, gap="medium")
    with left:
        said = {"done": page.t("✓ Milestones done"), "overdue": page.t("! Milestones overdue")}
        cells = {
            name: (label, formats.out_of(milestones[name], total, page.lang)) for name, label in said.items()
        }
        course.tiles(page, cells, "milestone_counts")
        lineage.links(page, "milestone_counts", "done", "overdue")
    with middle:
        rows = page.rows("status_counts")
        bars = [(*one, palette.ACCENT) for one in page.by_word("projects", "status", rows)]
        _counts(page, page.t("Projects by status"), "status_counts", bars, rows)
    with right:
        rows = page.rows("rag_counts")
        reported = {row["rag"] or "": row["projects"] for row in rows}
        title = page.t("Reported status of running projects")
        if set(reported) <= {""}:
            st.subheader(title, anchor=False)
            st.markdown(page.t("No status report is in the data."))
            return
        bars = [
            (phrases.reported(page, key or None), reported[key], palette.RAG.get(key, palette.NONE))
            for key in ("green", "amber", "red", "")
            if key in reported
        ]
        _counts(page, title, "rag_counts", bars, rows)


def _counts(
    page: Page, title: str, query: str, bars: list[tuple[str, int, str]], rows: Sequence[Row]
) -> None:
    """A titled list of bars, each with its word and its number, and the same as a table."""
    st.subheader(title, anchor=False)
    key = f"overview_{query.removesuffix('_counts')}"
    said = phrases.joined(page, [f"{word} {n}" for word, n, _ in bars])
    light.chart(page, key, partial(short_counts, bars), page.labelled(title, said), title, rows, query)
    lineage.links(page, query, "projects")
    shown = [Column("word", page.t("Status")), Column("n", page.called(query, "projects"), "count")]
    sections.folded(page, f"{key}_table", [{"word": word, "n": n} for word, n, _ in bars], shown, title)


def ways_in(page: Page) -> None:
    """The other pages, each with what it answers."""
    names = [name for name, info in PAGES.items() if info.way and info.is_for(page.audience)]
    across = st.columns(3)
    for place, name in enumerate(names):
        with across[place % 3]:
            page.link(name, f"**{page.t(PAGES[name].title)}**", icon=PAGES[name].icon)
            st.caption(page.t(PAGES[name].way))
