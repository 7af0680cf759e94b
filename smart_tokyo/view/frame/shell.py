"""The frame around every page, which begins with `page = shell("<name>")` and ends with `page.footer()`."""

import datetime as dt
import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import streamlit as st

from smart_tokyo import APP_NAME, N_, Lang, formats, settings, words
from smart_tokyo.addresses import SHEETS
from smart_tokyo.figures.search import named
from smart_tokyo.lettering import searched
from smart_tokyo.view.frame import access, choices, snapshots, unable, url
from smart_tokyo.view.frame.menu import CHARTS, LIVE, PAGES, PageInfo
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain

EASY_HERE = N_("This page is in plain Japanese. Names and titles stay as they are.")
EASY_ELSEWHERE = N_("This page is in ordinary Japanese. These pages are in plain Japanese:")
TO_ORDINARY = N_("Read this page in ordinary Japanese")
HINT, FIND = N_("Town, name …"), N_("Find")
DAY_S = 86_400
ICON = Path(__file__).with_name("icon.png")  # a :material: icon would be fetched from outside


def _menu(info: PageInfo, lang: Lang, easy: bool) -> None:
    offered = words.OFFERED if info.easy or easy else words.LANGS
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        for one in offered:
            name = words.NAMES_OF_LANGUAGES[one]
            if one == (words.EASY if easy else lang):
                st.markdown(f"**{name}**", width="content")
            else:  # a link to the page that is open would look chosen
                speak = partial(st.query_params.update, {"lang": one})
                st.button(name, type="tertiary", key=f"lang_{one}", on_click=speak)
    _find(lang)
    follows = url.followed()
    for page in PAGES.values():
        if page.in_menu and page.is_for(snapshots.audience()) and (not page.role or access.may(page.role)):
            label = words.t(page.title, lang, easy)
            st.page_link(page.target, label=label, icon=page.icon, query_params=follows)
    access.standing(lang)


def _find(lang: Lang) -> None:
    """The way from every page to the one search, or to the municipality whose whole name is given.

    It is a form, as leaving a field must lead nowhere.
    """
    with st.form("find", clear_on_submit=True, border=False), st.container(horizontal=True):
        label, hint, find = (words.t(text, lang) for text in (PAGES["search"].title, HINT, FIND))
        field = partial(st.text_input, max_chars=choices.MAX_QUERY, label_visibility="collapsed")
        text = field(label, type="search", placeholder=hint, key="find_text")
        if st.form_submit_button(find):
            page, parameter = ("search", "q") if (town := _town(text)) is None else SHEETS["municipality"]
            params = url.followed(**{parameter: town or text.strip() or None})
            st.switch_page(PAGES[page].target, query_params=params)


def _town(text: str) -> str | None:
    """The code of the municipality whose whole name a text is, or its reading; None for any other text."""
    whole = searched(text)
    pattern = named(whole) or f"\1{re.escape(whole)}\1"
    with suppress(*snapshots.UNREADABLE):
        if shown := snapshots.record(url.asked()):
            towns = snapshots.frame(shown.database).names["municipality"]
            names = {code: searched(f"\1{row['name_ja']}\1{row['name_en']}\1") for code, row in towns.items()}
            found = [code for code, both in names.items() if re.search(pattern, both)]
            return found[0] if len(found) == 1 else None
    return None


def _say_how_plain(page: Page) -> None:
    """Say in plain Japanese whether this page is written in it, and the way to the page that is, or is not."""
    st.markdown(words.t(EASY_HERE if page.easy else EASY_ELSEWHERE, page.lang, True))
    with st.container(horizontal=True):
        if page.easy:
            page.link(page.info.name, words.t(TO_ORDINARY, page.lang, True), lang=page.lang)
            return
        for info in PAGES.values():
            if info.easy:
                page.link(info.name, words.t(info.title, page.lang, True), icon=info.icon)


def next_update(page: Page, today: dt.date | None = None) -> str:
    """When the next data is due, marked where it is late; "" where nobody says so, or it has come."""
    due = settings.typed("NEXT_UPDATE_ON")
    if due is None or page.snapshot["as_of"] >= due:
        return ""
    late = due < (today or dt.datetime.now(formats.TOKYO).date())
    text = N_("! the update due on {date} is late") if late else N_("next update due on {date}")
    return page.t(text, date=page.date(due))


def _heading(page: Page, title: str | None, is_current: bool) -> None:
    if title is None:
        st.title(page.t(page.info.title if page.info.name != "overview" else APP_NAME), anchor=False)
    else:
        if not page.info.alone:
            page.back()
        st.title(plain(title), anchor=False)
        st.set_page_config(page_title=f"{title} | {page.t(APP_NAME)}")
    if not page.snapshot:
        st.caption(page.view_name)
        return
    label = plain(page.label)
    said = [label, page.t("as of {date}", date=page.as_of), next_update(page) if is_current else ""]
    said.append("" if page.info.alone else page.view_name)
    st.caption(" ・ ".join(filter(None, said)))
    if not is_current:
        then = page.t("The record **as known on {date}**. It is not the current one.", date=page.as_of)
        st.info(then, icon=":material/history:")
        unable.way_back(page.info, page.lang)
    if page.snapshot["fictional"]:
        st.warning(
            page.t(
                "**{label}** — the projects and organizations on this page, and their amounts, are invented.",
                label=label,
            ),
            icon=":material/science:",
        )


def _read(info: PageInfo, asked: url.Asked, lang: Lang) -> tuple[snapshots.Record, snapshots.Frame]:
    """The snapshot to show with its frame; none where the page can do without. Else stops with a sentence."""
    try:
        found = snapshots.record(asked if info.needs_data else url.Asked({}))
        if found is not None:
            return found, snapshots.frame(found.database)
        if info.needs_data:
            unable.not_ready(lang)
    except snapshots.UNREADABLE as error:
        if info.needs_data:
            unable.unreadable(lang, error)
    return snapshots.Record(), snapshots.NO_FRAME


@st.fragment(run_every=DAY_S)
def _comes_back() -> None:
    """Nothing; but a page with something that runs by itself is run anew once it is connected again.

    Another process, or a restarted one, otherwise does not know the widgets when the reader uses the first of them.
    """


def shell(name: str, heading: Callable[[Page], str | None] = lambda page: None) -> Page:
    """Set up the page `name` and return what it needs; stops with a sentence where there is no snapshot.

    `heading` gives what the page is about where that is one thing: its title then stands as the page's, under the
    way back to the list. A page that is not for this audience answers as an address without a page does.
    """
    info = PAGES[name]
    url.settle()
    asked = url.asked()
    lang, easy = url.language(asked), url.easy(asked)
    st.set_page_config(
        page_title=f"{words.t(info.title, lang, easy)} | {words.t(APP_NAME, lang)}",
        page_icon=str(ICON),
        layout="wide",
    )
    access.insist()
    if not info.alone:
        with st.sidebar:
            _menu(info, lang, easy)
    if not info.is_for(snapshots.audience()):
        unable.no_such_page(lang)
    if warning := access.warning(lang):
        st.caption(warning)
    if info.role:
        access.insist(info.role)
    shown, frame = _read(info, asked, lang)
    unit = asked.one_of("unit", tuple(formats.UNITS))
    if unit not in formats.units(lang):  # none asked for, or one that only Japanese counts in
        unit = formats.DEFAULT_UNIT[lang]
    page = Page(
        info=info,
        database=shown.database,
        lang=lang,
        unit=unit,
        filters=choices.filters(asked, frame.names, frame.years),
        snapshot=frame.about,
        names=frame.names,
        audience=snapshots.audience(),
        easy=easy and info.easy,
    )
    if not info.alone:
        with st.sidebar:
            choices.show_filters(page, frame.years)
    _heading(page, heading(page), shown.is_current)
    if easy:
        _say_how_plain(page)
    choices.say_filters(page, asked)
    _comes_back()
    if CHARTS in info.asks:
        choices.asked(page, CHARTS, page.t("kind of charts"), (LIVE,), None)
    return page
