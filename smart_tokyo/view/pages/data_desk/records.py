"""The snapshots on the data desk: what a person calls each, when it was built, and what the two views show just now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from smart_tokyo import words
from smart_tokyo.ledger.checking.check import TOKYO
from smart_tokyo.ledger.store.build import read_manifest
from smart_tokyo.store import StoreError, StorePaths
from smart_tokyo.view.frame import snapshots
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain, whole
from smart_tokyo.view.pages.data_desk.desk import guarded


def manifest(snapshot_id: str) -> Mapping[str, Any]:
    """What a snapshot says about itself: label_ja, label_en, built_at, rows, files; nothing where it cannot be read."""
    try:
        return _manifest(str(snapshots.store().root), snapshot_id)
    except StoreError:
        return {}


@st.cache_data(max_entries=1_000, show_spinner=False)
def _manifest(root: str, snapshot_id: str) -> dict[str, Any]:
    """The small part of a manifest, which never changes; its findings may be thousands."""
    found = read_manifest(StorePaths(Path(root)), snapshot_id)
    return {name: found.get(name) for name in ("label_ja", "label_en", "built_at", "rows", "files")}


def record_name(page: Page, snapshot_id: str) -> str:
    """A snapshot as a person calls it: label, as-of date and id."""
    about = manifest(snapshot_id)
    label = words.pick(about, "label", page.lang)
    day = page.t("as of {date}", date=page.date(dt.date.fromisoformat(snapshot_id[:10])))
    return " ・ ".join(part for part in (label, day, snapshot_id) if part)


def moment(page: Page, utc: str) -> str:
    """A moment of the log, given in UTC, as date and time in Tokyo."""
    try:
        when = dt.datetime.fromisoformat(utc.replace("Z", "+00:00"))
    except ValueError:
        return ""
    if when.tzinfo is None:
        when = when.replace(tzinfo=dt.UTC)
    here = when.astimezone(TOKYO)
    return whole(f"{page.date(here.date())} {here:%H:%M}".replace(" ", "\u00a0"))


def standing(page: Page) -> None:
    """What the internal and the public view show just now."""
    store = snapshots.store()
    columns = st.columns(2)
    for column, audience, title in zip(
        columns, ("internal", "public"), (page.t("Internal view"), page.t("Public view")), strict=True
    ):
        with column.container(border=True, height="stretch"), guarded(page):
            st.markdown(f"**{title}**")
            current = store.current(audience)
            if current is None:
                st.markdown(page.t("Nothing yet."))
                continue
            about = manifest(current)
            st.markdown(
                f"{plain(words.pick(about, 'label', page.lang) or current)}  \n"
                + page.t("as of {date}", date=page.date(dt.date.fromisoformat(current[:10])))
            )
            st.caption(current)
