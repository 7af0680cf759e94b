"""The maps of the map page on the screen: drawn at once; interactive ones, to move and click, where a reader asks."""

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from smart_tokyo import N_, formats, texts
from smart_tokyo.figures import Row
from smart_tokyo.outputs.files import chart_image, table_files
from smart_tokyo.view.charts import light
from smart_tokyo.view.frame import Page, commas, plain
from smart_tokyo.view.maps import content, decks, geography, picture
from smart_tokyo.view.maps.content import Content
from smart_tokyo.view.parts import files, phrases
from smart_tokyo.view.subjects import places

NOTES = texts("notes")["map"]
MAPS, PANEL, DRAWN = "maps", "panel", "drawn"
WIDTHS = {geography.WARDS.key: 402, geography.TAMA.key: 402}  # pixels with its border; the islands' are 175
IMAGE_LETTERS = 12.5
MANNERS = Path(__file__).with_suffix(".css")  # by the names above
ROW = "display:flex;flex-wrap:wrap;gap:0.5rem"
BOX = (
    "box-sizing:border-box;border:1px solid #7b869866;border-radius:0.5rem;padding:0.75rem;"
    "break-inside:avoid;flex:1 1 {}px;max-width:{}px"
)
SIZES = {geography.WARDS.key: (326, 560), geography.TAMA.key: (326, 560)}
ISLANDS = (150, 175)  # pixels of a box: as a rule, and at most
SIGN = "flex:none;align-self:flex-start;margin-top:0.35rem"
QUIET = "font-size:0.875rem;opacity:0.75;margin-top:0.5rem"


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


def alternative(page: Page, view: geography.View, shown: Content) -> str:
    """What a map shows, for who does not see it."""
    labels = (spot.label for spot in shown.spots_in(view.part))
    areas = commas(labels, page.lang) or page.t("none")
    said = page.t(NOTES["alternative"], part=page.t(view.part.name), areas=areas)
    return page.sentences(said, shown.note)


def _panel(page: Page, view: geography.View, shown: Content) -> None:
    turn = f"map_turn_{view.part.key}"
    key = f"map_{view.part.key}_{st.session_state.get(turn, 0)}"
    wide, own = WIDTHS.get(view.part.key, 175), f"{PANEL}_{view.part.key}"
    with st.container(border=True, width=wide, height="stretch", gap="xsmall", key=own):
        st.markdown(f"**{page.t(view.part.name)}**")
        st.pydeck_chart(
            decks.deck(view, shown),
            height=view.high,
            key=key,
            on_select="ignore" if page.info.alone else lambda: _clicked(key, turn),
            alt=alternative(page, view, shown),
        )
        for said in shown.chosen_in(view.part):
            first, *more = map(plain, said.splitlines())
            st.markdown("  \n".join([f"**{first}**", *more]))


def _box(page: Page, view: geography.View, shown: Content) -> str:
    said = [escape(one).split("\n") for one in shown.chosen_in(view.part)]
    chosen = "".join(f"<p><strong>{first}</strong><br>{'<br>'.join(more)}</p>" for first, *more in said)
    return (
        f'<div style="{BOX.format(*SIZES.get(view.part.key, ISLANDS))}">'
        f"<p><strong>{escape(page.t(view.part.name))}</strong></p>"
        f'<img alt="{escape(alternative(page, view, shown))}" src="{light.address(picture.part(view, shown))}" '
        f'style="width:100%">{chosen}</div>'
    )


def _legend(page: Page, shown: Content) -> str:
    signs = [
        light.address(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="14">{picture.sign(one)}</svg>'
        )
        for one in shown.legend
    ]
    lines = "".join(
        f'<li style="display:flex;gap:0.4rem;margin:0"><img alt="" style="{SIGN}" src="{sign}">'
        f"<span>{escape(one.said)}</span></li>"
        for sign, one in zip(signs, shown.legend, strict=True)
    )
    note = page.sentences(page.t(NOTES["legend"]), shown.note)
    return (
        f'<div style="flex:3 1 165px"><p><strong>{escape(page.t("Legend"))}</strong></p>'
        f'<ul style="list-style:none;margin:0;padding:0">{lines}</ul><p style="{QUIET}">{escape(note)}</p></div>'
    )


def drawn(page: Page, shown: Content, *, waiting: bool = False) -> str:
    """The maps of all parts and the legend as HTML; `waiting` says what else will stand here, or why not."""
    said = page.t(NOTES["waiting"])
    mainland, islands = (
        "".join(_box(page, view, shown) for view in geography.VIEWS if (view.part.key in SIZES) == large)
        for large in (True, False)
    )
    return (
        (f'<p class="{DRAWN} on-screen">{escape(said)}</p>' if waiting else "")
        + f'<div style="{ROW}"><div class="{DRAWN}" style="{ROW};flex:1 1 660px;min-width:0">{mainland}</div>'
        f'<div style="{ROW};flex:1 1 640px;min-width:0"><div class="{DRAWN}" style="display:contents">'
        f"{islands}</div>{_legend(page, shown)}</div></div>"
    )


def show(page: Page, shade: str, place: str | None, areas: Sequence[Row]) -> None:
    """The maps of all parts, the islands always in sight, and the legend."""
    towns = page.rows("municipality_list", area_id=None)
    if "yen" in shade and all(formats.missing(row["decided_yen"]) for row in towns):
        page.nothing(page.t("No decided amount is published, so there is nothing to shade by yen."))
    granted = {row["municipality_code"] for row in page.rows("funding_by_municipality", area_id=None)}
    make = partial(content.of, page, shade, place, towns, granted, areas)
    live = light.is_live(page)
    key = repr((str(page.database), page.filters, page.lang, page.unit, shade, place, live))
    stand = partial(light.shown, key, lambda: drawn(page, make(), waiting=live))
    if live:
        shown = make()
        st.html(MANNERS)
        with st.container(horizontal=True, gap="xsmall", key=MAPS):
            for view in geography.VIEWS:
                _panel(page, view, shown)
            with st.container(width="stretch"):
                stand()
    else:
        stand()
    if not page.info.alone:
        light.switch(page, live=live, still=N_("Back to still maps"), moving=N_("Switch to interactive maps"))
    title, every = page.t("Map of the projects by municipality"), page.under(area_id=None)
    rows, image = places.touched(towns), partial(_image, page, make)
    files.offer(every, "map", title, rows, query="municipality_list", image=image)


def _image(page: Page, make: Callable[[], Content], about: table_files.About) -> bytes:
    shown = make()
    svg = picture.whole(page, shown, "light", IMAGE_LETTERS)
    return chart_image.png(svg, about, credit=page.sentences(shown.note, page.t(phrases.BOUNDARIES)))
