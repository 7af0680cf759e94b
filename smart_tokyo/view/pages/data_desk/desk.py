"""The data desk: what a reader has in hand, who that is, what the views show, and whether it is as the reader left it.

The modules of this folder are the only ones of `view` that may use the ledger, and `pages/data_desk.py` alone shows
them (docs/decisions/0005).
"""

import datetime as dt
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NoReturn

import duckdb
import streamlit as st

from smart_tokyo import N_, numbered, roles, texts, words
from smart_tokyo.ledger.checking.check import Checked
from smart_tokyo.ledger.returned.cutout import Cutout
from smart_tokyo.ledger.snapshot.diff import Diff
from smart_tokyo.ledger.store import build, corrections
from smart_tokyo.store import Locked, Moved, Shown, StoreError, StorePaths
from smart_tokyo.view.frame import Page, access, plain, snapshots, unable

LONGEST_NAME = 60
VIEWS = {"internal": N_("Internal view"), "public": N_("Public view")}
IN_HAND = "desk"  # parameter of the address: the token of the desk on which something lies
TEXTS = texts("data_desk")


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
    """What lies on a reader's desk between reruns. `round` counts uploads; `said` is shown once.

    `seen` is what the views showed when this reader last saw the page to its end, `shown` what they show in this run.
    Where the two differ, or what lay here is lost, the run is `stale`: no click does anything (decision 0026).
    """

    result: Result | None = None
    refused: str = ""
    round: int = 0
    said: str = ""
    asked: tuple[str, ...] = ()  # what waits for a second "yes": "publish" or "rollback", and ids
    difference: tuple[tuple[str, ...], Diff] | None = None  # with what was compared
    token: str = field(default_factory=lambda: secrets.token_hex(4))
    seen: Shown | None = None
    shown: Shown = field(default_factory=dict)
    stale: bool = False

    def compared(self, key: tuple[str, ...], make: Callable[[], Diff]) -> Diff:
        """A comparison; the last one alone is kept for the next rerun."""
        if self.difference is None or self.difference[0] != key:
            self.difference = key, make()
        return self.difference[1]

    def done(self, said: str) -> NoReturn:
        """Start the page again after something was built, published or rolled back here, and say so."""
        self.said, self.asked, self.seen = said, (), None
        st.rerun()


def desk() -> Desk:
    """The reader's desk."""
    return st.session_state.setdefault("desk", Desk())


@contextmanager
def guarded(page: Page) -> Iterator[None]:
    """Whatever goes wrong inside is said in one sentence; the log has the rest under a number."""
    try:
        yield
    except Locked as error:
        st.warning(unable.in_use(page.lang, error), icon=":material/lock:")
    except Moved:
        desk().asked = ()
        st.warning(page.t(TEXTS["moved"]), icon=":material/sync_problem:")
    except corrections.NeedsNote:
        st.warning(page.t(TEXTS["needs_note"]), icon=":material/edit_note:")
    except Exception as error:
        number, text = numbered(error), str(error).splitlines()
        if isinstance(error, (StoreError, OSError, duckdb.Error)):
            own = error.strerror if isinstance(error, OSError) else None
            reason = plain(own or (text[0] if text else type(error).__name__))
            st.error(page.t(TEXTS["failed"], reason=reason))
        else:
            st.error(page.t(TEXTS["numbered"], number=number))


def begin(page: Page) -> Desk:
    """The reader's desk at the beginning of a run; says where it is not as the reader left it."""
    found = desk()
    found.shown = snapshots.store().shown()
    lost = st.query_params.get(IN_HAND, found.token) != found.token
    moved = found.seen is not None and found.seen != found.shown
    found.stale = lost or moved
    if moved:
        found.asked = ()
    for happened, text in ((lost, "lost"), (moved, "moved")):
        if happened:
            st.warning(page.t(TEXTS[text]), icon=":material/sync_problem:")
    if found.said:  # what the last click did, once
        st.success(found.said, icon=":material/check_circle:")
        found.said = ""
    return found


def end(found: Desk) -> None:
    """At the end of a run the reader has seen all of it; the address says that something is in hand here."""
    found.seen = found.shown
    if found.result is not None or found.asked:
        st.query_params[IN_HAND] = found.token
    else:
        st.query_params.pop(IN_HAND, None)


def who(page: Page) -> str:
    """The reader's name, which goes into the history: the sign-in's, or where there is none what they give, or ""."""
    if access.has_sign_in():
        return access.acting(roles.EDITOR)
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
    """A button for what goes into the history: it takes a role and waits for a name. True when it was clicked on
    a page that showed what there is.

    Whoever does what was clicked takes the name from `access.acting`, which asks for the role again.
    """
    if not access.may(role):
        st.caption(access.needs(page.lang, role))
        return False
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    clicked = st.button(label, key=key, icon=icon, type=kind, disabled=not name)
    if not name:
        st.caption(page.t("Give your name at the top of this page first."))
    return clicked and bool(name) and not desk().stale


def confirm(page: Page, label: str, key: str, name: str, icon: str, do: Callable[[str], str]) -> None:
    """The second "yes", which calls `do` with who says it and then tells what that returns; and the way out of it."""
    with st.container(horizontal=True):
        if action(page, label, f"{key}_yes", name, role=roles.PUBLISHER, icon=icon):
            desk().done(do(access.acting(roles.PUBLISHER, name)))
        if st.button(page.t("Cancel"), key=f"{key}_no"):
            desk().asked = ()
            st.rerun()


def manifest(snapshot_id: str) -> Mapping[str, Any]:
    """What a snapshot says about itself: label_ja, label_en, built_at, rows, files; nothing where it cannot be read."""
    try:
        return _manifest(str(snapshots.store().root), snapshot_id)
    except StoreError:
        return {}


@st.cache_data(max_entries=1_000, show_spinner=False)
def _manifest(root: str, snapshot_id: str) -> dict[str, Any]:
    """The small part of a manifest, which never changes; its findings may be thousands."""
    found = build.read_manifest(StorePaths(Path(root)), snapshot_id)
    return {name: found.get(name) for name in ("label_ja", "label_en", "built_at", "rows", "files")}


def record_name(page: Page, snapshot_id: str) -> str:
    """A snapshot as a person calls it: label, as-of date and id."""
    label = words.pick(manifest(snapshot_id), "label", page.lang)
    return " ・ ".join(filter(None, (label, _day(page, snapshot_id), snapshot_id)))


def _day(page: Page, snapshot_id: str) -> str:
    return page.t("as of {date}", date=page.date(dt.date.fromisoformat(snapshot_id[:10])))


def standing(page: Page) -> None:
    """What the internal and the public view show just now."""
    store = snapshots.store()
    for column, (audience, title) in zip(st.columns(2), VIEWS.items(), strict=True):
        with column.container(border=True, height="stretch"), guarded(page):
            st.markdown(f"**{page.t(title)}**")
            current = store.current(audience)
            if current is None:
                st.markdown(page.t("Nothing yet."))
                continue
            label = plain(words.pick(manifest(current), "label", page.lang) or current)
            st.markdown(f"{label}  \n{_day(page, current)}")
            st.caption(current)
