"""The map page put together: what is chosen, the maps with their legend, the list of what was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.view import (
    evidence,
    files,
    geography,
    map_image,
    map_legend,
    map_views,
    maps,
    marks,
    options,
    palette,
    url,
)
from smart_tokyo.view.frame import Page
from smart_tokyo.view.shading import Shade, round_shades, shade_of, shades
from smart_tokyo.view.text import commas, plain
from smart_tokyo.words import N_

SHADES = {"projects": N_("projects"), "yen": N_("decided yen")}
REGIONS = {
    "wards": N_("{n} in the special wards"),
    "tama": N_("{n} in the Tama area"),
    "islands": N_("{n} on the islands"),
}
PANEL = {geography.WARDS.key: 402, geography.TAMA.key: 402}  # pixels with its border; the islands' are 175
MAPS = "maps"
# deck.gl keeps every touch to itself, and a page of maps could not be scrolled: up and down is the page's.
ONE_FINGER = f"<style>.st-key-{MAPS} * {{ touch-action: pan-y !important }}</style>"


def municipalities(page: Page) -> list[str]:
    """The codes of all municipalities."""
    return [key for kind, key in page.names if kind == "municipality"]


def counts(page: Page) -> dict[str, int]:
    """How many projects touch each municipality that any touches; the chosen area does not narrow the map."""
    rows = page.figure("projects_by_municipality", area_id=None)
    return dict(zip(rows["municipality_code"], map(int, rows["projects"]), strict=True))


def decided(page: Page) -> dict[str, int | None]:
    """The decided yen of each municipality with a grant row; None where no amount is known."""
    rows = page.figure("funding_by_municipality", area_id=None)
    return {
        str(code): None if formats.missing(yen) else int(yen)
        for code, yen in zip(rows["municipality_code"], rows["decided_yen"], strict=True)
    }


def reach(page: Page) -> dict[str | None, dict[str, Any]]:
    """The municipality_counts of each region, and under None of all Tokyo."""
    rows = marks.records(page.figure("municipality_counts", area_id=None))
    return {None if formats.missing(row["region"]) else row["region"]: row for row in rows}


def finding(page: Page, per_place: Mapping[str, int]) -> None:
    """Where the projects are, in a sentence or two."""
    projects = page.one("programme_totals", area_id=None)["projects"]
    if not projects:
        marks.nothing_selected(page)
        return
    if not per_place:
        page.nothing(
            page.t(
                "There are {projects}, but the data does not say in which municipality their areas lie: "
                "nothing can be shaded. The points show where the areas are.",
                projects=marks.counted(page.lang, "project", projects),
            )
        )
        return
    found = reach(page)
    parts = [
        page.t(text, n=found[key]["with_projects"])
        for key, text in REGIONS.items()
        if key in found and found[key]["with_projects"]
    ]
    most = max(per_place.values())
    leaders = [page.name("municipality", code) for code, n in per_place.items() if n == most]
    said = page.t(
        "**{part} of {total} municipalities** have a project: {regions}.",
        part=found[None]["with_projects"],
        total=found[None]["municipalities"],
        regions=commas(parts, page.lang),
    )
    if len(leaders) <= 3:
        gap = "" if page.lang == "ja" else " "
        said += gap + page.t(
            "Most are in {names} ({projects}).",
            names=commas(map(plain, leaders), page.lang),
            projects=marks.counted(page.lang, "project", most),
        )
    st.markdown(said)
    everywhere: dict[str, Any] = {"over": {"area_id": None}, "region": None}
    evidence.links(page, "municipality_counts", "with_projects", "municipalities", **everywhere)


def controls(page: Page) -> tuple[str, str | None]:
    """The choices above the maps: shading, area, municipality. Returns the shading and the municipality."""
    shade = options.asked(page, "shade", page.t("shading"), tuple(SHADES), "projects") or "projects"
    codes = municipalities(page)
    place = options.asked(page, "municipality", page.t("municipality"), codes, None)
    columns = st.columns([4, 3, 3], vertical_alignment="bottom")
    with columns[0]:
        st.markdown(page.t("Shade the municipalities by"))
        url.switch(
            page.t("Shade the municipalities by"),
            "shade",
            tuple(SHADES),
            shade,
            lambda key: page.t(SHADES[key]),
        )
    areas = [key for kind, key in page.names if kind == "area"]
    with columns[1]:
        url.choice(
            page.t("Area"),
            "area",
            [None, *areas],
            page.filters.area_id,
            lambda key: page.t("All") if key is None else page.name("area", key),
            key="map_area",
        )
    with columns[2]:
        url.choice(
            page.t("Municipality"),
            "municipality",
            [None, *codes],
            place,
            lambda key: page.t("All") if key is None else page.name("municipality", key),
        )
    return shade, place


def lands(
    page: Page, shade: str, chosen: str | None, per_place: Mapping[str, int], yen: Mapping[str, int | None]
) -> tuple[dict[str, maps.Land], tuple[Shade, ...]]:
    """Every municipality with its shade and tooltip, and the classes for the legend."""
    values: dict[str, int] = {
        k: v for k, v in (per_place if shade == "projects" else yen).items() if v is not None
    }
    classes = (round_shades if shade == "yen" else shades)(values.values())
    found = {}
    for code in municipalities(page):
        said = [page.name("municipality", code), marks.counted(page.lang, "project", per_place.get(code, 0))]
        if code in yen:
            said.append(page.t("Decided: {amount}", amount=page.money(yen[code])))
        if code in values:
            fill = shade_of(values[code], classes).colour
        else:
            fill = palette.UNKNOWN if shade == "yen" and code in per_place else palette.SHADES[0]
        found[code] = maps.Land(code, said[0], "\n".join(said), fill, code == chosen)
    return found, classes


def spots(page: Page, areas: pd.DataFrame) -> list[maps.Spot]:
    """Every area as a point on the map."""
    return [
        maps.Spot(
            area_id=row["area_id"],
            label=geography.short_name(page.pick(row, "name"), row["kind"]),
            said="\n".join(
                [
                    page.pick(row, "name"),
                    page.name("programme", row["programme_id"]),
                    marks.counted(page.lang, "project", int(row["projects"])),
                    page.t("Decided: {amount}", amount=page.money(row["decided_yen"]))
                    if row["grant_years"]
                    else "",
                ]
            ).strip(),
            point=(float(row["longitude"]), float(row["latitude"])),
            colour=palette.programme(row["programme_id"]),
            projects=int(row["projects"]),
            chosen=row["area_id"] == page.filters.area_id,
        )
        for row in areas.to_dict("records")
    ]


def _clicked(key: str, turn: str) -> None:
    """Write what was clicked into the address and start the map afresh: the address says what is chosen."""
    selection: Any = st.session_state.get(key)
    found = selection["selection"]["objects"] if selection else {}
    st.session_state[turn] = st.session_state.get(turn, 0) + 1
    for layer in (maps.AREAS, maps.NAMES, maps.FINGERS):
        for thing in found.get(layer, ()):
            st.query_params["area"] = thing["area"]
            st.query_params.pop("municipality", None)
            return
    for feature in found.get(maps.MUNICIPALITIES, ()):
        st.query_params["municipality"] = feature["properties"]["code"]
        st.query_params.pop("area", None)


def chosen_in(view: map_views.View, drawn: Mapping[str, maps.Land], here: Sequence[maps.Spot]) -> list[str]:
    """What is said of the area or municipality of this part that is chosen, to stand where it was tapped."""
    inside = geography.outlines_in(view.part).keys() - {
        code for code in drawn if geography.neighbour(code, view.part)
    }
    lands = [land for code, land in drawn.items() if code in inside]
    return [spot.said for spot in here if spot.chosen] + [land.said for land in lands if land.chosen]


def panel(page: Page, view: map_views.View, drawn: dict[str, maps.Land], points: list[maps.Spot]) -> None:
    """The map of one part under its name."""
    name = page.t(view.part.name)
    turn = f"map_turn_{view.part.key}"
    key = f"map_{view.part.key}_{st.session_state.get(turn, 0)}"
    here = [spot for spot in points if geography.part_of(spot.point) == view.part]
    listed = commas((spot.label for spot in here), page.lang) or page.t("none")
    with st.container(border=True, width=PANEL.get(view.part.key, 175), gap="xsmall"):
        st.markdown(f"**{name}**")
        st.pydeck_chart(
            maps.deck(view, drawn, points),
            height=view.high,
            key=key,
            on_select="ignore" if page.info.alone else lambda: _clicked(key, turn),
            alt=page.t(
                "Map: {part}. Areas: {areas}. The tables below say the same.", part=name, areas=listed
            ),
        )
        for said in chosen_in(view, drawn, here):
            first, *more = map(plain, said.splitlines())
            st.markdown("  \n".join([f"**{first}**", *more]))


def show(
    page: Page, shade: str, place: str | None, per_place: Mapping[str, int], areas: pd.DataFrame
) -> None:
    """The maps of all parts, the islands always in sight, and the legend."""
    yen = decided(page)
    if shade == "yen" and not any(value is not None for value in yen.values()):
        page.nothing(page.t("No decided amount is published, so there is nothing to shade by yen."))
    drawn, classes = lands(page, shade, place, per_place, yen)
    points = spots(page, areas)
    st.html(ONE_FINGER)
    with st.container(horizontal=True, gap="xsmall", key=MAPS):
        for view in map_views.VIEWS:
            panel(page, view, drawn, points)
        with st.container(width="stretch", gap="xsmall"):
            map_legend.legend(
                page,
                shade,
                classes,
                areas,
                unknown=any(land.fill == palette.UNKNOWN for land in drawn.values()),
            )
            programmes = {
                palette.programme(key): page.name("programme", key) for key in areas["programme_id"]
            }
            files.offer(
                page.under(area_id=None),
                "map",
                page.t("Map of the projects by municipality"),
                page.figure("projects_by_municipality", area_id=None),
                image=partial(map_image.png, page, shade, classes, drawn, points, programmes),
            )
