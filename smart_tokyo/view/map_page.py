"""The map page: the numbers of each municipality, the finding in words, and what can be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from smart_tokyo import formats
from smart_tokyo.view import evidence, marks, options, url
from smart_tokyo.view.frame import Page
from smart_tokyo.view.text import commas, plain
from smart_tokyo.words import N_

SHADES = {"projects": N_("projects"), "yen": N_("decided yen in total")}
REGIONS = {
    "wards": N_("{n} in the special wards"),
    "tama": N_("{n} in the Tama area"),
    "islands": N_("{n} on the islands"),
}


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
