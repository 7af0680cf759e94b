"""The head of a page as one finds it who does not run its scripts: every public page, through the real layers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from smart_tokyo.outputs.web.head import Head
from smart_tokyo.outputs.web.layers import ServedView, middleware
from smart_tokyo.view.frame import streamlit_inside
from smart_tokyo.view.frame.menu import PAGES
from smart_tokyo.words import APP_NAME
from tests.outputs.loopback import Loopback, running

PUBLIC = {page.name: page for page in PAGES.values() if page.is_for("public")}
LISTED = [name for name, page in PUBLIC.items() if page.in_menu]
CRAWLER, READER = "*/*", "text/html,application/xhtml+xml"


class Elements(HTMLParser):
    """The elements of a document with their attributes, and its title."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.title, self._open = "", ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self._open == "title":
            self.title, self._open = data, ""

    def named(self, name: str, key: str = "name") -> str | None:
        (found,) = [one for tag, one in self.found if tag == "meta" and one.get(key) == name] or [{}]
        return found.get("content")

    def links_of(self, rel: str) -> list[str]:
        return [str(one["href"]) for tag, one in self.found if tag == "link" and one["rel"] == rel]

    def links(self, rel: str) -> dict[str | None, str | None]:
        return {
            one.get("hreflang"): one["href"] for tag, one in self.found if tag == "link" and one["rel"] == rel
        }


def document(request: Request) -> Response:
    if "range" in request.headers:
        return HTMLResponse(
            streamlit_inside.document()[:100], 206, headers={"Content-Range": "bytes 0-99/9000"}
        )
    text = b"" if request.method == "HEAD" else streamlit_inside.document()
    return HTMLResponse(text, headers={"ETag": '"one"', "Accept-Ranges": "bytes"})


def served(audience: str) -> Starlette:
    """The layers of an audience around the document that Streamlit sends."""
    pages = [page.name for page in PAGES.values() if page.is_for(audience)]
    heads = {name: Head(page.title, page.about, page.in_menu) for name, page in PUBLIC.items()}
    site = ServedView(
        audience,
        pages,
        name=APP_NAME,
        heads=heads if audience == "public" else {},
        modules=streamlit_inside.modules(),
    )
    return Starlette(routes=[Route("/{path:path}", document)], middleware=middleware(site))


@pytest.fixture(scope="module")
def public() -> Iterator[Loopback]:
    with running(served("public")) as server:
        yield server


def seen(server: Loopback, address: str, accept: str = CRAWLER, host: str = "smart.example.jp") -> Elements:
    headers = {"Accept": accept, "Host": host, "X-Forwarded-Proto": "https"}
    return Elements(server.ask(address, **headers).body.decode())


@pytest.mark.parametrize("accept", [CRAWLER, READER])
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", LISTED)
def test_a_public_page_says_what_it_is(name: str, lang: str, accept: str, public: Loopback) -> None:
    path = "/" if name == "overview" else f"/{name}"
    found = seen(public, f"{path}?lang={lang}&from_fy=2023", accept)
    here = {key: f"https://smart.example.jp{path}?lang={key}" for key in ("ja", "en")}
    about = found.named("description")
    assert about and 20 <= len(about) <= 170 and (lang == "en") == about.isascii()
    product = "Smart Tokyo Dashboard" if lang == "en" else "スマート東京ダッシュボード"
    assert found.title.endswith(f" | {product}") and found.title == found.named("og:title", "property")
    assert found.links("canonical") == {None: here[lang]}
    assert found.links("alternate") == {**here, "x-default": f"https://smart.example.jp{path}"}
    assert found.named("og:url", "property") == here[lang]
    assert found.named("og:description", "property") == about
    assert found.named("og:type", "property") == "website"
    assert found.named("og:locale", "property") == {"ja": "ja_JP", "en": "en_US"}[lang]
    assert found.named("og:locale:alternate", "property") == {"ja": "en_US", "en": "ja_JP"}[lang]
    assert found.named("robots") is None


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_a_page_knows_from_its_first_byte_how_it_prints(audience: str) -> None:
    with running(served(audience)) as server:
        text = server.ask("/funding", Accept=READER).body.decode()
    assert "@media print" in text.partition("<style>")[2].partition("</style></head>")[0]


def test_what_every_page_needs_is_asked_for_together(public: Loopback) -> None:
    found = seen(public, "/funding")
    asked = [address.removeprefix("./static/js/") for address in found.links_of("modulepreload")]
    assert len(asked) == len(set(asked)), "a script is asked for twice"
    for name in streamlit_inside.ELEMENTS:
        assert sum(one.startswith(f"{name}.") for one in asked) == 1, name
    scripts, own = streamlit_inside.STATIC / "static" / "js", streamlit_inside.document().decode()
    for script in (one for one in asked if one not in own):
        imported = re.findall(r"\./([\w.-]+\.js)", (scripts / script).read_text("utf-8"))
        assert [one for one in imported if one not in asked and one not in own] == [], script
    assert not found.links_of("preload"), "Streamlit's own font, which no page is set in"
    framed = "".join(seen(public, "/embed?embed=true").links_of("modulepreload"))
    assert "PageLink." not in framed, "a frame has neither menu nor filters"


def test_titles_and_descriptions_are_each_pages_own(public: Loopback) -> None:
    heads = [seen(public, f"/{'' if name == 'overview' else name}") for name in PUBLIC]
    assert (
        len({one.title for one in heads}) == len({one.named("description") for one in heads}) == len(PUBLIC)
    )


@pytest.mark.parametrize("name", sorted(set(PUBLIC) - set(LISTED)))
def test_what_is_no_page_of_its_own_is_not_listed(name: str, public: Loopback) -> None:
    found = seen(public, f"/{name}?lang=en")
    assert found.named("robots") == "noindex" and not found.links("canonical")
    assert found.title and found.named("og:title", "property") is None


HOSTILE: list[str] = [
    '"><script>alert(1)</script>',
    "'/><meta http-equiv=refresh content=0>",
    r"\g<0>\1&amp;&quot;",
    "</title><b>x",
    "\u202e\x00" + "x" * 5_000,
]


@pytest.mark.parametrize("wrong", HOSTILE)
def test_an_address_adds_nothing_to_the_head(wrong: str, public: Loopback) -> None:
    one, value = seen(public, "/projects?lang=en&project=P-1"), quote(wrong)
    odd = seen(public, f"/projects?lang=en&project={value}&{value}={value}&q={value}")
    assert [tag for tag, _ in odd.found] == [tag for tag, _ in one.found]
    assert len(odd.links("canonical")[None] or "") < 1_000
    assert one.links("canonical") == {None: "https://smart.example.jp/projects?project=P-1&lang=en"}
    town = seen(public, "/town?lang=en&area=A&code=131075")
    assert town.links("canonical") == {None: "https://smart.example.jp/town?code=131075&lang=en"}
    other = seen(public, f"/projects?lang={value}", host="a\"'><b>x")
    assert "b" not in [tag for tag, _ in other.found]


def test_the_internal_view_says_its_name_alone() -> None:
    with running(served("internal")) as server:
        for name, page in PAGES.items():
            if page.is_for("internal"):
                found = seen(server, f"/{'' if name == 'overview' else name}?lang=en")
                assert found.title == "Smart Tokyo Dashboard"
                assert found.named("robots") == "noindex, nofollow"
                assert found.named("description") is None and not found.links("alternate")


def test_the_document_is_sent_whole_whatever_a_browser_still_has(public: Loopback) -> None:
    answer = public.ask("/funding?lang=en", If_None_Match='"one"', Accept=READER)
    assert answer.status == 200 and "etag" not in answer.headers
    assert b'<html lang="en"' in answer.body


def test_no_part_of_streamlits_document_is_sent_as_one_of_ours(public: Loopback) -> None:
    answer = public.ask("/funding?lang=en", Range="bytes=0-99", If_Range='"one"')
    assert answer.status == 200 and b'property="og:title"' in answer.body
    assert not {"accept-ranges", "content-range"} & answer.headers.keys()
    assert public.ask("/funding?lang=en", "HEAD").headers.get("content-length") != "0"
