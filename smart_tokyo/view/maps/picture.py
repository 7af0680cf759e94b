"""The maps drawn as SVG: each part of Tokyo by itself, or all in one picture, the islands in frames below.

What stands still, the outlines, is made once; a drawing only joins it with shades, points and labels. A picture of
one part has the scale and the labels of the same part's interactive map, so both say the same. The small map of the
overview is all of Tokyo in one picture that fits a desk and a telephone."""

from collections.abc import Mapping, Sequence
from functools import cache
from xml.sax.saxutils import escape

from smart_tokyo import lettering, palette
from smart_tokyo.figures import Row
from smart_tokyo.view.charts import drawn, light
from smart_tokyo.view.frame import Page
from smart_tokyo.view.maps import geography, placing
from smart_tokyo.view.maps.content import Content, Land, Sign, Spot, shade_of, shades
from smart_tokyo.view.maps.geography import View
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.subjects import places as towns

WIDTH, HEIGHT = 840, 748
MARGIN, TITLE = 14, 28  # around a part in its frame; more at the top, for its name
NAMES = 27.0  # letters of the parts' names: 11 pixels on a telephone
LINE = 24.0  # of the legend
HALF = 0.54  # em: what a half-width letter takes on a label


FRAMES = tuple(  # a part at the size that its frame has room for; the frame's left, top, width and height
    (View(part, wide - 2 * MARGIN, high - 2 * MARGIN - TITLE), (left, top, wide, high))
    for part, left, top, wide, high in (
        (geography.MAINLAND, 0, 0, WIDTH, 430),
        (geography.IZU_NORTH, 0, 448, 270, 300),
        (geography.IZU_SOUTH, 285, 448, 270, 300),
        (geography.OGASAWARA, 570, 448, 270, 300),
    )
)
PARTS = tuple(view.part for view, _ in FRAMES)


@cache
def outlines(view: View) -> dict[str, str]:
    """Each municipality that reaches into a part as the path of an SVG, in tenths of a pixel."""

    def path(ring: geography.Ring) -> str:
        pixels = (view.pixel(point) for point in ring)
        corners = list(dict.fromkeys((round(10 * x), round(10 * y)) for x, y in pixels))
        steps = zip(corners[1:], corners, strict=False)
        return f"M{corners[0][0]} {corners[0][1]}l" + "l".join(
            f"{x - left} {y - top}" for (x, y), (left, top) in steps
        )

    return {
        code: "".join(f"{path(ring)}z" for polygon in polygons for ring in polygon)
        for code, polygons in geography.outlines_in(view.part).items()
    }


def _land(view: View, content: Content) -> str:
    paths = outlines(view)
    shapes = [
        f'<path d="{paths[land.code]}" fill="{land.fill}"'
        + (f' stroke="{palette.CHOSEN}" stroke-width="40"/>' if land.chosen else "/>")
        for land in content.lands_in(view.part)
    ]
    return f'<g transform="scale(.1)" stroke="{palette.LINE}" stroke-width="10">{"".join(shapes)}</g>'


def _dot(x: float, y: float, size: float, fill: str, line: str, ring: float) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:g}" fill="{fill}" '
        f'stroke="{line}" stroke-width="{ring:g}"/>'
    )


def _point(view: View, spot: Spot, size: float) -> str:
    grown = 1.5 if spot.chosen else 1
    return _dot(*view.pixel(spot.point), size * grown, spot.fill, spot.line, size * grown / 3)


def places(view: View, spots: list[Spot]) -> list[tuple[geography.Point, str]]:
    """The points inside the pilot districts of these areas that are in a part, each with the colour of its area."""
    colours = {spot.area_id: spot.colour for spot in spots}
    return [
        (point, colours[area_id])
        for area_id, point in geography.places()
        if area_id in colours and view.part.box.holds(point)
    ]


def labels(view: View, spots: list[Spot], letters: float = placing.SIZE) -> list[placing.Label]:
    """The labels of spots that find room in a part, the chosen one and those with most projects first."""
    order = sorted(spots, key=lambda one: (not one.chosen, -one.projects, one.area_id))
    marks = [(spot.area_id, spot.label, *view.pixel(spot.point)) for spot in order]
    return placing.place(marks, letters, (0, 0, view.wide, view.high))


def _label(label: placing.Label, letters: float) -> str:
    lines = label.text.split("\n")
    step = letters * placing.LINE
    wide = max(lettering.ems(line, HALF) for line in lines) * letters + 6
    top = label.y - len(lines) * step / 2
    ground = (
        f'<rect x="{label.x - wide / 2:.1f}" y="{top - 1:.1f}" width="{wide:.1f}" '
        f'height="{len(lines) * step + 2:.1f}" fill="{palette.WHITE}" '
        f'fill-opacity="{palette.LABEL_ALPHA / 255:.2f}"/>'
    )
    return ground + "".join(
        f'<text x="{label.x:.1f}" y="{top + step * (at + 0.5) + letters * 0.36:.1f}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )


def _named(view: View, spots: list[Spot], letters: float) -> tuple[str, str]:
    """The lines that lead to far labels, which the points cover, and the labels."""
    at = {spot.area_id: view.pixel(spot.point) for spot in spots}
    found = labels(view, spots, letters)
    leads = [
        f'<path d="M{at[one.key][0]:.1f} {at[one.key][1]:.1f}L{one.x:.1f} {one.y:.1f}"/>'
        for one in found
        if one.far
    ]
    words = "".join(_label(one, letters) for one in found)
    lines = "".join(
        f'<g stroke="{colour}" stroke-width="{width}">{"".join(leads)}</g>'
        for colour, width in ((palette.WHITE, 3), (palette.POINT, 1))
    )
    said = f'<g font-size="{letters:g}" fill="{palette.POINT}" text-anchor="middle">{words}</g>'
    return (lines if leads else ""), (said if words else "")


def _drawn(view: View, content: Content, spots: list[Spot], size: float, letters: float | None) -> str:
    points = "".join(_point(view, spot, size) for spot in sorted(spots, key=lambda one: one.chosen))
    if letters is None:
        return _land(view, content) + points
    leads, words = _named(view, spots, letters)
    dots = (_dot(*view.pixel(at), 2.5, colour, palette.WHITE, 1) for at, colour in places(view, spots))
    return "".join([_land(view, content), *dots, leads, points, words])


def part(view: View, content: Content) -> str:
    """The picture of one part, which has the same colours on the light and the dark page."""
    return drawn.sheet(
        view.wide, view.high, [_drawn(view, content, content.spots_in(view.part), 6, placing.SIZE)]
    )


def sign(one: Sign) -> str:
    """The shade or point of a line of the legend, 20 × 14 pixels."""
    if one.dot:
        return f'<circle cx="10" cy="7" r="6" fill="{one.colour}"/>'
    return f'<rect x="1" y="1" width="18" height="12" fill="{one.colour}" stroke="{palette.LINE}"/>'


def whole(page: Page, content: Content, theme: palette.Theme, letters: float | None = None) -> str:
    """All of Tokyo in one picture, at most 840 wide; with `letters` of that size also labels and legend."""
    ink = palette.INK[theme]
    size = 9 if letters is None else 7
    named = NAMES if letters is None else letters * 1.2
    pieces = []
    for view, (left, top, wide, high) in FRAMES:
        spots = content.spots_in(view.part, PARTS)
        pieces.append(
            f'<g transform="translate({left} {top})">'
            f'<rect width="{wide}" height="{high}" fill="none" stroke="{palette.LINE}" '
            'stroke-width="1.4" stroke-opacity="0.6"/>'
            f'<g transform="translate({MARGIN} {MARGIN + TITLE})">'
            f"{_drawn(view, content, spots, size, letters)}</g>"
            f'<text x="12" y="{named + 6:g}" font-size="{named:g}" fill="{ink}">'
            f"{escape(page.t(view.part.name))}</text></g>"
        )
    if letters is None:
        return drawn.sheet(WIDTH, HEIGHT, pieces)
    fits = all(lettering.ems(one.said, HALF) * letters < WIDTH / 2 - 40 for one in content.legend)
    rows = -(-len(content.legend) // 2) if fits else len(content.legend)
    for at, one in enumerate(content.legend):
        x, y = WIDTH / 2 * (at // rows), HEIGHT + 16 + LINE * (at % rows)
        pieces.append(
            f'<g transform="translate({x:g} {y:g})">{sign(one)}'
            f'<text x="28" y="{7 + letters * 0.36:.1f}" font-size="{letters:g}" fill="{ink}">'
            f"{escape(one.said)}</text></g>"
        )
    return drawn.sheet(WIDTH, HEIGHT + 16 + LINE * rows, pieces)


def of_counts(counts: Mapping[str, int], areas: Sequence[Row]) -> Content:
    """Tokyo shaded by projects (`counts`: by municipality code), an area_list as points of one colour."""
    classes = shades(counts.values())
    fills = {code: shade_of(n, classes).colour for code, n in counts.items()}
    lands = {code: Land(code, "", fills.get(code, palette.SHADES[0])) for code in geography.outlines()}
    spots = [
        Spot(row["area_id"], "", "", (row["longitude"], row["latitude"]), palette.POINT, projects=1)
        for row in areas
        if row["projects"]
    ]
    return Content(lands, spots)


def areas_map(page: Page, totals: Row, listed: Sequence[Row]) -> None:
    """The small map of an area_list, and how to read it."""
    touched = towns.touched(page.rows("municipality_list"))
    per_place = {row["municipality_code"]: row["projects"] for row in touched}
    busiest = towns.by_projects(listed)[:3]
    named = [f"{page.pick(row, 'name')} ({row['projects']})" for row in busiest if row["projects"]]
    areas, most = page.counted("area", totals["areas"]), phrases.joined(page, named)
    said = page.t(towns.NOTES["small_map"], areas=areas, most=most)

    def chart(theme: palette.Theme) -> str:
        return whole(page, of_counts(per_place, listed), theme)

    title, credit = page.t("Where the projects are"), page.t(phrases.BOUNDARIES)
    light.show(page, "overview_map", chart, said, title, touched, credit, "municipality_list")
