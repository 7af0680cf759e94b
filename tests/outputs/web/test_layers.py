"""The HTTP layers, against a small real ASGI app: at the root of the host and below a base path."""

from __future__ import annotations

import asyncio
import re
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from smart_tokyo.addresses import at
from smart_tokyo.outputs.web.head import document_language
from smart_tokyo.outputs.web.layers import ServedView, inline_hashes, middleware


@pytest.fixture(autouse=True, params=["", "/smart-tokyo"])
def base(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The base path of all requests of a test."""
    monkeypatch.setenv("SMART_TOKYO_BASE_PATH", request.param)
    return str(request.param)


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        (b"lang=en", "ja", "en"),
        (b"lang=ja", "en-US", "ja"),
        (b"lang=ja-easy", "en-US", "ja"),
        (b"lang=xx", "en-US,en;q=0.9", "en"),
        (b"", "ja-JP,ja;q=0.9", "ja"),
        (b"", "", "ja"),
        (b"lang=en&lang=ja", "", "ja"),
        (b"lang=%ff%00", "fr", "en"),
    ],
)
def test_document_language(query: bytes, accept: str, expected: str) -> None:
    assert document_language(query, accept) == expected


def get(path: str, query: bytes = b"", **headers: str) -> tuple[dict[str, str], bytes]:
    """One GET through the layers: the response's headers and body."""
    sent = answer(path, query, **headers)
    found = {k.decode(): v.decode() for k, v in sent[0]["headers"]}
    return found, b"".join(message.get("body", b"") for message in sent[1:])


def status(path: str, **headers: str) -> int:
    """One GET through the layers: the response's status."""
    return int(answer(path, **headers)[0]["status"])


def cookie(request: Request) -> Response:
    """An answer that sets a cookie as Streamlit does."""
    response = PlainTextResponse("ok")
    response.set_cookie("one", "1")
    return response


def headers_of(site: ServedView, path: str = "/", **headers: str) -> dict[str, str]:
    """The headers of one answer through the layers of a site."""
    return {k.decode(): v.decode() for k, v in ask(site, path, **headers)[0]["headers"]}


def answer(path: str, query: bytes = b"", **headers: str) -> list[MutableMapping[str, Any]]:
    """The messages that one GET through the layers sends."""
    return ask(ServedView("public", ["text"]), path, query, **headers)


def broken(request: Request) -> Response:
    """An answer that fails."""
    raise ValueError("a SECRET of the store")


def ask(site: ServedView, path: str, query: bytes = b"", **headers: str) -> list[MutableMapping[str, Any]]:
    """The same through the layers of a site."""
    page = '<!doctype html><html lang="en"><body>' + "あ" * 1000 + "</body></html>"
    app = Starlette(
        routes=[
            Route(at("/"), lambda request: HTMLResponse(page)),
            Route(at("/media/file"), lambda request: PlainTextResponse("data")),
            Route(at("/_stcore/metrics"), lambda request: PlainTextResponse("numbers")),
            Route(at("/_stcore/health"), cookie),
            Route(at("/_stcore/upload_file/session/file"), lambda request: PlainTextResponse("kept")),
            Route(at("/broken"), broken),
            Route(at("/text"), lambda request: PlainTextResponse('<html lang="en">' + "x" * 5000)),
        ],
        middleware=middleware(site),
    )
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": at(path), "raw_path": at(path).encode(), "query_string": query,
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
        "http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", 1), "root_path": "",
        "client": ("127.0.0.1", 2),
    }  # fmt: skip
    with ThreadPoolExecutor(1) as thread:  # the browser tests leave a loop running in this one
        thread.submit(lambda: asyncio.run(app(scope, receive, send))).result()
    return sent


@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_the_document_names_its_language(accept: str) -> None:
    headers, body = get("/", b"lang=ja", accept=accept, accept_language="en")
    assert body.startswith(b'<!doctype html><html lang="ja">')
    assert int(headers["content-length"]) == len(body)


def test_the_health_address_says_when_readers_may_come() -> None:
    site = ServedView("public", ["text"], ready=lambda: False)
    assert [ask(site, path)[0]["status"] for path in ("/_stcore/health", "/text")] == [503, 200]
    assert status("/_stcore/health") == 200


def test_other_answers_pass_unchanged() -> None:
    assert get("/text", b"lang=ja", accept="text/html")[1].startswith(b'<html lang="en">')


def test_large_answers_are_compressed_and_safe() -> None:
    headers, body = get("/", accept="text/html", accept_encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert body[:2] == b"\x1f\x8b"
    assert headers["x-content-type-options"] == "nosniff"


def test_an_address_without_a_page_is_an_ordinary_not_found() -> None:
    headers, body = get("/nothing", b"lang=en", accept="text/html")
    assert "There is no page at this address." in body.decode()
    assert '<html lang="ja">' in get("/a/b", accept="text/html")[1].decode()
    assert status("/nothing", accept="text/html") == 404
    assert status("/text", accept="text/html") == 200


PUBLIC, INTERNAL = ServedView("public", ["text"]), ServedView("internal", ["text"])


@pytest.mark.parametrize("site", [PUBLIC, INTERNAL], ids=["public", "internal"])
@pytest.mark.parametrize("path", ["/", "/text", "/media/file", "/robots.txt", "/nothing", "/_stcore/metrics"])
def test_every_answer_is_guarded(site: ServedView, path: str) -> None:
    found = headers_of(site, path, host="dashboard.example.jp:8501", accept="text/html")
    assert found["x-content-type-options"] == "nosniff"
    assert found["referrer-policy"] == "same-origin"
    assert "camera=()" in found["permissions-policy"] and "geolocation=()" in found["permissions-policy"]
    policy = dict(part.split(" ", 1) for part in found["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'" and policy["base-uri"] == "'self'"
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["connect-src"] == "'self' ws://dashboard.example.jp:8501 wss://dashboard.example.jp:8501"
    assert not [
        value for value in policy.values() if "'unsafe-eval'" in value or "*" in value or "http:" in value
    ]
    assert ("noindex" in found.get("x-robots-tag", "")) == site.private
    assert (found.get("cache-control") == "no-store") == site.private


def test_a_forged_host_gets_into_no_policy() -> None:
    found = headers_of(PUBLIC, host="a; script-src *")
    assert (
        found["content-security-policy"].count("script-src") == 1
        and "*" not in found["content-security-policy"]
    )


@pytest.mark.parametrize(
    ("site", "ancestors", "options"),
    [
        (PUBLIC, "'self'", "SAMEORIGIN"),
        (ServedView("public", [], embedders=["https://a.example.jp"]), "'self' https://a.example.jp", None),
        (INTERNAL, "'none'", "DENY"),
        (ServedView("internal", [], embedders=["https://a.example.jp"]), "'none'", "DENY"),
    ],
)
def test_who_may_show_it_in_a_frame(site: ServedView, ancestors: str, options: str | None) -> None:
    found = headers_of(site)
    assert found["content-security-policy"].endswith(f"frame-ancestors {ancestors}")
    assert found.get("x-frame-options") == options


def test_inline_scripts_are_named_by_their_hash() -> None:
    # echo -n 'alert(1)' | openssl dgst -sha256 -binary | base64
    expected = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
    document = b'<script src="x.js"></script><script>alert(1)</script>'
    assert inline_hashes(document) == [expected]
    site = ServedView("public", [], scripts=inline_hashes(document))
    assert expected in headers_of(site)["content-security-policy"]


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"])
@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_what_readers_do_not_need_is_closed(path: str, accept: str) -> None:
    for site in (PUBLIC, INTERNAL):
        assert ask(site, path, accept=accept)[0]["status"] == 404
        assert ask(site, path.replace("/_", "//_"), accept=accept)[0]["status"] == 404


def test_only_the_data_desk_takes_files() -> None:
    path = "/_stcore/upload_file/session/file"
    assert ask(PUBLIC, path)[0]["status"] == 404
    assert ask(INTERNAL, path)[0]["status"] == 200


@pytest.mark.parametrize("site", [PUBLIC, INTERNAL], ids=["public", "internal"])
def test_an_error_is_a_number_under_every_header(site: ServedView, caplog: pytest.LogCaptureFixture) -> None:
    sent = ask(site, "/broken", b"lang=en")
    said = b"".join(message.get("body", b"") for message in sent[1:]).decode()
    number = re.search("[0-9a-f]{8}$", said)
    assert sent[0]["status"] == 500 and number and "SECRET" not in said
    names = {name.decode() for name, _ in sent[0]["headers"]}
    assert {"content-security-policy", "x-content-type-options", "x-frame-options"} <= names
    (line,) = [one for one in caplog.records if number[0] in one.getMessage()]
    assert line.exc_info and "SECRET" in str(line.exc_info[1])


def test_data_outside_of_pages_takes_a_sign_in() -> None:
    site = ServedView("internal", ["text"], may_enter=lambda cookies: cookies.get("key") == "real")
    assert ask(site, "/media/file")[0]["status"] == 401
    assert ask(site, "/report.pdf")[0]["status"] == 401, (
        "whatever is added later is closed until it is opened"
    )
    assert ask(site, "/media/file", cookie="key=forged")[0]["status"] == 401
    assert ask(site, "/media/file", cookie="key=real")[0]["status"] == 200
    assert ask(site, "/text")[0]["status"] == 200
    assert ask(site, "/ready")[0]["status"] != 401


def test_cookies_stay_below_the_base_path_and_on_https_where_there_is_https(base: str) -> None:
    (kept,) = re.findall("; Path=([^;]*)", headers_of(INTERNAL, "/_stcore/health")["set-cookie"])
    assert kept == (base or "/")
    assert "Secure" not in headers_of(INTERNAL, "/_stcore/health")["set-cookie"]
    found = headers_of(ServedView("internal", [], https=True), "/_stcore/health")
    assert found["set-cookie"].endswith("; Secure") and "max-age" in found["strict-transport-security"]
