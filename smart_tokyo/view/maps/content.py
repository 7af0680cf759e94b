"""What the maps show: every municipality with its shade, every area as a point, and the legend of both."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from smart_tokyo import Kind, formats, palette
from smart_tokyo.figures import Row
from smart_tokyo.view.frame import Page
from smart_tokyo.view.maps import geography
from smart_tokyo.view.maps.geography import PARTS, Part, Point
from smart_tokyo.view.parts.values import cell
from smart_tokyo.view.subjects import places

STEPS = len(palette.SHADES) - 1  # the first shade is for "none"
ROUND = (1, 2, 3, 5)
TENTHS = {"projects_per_100k": 10}  # what has a decimal is shaded by whole numbers too
_SPREAD = {0: (), 1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}


@dataclass(frozen=True)
class Shade:
    """A class of values, both ends included, and its colour."""

    low: int
    high: int
    colour: str


def _groups(values: Iterable[int]) -> list[list[int]]:
    """The values that occur, low to high, in at most STEPS groups of about as many."""
    occurring = sorted(set(values))
    count = min(STEPS, len(occurring))
    return [occurring[len(occurring) * i // count : len(occurring) * (i + 1) // count] for i in range(count)]


def _classes(ends: Sequence[tuple[int, int]]) -> tuple[Shade, ...]:
    places = zip(ends, _SPREAD[len(ends)], strict=True)
    return tuple(Shade(low, high, palette.SHADES[place]) for (low, high), place in places)


def shades(values: Iterable[int]) -> tuple[Shade, ...]:
    """At most five classes over the values that occur, low to high, of about as many values; none for no values.

    A class is named by its lowest and highest value that occur, so no legend speaks of a range without a member.
    """
    return _classes([(group[0], group[-1]) for group in _groups(values)])


def _round_down(value: int) -> int:
    """The largest of 1, 2, 3, 5, 10, 20, … that is not above a value; 0 below 1."""
    if value < 1:
        return 0
    ten = 10 ** (len(str(value)) - 1)
    return max(step * ten for step in ROUND if step * ten <= value)


def round_shades(values: Iterable[int]) -> tuple[Shade, ...]:
    """At most five classes that join without a gap at round numbers, each with a value that occurs.

    For amounts, as a legend of those that occur would suggest gaps; amounts below 0 are in the first class.
    """
    groups = _groups(values)
    if not groups:
        return ()
    cuts, top = sorted({_round_down(group[0]) for group in groups}), groups[-1][-1]
    ten = 10 ** (len(str(abs(top))) - 1)
    end = next(step * ten for step in (*ROUND, 10) if step * ten > top)
    lows = [min(cuts[0], groups[0][0]), *cuts[1:]]
    return _classes([(low, high - 1) for low, high in zip(lows, [*lows[1:], end], strict=True)])


def shade_of(value: int, classes: Sequence[Shade]) -> Shade:
    """The class a value is in. Raises ValueError for a value that none holds."""
    for shade in classes:
        if shade.low <= value <= shade.high:
            return shade
    raise ValueError(f"no class holds {value}")


def words(page: Page, shade: str, classes: Sequence[Shade]) -> dict[str, str]:
    """What the legend says of each shade, by its colour."""
    unknown = page.t("projects, amount not published")
    if shade in places.RATES:
        unknown = page.t("projects, rate not known")
    return {
        palette.SHADES[0]: page.t("no project"),
        palette.UNKNOWN: unknown,
        **{one.colour: range_words(page, shade, one) for one in classes},
    }


def range_words(page: Page, shade: str, one: Shade) -> str:
    """A class of the legend in words, with its unit: `1 project`, `2–4 projects`, `10.0 to under 20.0 million yen`."""
    if shade == "yen":
        return page.t("{low} to under {high}", low=page.amount(one.low), high=page.money(one.high + 1))
    if shade in places.RATES:  # what they are per stands in the note
        kind: Kind = "exact_yen" if "yen" in shade else "number"
        low, high = (cell(page, end / TENTHS.get(shade, 1), kind) for end in (one.low, one.high + 1))
        return page.t("{low} to under {high}", low=low, high=high)
    high = page.counted("project", one.high)
    return high if one.low == one.high else page.t("{low} to {high}", low=formats.number(one.low), high=high)


@dataclass(frozen=True)
class Land:
    """A municipality to draw: words of its tooltip, fill; `chosen` gets a strong outline."""

    code: str
    said: str
    fill: str
    chosen: bool = False


@dataclass(frozen=True)
class Spot:
    """An area to draw as a point: a hollow one has no projects; `chosen` is larger."""

    area_id: str
    label: str
    said: str
    point: Point
    colour: str
    projects: int
    chosen: bool = False

    @property
    def fill(self) -> str:
        """The colour inside."""
        return self.colour if self.projects else palette.WHITE

    @property
    def line(self) -> str:
        """The colour of the ring."""
        if self.chosen:
            return palette.CHOSEN
        return palette.WHITE if self.projects else self.colour


@dataclass(frozen=True)
class Sign:
    """A line of the legend: a shade, or (`dot`) the colour of a programme's points, and what it means."""

    colour: str
    said: str
    dot: bool = False


@dataclass(frozen=True)
class Content:
    """What all maps of a page show, by municipality code and in the order of the areas. `note`: how it is computed."""

    lands: Mapping[str, Land]
    spots: Sequence[Spot]
    legend: Sequence[Sign] = ()
    note: str = ""

    def lands_in(self, part: Part) -> list[Land]:
        """The municipalities that reach into a part, the chosen one last; its neighbours are without a shade."""
        found = [self.lands[code] for code in geography.outlines_in(part) if code in self.lands]
        shown = [
            replace(one, fill=palette.NEIGHBOUR) if geography.neighbour(one.code, part) else one
            for one in found
        ]
        return sorted(shown, key=lambda land: land.chosen)

    def spots_in(self, part: Part, parts: tuple[Part, ...] = PARTS) -> list[Spot]:
        """The areas that are shown in this one of the `parts`; one outside of all is in none."""
        return [spot for spot in self.spots if geography.part_of(spot.point, parts) == part]

    def chosen_in(self, part: Part) -> list[str]:
        """What is said of the area or municipality of this part that is chosen, to stand where it is seen."""
        lands = [land for land in self.lands_in(part) if land.chosen]
        own = [land.said for land in lands if not geography.neighbour(land.code, part)]
        return [spot.said for spot in self.spots_in(part) if spot.chosen] + own


def of(
    page: Page,
    shade: str,
    chosen: str | None,
    towns: Sequence[Row],
    granted: Collection[str],
    areas: Sequence[Row],
) -> Content:
    """Everything of an area_list and a municipality_list (`towns`): some are `granted` money, one is `chosen`."""
    lands, classes = _lands(page, shade, chosen, towns, granted)
    unknown = any(land.fill == palette.UNKNOWN for land in lands.values())
    shades = words(page, shade, classes).items()
    legend = [Sign(colour, said) for colour, said in shades if unknown or colour != palette.UNKNOWN]
    programmes = dict.fromkeys(row["programme_id"] for row in areas)
    legend += [Sign(palette.programme(one), page.name("programme", one), dot=True) for one in programmes]
    return Content(lands, _spots(page, areas), legend, places.rate_note(page, shade, towns))


def _lands(
    page: Page, shade: str, chosen: str | None, towns: Sequence[Row], granted: Collection[str]
) -> tuple[dict[str, Land], tuple[Shade, ...]]:
    column = "decided_yen" if shade == "yen" else shade
    known = [row for row in places.touched(towns) if not formats.missing(row[column])]
    values = {row["municipality_code"]: round(row[column] * TENTHS.get(shade, 1)) for row in known}
    classes = (shades if shade == "projects" else round_shades)(values.values())
    rates, found = places.rate_columns(page, shade), {}
    for row in towns:
        code = row["municipality_code"]
        said = [places.name(page, shade, row), page.counted("project", row["projects"])]
        if code in granted:
            said.append(page.t("Decided: {amount}", amount=page.money(row["decided_yen"])))
        for one in rates if row["projects"] else rates[:1]:
            told = row[one.key]
            told = page.t("not known") if formats.missing(told) else cell(page, told, one.kind)
            said.append(page.labelled(one.label, told))
        fill = palette.UNKNOWN if row["projects"] else palette.SHADES[0]
        if code in values:
            fill = shade_of(values[code], classes).colour
        found[code] = Land(code, "\n".join(said), fill, code == chosen)
    return found, classes


def _spots(page: Page, areas: Sequence[Row]) -> list[Spot]:
    def said(row: Row) -> str:
        programme = page.name("programme", row["programme_id"])
        lines = [page.pick(row, "name"), programme, page.counted("project", row["projects"])]
        if row["grant_years"]:
            lines.append(page.t("Decided: {amount}", amount=page.money(row["decided_yen"])))
        return "\n".join(lines)

    return [
        Spot(
            area_id=row["area_id"],
            label=geography.short_name(page.pick(row, "name"), row["kind"]),
            said=said(row),
            point=(row["longitude"], row["latitude"]),
            colour=palette.programme(row["programme_id"]),
            projects=row["projects"],
            chosen=row["area_id"] == page.filters.area_id,
        )
        for row in areas
    ]
