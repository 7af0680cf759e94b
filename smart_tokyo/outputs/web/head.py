"""What others see of a public page before they open it: title, description, Open Graph, its address by language.

Streamlit sends one document for every page and writes the title into it later, in the browser: search engines and
those who show a preview of a link do not wait for that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qs, quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from smart_tokyo.addresses import within
from smart_tokyo.outputs.web.site import home
from smart_tokyo.words import LANGS, OFFERED, Lang, t

LOCALES: dict[Lang, str] = {"ja": "ja_JP", "en": "en_US"}
ONE_OF = "project"  # the parameter that makes a page one about something else
LONGEST = 100  # letters of its value


@dataclass(frozen=True)
class Head:
    """A page's title and description (message ids). `listed`: search engines may list it."""

    title: str
    about: str
    listed: bool = True


def internal(name: str, lang: Lang) -> str:
    """The head of every page that is not public: the name of the product, and nothing else."""
    return f'<title>{escape(t(name, lang))}</title><meta name="robots" content="noindex, nofollow">'


def public(head: Head, name: str, home: str, path: str, query: bytes, lang: Lang) -> str:
    """The elements for a page at `path` below `home`, in a language. `name`: of the product (message id).

    Of the query only the project counts: the same page with other filters is the same page for a search engine.
    """
    title = f"{t(head.title, lang)} | {t(name, lang)}"
    parts = [f"<title>{escape(title)}</title>", _named("description", t(head.about, lang))]
    if not head.listed:
        return "".join([*parts, _named("robots", "noindex")])
    asked = parse_qs(query.decode("ascii", "ignore")).get(ONE_OF, [""])[-1]
    one = f"{ONE_OF}={quote(asked[:LONGEST], safe='')}" if asked else ""
    there: dict[str, str] = {key: _address(home, path, one, f"lang={key}") for key in LANGS}
    links = [f'rel="canonical" href="{escape(there[lang])}"']
    links += [f'rel="alternate" hreflang="{key}" href="{escape(address)}"' for key, address in there.items()]
    links.append(f'rel="alternate" hreflang="x-default" href="{escape(_address(home, path, one))}"')
    shown = {
        "og:type": "website",
        "og:site_name": t(name, lang),
        "og:title": title,
        "og:description": t(head.about, lang),
        "og:url": there[lang],
        "og:locale": LOCALES[lang],
    }
    parts += [f"<link {link}>" for link in links]
    parts += [f'<meta property="{key}" content="{escape(value)}">' for key, value in shown.items()]
    parts += [
        f'<meta property="og:locale:alternate" content="{LOCALES[key]}">' for key in LANGS if key != lang
    ]
    return "".join(parts)


def _named(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape(content)}">'


def _address(home: str, path: str, *parameters: str) -> str:
    query = "&".join(filter(None, parameters))
    return f"{home}{path}{'?' if query else ''}{query}"


def document_language(query: bytes, accept_language: str) -> Lang:
    """The language a page will be shown in: `?lang=` if it is one of ours, else the browser's, Japanese first."""
    wanted = parse_qs(query.decode("ascii", "ignore")).get("lang", [""])[-1]
    if wanted in OFFERED:
        return "en" if wanted == "en" else "ja"
    first = accept_language.split(",")[0].strip().lower()
    return "ja" if not first or first.startswith("ja") else "en"


NOT_PASSED_ON = (  # what comes in must be whole
    b"accept-encoding",
    b"if-none-match",
    b"if-modified-since",
    b"range",
    b"if-range",
)


class PageDocument:
    """Writes the language and the head of a page into the one document that Streamlit sends for all of them."""

    def __init__(self, app: ASGIApp, name: str, heads: Mapping[str, Head], pages: Collection[str]) -> None:
        self.app = app
        self.name = name
        self.heads = heads
        self.pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Collect an HTML answer, rewrite it, send it; pass everything else through."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        path = within(scope.get("path", "")).rstrip("/") or "/"
        if scope["type"] != "http" or not ("text/html" in headers.get("accept", "") or path in self.pages):
            await self.app(scope, receive, send)
            return
        plain_scope = dict(scope)
        plain_scope["headers"] = [(k, v) for k, v in scope["headers"] if k.lower() not in NOT_PASSED_ON]
        start: Message | None = None
        body = b""

        async def collect(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                if not _is_html(message):
                    await send(message)
            elif start is not None and _is_html(start):
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    page = self._rewritten(body, scope, path)
                    changed = MutableHeaders(scope=start)
                    changed["content-length"] = str(len(page))
                    # of Streamlit's file, whatever stands in it now
                    del changed["etag"], changed["last-modified"], changed["accept-ranges"]
                    if scope["method"] == "HEAD":  # nothing came in to be measured
                        del changed["content-length"]
                    await send(start)
                    await send({"type": "http.response.body", "body": page})
            else:
                await send(message)

        await self.app(plain_scope, receive, collect)

    def _rewritten(self, body: bytes, scope: Scope, path: str) -> bytes:
        query = scope["query_string"]
        lang = document_language(query, Headers(scope=scope).get("accept-language", ""))
        body = re.sub(rb'<html lang="[a-z]*"', f'<html lang="{lang}"'.encode(), body, count=1)
        if not self.name or path not in self.pages:
            return body
        head = self.heads.get(path.strip("/") or "overview")
        text = (
            public(head, self.name, home(Request(scope)), path, query, lang)
            if head
            else internal(self.name, lang)
        )
        return re.sub(rb"<title>[^<]*</title>", lambda found: text.encode(), body, count=1)


def _is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
