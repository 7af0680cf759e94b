"""The maps of the map page as one picture for a download: all parts in frames, shades and points with their legend."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import altair as alt

from smart_tokyo import lettering, palette
from smart_tokyo.outputs.files import chart_image
from smart_tokyo.outputs.files.table_files import About
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.maps import decks, shading, small
from smart_tokyo.view.parts import phrases


def png(
    page: Page,
    shade: str,
    classes: Sequence[shading.Shade],
    lands: Mapping[str, decks.Land],
    spots: Sequence[decks.Spot],
    programmes: Mapping[str, str],
    about: About,
) -> bytes:
    """The picture as `chart_image.png` writes it. `programmes`: the name of each by the colour of its points."""
    placed = [(spot, *frame.at(spot.point)) for spot in spots if (frame := small.frame_of(spot.point))]
    titles = [
        {"x": frame.left + 8 + 6 * lettering.width(name) / 2, "y": frame.top + 14, "text": name}
        for frame in small.FRAMES
        for name in [page.t(frame.part.name)]
    ]
    layers = (
        small.sheets(),
        _land(lands, shading.words(page, shade, classes)),
        _points(placed, programmes),
        _words([asdict(label) for label in decks.labels(placed, small.WIDTH, small.HEIGHT)]),
        _words(titles, bold=True),
    )
    chart = (
        alt.layer(*layers)
        .resolve_scale(color="independent", fill="independent", stroke="independent")
        .project(type="identity")
        .properties(width=small.WIDTH, height=small.HEIGHT)
    )
    return chart_image.png(chart.to_dict(), about, credit=page.t(phrases.BOUNDARIES))


def _named(colours: Mapping[str, str]) -> alt.Scale:
    return alt.Scale(domain=list(colours.values()), range=list(colours))


def _land(lands: Mapping[str, decks.Land], words: Mapping[str, str]) -> alt.Chart:
    features = [
        {
            "type": "Feature",
            "geometry": shape,
            "shade": words[lands[code].fill],
            "line": palette.CHOSEN if lands[code].chosen else palette.LINE,
            "width": 3 if lands[code].chosen else 0.5,
        }
        for code, shape in small.shapes().items()
        if code in lands
    ]
    fills = {land.fill for land in lands.values()}
    shades = _named({colour: word for colour, word in words.items() if colour in fills})
    legend = alt.Legend(title=None, orient="right", symbolType="square")
    return (
        alt.Chart(alt.Data(values=features))
        .mark_geoshape()
        .encode(
            color=alt.Color("shade:N", scale=shades, legend=legend),
            stroke=alt.Stroke("line:N", scale=None),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
        )
    )


def _points(placed: Sequence[tuple[decks.Spot, float, float]], programmes: Mapping[str, str]) -> alt.Chart:
    dots = [
        {
            "x": x,
            "y": y,
            "programme": programmes[spot.colour],
            "fill": spot.colour if spot.projects else palette.WHITE,
        }
        for spot, x, y in placed
    ]
    legend = alt.Legend(title=None, orient="right", symbolFillColor=palette.WHITE)
    return (
        alt.Chart(alt.Data(values=dots))
        .mark_circle(size=70, opacity=1, strokeWidth=1.5)
        .encode(
            **small.WHERE,
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("programme:N", scale=_named(programmes), legend=legend),
        )
    )


def _words(texts: Sequence[Mapping[str, Any]], *, bold: bool = False) -> alt.Chart:
    return (
        alt.Chart(alt.Data(values=texts))
        .mark_text(
            fontSize=decks.SIZE,
            color=palette.POINT,
            lineBreak="\n",
            fontWeight="bold" if bold else "normal",
        )
        .encode(**small.WHERE, text="text:N")
    )
