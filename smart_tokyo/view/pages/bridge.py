"""Why a number changed: from one version's number to another's by cause, with the rows behind each step."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate

import streamlit as st

from smart_tokyo import formats
from smart_tokyo.figures import word
from smart_tokyo.palette import ACCENT, GOOD, NONE
from smart_tokyo.terms import CAUSES
from smart_tokyo.versions import FIGURES, comparison
from smart_tokyo.versions.comparison import precedes
from smart_tokyo.view.charts import chart, light
from smart_tokyo.view.charts.chart import Chart, Scale, Series
from smart_tokyo.view.frame import Page, choices, snapshots
from smart_tokyo.view.parts import columns, lineage, phrases, table
from smart_tokyo.view.subjects import versions
from smart_tokyo.view.subjects.compared import TEXTS, Compared, amount

NARROW = 0.2  # of the scale: steps within less of it are drawn on a part of the scale


def asked(page: Page) -> tuple[str, str, str] | None:
    """The older version, the newer one and the figure that the address asks for; None where there is but one."""
    there, here = snapshots.known(), str(page.snapshot["snapshot_id"])
    since = {one["id"]: one["since"] for one in versions.known(page) if one["id"] in there}
    if len(since) < 2:
        return None
    figures = {one: page.called("programme_totals", one) for one in FIGURES}
    brief = {one: page.date(dt.date.fromisoformat(one[:10])) + page.aside(one[11:17]) for one in since}
    what, (left, middle, right) = page.t("snapshot"), st.columns(3)  # which have little room for a version
    choose = partial(choices.choose, page)
    figure, label = FIGURES[0], page.t("Number")
    figure = choose("figure", page.t("number"), label, figures, default=figure, into=left) or figure
    new, label = here if here in since else next(iter(since)), page.t("To the version")
    new = choose("new", what, label, brief, default=new, into=right) or new
    older, label = [one for one in since if precedes(one, new)], page.t("From the version")
    old = since[new] if since[new] in older else next(iter(older), new)
    return choose("old", what, label, brief, default=old, into=middle) or old, new, figure


def show(page: Page, old: str, new: str, figure: str) -> None:
    """The difference in words, as a waterfall and as a table, then each step with its rows."""
    if not precedes(old, new):
        st.warning(page.t(TEXTS["order"], old=versions.named(page, old), new=versions.named(page, new)))
        return
    con = versions.opened(page, old, new)
    if con is None:
        return
    steps, (was, now) = comparison.bridge(con, figure), comparison.headlines(con)[figure]
    causes = [page.t(CAUSES[step["cause"]]) for step in steps]
    difference = sum(step["value"] for step in steps)
    signed = partial(amount, page, figure, sign="+")
    values = [signed(step["value"]) for step in steps]
    each = [f"{cause} {value}" for cause, value in zip(causes, values, strict=True)]
    text = page.t(
        "{figure}: from **{was}** to **{now}**, a difference of **{difference}**.",
        figure=page.called("programme_totals", figure),
        was=amount(page, figure, was),
        now=amount(page, figure, now),
        difference=signed(difference),
    )
    made = page.t("It is made of: {steps}.", steps=phrases.joined(page, each)) if each else ""
    noted = versions.noted(page, old, new)
    notes = (f"{versions.named(page, one['id'])}  \n{versions.note(page, one)}" for one in noted)
    st.markdown("\n\n".join([page.sentences(text, made, page.t(TEXTS["whole"])), *notes]))
    if new == page.snapshot["snapshot_id"]:
        lineage.links(page, "programme_totals", figure)
    if not steps:
        return
    title = page.t("From one version's number to the other's, by cause")
    rows = [
        {"reason": cause, figure: step["value"], "_cause": cause, "_rows": step["rows"], "_value": value}
        for cause, value, step in zip(causes, values, steps, strict=True)
    ]
    names = [versions.named(page, old), *causes, versions.named(page, new)]
    shown = [amount(page, figure, was or 0), *values, amount(page, figure, now or 0)]
    levels = list(accumulate((step["value"] for step in steps), initial=was or 0))
    make = partial(waterfall, page, levels, names, shown, figure)
    said = page.sentences(text.replace("**", ""), made)
    light.chart(page, "bridge_chart", make, said, title, rows, old=old, new=new, figure=figure)
    if make().x.low:
        st.caption(page.t(TEXTS["cut"]))
    table(page, "bridge_steps", rows, columns.headed(page, TEXTS["steps"], _rows="count"), title)
    st.header(page.t("The rows of each step"), anchor=False)
    note = "; ".join(one["notes"][page.lang] for one in noted)
    for label, step in zip(each, steps, strict=True):
        found = replace(Compared.of(page, con, "bridge_rows", figure=figure, cause=step["cause"]), note=note)
        n = page.counted("row", step["rows"])
        found.folded(f"step_{step['cause']}", label + page.aside(n))


def waterfall(
    page: Page, values: Sequence[int], names: Sequence[str], shown: Sequence[str], figure: str
) -> Chart:
    """A bar for the older number, one for each step from where the one before ended, one for the newer number.

    `values`: where each step begins and the last one ends; `names` and what is `shown` of the bars.
    """
    is_money = word("programme_totals", figure).kind == "yen"
    known = [formats.UNITS[one] for one in formats.units(page.lang)]  # beside words that are to the yen
    unit = next((one for one in reversed(known) if is_money and one.factor <= max(values)), known[0])
    levels = [one / unit.factor for one in values]
    low, high = min(levels), max(levels) or 1
    low = low - (high - low) if high - low < NARROW * high and high > low else 0.0
    labels = [chart.numbered(chart.label(name), text) for name, text in zip(names, shown, strict=True)]
    pairs = [(low, levels[0]), *zip(levels, levels[1:], strict=False), (low, levels[-1])]
    bars = chart.lying([max(one) for one in pairs], labels, starts=[min(one) for one in pairs])
    down = [first > last for first, last in pairs[1:-1]]
    looks = [(ACCENT, ""), *((NONE, "/") if one else (GOOD, "") for one in down), (ACCENT, "")]
    series = []
    for (colour, style), bar, (_, end), name, text in zip(looks, bars, pairs, names, shown, strict=True):
        said = [page.labelled(name, text)]
        edge = [(end, bar[2]), (end, bar[3])]  # is seen however small the step is
        series += [Series("bar", colour, [bar], said, style=style), Series("line", colour, edge, said)]
    name = page.t(unit.name) if is_money else ""
    top = low + (high - low) * 1.02
    scale = Scale(low, top, chart.round_marks(low, top), name, grid=True)
    return chart.rows(labels, scale, series)
