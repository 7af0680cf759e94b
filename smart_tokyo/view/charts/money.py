"""Charts of the grants: from request to payment by fiscal year, by group against the limit, and what the rules say."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from smart_tokyo import formats, palette
from smart_tokyo.figures import Row, ahead
from smart_tokyo.terms import COUNTED, OUTCOMES, STAGES, Outcome
from smart_tokyo.view.charts import chart, light
from smart_tokyo.view.charts.chart import INK, OUTLINE, Chart, Lines, Point, Scale, Series, Words, lines
from smart_tokyo.view.frame import Page
from smart_tokyo.view.subjects.money import year_sentence

FEW = 6  # fiscal years that have room for level labels on a narrow screen
LEAST = 3  # fiscal years that the axis has room for, so that a single one is not a block
ROOMY = 12  # bars that have room for a number on each
WIDE = 0.7  # of a year: its bars
ORDER: tuple[Outcome, ...] = ("pass", "warn", "fail", "not_assessed")
COURSES = ("", "", "dash", "dot")  # of the lines of the ahead.NEWEST fiscal years, the newest first
LABEL = 0.06  # of the height of the plot: a label at the end of a line
PATTERN: dict[Outcome, str] = {"pass": "", "warn": "/", "fail": "x", "not_assessed": "."}  # beside colour
Rows = Sequence[Row]


def in_unit(yen: Any, unit: str) -> float | None:
    """Yen as a number in the reader's unit, for the length of a bar; None where unknown."""
    return None if formats.missing(yen) else int(yen) / formats.UNITS[unit].factor


def fiscal_years(rows: Rows) -> list[int]:
    """The fiscal year of each row; in funding_stages it is the id."""
    return [int(row["fiscal_year"] if "fiscal_year" in row else row["id"]) for row in rows]


def _scale(years: Sequence[str], below: Sequence[str] = (), title: str = "") -> Scale:
    """The scale of fiscal years, in two lines where Japanese needs them, each with what stands `below` it."""
    few, spare = len(years) <= FEW, max(LEAST - len(years), 0) / 2
    marks = []
    for place, year in enumerate(years):
        name = lines(year.replace("年度", "\n年度") if few else year)
        marks.append((place, [*name, *(("", one) for one in below[place : place + 1])]))
    return Scale(-0.5 - spare, len(years) - 0.5 + spare, marks, title, turned=not few)


def by_year(page: Page, rows: Rows, stages: Sequence[str] = STAGES, *, limited: bool = False) -> Chart:
    """Bars of the stages for each fiscal year, where `limited` with its limit as a line; unknown is written out.

    `rows`: one per fiscal year with the columns of `stages`, and limit_yen; an unknown amount is never drawn as 0.
    """
    rows = rows[-chart.MAX_ROWS :]
    years = [page.fiscal_year(year) for year in fiscal_years(rows)]
    heights = [in_unit(row["limit_yen"], page.unit) if limited else None for row in rows]
    caps = [(place, height) for place, height in enumerate(heights) if height is not None]
    roomy = max(len(rows), LEAST) * len(stages) <= ROOMY and not caps
    wide = WIDE / len(stages)
    words = _not_published(page, rows, stages)
    series, tallest = [], max([0.0, *(height for _, height in caps)])
    for number, column in enumerate(stages):
        name, bars, said = page.named(column), [], []
        for place, row in enumerate(rows):
            value = in_unit(row[column], page.unit)
            if value is None:
                continue
            tallest, left = max(tallest, value), place - WIDE / 2 + number * wide
            bars.append((left, left + wide, 0.0, value))
            said.append(f"{years[place]}\n{page.labelled(name, page.money(row[column]))}")
            if roomy:
                text = lines(formats.amount(row[column], page.unit, page.lang))
                words.append(Words(left + wide / 2, value, text, "start", up=4, turned=True))
        series.append(Series("bar", palette.STAGE[column], bars, said, name))
    if caps:
        points: list[Point | None] = []
        said = []
        for place, height in caps:
            amount = rows[place]["limit_yen"]
            points += [(place - 0.42, height), (place + 0.42, height), None]
            said += [f"{years[place]}\n{page.labelled(page.t('Limit'), page.money(amount))}"] * 2 + [""]
            words.append(Words(place, height, lines("", page.amount(amount)), up=5))
        series.append(Series("line", INK, points, said, page.named("limit_yen"), "dot"))
    below, title = [], ""
    if len(rows) <= FEW and not roomy:
        below = [formats.amount(row["decided_yen"], page.unit, page.lang) or "–" for row in rows]
        title = page.t("Beneath each year: decided amount")
    up = chart.number_scale((tallest or 1) * (1.25 if roomy else 1.12), page.unit_name)
    return Chart(_scale(years, below, title), up, series, words)


def _not_published(page: Page, rows: Rows, stages: Sequence[str]) -> list[Words]:
    """The word for unknown once for each year, where its missing bars would stand."""
    found = []
    for place, row in enumerate(rows):
        gaps = [number for number, column in enumerate(stages) if formats.missing(row[column])]
        if gaps:
            middle = place - WIDE / 2 + WIDE / len(stages) * (sum(gaps) / len(gaps) + 0.5)
            found.append(Words(middle, 0, lines(page.unknown), "start", up=4, turned=True))
    return found


def by_month(page: Page, rows: Rows, rate: str) -> Chart:
    """A line for each fiscal year of a programme by month since April, its year at its end.

    `rows`: those of ahead.newest, in which the `rate` is known.
    """
    years = sorted({row["fiscal_year"] for row in rows}, reverse=True)
    newest = palette.STAGE[rate.replace("permille", "yen")]
    high = max(1000, *(row[rate] for row in rows)) / 10 * 1.25
    series, ends = [], []
    for year, style in zip(years, COURSES, strict=False):
        course, name = [row for row in rows if row["fiscal_year"] == year], page.fiscal_year(year)
        points = [(row["since_april"], row[rate] / 10) for row in course]
        said = [
            f"{name}\n{page.labelled(ahead.month(page, row), formats.permille(row[rate]))}" for row in course
        ]
        is_newest = year == years[0]
        series.append(Series("line", newest if is_newest else palette.PLAN, points, said, style=style))
        ends.append((points[-1], lines("", name) if is_newest else lines(name)))
    series.insert(0, Series("circle", newest, [ends[0][0]], series[0].said[-1:]))  # how far it has come
    words, free = [], defaultdict[int, float](float)  # from where on a month has room for a label
    for (place, height), label in sorted(ends, key=lambda end: end[0]):
        free[place] = max(height, free[place])
        words.append(Words(place, free[place], label, "start", right=10, up=-4.5))
        free[place] += high * LABEL
    months = {row["since_april"]: formats.date(ahead.day(row), page.lang, "of_year") for row in rows}
    after = {12: f"\n{page.t('next fiscal year')}"}
    marks = [(at, lines(name + after.get(at, ""))) for at, name in months.items() if at % 3 == 0]
    last = max(months)
    scale = Scale(0, last * 1.35 or 1, marks, grid=True)
    return Chart(scale, chart.number_scale(high, "%"), series[::-1], words)  # the newest over the others


def limits(page: Page, rows: Rows) -> Chart:
    """The limit of each fiscal year as an outline that nothing fills: no amount is known."""
    shown = [row for row in rows if not formats.missing(row["limit_yen"])][-chart.MAX_ROWS :]
    years = [page.fiscal_year(year) for year in fiscal_years(shown)]
    bars, said, words = [], [], []
    for place, (row, year) in enumerate(zip(shown, years, strict=True)):
        yen = row["limit_yen"]
        height = int(yen) / formats.UNITS[page.unit].factor
        bars.append((place - WIDE / 2, place + WIDE / 2, 0.0, height))
        said.append(page.labelled(year, page.money(yen)))
        words.append(Words(place, height, lines(page.amount(yen)), up=6))
    up = chart.number_scale((max((bar[3] for bar in bars), default=0) or 1) * 1.12, page.unit_name)
    return Chart(_scale(years), up, [Series("bar", INK, bars, said, style=OUTLINE)], words)


def by_group(page: Page, rows: Rows, names: Sequence[str]) -> Chart:
    """One row per group: its limit as an outline, the decided yen inside it, the paid inside that."""
    labels = [
        chart.numbered(chart.label(name), page.money(row["decided_yen"]))
        for name, row in zip(names, rows, strict=True)
    ]
    series, longest = [], 0.0
    for column, thick in (("limit_yen", 1.0), ("decided_yen", 0.76), ("paid_yen", 0.35)):
        name = page.named(column)
        values = [in_unit(row[column], page.unit) for row in rows]
        said = [
            f"{group}\n{page.labelled(name, page.money(row[column]))}"
            for group, row, value in zip(names, rows, values, strict=True)
            if value is not None
        ]
        outline = column == "limit_yen"
        bars = chart.lying(values, labels, thick)
        longest = max([longest, *(value for value in values if value is not None)])
        series.append(
            Series(
                "bar",
                INK if outline else palette.STAGE[column],
                bars,
                said,
                name if bars else "",
                OUTLINE if outline else "",
            )
        )
    return chart.rows(labels, chart.number_scale((longest or 1) * 1.02, page.unit_name), series)


def year_chart(page: Page, rows: Rows) -> None:
    """The finding and the bars of a funding_by_fiscal_year."""
    said, title = year_sentence(page, rows), page.t("Requested, decided, settled and paid by fiscal year")
    if said:
        st.markdown(said)

    make = partial(by_year, page, rows)
    light.chart(page, "stages_by_year_chart", make, said or title, title, rows, "funding_by_fiscal_year")


def outcomes(page: Page, rows: Rows, labels: Sequence[Lines]) -> Chart:
    """One row per rule of rule_summary, its checks one after the other by outcome; `labels` stand above."""
    series, reached = [], [0.0] * len(rows)
    for outcome in ORDER:
        name = f"{palette.OUTCOME_MARK[outcome]} {page.t(OUTCOMES[outcome])}"
        values = [int(row[COUNTED[outcome]]) for row in rows]
        ends = [start + n for start, n in zip(reached, values, strict=True)]
        told = [page.labelled(name, f"{n:,}") for n in values]
        said = [f"{chart.plain(label)}\n{text}" for label, text in zip(labels, told, strict=True)]
        bars = chart.lying(ends, labels, starts=reached)
        series.append(Series("bar", palette.OUTCOME[outcome], bars, said, name, PATTERN[outcome]))
        reached = ends
    scale = chart.number_scale(max(reached, default=0) or 1, page.t("Checks"), whole=True)
    return chart.rows(labels, scale, series)
