"""What search engines ask for: `robots.txt`, and `sitemap.xml` with every public page in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from smart_tokyo.addresses import at, base
from smart_tokyo.words import LANGS

HEADERS = {"Cache-Control": "public, max-age=3600"}


def routes(audience: str, pages: Sequence[str]) -> list[BaseRoute]:
    """The two addresses for the public; of the internal view nothing is to be listed."""
    if audience != "public":
        return [Route(at("/robots.txt"), _nothing)]
    return [Route(at("/robots.txt"), _robots), Route(at("/sitemap.xml"), partial(_sitemap, pages))]


def _nothing(request: Request) -> Response:
    return PlainTextResponse(f"User-agent: *\nDisallow: {at('/')}\n", headers=HEADERS)


def _robots(request: Request) -> Response:
    rules = f"User-agent: *\nAllow: {at('/')}\nDisallow: {at('/_stcore/')}\n"
    text = f"{rules}Sitemap: {home(request)}/sitemap.xml\n"
    return PlainTextResponse(text, headers=HEADERS)


def _sitemap(pages: Sequence[str], request: Request) -> Response:
    here = home(request)
    entries = []
    for page in pages:
        path = "" if page == "overview" else page
        there = {lang: quoteattr(f"{here}/{path}?lang={lang}") for lang in LANGS}
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href={address}/>'
            for lang, address in there.items()
        )
        entries += [f"<url><loc>{address[1:-1]}</loc>{links}</url>" for address in there.values()]
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">' + "".join(entries) + "</urlset>\n"
    )
    return Response(text, headers=HEADERS, media_type="application/xml")


def home(request: Request) -> str:
    """The dashboard's address as the reader sees it, without the last slash; a proxy on the way says the scheme."""
    scheme = request.headers.get("x-forwarded-proto", request.url.scheme)
    return f"{'https' if scheme == 'https' else 'http'}://{urlsplit(str(request.url)).netloc}{base()}"
