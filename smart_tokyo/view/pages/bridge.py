"""Why a number changed: from one version's number to another's by cause, with the rows behind each step."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate

import streamlit as st

from smart_tokyo import formats
from smart_tokyo.figures import word
from smart_tokyo.palette import ACCENT, GOOD, NONE
from smart_tokyo.terms import CAUSES
from smart_tokyo.versions import comparison
from smart_tokyo.view.charts import chart, light
from smart_tokyo.view.charts.chart import Chart, Scale, Series
from smart_tokyo.view.frame import choices, snapshots
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import columns, lineage, phrases
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects import versions
from smart_tokyo.view.subjects.compared import TEXTS, Compared, amount

NARROW = 0.2  # of the scale: steps within less of it are drawn on a part of the scale


def asked(page: Page) -> tuple[str, str, str] | None:
    """The older version, the newer one and the figure that the address asks for; None where there is but one."""
    there = snapshots.known()
    since = {one["id"]: one["since"] for one in versions.known(page) if one["id"] in there}
    named = {one: versions.named(page, one) for one in since}
    later = [one for one in since if any(other[:10] <= one[:10] for other in since if other != one)]
    if not later:
        return None
    left, middle, right = st.columns(3)
    what = page.t("snapshot")
    with right:
        here = str(page.snapshot["snapshot_id"])
        shown, default = {one: named[one] for one in later}, here if here in later else later[0]
        new = choices.choose(page, "new", what, page.t("To the version"), shown, default=default) or default
    with middle:
        shown = {one: named[one] for one in since if one != new and one[:10] <= new[:10]}
        default = since[new] if since[new] in shown else next(iter(shown))
        old = choices.choose(page, "old", what, page.t("From the version"), shown, default=default) or default
    with left:
        figures = {one: page.called("programme_totals", one) for one in comparison.FIGURES}
        default = comparison.FIGURES[0]
        figure = choices.choose(page, "figure", page.t("number"), page.t("Number"), figures, default=default)
    return old, new, figure or default


def show(page: Page, old: str, new: str, figure: str) -> None:
    """The difference in words, as a waterfall and as a table, then each step with its rows."""
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
    notes = [versions.note(page, one) for one in noted]
    if [one["id"] for one in noted] != [new]:
        of = (versions.named(page, one["id"]) for one in noted)
        notes = [phrases.labelled(page, *pair) for pair in zip(of, notes, strict=True)]
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
    levels = [one / (formats.UNITS[page.unit].factor if is_money else 1) for one in values]
    low, high = min(levels), max(levels) or 1
    low = low - (high - low) if high - low < NARROW * high and high > low else 0.0
    labels = [chart.numbered(chart.label(name), text) for name, text in zip(names, shown, strict=True)]
    pairs = [(low, levels[0]), *zip(levels, levels[1:], strict=False), (low, levels[-1])]
    bars = chart.lying([max(one) for one in pairs], labels, starts=[min(one) for one in pairs])
    down = [first > last for first, last in pairs[1:-1]]
    looks = [(ACCENT, ""), *((NONE, "/") if one else (GOOD, "") for one in down), (ACCENT, "")]
    series = [
        Series("bar", colour, [bar], [f"{name}: {text}"], style=style)
        for (colour, style), bar, name, text in zip(looks, bars, names, shown, strict=True)
    ]
    unit = page.unit_name if is_money else ""
    scale = Scale(low, high * 1.02, chart.round_marks(low, high * 1.02), unit, grid=True)
    return chart.rows(labels, scale, series)
