"""The maps of the map page on the screen: each part of Tokyo under its name, what a click chooses, and the legend."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import palette
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain
from smart_tokyo.view.maps import decks, geography, image, shading
from smart_tokyo.view.parts import files, phrases
from smart_tokyo.view.subjects import places

PANEL = {geography.WARDS.key: 402, geography.TAMA.key: 402}  # pixels with its border; the islands' are 175
MAPS = "maps"
# deck.gl keeps every touch to itself, and a page of maps could not be scrolled: up and down is the page's.
# It also shows no focus ring.
MANNERS = (
    f"<style>.st-key-{MAPS} * {{ touch-action: pan-y !important }} "
    f".st-key-{MAPS} :focus-visible {{ outline: 3px solid currentColor !important; outline-offset: -3px }}</style>"
)


def lands(
    page: Page, shade: str, chosen: str | None, per_place: Mapping[str, int], yen: Mapping[str, int | None]
) -> tuple[dict[str, decks.Land], tuple[shading.Shade, ...]]:
    """Every municipality with its shade and tooltip, and the classes for the legend."""
    numbers = yen if shade == "yen" else per_place
    values = {code: number for code, number in numbers.items() if number is not None}
    classes = (shading.round_shades if shade == "yen" else shading.shades)(values.values())
    found = {}
    for code, name in page.all_names("municipality").items():
        said = [name, phrases.counted(page.lang, "project", per_place.get(code, 0))]
        if code in yen:
            said.append(page.t("Decided: {amount}", amount=page.money(yen[code])))
        if code in values:
            fill = shading.shade_of(values[code], classes).colour
        else:
            fill = palette.UNKNOWN if shade == "yen" and code in per_place else palette.SHADES[0]
        found[code] = decks.Land(code, "\n".join(said), fill, code == chosen)
    return found, classes


def spots(page: Page, areas: pd.DataFrame) -> list[decks.Spot]:
    """Every area as a point on the map."""

    def said(row: Mapping[Any, Any]) -> str:
        programme = page.name("programme", row["programme_id"])
        lines = [page.pick(row, "name"), programme, phrases.counted(page.lang, "project", row["projects"])]
        if row["grant_years"]:
            lines.append(page.t("Decided: {amount}", amount=page.money(row["decided_yen"])))
        return "\n".join(lines)

    return [
        decks.Spot(
            area_id=row["area_id"],
            label=geography.short_name(page.pick(row, "name"), row["kind"]),
            said=said(row),
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
    for layer in (decks.AREAS, decks.NAMES, decks.FINGERS):
        for thing in found.get(layer, ()):
            st.query_params["area"] = thing["area"]
            st.query_params.pop("municipality", None)
            return
    for feature in found.get(decks.MUNICIPALITIES, ()):
        st.query_params["municipality"] = feature["properties"]["code"]
        st.query_params.pop("area", None)


def chosen_in(view: geography.View, drawn: Mapping[str, decks.Land], here: Sequence[decks.Spot]) -> list[str]:
    """What is said of the area or municipality of this part that is chosen, to stand where it was tapped."""
    inside = geography.outlines_in(view.part)
    lands = [land for code, land in drawn.items() if land.chosen and code in inside]
    lands = [land for land in lands if not geography.neighbour(land.code, view.part)]
    return [spot.said for spot in here if spot.chosen] + [land.said for land in lands]


def panel(page: Page, view: geography.View, drawn: dict[str, decks.Land], points: list[decks.Spot]) -> None:
    """The map of one part under its name."""
    name = page.t(view.part.name)
    turn = f"map_turn_{view.part.key}"
    key = f"map_{view.part.key}_{st.session_state.get(turn, 0)}"
    here = [spot for spot in points if geography.part_of(spot.point) == view.part]
    listed = commas((spot.label for spot in here), page.lang) or page.t("none")
    alt = page.t("Map: {part}. Areas: {areas}. The tables below say the same.", part=name, areas=listed)
    with st.container(border=True, width=PANEL.get(view.part.key, 175), gap="xsmall"):
        st.markdown(f"**{name}**")
        st.pydeck_chart(
            decks.deck(view, drawn, points),
            height=view.high,
            key=key,
            on_select="ignore" if page.info.alone else lambda: _clicked(key, turn),
            alt=alt,
        )
        for said in chosen_in(view, drawn, here):
            first, *more = map(plain, said.splitlines())
            st.markdown("  \n".join([f"**{first}**", *more]))


def show(
    page: Page, shade: str, place: str | None, per_place: Mapping[str, int], areas: pd.DataFrame
) -> None:
    """The maps of all parts, the islands always in sight, and the legend."""
    yen = places.decided(page)
    if shade == "yen" and not any(value is not None for value in yen.values()):
        page.nothing(page.t("No decided amount is published, so there is nothing to shade by yen."))
    drawn, classes = lands(page, shade, place, per_place, yen)
    points = spots(page, areas)
    st.html(MANNERS)
    with st.container(horizontal=True, gap="xsmall", key=MAPS):
        for view in geography.VIEWS:
            panel(page, view, drawn, points)
        with st.container(width="stretch", gap="xsmall"):
            unknown = any(land.fill == palette.UNKNOWN for land in drawn.values())
            shading.legend(page, shade, classes, areas, unknown=unknown)
            programmes = {
                palette.programme(one): page.name("programme", one) for one in areas["programme_id"]
            }
            png = partial(image.png, page, shade, classes, drawn, points, programmes)
            title, every = page.t("Map of the projects by municipality"), page.under(area_id=None)
            files.offer(every, "map", title, every.figure("projects_by_municipality"), image=png)
