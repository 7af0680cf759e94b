"""Where the projects are: the numbers of each municipality, and the finding in words."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from smart_tokyo import N_, formats, texts
from smart_tokyo.figures import Row
from smart_tokyo.view.frame import Page, commas
from smart_tokyo.view.parts import Column, columns, lineage, phrases, worded

NOTES = texts("notes")["map"]
SHADES = {"projects": N_("projects"), "yen": N_("decided yen in total")}
REGIONS = {
    "wards": N_("{n} in the special wards"),
    "tama": N_("{n} in the Tama area"),
    "islands": N_("{n} on the islands"),
}


def counts(page: Page) -> dict[str, int]:
    """How many projects touch each municipality that any touches; the chosen area does not narrow the map."""
    rows = page.rows("projects_by_municipality", area_id=None)
    return {row["municipality_code"]: int(row["projects"]) for row in rows}


def decided(page: Page) -> dict[str, int | None]:
    """The decided yen of each municipality with a grant row; None where no amount is known."""
    rows = page.rows("funding_by_municipality", area_id=None)
    return {
        row["municipality_code"]: None if formats.missing(row["decided_yen"]) else int(row["decided_yen"])
        for row in rows
    }


def reach(page: Page) -> dict[str | None, Row]:
    """The municipality_counts of each region, and under None of all Tokyo."""
    rows = page.rows("municipality_counts", area_id=None)
    return {None if formats.missing(row["region"]) else row["region"]: row for row in rows}


def finding(page: Page, per_place: Mapping[str, int]) -> None:
    """Where the projects are, in a sentence or two."""
    projects = page.one("programme_totals", area_id=None)["projects"]
    if not projects:
        phrases.nothing_selected(page)
        return
    if not per_place:
        said = NOTES["nowhere"]
        page.nothing(page.t(said, projects=page.counted("project", projects)))
        return
    found = reach(page)
    parts = [
        page.t(text, n=found[key]["with_projects"])
        for key, text in REGIONS.items()
        if key in found and found[key]["with_projects"]
    ]
    most = max(per_place.values())
    leaders = [phrases.named(page, "municipality", code) for code, n in per_place.items() if n == most]
    said = page.t(
        NOTES["finding"],
        part=found[None]["with_projects"],
        total=found[None]["municipalities"],
        regions=commas(parts, page.lang),
    )
    where = page.t(NOTES["most"], names=commas(leaders, page.lang), projects=page.counted("project", most))
    st.markdown(page.sentences(said, where if len(leaders) <= 3 else ""))
    everywhere: dict[str, Any] = {"over": {"area_id": None}, "region": None}
    lineage.links(page, "municipality_counts", "with_projects", "municipalities", **everywhere)


def summary(page: Page, row: Mapping[str, Any]) -> str:
    """Number of projects and decided money of an area or municipality: projects, projects_decided, decided_yen."""
    part = page.ratio(row["projects_decided"], row["projects"])
    text = N_(": {amount} decided (known for {part} projects)")
    if not row["projects_decided"]:
        text = N_(": amounts not published")
    elif row["projects_decided"] == row["projects"]:
        text = N_(": {amount} decided")
    said = f"**{page.counted('project', row['projects'])}**"
    return said + page.t(text, amount=page.money(row["decided_yen"]), part=part)


def by_projects(listed: Iterable[Row]) -> list[Row]:
    """An area_list with those with most projects first."""
    return sorted(listed, key=lambda row: -row["projects"])


def area_columns(page: Page) -> list[Column]:
    """The columns of an area_list: its name, and under which programme it is."""
    return [
        worded(page.t("Area"), lambda row: page.pick(row, "name"), "text"),
        columns.names(page, "programme"),
    ]
