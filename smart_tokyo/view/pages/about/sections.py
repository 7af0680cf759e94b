"""The about page: the programmes and their rules, how support works, history, words, sources.

Every fact names its source; texts that hold for the real programmes are this project's own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.terms import AMOUNTS
from smart_tokyo.view.charts import look, spans, vega
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain
from smart_tokyo.view.pages.about.texts import GLOSSARY, STEPS, STEPS_SOURCES
from smart_tokyo.view.parts import columns, phrases, tables
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.subjects.sources import bounds, in_language, link


def cited(page: Page, sources: pd.DataFrame, ids: tuple[str, ...]) -> str:
    """The sources of a statement, as a line; "" where the data does not hold them."""
    rows = sources[sources["source_id"].isin(ids)].to_dict("records")
    return (
        page.t("Source: {sources}", sources="; ".join(link(in_language(page, row)) for row in rows))
        if rows
        else ""
    )


def intro(page: Page, rules: pd.DataFrame) -> None:
    """What the programme is, in two sentences, then which programmes the data holds."""
    st.markdown(
        page.t(
            "Under these programmes the Tokyo Metropolitan Government helps "
            "municipalities, universities and companies "
            "**solve local issues together with digital technology**. It brings partners together, "
            "pays part of the expenses, and supports the work along the way."
        )
    )
    bounded = rules.dropna(subset=["grant_cap_yen"])
    if bounded.empty:
        return
    newest = bounded.sort_values(["first_fy", "programme_id"]).iloc[-1]
    parts = [
        page.t("at most {amount} per project and fiscal year", amount=page.money(newest["grant_cap_yen"]))
    ]
    if not formats.missing(newest["subsidy_rate_percent"]):
        parts.append(page.t("up to {n}% of the eligible expense", n=int(newest["subsidy_rate_percent"])))
    if not formats.missing(newest["max_fiscal_years"]):
        parts.append(page.t("for up to {n} fiscal years", n=int(newest["max_fiscal_years"])))
    st.markdown(
        page.t(
            "Today’s programme, **{name}**, pays {rules}.",
            name=plain(page.pick(newest, "name")),
            rules=commas(parts, page.lang),
        )
    )


def programmes(page: Page, rules: pd.DataFrame) -> None:
    """The programmes over the years, and their rules as a table with sources."""
    st.header(page.t("The programmes and their rules"), anchor=False)
    if rules.empty:
        page.nothing(page.t("The data names no programme."))
        return
    rules = rules.sort_values(["first_fy", "programme_id"])
    until = max([formats.fiscal_year_of(page.snapshot["as_of"]), *(int(year) for year in rules["first_fy"])])
    said = [
        f"{page.pick(row, 'name')} {formats.years(row['first_fy'], row['last_fy'], page.lang)}"
        for row in rules.to_dict("records")
    ]
    chart = partial(
        spans.spans,
        rules,
        lambda row: page.pick(row, "name"),
        lambda row: formats.years(row["first_fy"], row["last_fy"], page.lang),
        until,
        page.t("April of the year"),
        look.ink(),
    )
    alt = page.t("Programmes and their fiscal years: {list}", list="; ".join(said))
    vega.show(page, "about_spans", chart, alt, page.t("Programmes and their fiscal years"), rules)
    bounds(page, rules)


def support(page: Page, sources: pd.DataFrame) -> None:
    """How support works, step by step, with the sources of the account beneath."""
    st.header(page.t("How support works"), anchor=False)
    for row in (STEPS[:3], STEPS[3:]):
        for (heading, text), column in zip(row, st.columns(len(row)), strict=True):
            with column.container(border=True, height="stretch", gap="xsmall"):
                number = STEPS.index((heading, text)) + 1
                st.markdown(f"**{number} {page.t(heading)}**")
                st.markdown(page.t(text))
    st.caption(cited(page, sources, STEPS_SOURCES))


def history(page: Page, entries: pd.DataFrame) -> None:
    """The history by year, oldest first; a date is written as exactly as it is known."""
    st.header(page.t("History"), anchor=False)
    if entries.empty:
        page.nothing(page.t("The data holds no history."))
        return
    ordered = entries.sort_values(["happened_on", "timeline_id"], ascending=[True, True]).to_dict("records")
    for year, rows in groupby(ordered, key=lambda row: row["happened_on"].year):
        st.markdown(page.t("**{year}**", year=year))
        st.markdown("\n".join(_entry(page, row) for row in rows))


def _entry(page: Page, row: Mapping[Any, Any]) -> str:
    when = "" if row["precision"] == "year" else f"{page.date(row['happened_on'], row['precision'])} "
    known = not formats.missing(row["programme_id"])
    name = phrases.aside(page.lang, plain(page.name("programme", row["programme_id"]))) if known else ""
    programme = f" :gray[{name.strip()}]" if name else ""
    source = link({**row, "title": None} if row["publisher"] else row)
    ahead = f" :gray-badge[{page.t('ahead')}]" if row["ahead"] else ""
    return f"- {when}**{plain(page.pick(row, 'title'))}**{ahead}{programme}" + (
        f" – {source}" if source else ""
    )


def glossary(page: Page) -> None:
    """What the words mean."""
    st.header(page.t("What the words mean"), anchor=False)
    told = [(page.named(name), page.meaning(name)) for name in AMOUNTS]
    told += [(page.t(word), page.t(meaning)) for word, meaning in GLOSSARY]
    rows = pd.DataFrame(told, columns=["word", "meaning"])
    tables.table(
        page,
        "glossary",
        rows,
        (Column("word", page.t("Word")), Column("meaning", page.t("Meaning"))),
        page.t("Words of the programme and what they mean"),
    )


def listed(page: Page, title: str, texts: tuple[str, ...]) -> None:
    """A heading with a list of sentences."""
    st.header(page.t(title), anchor=False)
    st.markdown("\n".join(f"- {page.t(text)}" for text in texts))


def all_sources(page: Page, sources: pd.DataFrame) -> None:
    """Every source of the data, with publisher, title and date."""
    st.header(page.t("Sources of the data"), anchor=False)
    st.markdown(
        page.t(
            "The data names {n} sources. Titles and publishers are given as found; dates "
            "only where the page gives one.",
            n=len(sources),
        )
    )
    with st.expander(page.t("All sources")):
        shown = sources.assign(
            _source=[link({**row, "publisher": None}) for row in sources.to_dict("records")]
        )
        tables.table(
            page,
            "sources",
            shown,
            (
                Column("source_id", page.t("No.")),
                *columns.of(page, "source_list", "publisher"),
                Column("_source", page.t("Title"), "markdown"),
                *columns.of(page, "source_list", "published_on"),
            ),
            page.t("All sources with publisher, title and date"),
        )
