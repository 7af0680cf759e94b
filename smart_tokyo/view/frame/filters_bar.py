"""The filters: read from the address, shown in the side bar, said as a sentence above the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import streamlit as st

from smart_tokyo import formats, words
from smart_tokyo.figures import Filters
from smart_tokyo.view.frame import url
from smart_tokyo.view.frame.text import plain
from smart_tokyo.words import N_, Lang

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


class _Target(Protocol):
    @property
    def file(self) -> str: ...
    @property
    def filtered(self) -> bool: ...


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


def show(
    t: Callable[..., str],
    lang: Lang,
    unit: str,
    filters: Filters,
    names: Names,
    years: Sequence[int],
    *,
    filtered: bool,
) -> None:
    """The filters as select boxes, in the side bar."""

    def named(kind: str) -> Callable[[Any], str]:
        return lambda key: t("All") if key is None else words.pick(names[(kind, key)], "name", lang) or key

    def year(value: Any) -> str:
        return t("All") if value is None else formats.fiscal_year(value, lang)

    if filtered:
        st.header(t("Narrow down"), anchor=False)
        url.choice(
            t("Programme"),
            "programme",
            [None, *_ids(names, "programme")],
            filters.programme_id,
            named("programme"),
        )
        url.choice(t("Area"), "area", [None, *_ids(names, "area")], filters.area_id, named("area"))
        url.choice(t("Theme"), "theme", [None, *_ids(names, "theme")], filters.theme, named("theme"))
        url.choice(t("From fiscal year"), "from_fy", [None, *years], filters.from_fy, year)
        url.choice(t("To fiscal year"), "to_fy", [None, *years], filters.to_fy, year)
    url.choice(
        t("Unit of money"), "unit", list(formats.units(lang)), unit, lambda key: t(formats.UNITS[key].name)
    )


def sentence(t: Callable[..., str], lang: Lang, filters: Filters, names: Names) -> str:
    """The filters as a person reads them; "" where nothing is narrowed."""
    parts = [
        words.pick(names[(kind, value)], "name", lang) or value
        for kind, value in (
            ("programme", filters.programme_id),
            ("area", filters.area_id),
            ("theme", filters.theme),
        )
        if value
    ]
    if filters.from_fy or filters.to_fy:
        first = formats.fiscal_year(filters.from_fy, lang) if filters.from_fy else ""
        last = formats.fiscal_year(filters.to_fy, lang) if filters.to_fy else ""
        parts.append(first if first == last else f"{first}{'～' if lang == 'ja' else '–'}{last}")
    return " ／ ".join(parts) if lang == "ja" else ", ".join(parts)


def say(
    t: Callable[..., str], lang: Lang, asked: url.Asked, filters: Filters, names: Names, info: _Target
) -> None:
    """Above the page: what is narrowed (with the way back), and what of the address is unknown."""
    for name, value in asked.unknown.items():
        st.warning(
            t(
                "The address asks for the {what} “{value}”, which is not known here. It was ignored.",
                what=t(NAMES_OF_PARAMETERS[name]),
                value=plain(value),
            )
        )
    if asked.reversed_years:
        first, last = (formats.fiscal_year(year, lang) for year in asked.reversed_years)
        st.warning(
            t(
                "The first fiscal year ({first}) is after the last ({last}). The choice of years was ignored.",
                first=first,
                last=last,
            )
        )
    narrowed = sentence(t, lang, filters, names) if info.filtered else ""
    if narrowed:
        st.markdown(t("Shown: **{what}**", what=plain(narrowed)))
    if narrowed or asked.unknown or asked.reversed_years:
        kept = {k: v for k, v in st.query_params.items() if k in KEPT and k not in asked.unknown}
        st.page_link(
            info.file, label=t("Show everything"), icon=":material/filter_alt_off:", query_params=kept
        )
