"""What the address chooses: the filters, shown in the side bar and said above the page, and what a page alone has."""

import re
from collections.abc import Container, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Literal

import streamlit as st

from smart_tokyo import N_, formats, texts
from smart_tokyo.figures import Filters, Names, Row
from smart_tokyo.view.frame import snapshots, url
from smart_tokyo.view.frame.menu import CHARTS
from smart_tokyo.view.frame.page import Listed, Page
from smart_tokyo.view.frame.text import plain

NOTES = texts("notes")["frame"]
# what "Show everything" leaves as it is
KEPT = ("lang", "unit", "snapshot", "of", "key", "back", "chart", CHARTS)
MAX_QUERY = 100
ROWS = 50
SHORT = 20  # rows of a list that stands open on the page
ALL = N_("All")


def filters(asked: url.Asked, names: Names, years: Sequence[int]) -> Filters:
    """The filters the address asks for; unknown values and a reversed span of years are noted and left out."""
    span = [asked.one_of(name, [str(year) for year in years]) for name in ("from_fy", "to_fy")]
    first, last = (int(value) if value else None for value in span)
    if first and last and first > last:
        asked.reversed_years = (first, last)
        first = last = None
    programme, area, theme = (
        asked.one_of(kind, names.get(kind, ())) for kind in ("programme", "area", "theme")
    )
    return Filters(programme_id=programme, from_fy=first, to_fy=last, area_id=area, theme=theme)


def show_filters(page: Page, years: Sequence[int]) -> None:
    """The filters as select boxes, in the side bar."""
    t, chosen, none = page.t, page.filters, page.t(ALL)
    if page.info.filtered:
        st.header(t("Narrow down"), anchor=False)
        known: Mapping[Any, str] = {year: page.fiscal_year(year) for year in years}
        for label, name, shown, value in (
            (t("Programme"), "programme", page.all_names("programme"), chosen.programme_id),
            (t("Area"), "area", page.all_names("area"), chosen.area_id),
            (t("Theme"), "theme", page.all_names("theme"), chosen.theme),
            (t("From fiscal year"), "from_fy", known, chosen.from_fy),
            (t("To fiscal year"), "to_fy", known, chosen.to_fy),
        ):
            url.choice(label, name, shown, value, none=none)
    if not page.info.exact:
        units = {key: t(formats.UNITS[key].name) for key in formats.units(page.lang)}
        url.choice(t("Unit of money"), "unit", units, page.unit)


def say_filters(page: Page, asked: url.Asked) -> None:
    """Above the page: what is narrowed (with the way back), and what of the address is unknown."""
    t = page.t
    for name, value in asked.unknown.items():
        if name == "snapshot" and (now := snapshots.store().withdrawn().get(value)):
            st.warning(t(NOTES["withdrawn"], old=value, version=now))
        else:
            unknown_value(page, t(NOTES["parameters"][name]), value)
    if asked.reversed_years:
        first, last = map(page.fiscal_year, asked.reversed_years)
        st.warning(t(NOTES["swapped"], first=first, last=last))
    narrowed = page.narrowed() if page.info.filtered else ""
    if narrowed:
        st.markdown(t("Shown: **{what}**", what=plain(narrowed)))
    if narrowed or asked.unknown or asked.reversed_years:
        kept = {k: v for k, v in st.query_params.items() if k in KEPT and k not in asked.unknown}
        label, icon = t("Show everything"), ":material/filter_alt_off:"
        st.page_link(page.info.target, label=label, icon=icon, query_params=kept)


def unknown_value(page: Page, what: str, value: str) -> None:
    """Say that the address asks for something that is not known here."""
    said = N_("The address asks for the {what} “{value}”, which is not known here. It was ignored.")
    st.warning(page.t(said, what=what, value=plain(value)))


def asked(page: Page, name: str, label: str, known: Container[str], default: str | None) -> str | None:
    """The value of `name` in the address, `default` where absent; an unknown value is named on the page."""
    address = url.asked()
    value = address.one_of(name, known)
    if name in address.unknown:
        unknown_value(page, label, address.unknown[name])
    return default if value is None else value


def choose(
    page: Page,
    name: str,
    what: str,
    label: str,
    words: Mapping[str, str],
    *,
    default: str | None = None,
    none: str = ALL,
    into: AbstractContextManager[object] | None = None,
    dropped: Sequence[str] = (),
) -> str | None:
    """A select box whose value is the address's `name`, which is returned; an unknown one is named on the page.

    `what`: what the address asks for, in a sentence. `words`: the values with what a reader sees. Without a `default`
    none of them may be chosen, which `none` names. `into`: where the box stands. `dropped`: as in `url.write`.
    """
    value = asked(page, name, what, tuple(words), default)
    with into or nullcontext():
        open_to_none = page.t(none) if default is None else ""
        url.choice(label, name, words, value, none=open_to_none, dropped=dropped)
    return value


def search(page: Page, label: str, placeholder: str) -> str:
    """A text field whose value is the address's `q`."""
    value = st.query_params.get("q", "").strip()[:MAX_QUERY]
    st.text_input(label, type="search", max_chars=MAX_QUERY, placeholder=placeholder, **url.bound("q", value))
    return value


def paged(page: Page, rows: Listed, size: int = ROWS, name: str = "page") -> Sequence[Row]:
    """The rows of the page that the address's `name` (see url.is_place) asks for; says which, with links."""
    wanted = _place(name)
    some, total = rows.at(size, (wanted - 1) * size)
    first = turned(page, total, size, name)
    return some if first == (wanted - 1) * size else rows.some(size, first)


def _place(name: str) -> int:
    """The number of the page that the address's `name` asks for, 1 where it asks for none or for no number."""
    wanted = url.asked().values.get(name, "")
    return int(wanted) if re.fullmatch("[1-9][0-9]{0,8}", wanted) else 1


def turned(page: Page, total: int, size: int, name: str = "page") -> int:
    """After how many of `total` things the page that the address asks for begins; says as `paged`."""
    pages = max(-(-total // size), 1)
    known = {str(_place(name))} if _place(name) <= pages else ()
    here = int(asked(page, name, page.t("page number"), known, "1") or 1)
    first = (here - 1) * size
    if pages > 1:
        turn = f"turn_{name}"
        key = f"choice_{name}_{st.session_state.setdefault(turn, 0)}"
        if st.session_state.get(key, here) != here:
            # Something else moved the address. A pagination always has a default, beside which Streamlit takes no
            # other value without a complaint: so another one starts where the address is.
            st.session_state[turn] += 1
            key = f"choice_{name}_{st.session_state[turn]}"
        said = page.t(
            "{first}–{last} of {total}", first=first + 1, last=min(first + size, total), total=total
        )
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.caption(said, width="content")
            st.pagination(
                pages, default=here, key=key, width=_wide(pages), on_change=url.write, args=(name, key)
            )
    return first


def _wide(pages: int) -> int | Literal["content"]:
    """The width of a pagination in pixels; Streamlit leaves numbers out of few pages unless it has more than they take:
    each 36, with an arrow on both sides."""
    return "content" if pages > 6 else 40 * pages + 132
