"""The sign-in with a real provider and a real Chromium: right role, wrong role, unknown, over, forged, out again."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from smart_tokyo.ledger.store import history
from smart_tokyo.store import StorePaths
from tests.browser.conftest import READY, ROOT, Server, free_port, start
from tests.browser.provider import CLIENT, PASSWORD, SECRET
from tests.browser.test_data_desk import drop
from tests.pages.test_data_desk import BROKEN, zipped

COOKIE = "_streamlit_user"
BASE = "/city/staff"


@dataclass
class SignIn:
    """A running provider, and the secrets with which dashboards on some ports may use it."""

    process: subprocess.Popen[bytes]
    secrets: dict[int, Path]


@pytest.fixture(scope="module")
def sign_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignIn]:
    provider, bases = free_port(), {free_port(): base for base in ("", BASE)}
    folder, secrets = tmp_path_factory.mktemp("secrets"), {}
    callbacks = {port: f"http://127.0.0.1:{port}{base}/oauth2callback" for port, base in bases.items()}
    for port, callback in callbacks.items():
        path = secrets[port] = folder / f"{port}.toml"
        lines = {
            "redirect_uri": callback,
            "cookie_secret": "of-these-tests-and-longer-than-32-characters",
            "client_id": CLIENT,
            "client_secret": SECRET,
            "server_metadata_url": f"http://127.0.0.1:{provider}/o/.well-known/openid-configuration",
        }
        path.write_text("[auth]\n" + "".join(f'{name} = "{text}"\n' for name, text in lines.items()), "utf-8")
        path.chmod(0o600)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.provider", str(provider), " ".join(callbacks.values())],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{provider}/login/", timeout=10):
                break
        except OSError:
            time.sleep(0.1)
    yield SignIn(process, secrets)
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture(scope="module")
def store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(sample_store, tmp_path_factory.mktemp("signed") / "store")


def served(store: Path, sign_in: SignIn, number: int, **settings: str) -> Server:
    port, secrets = list(sign_in.secrets.items())[number]
    settings = {"ROLE_CLAIM": "roles", "EDITORS": "emi@example.jp", "CONTACT": "room 7"} | settings
    return start(store, "internal", port, SECRETS=str(secrets), **settings)


@pytest.fixture(scope="module")
def server(store: Path, sign_in: SignIn) -> Iterator[Server]:
    found = served(store, sign_in, 0)
    yield found
    found.stop()


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    yield found
    found.close()


@pytest.fixture
def context(shared: BrowserContext) -> Iterator[BrowserContext]:
    """A browser that nobody has signed in with; what the pages load stays loaded from one test to the next."""
    yield shared
    for page in shared.pages:
        page.close()
    shared.clear_cookies()


def enter(context: BrowserContext, server: Server, name: str, password: str = PASSWORD) -> Page:
    """Somebody signs in, from the gate over the provider back to the dashboard."""
    page = context.new_page()
    page.goto(server.url)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    return page


def status(server: Server, path: str, cookie: str = "") -> int:
    request = urllib.request.Request(f"{server.url}{path}", headers={"Cookie": cookie} if cookie else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_a_publisher_works_at_the_desk_and_leaves(
    context: BrowserContext, server: Server, store: Path
) -> None:
    page = enter(context, server, "paul")
    page.wait_for_selector(READY)
    expect(page.get_by_text(re.compile("^Paul .* ・ publisher$"))).to_be_visible()
    page.goto(f"{server.url}/data_desk?lang=en")
    page.wait_for_selector(READY)
    expect(page.get_by_role("textbox", name="Your name")).to_have_count(0)
    drop(page, BROKEN)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the annotated copy").click()
    media = download.value.url.removeprefix(server.url)
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
    lines = [(one["what"], one["who"], one["file"]) for one in history.read(StorePaths(store))[-2:]]
    assert lines == [
        ("check", "Paul (paul@example.jp)", "台帳.zip"),
        ("download", "Paul (paul@example.jp)", "台帳_findings.xlsx"),
    ]
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in context.cookies(server.url))
    assert status(server, media) == 401, "the address of a file alone gives nothing"
    assert status(server, media, cookies) == 200
    drop(page, zipped(projects=("（見本）", "（別）")))
    page.get_by_role("button", name="Build the snapshot").click()
    page.get_by_role("button", name="Prepare to publish").click()
    page.get_by_role("button", name="Yes, publish it").click()
    expect(page.get_by_text("Published: ")).to_be_visible()
    assert history.read(StorePaths(store))[-1]["who"] == "Paul (paul@example.jp)"
    # The page shows the gate at once, while the browser still goes to /auth/logout, to the provider and back.
    with page.expect_event("load"):
        page.get_by_role("button", name="Sign out").click()
    assert not [one["name"] for one in context.cookies(server.url) if one["name"].startswith(COOKIE)]
    page.goto(f"{server.url}/data_desk?lang=en")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Password")).to_be_visible()  # gone at the provider too


def test_a_viewer_reads_and_does_no_more(context: BrowserContext, server: Server) -> None:
    page = enter(context, server, "vera")
    page.wait_for_selector(READY)
    expect(page.get_by_role("link", name="Data desk")).to_have_count(0)
    page.goto(f"{server.url}/data_desk?lang=en")
    expect(page.get_by_text("This takes the role “editor”.")).to_be_visible()
    expect(page.locator("input[type=file]")).to_have_count(0)


def test_an_editor_builds_and_does_not_publish(context: BrowserContext, server: Server) -> None:
    page = enter(context, server, "emi")
    page.wait_for_selector(READY)
    page.goto(f"{server.url}/data_desk?lang=en")
    page.wait_for_selector(READY)
    expect(page.locator("input[type=file]")).to_have_count(1)
    expect(page.get_by_role("button", name="Roll back")).to_have_count(0)
    expect(page.get_by_role("button", name="Prepare to publish")).to_have_count(0)


def test_an_unknown_person_reads_whom_to_ask(context: BrowserContext, server: Server) -> None:
    page = enter(context, server, "nora")
    expect(page.get_by_text("For access, ask room 7.")).to_be_visible()
    assert page.get_by_test_id("stPageLink").count() == 0
    assert "見本" not in page.content() and "SMP-" not in page.content()


def test_a_wrong_password_stays_outside(context: BrowserContext, server: Server) -> None:
    page = enter(context, server, "paul", "wrong")
    expect(page.get_by_label("Password")).to_be_visible()
    assert COOKIE not in {one["name"] for one in context.cookies(server.url)}


def test_a_forged_cookie_opens_nothing(context: BrowserContext, server: Server) -> None:
    page = enter(context, server, "vera")
    page.wait_for_selector(READY)
    real = next(one for one in context.cookies(server.url) if one["name"] == COOKIE)
    value = real["value"].strip('"')
    claims = {"is_logged_in": True, "iat": time.time(), "origin": server.url, "roles": ["publisher"]}
    unsigned = base64.b64encode(json.dumps(claims).encode()).decode()
    middle = len(value) // 3
    for forged in (value[:middle] + ("A" if value[middle] != "A" else "B") + value[middle + 1 :], unsigned):
        context.clear_cookies(name=COOKIE)
        context.add_cookies([{"name": COOKIE, "value": forged, "url": server.url}])
        page.goto(f"{server.url}/funding?lang=en")
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()
        assert page.get_by_test_id("stPageLink").count() == 0
        assert status(server, "/media/x", f"{COOKIE}={forged}") == 401
    assert status(server, "/media/x", f"{COOKIE}={value}") == 404, "the real one passes the door"


def test_below_a_base_path_one_signs_in_and_out_and_a_session_ends_on_an_open_page(
    context: BrowserContext, store: Path, sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = tmp_path / "clock"
    clock.write_text("0")
    monkeypatch.setenv("CLOCK", str(clock))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests" / "browser" / "clock"))
    server = served(store, sign_in, 1, BASE_PATH=BASE, SIGN_IN_MINUTES="30")
    try:
        page = enter(context, server, "vera")
        page.wait_for_selector(READY)
        assert page.url == f"{server.url}/"
        ours = {one["name"]: one for one in context.cookies(server.url) if "streamlit" in one["name"]}
        assert COOKIE in ours and {one["path"] for one in ours.values()} == {BASE}
        cookie = f"{COOKIE}={ours[COOKIE]['value']}"
        assert [status(server, "/media/x", one) for one in ("", cookie)] == [401, 404]
        with page.expect_event("load"):
            page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="Sign in").wait_for()
        assert COOKIE not in {one["name"] for one in context.cookies(server.url)}

        page = enter(context, server, "emi")
        page.wait_for_selector(READY)
        page.goto(f"{server.url}/data_desk?lang=en")
        page.wait_for_selector(READY)
        before = len(history.read(StorePaths(store)))
        clock.write_text(f"{31 * 60}")
        drop(page, BROKEN)
        expect(page.get_by_text("Your session is over.")).to_be_visible()
        assert len(history.read(StorePaths(store))) == before, "nothing was checked"
        page.goto(f"{server.url}/?lang=en")
        expect(page.get_by_text("Your session is over.")).to_be_visible()
    finally:
        server.stop()
