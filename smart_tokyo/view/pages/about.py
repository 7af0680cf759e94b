"""The about page: every fact names its source; the texts hold for the real programmes and are our own words."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

import streamlit as st

from smart_tokyo import formats, terms, texts
from smart_tokyo.figures import Row
from smart_tokyo.view.charts import light, progress
from smart_tokyo.view.frame import Page, commas, plain
from smart_tokyo.view.parts import Column, columns, sections, table, worded
from smart_tokyo.view.subjects.rules import bounds, by_year, in_language, link

STEPS_SOURCES = ("S01", "S03")  # of the account of support
TEXTS = texts("about")


def intro(page: Page, rules: Sequence[Row]) -> None:
    """What the programme is, in two sentences, then which programmes the data holds."""
    st.markdown(page.t(TEXTS["lead"]))
    bounded = [row for row in by_year(rules) if row["grant_cap_yen"] is not None]
    if not bounded:
        return
    newest = bounded[-1]
    amount = page.money(newest["grant_cap_yen"])
    parts = [page.t("at most {amount} per project and fiscal year", amount=amount)]
    for column, text in TEXTS["bounds"].items():
        if not formats.missing(newest[column]):
            parts.append(page.t(text, n=int(newest[column])))
    name = plain(page.pick(newest, "name"))
    st.markdown(page.t(TEXTS["today"], name=name, rules=commas(parts, page.lang)))


def programmes(page: Page, rules: Sequence[Row]) -> None:
    """The programmes over the years, and their rules as a table with sources."""
    if not sections.begin(
        page, page.t("The programmes and their rules"), rules, page.t("The data names no programme.")
    ):
        return
    rules = by_year(rules)
    until = max(formats.fiscal_year_of(page.snapshot["as_of"]), rules[-1]["first_fy"])
    said = "; ".join(
        f"{page.pick(row, 'name')} {formats.years(row['first_fy'], row['last_fy'], page.lang)}"
        for row in rules
    )
    chart = partial(progress.spans, page, rules, until)
    alt = page.t("Programmes and their fiscal years: {list}", list=said)
    light.chart(page, "about_spans", chart, alt, page.t("Programmes and their fiscal years"), rules)
    bounds(page, rules)


def support(page: Page, sources: Sequence[Row]) -> None:
    """How support works, step by step, with the sources of the account beneath."""
    st.header(page.t("How support works"), anchor=False)
    cells = [*st.columns(3), *st.columns(2)]
    for number, (step, cell) in enumerate(zip(TEXTS["steps"], cells, strict=True), 1):
        with cell.container(border=True, height="stretch", gap="xsmall"):
            st.subheader(f"{number} {page.t(step['title'])}", anchor=False)
            st.markdown(page.t(step["says"]))
    cited = [row for row in sources if row["source_id"] in STEPS_SOURCES]
    named = "; ".join(link(in_language(page, row)) for row in cited)
    st.caption(page.t("Source: {sources}", sources=named) if cited else "")


def history(page: Page, entries: Sequence[Row]) -> None:
    """The history by year, oldest first; a date is written as exactly as it is known."""
    if not sections.begin(page, page.t("History"), entries, page.t("The data holds no history.")):
        return
    ordered = sorted(entries, key=lambda row: (row["happened_on"], row["timeline_id"]))
    years = groupby(ordered, key=lambda row: row["happened_on"].year)
    lines = [
        [page.t("**{year}**", year=str(year)), "", *(_entry(page, row) for row in rows)]
        for year, rows in years
    ]
    st.markdown("\n\n".join("\n".join(of_year) for of_year in lines))


def _entry(page: Page, row: Row) -> str:
    when = "" if row["precision"] == "year" else f"{page.date(row['happened_on'], row['precision'])} "
    known = not formats.missing(row["programme_id"])
    name = page.aside(plain(page.name("programme", row["programme_id"]))) if known else ""
    programme = f" :gray[{name.strip()}]" if name else ""
    source = link({**row, "title": None} if row["publisher"] else row)
    ahead = f" :gray-badge[{page.t('ahead')}]" if row["ahead"] else ""
    said = f"- {when}**{plain(page.pick(row, 'title'))}**{ahead}{programme}"
    return f"{said} – {source}" if source else said


def glossary(page: Page) -> None:
    """What the words mean."""
    st.header(page.t("What the words mean"), anchor=False)
    rows = [{"word": page.named(name), "meaning": page.meaning(name)} for name in terms.AMOUNTS]
    rows += [page.each(one) for one in TEXTS["glossary"]]
    shown = (Column("word", page.t("Word")), Column("meaning", page.t("Meaning")))
    table(page, "glossary", rows, shown, page.t("Words of the programme and what they mean"))


def all_sources(page: Page, sources: Sequence[Row]) -> None:
    """Every source of the data, with publisher, title and date."""
    sections.prose(page, TEXTS["sources"], n=len(sources))
    shown = (
        Column("source_id", page.t("No.")),
        *columns.of(page, "source_list", "publisher"),
        worded(page.t("Title"), lambda row: link({**row, "publisher": None})),
        *columns.of(page, "source_list", "published_on"),
    )
    alt = page.t("All sources with publisher, title and date")
    sections.folded(page, "sources", sources, shown, alt, title=page.t("All sources"))
