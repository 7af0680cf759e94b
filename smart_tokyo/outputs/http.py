"""HTTP around the pages: the language of the document, compression, safe headers."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from smart_tokyo.words import LANGS, Lang, t

SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}


RESERVED = (
    *("/_stcore/", "/media/", "/component/", "/static/"),  # Streamlit's own addresses
    *("/open/", "/robots.txt", "/sitemap.xml"),  # ours that are no pages
)


def document_language(query: bytes, accept_language: str) -> Lang:
    """The language a page will be shown in: `?lang=` if it is one of ours, else the browser's, Japanese first."""
    wanted = parse_qs(query.decode("ascii", "ignore")).get("lang", [""])[-1]
    for lang in LANGS:
        if wanted == lang:
            return lang
    first = accept_language.split(",")[0].strip().lower()
    return "ja" if not first or first.startswith("ja") else "en"


class SafeHeaders:
    """Adds the headers every response carries."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to the start of the response."""

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFE_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, add if scope["type"] == "http" else send)


class DocumentLanguage:
    """Rewrites `<html lang="en">`, which Streamlit fixes, to the language the page will be in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Collect an HTML answer, rewrite its first tag, send it; pass everything else through."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if scope["type"] != "http" or "text/html" not in headers.get("accept", ""):
            await self.app(scope, receive, send)
            return
        language = document_language(scope["query_string"], headers.get("accept-language", ""))
        plain_scope = dict(scope)  # the page itself must arrive uncompressed to be rewritten
        plain_scope["headers"] = [(k, v) for k, v in scope["headers"] if k.lower() != b"accept-encoding"]
        start: Message | None = None
        body = b""

        async def collect(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                if not MutableHeaders(scope=message).get("content-type", "").startswith("text/html"):
                    await send(message)
            elif start is not None and MutableHeaders(scope=start).get("content-type", "").startswith(
                "text/html"
            ):
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    page = re.sub(rb'<html lang="[a-z]*"', f'<html lang="{language}"'.encode(), body, count=1)
                    MutableHeaders(scope=start)["content-length"] = str(len(page))
                    await send(start)
                    await send({"type": "http.response.body", "body": page})
            else:
                await send(message)

        await self.app(plain_scope, receive, collect)


NOT_FOUND = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title></head>
<body style="font-family:sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;line-height:1.7">
<h1>{title}</h1><p>{sentence}</p><p><a href="/?lang={lang}">{back}</a></p></body></html>
"""


class KnownPages:
    """Answers an address that is no page of ours with an ordinary not-found page in the reader's language.

    Streamlit would answer 200 with the overview behind an English dialog.
    """

    def __init__(self, app: ASGIApp, pages: Collection[str]) -> None:
        self.app = app
        self.known = {"/", *(f"/{page}" for page in pages)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on known pages and everything that is not asked for as a page."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        path = scope.get("path", "").rstrip("/") or "/"
        if "text/html" not in headers.get("accept", "") or path in self.known or path.startswith(RESERVED):
            await self.app(scope, receive, send)
            return
        lang = document_language(scope["query_string"], headers.get("accept-language", ""))
        page = NOT_FOUND.format(
            lang=lang,
            title=t("Page not found", lang),
            sentence=t("There is no page at this address.", lang),
            back=t("To the overview", lang),
        )
        await HTMLResponse(page, status_code=404)(scope, receive, send)


def middleware(pages: Collection[str]) -> list[Middleware]:
    """The layers around the app, outermost first. Static files are large and immutable: compressed on the way."""
    return [
        Middleware(SafeHeaders),
        Middleware(GZipMiddleware, minimum_size=1_000),
        Middleware(KnownPages, pages=pages),
        Middleware(DocumentLanguage),
    ]
