"""The gate of the internal view on every page there is: nobody, somebody without a role, each role, and an end."""

from __future__ import annotations

import ast
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from smart_tokyo.ledger.store import history
from smart_tokyo.roles import ROLES
from smart_tokyo.store import StorePaths
from smart_tokyo.view.frame import access
from smart_tokyo.view.frame.menu import PAGES
from tests.pages.conftest import ROOT, Opener, See, names_for, tables, text_of, tiles
from tests.pages.test_data_desk import click, keys, noted, upload, zipped

INTERNAL = names_for("internal")
SOME = ["overview", *(name for name in INTERNAL if PAGES[name].role)]  # each kind of page that there is
SignIn = Callable[..., None]


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Sets up a sign-in and says who is signed in: a role's member, or with no role somebody unknown."""
    monkeypatch.setenv("SMART_TOKYO_SECRETS", "somewhere")
    monkeypatch.setenv("SMART_TOKYO_ROLE_CLAIM", "roles")
    monkeypatch.setenv("SMART_TOKYO_CONTACT", "room 7")

    def set_to(role: str | None, **more: Any) -> None:
        claims = {"is_logged_in": True, "iat": time.time(), "sub": "s1", "name": "Sato", "roles": role} | more
        monkeypatch.setattr(access, "_claims", lambda: claims)

    return set_to


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sample_store, tmp_path / "store")


def is_closed(at: AppTest) -> bool:
    """Whether a page shows nothing of the data, and no menu."""
    return not (tiles(at) or tables(at) or at.get("page_link") or at.file_uploader or at.selectbox)


def test_every_page_begins_with_the_gate() -> None:
    """`shell` asks who is there before it shows anything; nothing of a page stands before it."""
    for name, page in PAGES.items():
        body = ast.parse((ROOT / page.file).read_text("utf-8")).body
        first = next(one for one in body[1:] if not isinstance(one, ast.ImportFrom | ast.Import))
        assert ast.unparse(first).startswith(f"page = shell('{name}'"), page.file


@pytest.mark.parametrize(
    ("pages", "claims"),
    [(INTERNAL, {"is_logged_in": False}), (SOME, {"iat": 0}), (SOME, {"iat": None})],
    ids=["nobody", "over", "undated"],
)
def test_who_is_not_signed_in_gets_a_button(
    pages: list[str], claims: dict[str, Any], signed_in: SignIn, sample_store: Path, open_page: Opener
) -> None:
    signed_in("publisher", **claims)
    for name in pages:
        at = open_page(name, sample_store, "internal", lang="en")
        assert is_closed(at) and keys(at) == {"sign_in"} and "ask room 7" in text_of(at), name


@pytest.mark.parametrize("name", SOME)
def test_who_has_no_role_reads_whom_to_ask(
    name: str, signed_in: SignIn, sample_store: Path, open_page: Opener
) -> None:
    signed_in(None, name="**Mallory** <b>")
    at = open_page(name, sample_store, "internal", lang="en")
    assert is_closed(at) and keys(at) == {"sign_out"} and "ask room 7" in text_of(at)
    assert "\\*\\*Mallory" in text_of(at)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_its_pages(
    role: str, signed_in: SignIn, sample_store: Path, open_page: Opener
) -> None:
    signed_in(role)
    for name in SOME:
        at, asked = open_page(name, sample_store, "internal", lang="en"), PAGES[name].role
        allowed = asked is None or ROLES.index(role) >= ROLES.index(asked)
        assert bool(at.get("divider")) == allowed, "an open page has been drawn to its end"
        assert allowed or "This takes the role" in text_of(at)
        labels = [link.label for link in at.sidebar.get("page_link")]
        assert ("Data desk" in labels) == (role != "viewer")
        assert "sign_out" in keys(at)


def test_an_editor_builds_but_does_not_publish(signed_in: SignIn, store: Path, open_page: Opener) -> None:
    signed_in("editor")
    paths = StorePaths(store)
    at = open_page("data_desk", store, "internal", lang="en")
    at = upload(at, zipped(projects=("（見本）", "（別）")))
    click(at, "desk_build")
    last = history.read(paths)[-2:]
    assert [(one["what"], one["who"]) for one in last] == [("check", "Sato (s1)"), ("build", "Sato (s1)")]
    assert last[0]["file"] == "ledger.zip"
    assert not {"desk_publish", "desk_rollback", "desk_who"} & keys(at)
    assert "This takes the role “publisher”." in text_of(at)
    assert "Who did what" not in text_of(at)


def test_a_publisher_publishes_and_reads_the_log(signed_in: SignIn, store: Path, open_page: Opener) -> None:
    signed_in("publisher")
    paths = StorePaths(store)
    at = upload(open_page("data_desk", store, "internal", lang="en"), zipped(projects=("（見本）", "（別）")))
    click(noted(click(click(at, "desk_build"), "desk_publish")), "desk_publish_yes")
    assert paths.current("public") == paths.current("internal")
    assert history.read(paths)[-1]["who"] == "Sato (s1)"
    assert "Who did what, and when" in text_of(at) and "Checked" in text_of(at)


def test_the_role_is_asked_for_at_the_click(signed_in: SignIn, store: Path, open_page: Opener) -> None:
    """Buttons that were on the page when the session ended or the role was taken do nothing any more."""
    signed_in("publisher")
    paths = StorePaths(store)
    at = upload(open_page("data_desk", store, "internal", lang="en"), zipped(projects=("（見本）", "（別）")))
    before = paths.current("internal"), paths.current("public")
    signed_in("viewer")
    at.button(key="desk_build").click().run()
    signed_in("publisher", iat=0)
    at.run()
    assert (paths.current("internal"), paths.current("public")) == before and is_closed(at)


def test_without_a_sign_in_every_page_says_so(see: See) -> None:
    for name in INTERNAL:
        assert "No sign-in is set up" in see(name, "sample", "internal", lang="en").text
    assert "No sign-in" not in see("overview", "sample", "public", lang="en").text


@pytest.mark.parametrize(
    ("address", "header"),
    [
        ("192.0.2.7", "Accept"),
        ("::ffff:192.0.2.7", "Accept"),
        ("fe80::1%eth0", "Accept"),
        (None, "X-Forwarded-For"),
        (None, "x-forwarded-host"),
        (None, "Forwarded"),
        (None, "X-Real-IP"),
        (None, "Via"),
    ],
)
def test_without_a_sign_in_others_get_nothing(
    address: str | None,
    header: str,
    sample_store: Path,
    open_page: Opener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Elsewhere:
        ip_address, headers, locale = address, {header: "192.0.2.7"}, "en"

    monkeypatch.setattr(access.st, "context", Elsewhere())
    at = open_page("overview", sample_store, "internal", lang="en")
    assert is_closed(at) and not keys(at) and "only on its own machine" in text_of(at)


def test_what_cannot_be_logged_is_not_checked(
    store: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, os.strerror(28))

    at = open_page("data_desk", store, "internal", lang="en")
    monkeypatch.setattr(history, "append", full)
    at.file_uploader[0].set_value(("ledger.zip", zipped(), "application/zip")).run()
    assert "No space left on device" in text_of(at) and "has no error" not in text_of(at)
