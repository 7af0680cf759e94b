"""Charts of progress: milestones around the as-of date, KPIs from baseline to target, status, steps of the journey."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import streamlit as st

from smart_tokyo import N_, formats, palette, written
from smart_tokyo.figures import Row
from smart_tokyo.view.charts import chart, light
from smart_tokyo.view.charts.chart import Chart, Lines, Point, Scale, Series, Shape, Words, lines, short
from smart_tokyo.view.frame import Page
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.subjects import journey, status

SYMBOL: dict[str, Shape] = {"done": "circle", "planned": "circle-open", "overdue": "diamond"}
TREND_FROM = 4  # points; fewer are shown as points only
MONTHS = {"ja": "{year}年{month}月", "en": "{year}-{month:02}"}
POINTS = 300  # of a KPI, the newest
OVER, UNDER = 11, -22  # pixels from a mark to its label
AIR = 20  # pixels over the plot: the label of the as-of date
Rows = Sequence[Row]
Placed = Sequence[tuple[int, Row]]  # rows, each with its place in the chart


def _side(share: float) -> Literal["start", "middle", "end"]:
    """Where a label is held, so that it stays inside the chart near its edges."""
    return "start" if share < 0.2 else "end" if share > 0.8 else "middle"


def milestones(page: Page, rows: Rows, places: Sequence[int], labels: Sequence[Lines]) -> Chart:
    """Milestones as marks on rows: done where it was done, planned and overdue where they are due.

    `rows`: of milestone_timeline; `places` gives each its row, `labels` names the rows. A thin line leads from the
    due date to the day it was done, or to the as-of date where it is overdue; a dashed line is the as-of date. Where
    the due date was moved, another leads to it from the original one, and both have marks.
    """
    as_of = page.snapshot["as_of"]
    ends = {"done": "done_on", "planned": "due_on", "overdue": "as_of"}
    placed = [(place, {**row, "as_of": as_of}) for row, place in zip(rows, places, strict=True)]
    moved = [one for one in placed if _moved(one[1])]
    known = (row.get(one) for row in rows for one in ("original_due_on", "due_on", "done_on"))
    days = [day for day in known if day and not formats.missing(day)]
    scale = chart.date_scale([*days, as_of], MONTHS[page.lang], 4)
    series = [
        *_course(palette.PLAN, "dash", moved, "original_due_on", "due_on"),
        *_marks(page, "square-open", palette.PLAN, page.t("Originally due"), moved, "original_due_on"),
    ]
    # the others have the mark of their state there
    done = [one for one in moved if one[1]["state"] == "done"]
    series += _marks(page, "star-open", palette.PLAN, page.t("Moved to"), done, "due_on")
    for state, end in ends.items():
        here = [one for one in placed if one[1]["state"] == state]
        late = [one for one in here if one[1][end] > one[1]["due_on"]]
        series += _course(palette.STATE[state], "dot" if state == "overdue" else "", late, "due_on", end)
        at = "done_on" if state == "done" else "due_on"
        series += _marks(page, SYMBOL[state], palette.STATE[state], phrases.state(page, state), here, at)
    drawn = chart.rows(labels, scale, series, above=AIR)
    day, top = as_of.toordinal(), drawn.y.high
    line = Series("line", palette.PLAN, [(day, drawn.y.low), (day, top)], style="dash")
    words = Words(day, top, lines(page.t("as of {date}", date=page.as_of)), _side(scale.share(day)), up=6)
    return replace(drawn, series=[line, *series], words=[*drawn.words, words])


def _moved(row: Row) -> bool:
    return bool(row.get("original_due_on", row["due_on"]) != row["due_on"])


def _course(colour: str, style: str, rows: Placed, start: str, end: str) -> list[Series]:
    """A line for each row from one of its days to another; no series without a row."""
    course: list[Point | None] = []
    for place, row in rows:
        course += [(row[start].toordinal(), place), (row[end].toordinal(), place), None]
    return [Series("line", colour, course, style=style)] if course else []


def _marks(page: Page, shape: Shape, colour: str, name: str, rows: Placed, at: str) -> list[Series]:
    """A mark for each row at one of its days; no series without a row."""
    points = [(row[at].toordinal(), place) for place, row in rows]
    return [Series(shape, colour, points, [_said(page, row) for _, row in rows], name)] if points else []


def _said(page: Page, row: Row) -> str:
    found = [short(page.pick(row, "title")), phrases.state(page, row["state"])]
    if _moved(row):
        found.append(page.t("Originally due {date}", date=page.date(row["original_due_on"])))
    found.append(page.t("Due {date}", date=page.date(row["due_on"])))
    if row["state"] == "done":
        found.append(page.t("Done {date}", date=page.date(row["done_on"])))
    if not formats.missing(row["overdue_days"]):
        found.append(page.t("{days} overdue", days=page.counted("day", row["overdue_days"])))
    return "\n".join(found)


def kpi(page: Page, row: Row, measured: Rows) -> Chart:
    """A KPI's values by date (`measured`: kpi_series in order), and a dashed line from its baseline to its target."""
    measured = measured[-POINTS:]
    start = _point(row["baseline_value"], row["baseline_on"])
    goal = _point(row["target_value"], row["target_on"])
    points: list[Point] = [(one["measured_on"].toordinal(), float(one["value"])) for one in measured]
    marked = [point for point in (start, goal) if point]
    days = [*(one["measured_on"] for one in measured), *(day for _, day in marked)]
    x = chart.date_scale(days, MONTHS[page.lang], 3)
    heights = [*(value for _, value in points), *(value for value, _ in marked)]
    air = (max(heights) - min(heights)) * 0.2 or abs(heights[0]) * 0.1 or 1
    low, high = min(heights) - air, max(heights) + air
    y = Scale(low, high, chart.round_marks(low, high), short(page.pick(row, "unit"), 20), grid=True)
    rises = row["direction"] != "decrease"
    met = bool(goal and points and (points[-1][1] >= goal[0] if rises else points[-1][1] <= goal[0]))
    series, words = [], []
    if start and goal:
        course: list[Point] = [(day.toordinal(), value) for value, day in (start, goal)]
        series.append(Series("line", palette.PLAN, course, name=page.t("Planned course"), style="dash"))
    shapes: tuple[tuple[tuple[float, dt.date] | None, str, Shape, float], ...] = (
        (start, page.named("baseline_value"), "square-open", UNDER if rises else OVER),
        (goal, page.named("target_value"), "star-open", UNDER if rises == met else OVER),
    )
    for point, name, shape, up in shapes:
        if point:
            (value, day), text = point, f"{name} {written(point[0], 'number', page.lang)}"
            at = day.toordinal()
            series.append(Series(shape, palette.PLAN, [(at, value)], [f"{text}\n{page.date(day)}"]))
            words.append(Words(at, value, lines(text), _side(x.share(at)), up=up))
    unit = {"unit_ja": row["unit_ja"], "unit_en": row["unit_en"]}
    said = [
        f"{page.date(one['measured_on'])}\n{short(page.qualified(one['value'], {**one, **unit}, 'qualifier'))}"
        for one in measured
    ]
    if len(points) >= TREND_FROM:
        series.append(Series("line", palette.ACCENT, points))
    series.append(Series("circle", palette.ACCENT, points, said, page.t("Measured")))
    if points:
        last, value = points[-1]
        bold = lines("", written(value, "number", page.lang))
        words.append(Words(last, value, bold, up=OVER if rises == met else UNDER))
    return Chart(x, y, series, words, high=190)


def steps(page: Page, rows: Rows) -> None:
    """A bar for each step of the journey."""
    records = journey.with_previous(rows)
    names = [journey.step(page, row["step"]) for row in records]
    said = [journey.label(page, row) for row in records]
    issues = [int(row["issues"]) for row in records]
    title = page.t("From an issue to a paid grant")
    light.bars(journey.under(page), "journey_chart", names, issues, said, title, rows, "journey_steps")


def spans(page: Page, rules: Rows, until: int) -> Chart:
    """Each programme of programme_rules as a bar over its fiscal years up to `until`; an open end has an arrow."""
    rules = rules[-chart.MAX_ROWS :]
    names = [page.pick(row, "name") for row in rules]
    years = [formats.years(row["first_fy"], row["last_fy"], page.lang) for row in rules]
    labels = [chart.numbered(chart.label(name), said) for name, said in zip(names, years, strict=True)]
    starts = [int(row["first_fy"]) for row in rules]
    ends = [1 + (until if formats.missing(row["last_fy"]) else int(row["last_fy"])) for row in rules]
    bars = chart.lying(ends, labels, starts=starts)
    series = [
        Series("bar", palette.programme(row["programme_id"]), [bar], [page.labelled(name, said)])
        for row, bar, name, said in zip(rules, bars, names, years, strict=True)
    ]
    arrows = [
        (end - 0.15, place)
        for place, (row, end) in enumerate(zip(rules, ends, strict=True))
        if formats.missing(row["last_fy"])
    ]
    series.append(Series("triangle-right", palette.WHITE, arrows))
    first, last = min(starts), max(ends)
    step = -(-(last - first) // 8)  # the years that a telephone has room for
    marks = [(year, lines(str(year))) for year in range(first, last + 1, step)]
    return chart.rows(labels, Scale(first, last, marks, page.t("April of the year"), grid=True), series)


def _point(value: Any, day: Any) -> tuple[float, dt.date] | None:
    return None if formats.missing(value) or formats.missing(day) else (float(value), day)


def statuses(page: Page, of: Rows) -> None:
    """The two charts of a rag_agreement side by side; in words where no project reported."""
    said, found = status.counts(of, "rag"), status.counts(of, "rag_evidence")
    if set(said) == {None}:
        text = N_("No status report is published for the {projects} running on this date.")
        page.nothing(page.t(text, projects=page.counted("project", said[None])))
    most = max([*said.values(), *found.values()])
    left, right = st.columns(2, gap="large")
    with left:
        labels = [phrases.reported(page, key) for key in said]
        _status(page, "rag", page.t("What the projects last reported"), said, labels, most)
    with right:
        labels = [phrases.evidence(page, key) for key in found]
        _status(page, "rag_evidence", page.t("What the evidence speaks for"), found, labels, most)


def _status(
    page: Page, name: str, title: str, found: dict[str | None, int], labels: list[str], most: int
) -> None:
    values = list(found.values())
    said = [page.ratio(value, sum(values)) for value in values]
    colours = [palette.NONE if key is None else palette.RAG[key] for key in found]
    alt = "; ".join(page.labelled(label, text) for label, text in zip(labels, said, strict=True))
    st.markdown(f"**{title}**")  # no heading: in a frame it would be one without those above it

    def make() -> Chart:
        return chart.counts([lines(one) for one in labels], values, said, colours, most)

    rows = [{"rag": key, "projects": n} for key, n in found.items()]
    light.chart(page, f"{name}_chart", make, page.labelled(title, alt), title, rows, "rag_agreement")
