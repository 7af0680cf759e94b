"""Around the maps: the choices above them, the projects of what was chosen, what they do not say, and tables."""

from collections.abc import Sequence

import streamlit as st

from smart_tokyo.figures import Row
from smart_tokyo.terms import NAMES
from smart_tokyo.view.charts import light
from smart_tokyo.view.frame import Page, choices, commas, plain, url
from smart_tokyo.view.maps import geography
from smart_tokyo.view.parts import columns, lineage, phrases, table, worded
from smart_tokyo.view.subjects import money, places
from smart_tokyo.words import texts

NOTES = texts("notes")["map"]
ROWS = 5  # of the list above the maps, so that the maps stay in sight
ALL_AREAS = {"area_id": None}  # the maps and these tables show every area, whichever is chosen


def controls(page: Page) -> tuple[str, str | None]:
    """The choices above the maps: shading, area, municipality. Returns the shading and the municipality."""
    left, middle, right = st.columns(3)
    label, words = page.t("Shade the municipalities by"), page.each(places.SHADES)
    default = "projects"
    chosen = choices.choose(page, "shade", page.t("shading"), label, words, default=default, into=left)
    with middle:
        areas, area = page.all_names("area"), page.filters.area_id
        url.choice(page.t("Area"), "area", areas, area, none=page.t(choices.ALL), key="map_area")
    words, label = page.all_names("municipality"), page.t("Municipality")
    return chosen or default, choices.choose(
        page, "municipality", page.t("municipality"), label, words, into=right
    )


def chosen(page: Page, place: str | None) -> None:
    """The projects of the chosen area and municipality: how many, the decided money, and each with its link."""
    area = page.filters.area_id
    names = [plain(page.name("area", area))] if area else []
    names += [phrases.named(page, "municipality", place)] if place else []
    st.header(" ／ ".join(names) if page.lang == "ja" else ", ".join(names), anchor=False)
    inside = page.rows("municipality_areas") if place else ()
    areas = tuple(row["area_id"] for row in inside if row["municipality_code"] == place)
    rows = page.listed("project_list", area_id=areas) if place else page.listed("project_list")
    if (place and not areas) or not len(rows):
        page.nothing(page.t("No project here matches the selection."))
        return
    here = [row for row in page.rows("area_list") if not place or row["area_id"] in areas]
    st.markdown(places.summary(page, here))
    st.markdown(
        "\n".join(
            f"- {phrases.project_link(page, {**row, 'status': None})} {phrases.badges(page, row)}"
            f" :small[{money.of_project(page, row)}]"
            for row in choices.paged(page, rows, ROWS)
        )
    )


def remarks(page: Page, areas: Sequence[Row], *, chosen: bool) -> None:
    """How to read the maps, what must not be read from them, and how to choose where nothing is chosen."""
    if not chosen:
        said = NOTES["click"] if light.is_live(page) else NOTES["choose"]
        st.info(page.t(said), icon=":material/touch_app:")
    years = page.t("The chosen fiscal years narrow the amounts, not the projects.")
    outside = [
        page.pick(row, "name")
        for row in areas
        if geography.part_of((float(row["longitude"]), float(row["latitude"]))) is None
    ]
    names = commas(map(plain, outside[:5]), page.lang)
    said = page.sentences(
        page.t(NOTES["not_additive"]),
        page.t("Boundaries are approximate and only for shading; each map has its own scale."),
        years if page.filters.from_fy or page.filters.to_fy else "",
        page.t("Outside the maps, and only in the table: {names}.", names=names) if outside else "",
    )
    st.caption(said)
    lineage.links(page, "municipality_list", "projects", "decided_yen", over=ALL_AREAS)


def tables_of(page: Page, shade: str, areas: Sequence[Row]) -> None:
    """The maps as two tables: by area and by municipality. Like the maps they show all areas, whatever is chosen."""
    everywhere = page.under(**ALL_AREAS)
    part = st.expander(page.t("Table by area"), key="fold_areas", on_change="rerun")
    if part.open:  # what is folded away is made when somebody opens it
        with part:
            _by_area(everywhere, areas)
    part = st.expander(page.t("Table by municipality"), key="fold_municipalities", on_change="rerun")
    if part.open:
        with part:
            _by_municipality(everywhere, shade)


def _by_area(page: Page, areas: Sequence[Row]) -> None:
    name, programme = places.area_columns(page)
    shown = [
        name,
        worded(page.named("kind"), lambda row: page.word("areas", "kind", row["kind"]), "text"),
        programme,
        *columns.of(page, "area_list", "projects", "decided_yen"),
    ]
    alt = page.t("Areas with their number of projects and decided amount")
    table(page, "areas", places.by_projects(areas), shown, alt)
    lineage.links(page, "area_list", "projects", "decided_yen", over=ALL_AREAS)


def _by_municipality(page: Page, shade: str) -> None:
    listed = page.rows("municipality_list")
    rows = places.by_projects(places.touched(listed))
    said = page.t("{n} municipalities have no project and are not in the table.", n=len(listed) - len(rows))
    st.caption(page.sentences(said, places.rate_note(page, shade, rows)))

    def named(row: Row) -> str:
        mark = " †" if places.is_small(shade, row) else ""
        return phrases.named(page, "municipality", row["municipality_code"]) + mark

    shown = [
        worded(page.t(NAMES["municipality"]), named),
        *columns.of(page, "municipality_list", "projects", "decided_yen"),
        *places.rate_columns(page, shade),
    ]
    alt = page.t("Municipalities with their number of projects and decided amount, not additive")
    table(page, "municipalities", rows, shown, alt)
