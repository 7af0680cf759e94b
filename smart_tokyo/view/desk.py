"""The data desk: what a reader of it has in hand, who that is, and what the two views show just now.

The modules `desk*` are the only ones of `view` that may use the ledger, and `pages/data_desk.py` alone shows
them (docs/decisions/0005).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import streamlit as st

from smart_tokyo import words
from smart_tokyo.ledger.build import read_manifest
from smart_tokyo.ledger.check import TOKYO, Checked
from smart_tokyo.ledger.cutout import Cutout
from smart_tokyo.ledger.diff import Diff
from smart_tokyo.outputs.faults import numbered
from smart_tokyo.roles import EDITOR
from smart_tokyo.store import Locked, StoreError, StorePaths
from smart_tokyo.view import access, data, unable
from smart_tokyo.view.frame import Page
from smart_tokyo.view.text import plain, whole

LONGEST_NAME = 60


@dataclass(frozen=True)
class Result:
    """A file after its check: everything that is kept of it, in the memory of the session alone.

    `cutouts` belong to `checked.findings`, in their order. `annotated`: the copy with its notes in `lang`;
    None where there is nothing to note.
    """

    name: str
    as_of: dt.date
    checked: Checked
    cutouts: tuple[Cutout, ...]
    annotated: bytes | None
    lang: str


@dataclass
class Desk:
    """What lies on a reader's desk between reruns. `round` counts uploads; `said` is shown once."""

    result: Result | None = None
    refused: str = ""
    round: int = 0
    said: str = ""
    asked: tuple[str, ...] = ()  # what waits for a second "yes": "publish" or "rollback", and ids
    differences: dict[tuple[str, ...], Diff] | None = None

    def difference(self, *key: str) -> Diff | None:
        """A comparison that was made before."""
        return (self.differences or {}).get(key)

    def keep(self, difference: Diff, *key: str) -> Diff:
        """Keep a comparison, the last one alone, for the next rerun."""
        self.differences = {key: difference}
        return difference


def desk() -> Desk:
    """The reader's desk."""
    found: Desk = st.session_state.setdefault("desk", Desk())
    return found


@contextmanager
def guarded(page: Page) -> Iterator[None]:
    """Whatever goes wrong inside is said in one sentence; the log has the rest under a number."""
    try:
        yield
    except Locked as error:
        st.warning(unable.in_use(page.lang, error), icon=":material/lock:")
    except (StoreError, OSError, duckdb.Error) as error:
        numbered(error)
        st.error(
            page.t(
                "This did not work; what was stored before is still there. The reason: {reason}",
                reason=plain(_reason(error)),
            )
        )
    except Exception as error:
        st.error(
            page.t(
                "This did not work; what was stored before is still there. "
                "The server's log has the reason under the number {number}.",
                number=numbered(error),
            )
        )


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def said(page: Page) -> None:
    """What was done by the last click, once."""
    found = desk()
    if found.said:
        st.success(found.said, icon=":material/check_circle:")
        found.said = ""


def who(page: Page) -> str:
    """The reader's name, which goes into the history: the sign-in's, or where there is none what they give, or ""."""
    if access.has_sign_in():
        return access.acting(EDITOR)
    name = st.text_input(
        page.t("Your name"),
        key="desk_who",
        max_chars=LONGEST_NAME,
        autocomplete="name",
        persist_state="session",
        live="500ms",
        width=420,
        placeholder=page.t("e.g. Sato, secretariat"),
        help=page.t("It goes into the history beside what you build, publish or roll back."),
    )
    return " ".join((name or "").split())


def action(
    page: Page, label: str, key: str, name: str, *, role: str, icon: str, primary: bool = True
) -> bool:
    """A button for what goes into the history: it takes a role and waits for a name. True when it was clicked.

    Whoever does what was clicked takes the name from `access.acting`, which asks for the role again.
    """
    if not access.may(role):
        st.caption(access.needs(page.lang, role))
        return False
    clicked = st.button(
        label, key=key, icon=icon, type="primary" if primary else "secondary", disabled=not name
    )
    if not name:
        st.caption(page.t("Give your name at the top of this page first."))
    return clicked and bool(name)


def manifest(snapshot_id: str) -> Mapping[str, Any]:
    """What a snapshot says about itself: label_ja, label_en, built_at, rows, files; nothing where it cannot be read."""
    try:
        return _manifest(str(data.store().root), snapshot_id)
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
    store = data.store()
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
