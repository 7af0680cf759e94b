"""The small map of the overview: all of Tokyo in one picture that fits a desk and a telephone."""

from collections.abc import Mapping, Sequence
from functools import partial

from smart_tokyo import palette
from smart_tokyo.figures import Row
from smart_tokyo.view.charts import light
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.maps import geography, picture, shading
from smart_tokyo.view.maps.content import Content, Land, Spot
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.subjects.places import by_projects


def content(counts: Mapping[str, int], areas: Sequence[Row]) -> Content:
    """Tokyo shaded by projects (`counts`: by municipality code), an area_list as points of one colour."""
    classes = shading.shades(counts.values())
    fills = {code: shading.shade_of(n, classes).colour for code, n in counts.items()}
    lands = {code: Land(code, "", fills.get(code, palette.SHADES[0])) for code in geography.outlines()}
    spots = [
        Spot(row["area_id"], "", "", (row["longitude"], row["latitude"]), palette.POINT, projects=1)
        for row in areas
    ]
    return Content(lands, spots)


def small_map(page: Page, counts: Mapping[str, int], areas: Sequence[Row], theme: palette.Theme) -> str:
    """The `content` as SVG."""
    return picture.whole(page, content(counts, areas), theme)


def areas_map(page: Page, totals: Row, listed: Sequence[Row]) -> None:
    """The small map of an area_list, and how to read it."""
    touched = page.rows("projects_by_municipality")
    per_place = {row["municipality_code"]: row["projects"] for row in touched}
    busiest = by_projects(listed)[:3]
    named = [f"{page.pick(row, 'name')} ({row['projects']})" for row in busiest if row["projects"]]
    said = page.t(
        "Map of Tokyo: {areas} with projects, most in {most}. The table has the same numbers.",
        areas=page.counted("area", totals["areas"]),
        most=phrases.joined(page, named),
    )
    chart = partial(small_map, page, per_place, listed)
    title, credit = page.t("Where the projects are"), page.t(phrases.BOUNDARIES)
    light.show(page, "overview_map", chart, said, title, touched, credit, "projects_by_municipality")
