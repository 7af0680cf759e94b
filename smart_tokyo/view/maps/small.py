"""The small map of the overview: all of Tokyo in one picture, the islands in frames below the mainland.

Drawn in the picture's own units, so that it fits a desk and a telephone and no island is ever out of sight.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from smart_tokyo import palette
from smart_tokyo.view.charts import vega
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.maps import geography
from smart_tokyo.view.maps.geography import Part, Point
from smart_tokyo.view.maps.shading import shade_of, shades
from smart_tokyo.view.parts import phrases

WIDTH, HEIGHT = 840.0, 748.0
CHART_HEIGHT = 350  # pixels
MARGIN = 14.0
TITLE = 26.0  # more room at the top, for the name of the part


@dataclass(frozen=True)
class Frame:
    """Where a part stands in the picture: left, top, width, height in the picture's units."""

    part: Part
    left: float
    top: float
    wide: float
    high: float

    @property
    def scale(self) -> float:
        """Units for a degree of longitude, the same on the ground in both directions."""
        box = self.part.box
        inner = (self.wide - 2 * MARGIN, self.high - 2 * MARGIN - TITLE)
        return min(inner[0] / (box.east - box.west), inner[1] / ((box.north - box.south) * box.stretch))

    def at(self, point: Point) -> tuple[float, float]:
        """A place on the ground in the picture's units, y downwards."""
        box = self.part.box
        x = self.left + self.wide / 2 + (point[0] - box.centre[0]) * self.scale
        y = self.top + (self.high + TITLE) / 2 - (point[1] - box.centre[1]) * box.stretch * self.scale
        return round(x, 1), round(y, 1)


WHERE = {"longitude": "x:Q", "latitude": "y:Q"}
FRAMES = (
    Frame(geography.MAINLAND, 0, 0, WIDTH, 430),
    Frame(geography.IZU_NORTH, 0, 448, 330, 300),
    Frame(geography.IZU_SOUTH, 344, 448, 241, 300),
    Frame(geography.OGASAWARA, 599, 448, 241, 300),
)


@cache
def shapes() -> dict[str, dict[str, Any]]:
    """The outline of each municipality in the picture, as GeoJSON geometry in the picture's units."""
    drawn: dict[str, list[Any]] = {}
    for frame in FRAMES:
        for code, polygons in geography.outlines_in(frame.part).items():
            for polygon in polygons:
                rings = [list(dict.fromkeys(frame.at(point) for point in ring)) for ring in polygon]
                drawn.setdefault(code, []).append([[*ring, ring[0]] for ring in rings])
    return {code: {"type": "MultiPolygon", "coordinates": polygons} for code, polygons in drawn.items()}


def frame_of(point: Point) -> Frame | None:
    """The frame that a place on the ground is in; None where it is in none."""
    return next((one for one in FRAMES if one.part.box.holds(point)), None)


def points(page: Page, areas: pd.DataFrame) -> pd.DataFrame:
    """The areas of an area_list in the picture: x, y, name and projects; one outside every frame is left out."""
    grounds = [(row, (float(row["longitude"]), float(row["latitude"]))) for row in phrases.records(areas)]
    found = [
        (*frame.at(ground), page.pick(row, "name"), int(row["projects"]))
        for row, ground in grounds
        if (frame := frame_of(ground))
    ]
    return pd.DataFrame(found, columns=["x", "y", "name", "projects"])


def sheets() -> alt.Chart:
    """The borders of all frames."""
    borders = []
    for one in FRAMES:
        left, top, right, bottom = one.left, one.top, one.left + one.wide, one.top + one.high
        ring = [[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]
        borders.append({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}})
    return alt.Chart(alt.Data(values=borders)).mark_geoshape(
        filled=False, stroke=palette.LINE, strokeWidth=0.6, strokeOpacity=0.6
    )


def small_map(
    page: Page, counts: Mapping[str, int], areas: pd.DataFrame, ink: str = palette.INK["light"]
) -> alt.LayerChart | alt.FacetChart:
    """Tokyo shaded by projects (`counts`: by municipality code), an area_list as points, words in the `ink`."""
    said = partial(phrases.counted, page.lang, "project")
    classes = shades(counts.values())
    features = [
        {
            "type": "Feature",
            "geometry": shape,
            "name": page.name("municipality", code),
            "said": said(counts.get(code, 0)),
            "colour": shade_of(counts[code], classes).colour if counts.get(code) else palette.SHADES[0],
        }
        for code, shape in shapes().items()
    ]
    corners = [(frame.left + 8, frame.top + 8, page.t(frame.part.name)) for frame in FRAMES]
    titles = pd.DataFrame(corners, columns=["x", "y", "title"])
    dots = points(page, areas)
    dots = dots.assign(said=[said(projects) for projects in dots["projects"]])
    tooltip = [alt.Tooltip("name:N", title=""), alt.Tooltip("said:N", title="")]
    land = (
        alt.Chart(alt.Data(values=features))
        .mark_geoshape(stroke=palette.LINE, strokeWidth=0.5)
        .encode(color=alt.Color("colour:N", scale=None), tooltip=tooltip)
    )
    marks = (
        alt.Chart(dots)
        .mark_circle(size=46, color=palette.POINT, stroke=palette.WHITE, strokeWidth=1.2, opacity=1)
        .encode(**WHERE, tooltip=tooltip)
    )
    words = (
        alt.Chart(titles)
        .mark_text(align="left", baseline="top", fontSize=11, color=ink)
        .encode(**WHERE, text="title:N")
    )
    return alt.layer(sheets(), land, marks, words).project(type="identity").properties(height=CHART_HEIGHT)


def areas_map(page: Page, totals: Mapping[Any, Any], listed: pd.DataFrame) -> None:
    """The small map of an area_list, and how to read it."""
    touched = page.figure("projects_by_municipality")
    per_place = dict(zip(touched["municipality_code"], map(int, touched["projects"]), strict=True))
    busiest = phrases.records(listed.sort_values("projects", ascending=False, kind="stable").head(3))
    named = [f"{page.pick(row, 'name')} ({row['projects']})" for row in busiest if row["projects"]]
    said = page.t(
        "Map of Tokyo: {areas} with projects, most in {most}. The table has the same numbers.",
        areas=phrases.counted(page.lang, "area", totals["areas"]),
        most=phrases.joined(page, named),
    )
    chart = partial(small_map, page, per_place, listed)
    title, credit = page.t("Where the projects are"), page.t(phrases.BOUNDARIES)
    vega.show(page, "overview_map", chart, said, title, touched, credit)
    st.caption(
        page.t(
            "The darker, the more projects; a dot is an area. Each frame has its own scale. "
            "A project counts in every municipality of its area."
        )
    )
