"""Around the maps: the projects of what was chosen, what the maps do not say, and the same as tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from smart_tokyo.view.frame import choices
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain, sentences
from smart_tokyo.view.maps import geography
from smart_tokyo.view.parts import columns, lineage, phrases, tables
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.subjects import money, places
from smart_tokyo.view.subjects.places import summary

ROWS = 5  # of the list above the maps, so that the maps stay in sight

ALL_AREAS = {"area_id": None}  # the maps and these tables show every area, whichever is chosen


def remarks(page: Page, areas: pd.DataFrame, *, chosen: bool) -> None:
    """How to read the maps, what must not be read from them, and how to choose where nothing is chosen."""
    if not chosen:
        st.info(
            page.t(
                "Click or tap an area or a municipality on a map, or choose one above: its projects are listed "
                "above the maps. Where a first tap does nothing, the map was still loading: tap again."
            ),
            icon=":material/touch_app:",
        )
    said = [
        page.t(
            "A project counts whole in every municipality of its area, so the shades do "
            "not add up to the total."
        ),
        page.t("Boundaries are approximate and only for shading; each map has its own scale."),
    ]
    if page.filters.from_fy or page.filters.to_fy:
        said.append(page.t("The chosen fiscal years narrow the amounts, not the projects."))
    outside = [
        page.pick(row, "name")
        for row in areas.to_dict("records")
        if geography.part_of((float(row["longitude"]), float(row["latitude"]))) is None
    ]
    if outside:
        names = commas(map(plain, outside[:5]), page.lang)
        said.append(page.t("Outside the maps, and only in the table: {names}.", names=names))
    st.caption(sentences(said, page.lang))
    lineage.links(page, "projects_by_municipality", "projects", "decided_yen", over=ALL_AREAS)


def chosen(page: Page, place: str | None) -> None:
    """The projects of the chosen area and municipality: how many, the decided money, and each with its link."""
    area = page.filters.area_id
    names = [page.name("area", area)] if area else []
    names += [page.name("municipality", place)] if place else []
    st.header(plain(" ／ ".join(names) if page.lang == "ja" else ", ".join(names)), anchor=False)
    rows = page.figure("project_list")
    if place:
        touched = page.figure("municipality_projects")
        rows = rows[rows["project_id"].isin(touched.loc[touched["municipality_code"] == place, "project_id"])]
    if rows.empty:
        page.nothing(page.t("No project here matches the selection."))
        return
    figures = page.figure("projects_by_municipality" if place else "area_list")
    key, value = ("municipality_code", place) if place else ("area_id", area)
    st.markdown(summary(page, phrases.records(figures[figures[key] == value])[0]))
    st.markdown(
        "\n".join(
            f"- {phrases.project_link(page, {**row, 'status': None})} {phrases.badges(page, row)}"
            f" :small[{money.of_project(page, row)}]"
            for row in phrases.records(choices.paged(page, rows, ROWS))
        )
    )


def tables_of(page: Page, areas: pd.DataFrame, per_place: Mapping[str, int]) -> None:
    """The maps as two tables: by area and by municipality. Like the maps they show all areas, whatever is chosen."""
    everywhere = page.under(**ALL_AREAS)
    with st.expander(page.t("Table by area")):
        named = phrases.named_areas(page, areas)
        tables.table(
            everywhere,
            "areas",
            named.assign(_kind=[phrases.word(page.lang, "areas", "kind", key) for key in named["kind"]]),
            (
                Column("_name", page.t("Area")),
                Column("_kind", page.named("kind")),
                Column("_programme", page.t("Programme")),
                *columns.of(page, "area_list", "projects", "decided_yen"),
            ),
            page.t("Areas with their number of projects and decided amount"),
        )
        lineage.links(page, "area_list", "projects", "decided_yen", over=ALL_AREAS)
    with st.expander(page.t("Table by municipality")):
        yen = places.decided(page)
        rows = pd.DataFrame(
            [
                (page.name("municipality", code), code, n, yen.get(code))
                for code, n in sorted(per_place.items(), key=lambda item: (-item[1], item[0]))
            ],
            columns=["_name", "municipality_code", "projects", "decided_yen"],
        )
        st.caption(
            page.t(
                "{n} municipalities have no project and are not in the table.",
                n=places.reach(page)[None]["without_projects"],
            )
        )
        tables.table(
            everywhere,
            "municipalities",
            rows.astype({"projects": "Int64", "decided_yen": "Int64"}),
            (
                Column("_name", page.t("Municipality")),
                *columns.of(page, "projects_by_municipality", "projects", "decided_yen"),
            ),
            page.t("Municipalities with their number of projects and decided amount, not additive"),
        )
