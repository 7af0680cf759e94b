"""The filters: read from the address, shown in the side bar, said as a sentence above the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from smart_tokyo import formats
from smart_tokyo.figures import Filters
from smart_tokyo.view.frame import url
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain
from smart_tokyo.words import N_

Names = Mapping[tuple[str, str], Mapping[str, Any]]
NAMES_OF_PARAMETERS = {
    "lang": N_("language"),
    "unit": N_("unit of money"),
    "programme": N_("programme"),
    "area": N_("area"),
    "theme": N_("theme"),
    "from_fy": N_("fiscal year"),
    "to_fy": N_("fiscal year"),
    "project": N_("project"),
    "snapshot": N_("snapshot"),
}
KEPT = ("lang", "unit", "snapshot", "of", "key", "back", "chart")  # what "Show everything" leaves as it is


def _ids(names: Names, kind: str) -> list[str]:
    return [key for found, key in names if found == kind]


def read(asked: url.Asked, names: Names, years: Sequence[int]) -> Filters:
    """The filters the address asks for; unknown values and a reversed span of years are noted and left out."""
    span = {name: asked.one_of(name, [str(year) for year in years]) for name in ("from_fy", "to_fy")}
    first, last = (int(value) if value else None for value in span.values())
    if first and last and first > last:
        asked.reversed_years = (first, last)
        first = last = None
    return Filters(
        programme_id=asked.one_of("programme", _ids(names, "programme")),
        from_fy=first,
        to_fy=last,
        area_id=asked.one_of("area", _ids(names, "area")),
        theme=asked.one_of("theme", _ids(names, "theme")),
    )


def show(page: Page, years: Sequence[int]) -> None:
    """The filters as select boxes, in the side bar."""
    t, filters = page.t, page.filters
    if page.info.filtered:
        st.header(t("Narrow down"), anchor=False)
        for kind, label, chosen in (
            ("programme", t("Programme"), filters.programme_id),
            ("area", t("Area"), filters.area_id),
            ("theme", t("Theme"), filters.theme),
        ):
            named = partial(page.name, kind)
            url.choice(label, kind, [None, *_ids(page.names, kind)], chosen, _or_all(page, named))
        year = _or_all(page, page.fiscal_year)
        url.choice(t("From fiscal year"), "from_fy", [None, *years], filters.from_fy, year)
        url.choice(t("To fiscal year"), "to_fy", [None, *years], filters.to_fy, year)
    units = list(formats.units(page.lang))
    url.choice(t("Unit of money"), "unit", units, page.unit, lambda key: t(formats.UNITS[key].name))


def _or_all(page: Page, named: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda key: page.t("All") if key is None else named(key)


def unknown_value(page: Page, what: str, value: str) -> None:
    """Say that the address asks for something that is not known here."""
    st.warning(
        page.t(
            "The address asks for the {what} “{value}”, which is not known here. It was ignored.",
            what=what,
            value=plain(value),
        )
    )


def say(page: Page, asked: url.Asked) -> None:
    """Above the page: what is narrowed (with the way back), and what of the address is unknown."""
    t = page.t
    for name, value in asked.unknown.items():
        unknown_value(page, t(NAMES_OF_PARAMETERS[name]), value)
    if asked.reversed_years:
        first, last = map(page.fiscal_year, asked.reversed_years)
        st.warning(
            t(
                "The first fiscal year ({first}) is after the last ({last}). The choice of years was ignored.",
                first=first,
                last=last,
            )
        )
    narrowed = page.narrowed() if page.info.filtered else ""
    if narrowed:
        st.markdown(t("Shown: **{what}**", what=plain(narrowed)))
    if narrowed or asked.unknown or asked.reversed_years:
        kept = {k: v for k, v in st.query_params.items() if k in KEPT and k not in asked.unknown}
        st.page_link(
            page.info.file, label=t("Show everything"), icon=":material/filter_alt_off:", query_params=kept
        )
