"""The HTTP layers, against a small real ASGI app."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from smart_tokyo.outputs.http import Site, document_language, middleware


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        (b"lang=en", "ja", "en"),
        (b"lang=ja", "en-US", "ja"),
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


def answer(path: str, query: bytes = b"", **headers: str) -> list[MutableMapping[str, Any]]:
    """The messages that one GET through the layers sends."""
    page = '<!doctype html><html lang="en"><body>' + "あ" * 1000 + "</body></html>"
    app = Starlette(
        routes=[
            Route("/", lambda request: HTMLResponse(page)),
            Route("/text", lambda request: PlainTextResponse('<html lang="en">' + "x" * 5000)),
        ],
        middleware=middleware(Site("public", ["text"])),
    )
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query,
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
        "http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", 1), "root_path": "",
        "client": ("127.0.0.1", 2),
    }  # fmt: skip
    with ThreadPoolExecutor(1) as thread:  # the browser tests leave a loop running in this one
        thread.submit(lambda: asyncio.run(app(scope, receive, send))).result()
    return sent


def test_the_document_names_its_language() -> None:
    headers, body = get("/", b"lang=ja", accept="text/html", accept_language="en")
    assert body.startswith(b'<!doctype html><html lang="ja">')
    assert int(headers["content-length"]) == len(body)


def test_other_answers_pass_unchanged() -> None:
    assert get("/text", b"lang=ja", accept="text/html")[1].startswith(b'<html lang="en">')
    assert b'<html lang="en">' in get("/", b"lang=ja", accept="*/*")[1]


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
