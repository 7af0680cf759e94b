"""The maps of the map page as one picture for a download: all parts in frames, shades and points with their legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from smart_tokyo import lettering, palette
from smart_tokyo.outputs.files import chart_image
from smart_tokyo.outputs.files.table_files import About
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.maps import decks, legend, placing, small
from smart_tokyo.view.maps.shading import Shade
from smart_tokyo.view.parts import phrases


def _legend(page: Page, shade: str, classes: Sequence[Shade], fills: set[str]) -> dict[str, str]:
    """Words of each shade that the map has, by colour."""
    words = {
        palette.SHADES[0]: page.t("no project"),
        palette.UNKNOWN: page.t("projects, amount not published"),
        **{one.colour: legend.range_words(page, shade, one) for one in classes},
    }
    return {colour: word for colour, word in words.items() if colour in fills}


def _placed(spots: Sequence[decks.Spot]) -> list[tuple[decks.Spot, float, float]]:
    found = []
    for spot in spots:
        frame = small.frame_of(spot.point)
        if frame:
            found.append((spot, *frame.at(spot.point)))
    return found


def chart(
    page: Page,
    shade: str,
    classes: Sequence[Shade],
    lands: Mapping[str, decks.Land],
    spots: Sequence[decks.Spot],
    programmes: Mapping[str, str],
) -> alt.LayerChart:
    """The picture as a chart. `programmes`: the name of each programme by the colour of its points."""
    shapes = {code: shape for code, shape in small.shapes().items() if code in lands}
    legend = _legend(page, shade, classes, {lands[code].fill for code in shapes})
    land = alt.Chart(
        alt.Data(
            values=[
                {
                    "type": "Feature",
                    "geometry": shape,
                    "shade": legend[lands[code].fill],
                    "line": palette.CHOSEN if lands[code].chosen else palette.LINE,
                    "width": 3 if lands[code].chosen else 0.5,
                }
                for code, shape in shapes.items()
            ]
        )
    ).mark_geoshape()
    land = land.encode(
        color=alt.Color(
            "shade:N",
            scale=alt.Scale(domain=list(legend.values()), range=list(legend)),
            legend=alt.Legend(title=None, orient="right", symbolType="square"),
        ),
        stroke=alt.Stroke("line:N", scale=None),
        strokeWidth=alt.StrokeWidth("width:Q", scale=None),
    )
    placed = _placed(spots)
    dots = pd.DataFrame(
        [
            {
                "x": x,
                "y": y,
                "programme": programmes[spot.colour],
                "fill": spot.colour if spot.projects else palette.WHITE,
            }
            for spot, x, y in placed
        ],
        columns=["x", "y", "programme", "fill"],
    )
    points = (
        alt.Chart(dots)
        .mark_circle(size=70, opacity=1, strokeWidth=1.5)
        .encode(
            **small.WHERE,
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke(
                "programme:N",
                scale=alt.Scale(domain=list(programmes.values()), range=list(programmes)),
                legend=alt.Legend(title=None, orient="right", symbolFillColor=palette.WHITE),
            ),
        )
    )
    return (
        alt.layer(small.sheets(), land, points, _words(_names(placed)), _words(_titles(page), bold=True))
        .resolve_scale(color="independent", fill="independent", stroke="independent")
        .project(type="identity")
        .properties(width=small.WIDTH, height=small.HEIGHT)
    )


def _names(placed: Sequence[tuple[decks.Spot, float, float]]) -> list[dict[str, Any]]:
    """The labels that find room, those with most projects first."""
    order = sorted(placed, key=lambda one: (not one[0].chosen, -one[0].projects, one[0].area_id))
    points = [placing.Mark(spot.area_id, spot.label, x, y) for spot, x, y in order]
    found = placing.place(points, decks.SIZE, (0, 0, small.WIDTH, small.HEIGHT))
    return [{"x": one.x, "y": one.y, "text": one.text} for one in found]


def _titles(page: Page) -> list[dict[str, Any]]:
    """The name of each part in the corner of its frame."""
    return [
        {"x": frame.left + 8 + 6 * lettering.width(name) / 2, "y": frame.top + 14, "text": name}
        for frame in small.FRAMES
        for name in [page.t(frame.part.name)]
    ]


def _words(texts: Sequence[dict[str, Any]], *, bold: bool = False) -> alt.Chart:
    rows = pd.DataFrame(texts, columns=["x", "y", "text"])
    mark = alt.MarkDef(
        type="text",
        fontSize=decks.SIZE,
        color=palette.POINT,
        lineBreak="\n",
        fontWeight="bold" if bold else "normal",
    )
    return alt.Chart(rows, mark=mark).encode(**small.WHERE, text="text:N")


def png(
    page: Page,
    shade: str,
    classes: Sequence[Shade],
    lands: Mapping[str, decks.Land],
    spots: Sequence[decks.Spot],
    programmes: Mapping[str, str],
    about: About,
) -> bytes:
    """The picture as PNG, as `chart_image.png` writes it."""
    return chart_image.png(
        chart(page, shade, classes, lands, spots, programmes).to_dict(),
        about,
        credit=page.t(phrases.BOUNDARIES),
    )
