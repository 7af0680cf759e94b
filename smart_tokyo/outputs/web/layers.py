"""HTTP around the pages: who may have what, compression, safe headers, and the head of the document."""

import base64
import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from smart_tokyo import numbered, t
from smart_tokyo.addresses import OPEN as OPEN_DATA
from smart_tokyo.addresses import at, base, within
from smart_tokyo.outputs.web.head import Head, PageDocument, document_language

READY = "/ready"  # whether a snapshot is served, for whoever runs the server
RESERVED = (
    *("/_stcore/", "/media/", "/component/", "/static/", "/auth/", "/oauth2callback"),  # Streamlit's own
    *(f"{OPEN_DATA}/", "/robots.txt", "/sitemap.xml", READY),  # ours that are no pages
)
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
HEALTH = "/_stcore/health"  # asked by proxies, and by the pages before they connect
UPLOADS = "/_stcore/upload_file"  # into the server's memory; only the data desk takes any
# hold no data, or ask for themselves
OPEN = ("/_stcore/", "/component/", "/static/", "/auth/", "/oauth2callback", "/robots.txt", READY)
NOT_FOUND = Path(__file__).with_name("not_found.html").read_text("utf-8")
_ROOT = re.compile(rb"(?i)(; *path=)/(?=;|$)")
_INLINE = re.compile(rb"<script>(.*?)</script>", re.S)
_HOST = re.compile(r"[A-Za-z0-9.:\-\[\]]+")
DECLARED = yaml.safe_load(Path(__file__).with_name("headers.yml").read_text("utf-8"))


def inline_hashes(document: bytes) -> list[str]:
    """The hashes of the scripts inside a document, as a Content-Security-Policy names them."""
    digests = (hashlib.sha256(script).digest() for script in _INLINE.findall(document))
    return [f"'sha256-{base64.b64encode(one).decode()}'" for one in digests]


@dataclass(frozen=True)
class ServedView:
    """What the layers know of the view that they serve.

    `pages`: the names of its pages. `scripts`: hashes of the inline scripts of Streamlit's document. `embedders`:
    origins that may show it in a frame where it is public. `https`: it is reached over https. `may_enter`: whether
    somebody with these cookies may have data outside of pages. `name`: of the product (message id). `heads`: of
    public pages, by name. `modules`: scripts that every page needs. `ready`: whether readers may come, which the
    health address says.
    """

    audience: str
    pages: Collection[str]
    scripts: Sequence[str] = ()
    embedders: Sequence[str] = ()
    https: bool = False
    may_enter: Callable[[Mapping[str, str]], bool] = lambda cookies: True
    name: str = ""
    heads: Mapping[str, Head] = field(default_factory=dict)
    modules: Sequence[str] = ()
    ready: Callable[[], bool] = lambda: True

    @property
    def private(self) -> bool:
        """Whether it is for the staff."""
        return self.audience != "public"

    @cached_property
    def headers(self) -> dict[str, str]:
        """The headers that are the same in every answer."""
        found: dict[str, str] = {**DECLARED["every"]}
        if self.private:
            found |= DECLARED["private"]
        elif not self.embedders:
            found |= {"X-Frame-Options": "SAMEORIGIN"}
        if self.https:
            found |= {"Strict-Transport-Security": "max-age=31536000"}
        return found

    def policy(self, host: str) -> str:
        """The Content-Security-Policy. `host`: the request's Host, where its WebSocket is."""
        told = {
            "scripts": " ".join(self.scripts),
            "sockets": f"ws://{host} wss://{host}" if _HOST.fullmatch(host) else "",
            "frames": "'none'" if self.private else " ".join(("'self'", *self.embedders)),
        }
        parts = {name: text.format(**told).strip() for name, text in DECLARED["policy"].items()}
        return "; ".join(f"{name} {values}" for name, values in parts.items())

    @cached_property
    def open(self) -> set[str]:
        """The addresses of the pages."""
        return {"/", *(f"/{page}" for page in self.pages)}


class SafeHeaders:
    """Adds the headers every response carries, also the one of an error that nothing further in has met."""

    def __init__(self, app: ASGIApp, view: ServedView) -> None:
        self.app, self.view = app, view

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to the start of the response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, asked, view = False, Headers(scope=scope), self.view

        async def add(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                headers.update(view.headers)
                headers["Content-Security-Policy"] = view.policy(asked.get("host", ""))
                if view.private and not within(scope["path"]).startswith("/static/"):
                    headers["Cache-Control"] = "no-store"
                _keep_cookies(headers, https=view.https)
            await send(message)

        try:
            await self.app(scope, receive, add)
        except Exception as error:
            if begun:
                raise
            said = t(
                "Something went wrong. Please tell the secretariat this number: {number}",
                document_language(scope["query_string"], asked.get("accept-language", "")),
                number=numbered(error),
            )
            await PlainTextResponse(said, status_code=500)(scope, receive, add)


def _keep_cookies(headers: MutableHeaders, *, https: bool) -> None:
    """Keeps cookies below the base path, and where there is https, over it alone; Streamlit leaves both out."""
    for place, (name, value) in enumerate(headers.raw):
        if name == b"set-cookie":
            value = _ROOT.sub(rb"\1" + (base() or "/").encode(), value)
            if https and b"secure" not in value.lower():
                value += b"; Secure"
            headers.raw[place] = (name, value)


def guard(app: ASGIApp, view: ServedView) -> ASGIApp:
    """A layer that answers what goes no further itself; other HTTP goes on, and so does what is not HTTP."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        own = (not_found(view, scope) or closed(view, scope)) if scope["type"] == "http" else None
        await (own or app)(scope, receive, send)

    return answer


def closed(view: ServedView, scope: Scope) -> Response | None:
    """The refusal of what readers do not need, and to those who are not signed in of whatever holds data.

    Pages are not held here: they come empty, and what fills them asks for itself (view/frame/access.py).
    """
    path = f"/{within(scope['path']).strip('/')}"
    if path.startswith(CLOSED) or (path.startswith(UPLOADS) and not view.private):
        return PlainTextResponse("Not found", status_code=404)
    if path == HEALTH and not view.ready():
        return PlainTextResponse("Not ready yet", status_code=503)
    if path in view.open or path.startswith(OPEN) or view.may_enter(Request(scope).cookies):
        return None
    return PlainTextResponse("Sign in first", status_code=401)


def not_found(view: ServedView, scope: Scope) -> Response | None:
    """An ordinary not-found page in the reader's language for what is asked for as a page of ours and is none.

    Streamlit would answer 200 with the overview behind an English dialog. Outside of the base path there is nothing;
    the root of the host and the base path without its last slash lead to the overview.
    """
    headers, inside, query = Headers(scope=scope), within(scope["path"]), scope["query_string"]
    path = inside.rstrip("/") or "/"
    as_page = "text/html" in headers.get("accept", "")
    if inside and (not as_page or path in view.open or path.startswith(RESERVED)):
        return None
    if scope["path"] in ("/", base()):
        return RedirectResponse(at("/") + (f"?{query.decode('latin-1')}" if query else ""))
    lang = document_language(query, headers.get("accept-language", ""))
    page = NOT_FOUND.format(
        lang=lang,
        title=t("Page not found", lang),
        sentence=t("There is no page at this address.", lang),
        home=at("/"),
        back=t("To the overview", lang),
    )
    return HTMLResponse(page, status_code=404)


def middleware(view: ServedView) -> list[Middleware]:
    """The layers around the app, outermost first. Static files are large and immutable: compressed on the way."""
    return [
        Middleware(SafeHeaders, view),
        Middleware(GZipMiddleware, minimum_size=1_000),
        Middleware(guard, view),
        Middleware(PageDocument, view.name, view.heads, view.open, view.modules),
    ]
