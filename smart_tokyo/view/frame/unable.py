"""What a page says when it has no data to show or its script fails, and the way back from an older record."""

from typing import NoReturn

import streamlit as st

from smart_tokyo import APP_NAME, N_, Lang, numbered, roles, store, texts, words
from smart_tokyo.view.frame import access, snapshots, url
from smart_tokyo.view.frame.menu import PAGES, PageInfo

NOTES = texts("notes")["frame"]


def failed(error: Exception) -> bool:
    """Says that something went wrong with a number, under which the log has what it was."""
    lang = url.language(url.asked())
    said = N_("Something went wrong. Please tell the secretariat this number: {number}")
    st.error(words.t(said, lang, number=numbered(error)), icon=":material/error:")
    return True  # Streamlit adds nothing


def unreadable(lang: Lang, error: Exception) -> NoReturn:
    """Say that the stored data cannot be read; what is wrong with it is for the log, not for a reader."""
    st.title(words.t(APP_NAME, lang), anchor=False)
    if isinstance(error, store.Locked):
        st.warning(in_use(lang, error), icon=":material/lock:")
    else:
        st.error(words.t(NOTES["unreadable"], lang), icon=":material/error:")
    st.caption(words.t("Number of the error: {number}", lang, number=numbered(error)))
    if "snapshot" in st.query_params:
        way_back(PAGES["overview"], lang)
    way_on(lang)
    st.stop()


def in_use(lang: Lang, error: store.Locked) -> str:
    """What to do where another program has the stored data for itself: readers wait, the staff can find the program."""
    text = "in_use_public" if snapshots.audience() == "public" else "in_use"
    return words.t(NOTES[text], lang, number=error.holder or "?")


def not_ready(lang: Lang) -> NoReturn:
    """Say that there is no snapshot yet, and how to get one."""
    said, how = NOTES["no_public" if snapshots.audience() == "public" else "no_snapshot"]
    st.title(words.t(APP_NAME, lang), anchor=False)
    st.info(words.t(said, lang), icon=":material/hourglass_empty:")
    st.caption(words.t(how, lang))
    way_on(lang)
    st.stop()


def way_on(lang: Lang, otherwise: str | None = None) -> None:
    """The way on where there is no data: to the data desk for those who may use it; others to `otherwise`, if any."""
    to = PAGES.get("data_desk" if access.is_internal() and access.may(roles.EDITOR) else otherwise or "")
    if to:
        kept = url.followed(snapshot=None)
        st.page_link(to.target, label=words.t(to.title, lang), icon=to.icon, query_params=kept)


def no_such_page(lang: Lang) -> NoReturn:
    """For a page that is not there for this audience: said as of any address without one (outputs/web/layers.py)."""
    st.title(words.t("Page not found", lang), anchor=False)
    st.info(words.t("There is no page at this address.", lang), icon=":material/explore_off:")
    st.page_link(PAGES["overview"].target, label=words.t("To the overview", lang), icon=":material/home:")
    st.stop()


def way_back(info: PageInfo, lang: Lang) -> None:
    """A link to the same page of the current record."""
    label = words.t("Show the current record", lang)
    st.page_link(info.target, label=label, icon=":material/update:", query_params=url.carried(snapshot=None))
