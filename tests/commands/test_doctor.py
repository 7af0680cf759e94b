"""`doctor`: exit codes and forms, settings and packages, and what stands between a reader and the server."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from smart_tokyo.commands import doctor
from smart_tokyo.figures import open_snapshot
from smart_tokyo.outputs.web import head
from smart_tokyo.store import StorePaths
from tests.outputs.loopback import running

SAFE = [(name, "x") for name in doctor.ONCE]


def test_a_sound_installation(run, register_store: Path) -> None:
    shown = StorePaths(register_store)
    with open_snapshot(
        shown.database(str(shown.current("public")), "public")
    ):  # as a server in the process has
        code, out, err = run("doctor", "--store", register_store)
    assert (code, err) == (0, "") and all(line.startswith("ok ") for line in out.splitlines()), out
    assert {line.split()[1] for line in out.splitlines()} >= {
        "settings",
        "packages",
        "font",
        "hashes",
        "disk",
    }
    code, out, _ = run("doctor", "--store", register_store, "--format", "json")
    assert code == 0 and all(list(one) == ["check", "ok", "says", "do"] for one in json.loads(out))


def test_what_is_wrong_is_exit_1_and_a_line_with_what_to_do(
    run, register_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMART_TOKYO_OPENRATE", "3")
    monkeypatch.setenv("SMART_TOKYO_PORT", "many")
    monkeypatch.setenv("SMART_TOKYO_METRICS_PORT", "many")
    monkeypatch.setenv("SMART_TOKYO_EMBED_HOSTS", "many")
    monkeypatch.setenv("SMART_TOKYO_AUDIENCE", "internal")
    monkeypatch.setenv("SMART_TOKYO_SECRETS", "/nowhere/at/all")
    monkeypatch.setenv("SMART_TOKYO_ALERTS", "/nowhere/of/alerts")
    monkeypatch.setenv("SMART_TOKYO_SMTP_RELAY", "many")
    real = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0.1" if name == "duckdb" else real(name))
    monkeypatch.setattr(doctor, "undrawable", lambda letters: letters)
    code, out, err = run("doctor", "--store", register_store)
    assert (code, err) == (1, "")
    found = [line for line in out.splitlines() if line.startswith("WRONG")]
    for said in (
        "OPENRATE is no setting",
        "PORT='many'",
        "METRICS_PORT='many'",
        "EMBED_HOSTS",
        "SMTP_RELAY",
        "/nowhere/at/all",
        "/nowhere/of/alerts",
        "duckdb is 0.1, not",
        "there is no shape for",
    ):
        assert sum(said in line for line in found) == 1 + (said == "PORT='many'"), (said, found)
    assert all("; " in line for line in found)


@contextmanager
def proxied(headers: list[tuple[str, str]], scheme: str = "", ready: int = 200) -> Iterator[str]:
    """A server behind a proxy that sends these headers, and says of the scheme what it does."""

    def page(request: Request) -> Response:
        answer = PlainTextResponse("page")
        answer.raw_headers += [(name.encode(), value.encode()) for name, value in headers]
        return answer

    async def stream(socket: WebSocket) -> None:
        await socket.accept("streamlit")
        await socket.close()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scheme and scope["type"] == "http":
            scope["headers"] = [*scope["headers"], (b"x-forwarded-proto", scheme.encode())]
        await inner(scope, receive, send)

    inner = Starlette(
        routes=[
            Route("/ready", lambda request: PlainTextResponse("told", status_code=ready)),
            Route("/", page),
            *head.routes("public", lambda: [""]),
            *([] if scheme else [WebSocketRoute("/_stcore/stream", stream)]),
        ]
    )
    with running(app) as server:  # type: ignore[arg-type]
        yield f"http://127.0.0.1:{server.port}"


def test_a_sound_proxy() -> None:
    with proxied(SAFE) as address:
        found = list(doctor._proxy(address))
    assert {one.check for one in found} == {"ready", "proxy headers", "WebSocket"}
    assert [one for one in found if not one.ok] == []


def test_what_a_proxy_does_wrong_is_told() -> None:
    """A header twice and one that is gone, another scheme, no WebSocket, a server that shows nothing."""
    with proxied([*SAFE[1:], SAFE[-1]], "https", 503) as address:
        found = [one for one in doctor._proxy(address) if not one.ok]
    told = [(one.check, one.says) for one in found]
    assert told[:3] == [
        ("ready", f"{address}/ready: told"),
        ("proxy headers", "content-security-policy is there 0 times"),
        ("proxy headers", "permissions-policy is there 2 times"),
    ]
    assert told[3] == (
        "proxy headers",
        f"the server takes its address for {address.replace('http:', 'https:')}",
    )
    assert told[4][0] == "WebSocket" and len(told) == 5 and all(one.do for one in found)


def test_an_address_where_nobody_answers_is_one_line() -> None:
    (one,) = doctor._proxy("http://127.0.0.1:1")
    assert not one.ok and "does not answer" in one.says
