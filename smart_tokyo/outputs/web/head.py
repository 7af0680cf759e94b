"""What others see of a public page before they open it: title, description, Open Graph, its address by language.

Streamlit sends one document for every page and writes the title into it later, in the browser: search engines and
those who show a preview of a link do not wait for that. What search engines ask for besides: `robots.txt`, and
`sitemap.xml` with every public page, and each about one thing, in both languages.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from urllib.parse import parse_qs, quote
from xml.sax.saxutils import quoteattr

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from smart_tokyo import addresses, palette
from smart_tokyo.addresses import ONE_OF, at, within
from smart_tokyo.words import LANGS, OFFERED, Lang, t

LOCALES: dict[Lang, str] = {"ja": "ja_JP", "en": "en_US"}
HEADERS = {"Cache-Control": "public, max-age=3600"}  # of robots.txt and sitemap.xml
LONGEST = 100  # letters of its value
NARROW = range(24, 65, 4)
"""Rem of windows below which a table's rows may be blocks (decision 0013); a wider one shows every table as one."""


def _style(name: str) -> str:
    return re.sub(r"(?s)/\*.*?\*/|\s+", " ", Path(__file__).with_name(name).read_text("utf-8"))


LOOK = _style("page.css").replace("LINK", "light-dark({light}, {dark})".format(**palette.LINK)) + "".join(
    f"@media screen and (max-width: {size}rem) {{ .table .to-{size} {{ {_style('blocks.css')} }} }}"
    for size in NARROW
)
"""How tiles look, and a page on paper, in its document: no element of a run, no request of its own."""
SCRIPT = f"<script>{Path(__file__).with_name('page.js').read_text('utf-8')}</script>"
"""Keeps the document's language that of the page, for screen readers, and shuts the drawer for another page."""
UNUSED = re.compile(rb'<link\s+rel="preload"[^>]*\sas="font"[^>]*>')
"""Streamlit's document asks beforehand for its own font, which no page of ours is set in."""
NOT_PASSED_ON = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range")
"""Headers of a request for a document, which must come in whole."""


@dataclass(frozen=True)
class Head:
    """A page's title and description (message ids). `listed`: search engines may list it."""

    title: str
    about: str
    listed: bool = True


def public(head: Head, name: str, home: str, path: str, query: bytes, lang: Lang) -> str:
    """The elements for a page at `path` below `home`, in a language. `name`: of the product (message id).

    Of the query only what the page is one about counts: with other filters it is the same page for a search engine.
    """
    title, about = f"{t(head.title, lang)} | {t(name, lang)}", t(head.about, lang)
    found = f'<title>{escape(title)}</title><meta name="description" content="{escape(about)}">'
    if not head.listed:
        return f'{found}<meta name="robots" content="noindex">'
    asked = ((name, _last(query, name)[:LONGEST]) for name in ONE_OF)
    one = next((f"{name}={quote(value, safe='')}" for name, value in asked if value), "")
    x_default = f"{home}{path}{'?' if one else ''}{one}"
    there = {key: f"{x_default}{'&' if one else '?'}lang={key}" for key in LANGS}
    found += f'<link rel="canonical" href="{escape(there[lang])}">'
    for key, address in (*there.items(), ("x-default", x_default)):
        found += f'<link rel="alternate" hreflang="{key}" href="{escape(address)}">'
    shown = [
        ("og:type", "website"),
        ("og:site_name", t(name, lang)),
        ("og:title", title),
        ("og:description", about),
        ("og:url", there[lang]),
        ("og:locale", LOCALES[lang]),
        *(("og:locale:alternate", LOCALES[key]) for key in LANGS if key != lang),
    ]
    return found + "".join(f'<meta property="{key}" content="{escape(value)}">' for key, value in shown)


def document_language(query: bytes, accept_language: str) -> Lang:
    """The language a page will be shown in: `?lang=` if it is one of ours, else the browser's, Japanese first."""
    wanted = _last(query, "lang")
    if wanted in OFFERED:
        return "en" if wanted == "en" else "ja"
    first = accept_language.split(",")[0].strip().lower()
    return "ja" if not first or first.startswith("ja") else "en"


def _last(query: bytes, name: str) -> str:
    """The value of a parameter of a query; "" where it has none."""
    return parse_qs(query.decode("ascii", "ignore")).get(name, [""])[-1]


class PageDocument:
    """Writes a page's language, head and look into the one document that Streamlit sends for all of them.

    `modules`: addresses of scripts that every page needs, which are then loaded together with the document's own.
    """

    def __init__(
        self,
        app: ASGIApp,
        name: str,
        heads: Mapping[str, Head],
        pages: Collection[str],
        modules: Sequence[str] = (),
    ) -> None:
        self.app, self.name, self.heads, self.pages = app, name, heads, pages
        links = (f'<link rel="modulepreload" crossorigin href="{escape(one)}">' for one in modules)
        self.modules = "".join(links)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Collect an HTML answer, rewrite it, send it; pass everything else through."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        path = within(scope.get("path", "")).rstrip("/") or "/"
        if scope["type"] != "http" or not ("text/html" in headers.get("accept", "") or path in self.pages):
            await self.app(scope, receive, send)
            return
        plain_scope = dict(scope)
        plain_scope["headers"] = [(k, v) for k, v in scope["headers"] if k.lower() not in NOT_PASSED_ON]
        start: Message = {}  # of an HTML answer
        body = b""

        async def collect(message: Message) -> None:
            nonlocal start, body
            kind = Headers(raw=message.get("headers", [])).get("content-type", "")
            if message["type"] == "http.response.start" and kind.startswith("text/html"):
                start = message
            elif not start:
                await send(message)
            else:
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

        await self.app(plain_scope, receive, collect)

    def _rewritten(self, body: bytes, scope: Scope, path: str) -> bytes:
        query = scope["query_string"]
        lang = document_language(query, Headers(scope=scope).get("accept-language", ""))
        body = re.sub(rb'<html lang="[a-z]*"', f'<html lang="{lang}"'.encode(), body, count=1)
        modules = "" if _last(query, "embed") else self.modules  # a frame has neither menu nor filters
        end = f"{modules}<style>{LOOK}</style>{SCRIPT}</head>".encode()
        body = UNUSED.sub(b"", body, count=1).replace(b"</head>", end, 1)
        if not self.name or path not in self.pages:
            return body
        head = self.heads.get(path.strip("/") or "overview")
        # of a page that is not public the name of the product, and nothing else
        text = f'<title>{escape(t(self.name, lang))}</title><meta name="robots" content="noindex, nofollow">'
        if head:
            text = public(head, self.name, home(Request(scope)), path, query, lang)
        return re.sub(rb"<title>[^<]*</title>", lambda found: text.encode(), body, count=1)


def routes(audience: str, pages: Callable[[], Sequence[str]]) -> list[BaseRoute]:
    """The two addresses for the public; of the internal view nothing is to be listed.

    `pages`: gives the addresses to list, below the dashboard's own; that of the overview is "".
    """
    public = audience == "public"
    sitemap = [Route(at("/sitemap.xml"), partial(_sitemap, pages))] if public else []
    return [Route(at("/robots.txt"), partial(_robots, public)), *sitemap]


def _robots(public: bool, request: Request) -> Response:
    rules = f"Allow: {at('/')}\nDisallow: {at('/_stcore/')}\nSitemap: {home(request)}/sitemap.xml\n"
    text = rules if public else f"Disallow: {at('/')}\n"
    return PlainTextResponse(f"User-agent: *\n{text}", headers=HEADERS)


def _sitemap(pages: Callable[[], Sequence[str]], request: Request) -> Response:
    return Response(_urls(home(request), tuple(pages())), headers=HEADERS, media_type="application/xml")


@lru_cache(4)
def _urls(at_home: str, pages: tuple[str, ...]) -> str:
    entries = []
    for page in pages:
        path = f"{at_home}/{page}{'&' if '?' in page else '?'}"
        there = {lang: quoteattr(f"{path}lang={lang}") for lang in LANGS}
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href={address}/>'
            for lang, address in there.items()
        )
        entries += [f"<url><loc>{address[1:-1]}</loc>{links}</url>" for address in there.values()]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">' + "".join(entries) + "</urlset>\n"
    )


def home(request: Request) -> str:
    """The dashboard's address as the reader sees it, without the last slash; a proxy on the way says the scheme."""
    return addresses.home(str(request.url), request.headers.get("x-forwarded-proto", request.url.scheme))
