"""Where the projects are: the numbers of each municipality, and the finding in words."""

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from smart_tokyo import formats, rules, texts
from smart_tokyo.figures import Row
from smart_tokyo.view.frame import Page, commas
from smart_tokyo.view.parts import Column, columns, lineage, phrases, worded

NOTES = texts("notes")["map"]
SHADES: dict[str, str] = NOTES["shades"]
RATES = ("projects_per_100k", "decided_per_resident_yen")  # columns of municipality_list


def touched(listed: Iterable[Row]) -> list[Row]:
    """Those of a municipality_list that any project touches."""
    return [row for row in listed if row["projects"]]


def is_small(shade: str, row: Row) -> bool:
    """Whether the shade is a rate of so few residents that a single project makes it large."""
    known = shade in RATES and row["projects"] and not formats.missing(row["population"])
    return bool(known and row["population"] < rules.THRESHOLDS["small_population"])


def name(page: Page, shade: str, row: Row) -> str:
    """The name of a municipality, with a dagger where its rate says little."""
    said = page.name("municipality", row["municipality_code"])
    return f"{said} †" if is_small(shade, row) else said


def rate_columns(page: Page, shade: str) -> list[Column]:
    """What a rate is told by: the residents, and itself; none where the shade is no rate."""
    told = ("population", shade) if shade in RATES else ()
    return columns.of(page, "municipality_list", *told, yen="exact_yen")


def rate_note(page: Page, shade: str, listed: Iterable[Row]) -> str:
    """How the rates of a municipality_list are made, where they say little, and the census; "" without a rate."""
    if shade not in RATES:
        return ""
    few = [page.name("municipality", row["municipality_code"]) for row in listed if is_small(shade, row)]
    small = page.t(NOTES["small"], n=rules.THRESHOLDS["small_population"], names=commas(few, page.lang))
    return page.sentences(page.t(NOTES[shade]), small if few else "", page.t(phrases.POPULATION))


def finding(page: Page) -> None:
    """Where the projects are, in a sentence or two."""
    towns = touched(page.rows("municipality_list", area_id=None))
    projects = page.one("programme_totals", area_id=None)["projects"]
    if not projects:
        phrases.nothing_selected(page)
        return
    if not towns:
        said = NOTES["nowhere"]
        page.nothing(page.t(said, projects=page.counted("project", projects)))
        return
    regions = page.rows("municipality_counts", area_id=None)
    found = {None if formats.missing(row["region"]) else row["region"]: row for row in regions}
    parts = [
        page.t(text, n=found[key]["with_projects"])
        for key, text in NOTES["regions"].items()
        if key in found and found[key]["with_projects"]
    ]
    most = max(row["projects"] for row in towns)
    codes = [row["municipality_code"] for row in towns if row["projects"] == most]
    leaders = [phrases.named(page, "municipality", code) for code in codes]
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


def summary(page: Page, areas: Sequence[Row]) -> str:
    """Number of projects and decided money of some of an area_list; no project is of two areas."""
    projects, decided = (sum(row[one] for row in areas) for one in ("projects", "projects_decided"))
    yen = sum(row["decided_yen"] for row in areas if not formats.missing(row["decided_yen"]))
    text = NOTES["summary"]["none" if not decided else "all" if decided == projects else "some"]
    said = f"**{page.counted('project', projects)}**"
    return said + page.t(text, amount=page.money(yen), part=page.ratio(decided, projects))


def by_projects(listed: Iterable[Row]) -> list[Row]:
    """An area_list with those with most projects first."""
    return sorted(listed, key=lambda row: -row["projects"])


def area_columns(page: Page) -> list[Column]:
    """The columns of an area_list: its name, and under which programme it is."""
    return [
        worded(page.t("Area"), lambda row: page.pick(row, "name"), "text"),
        columns.names(page, "programme"),
    ]
