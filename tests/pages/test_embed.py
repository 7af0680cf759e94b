"""One chart alone: what it shows, where it leads, and the lines with which another site shows it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from smart_tokyo.view.frame.menu import PAGES
from smart_tokyo.view.pages.embed import EMBEDS, FIRST
from tests.conftest import ROOT
from tests.pages.conftest import Opener, pictures, text_of

CHOSEN = {"programme": "PG-CHIIKI", "from_fy": "2023"}
CHARTS = ("plotly_chart", "deck_gl_json_chart")
NOT_HERE = ("expander", "table", "arrow_table", "page_link", "selectbox", "download_button", "link_button")


def drawn(at: Any) -> list[Any]:
    return [*pictures(at), *(one for kind in CHARTS for one in at.get(kind))]


def way_in(at: Any) -> tuple[str, dict[str, str]]:
    """Path and parameters of the one link of a chart that stands alone."""
    (address,) = re.findall(r"\]\(https://HOST([^)]*)\)", "\n".join(one.value for one in at.markdown))
    parts = urlsplit(address)
    return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", EMBEDS)
def test_a_chart_alone(name: str, lang: str, sample_store: Path, open_page: Opener) -> None:
    at = open_page("embed", sample_store, chart=name, lang=lang)
    assert drawn(at) and [len(at.get(kind)) for kind in NOT_HERE] == [0] * len(NOT_HERE)
    assert len(at.sidebar) == 0
    said = text_of(at).replace("\\", "")
    assert ("見本データ（架空）" if lang == "ja" else "Sample data (fictional)") in said
    assert ("架空のもの" if lang == "ja" else "are invented") in at.warning[0].value
    assert ("時点" if lang == "ja" else "as of") in said
    full = open_page(EMBEDS[name].page, sample_store, lang=lang)
    finding = at.markdown[0].value
    there = [
        re.sub(r"\[([^]]*)\]\(town\?[^)]*\)", r"\1", one.value) for one in full.markdown
    ]  # which are links
    assert len(finding) > 30 and (name == "areas" or any(finding in one for one in there))
    assert way_in(at) == (address_of(name), {"lang": lang})


def address_of(name: str) -> str:
    """The path of the page that a chart is from."""
    page = PAGES[EMBEDS[name].page]
    return "/" if page.file == "app.py" else f"/{page.name}"


@pytest.mark.parametrize("name", EMBEDS)
def test_filters_narrow_it_and_follow_to_the_page(name: str, sample_store: Path, open_page: Opener) -> None:
    address = CHOSEN | {"lang": "en", "unit": "yen"}
    at = open_page("embed", sample_store, chart=name, **address)
    assert any(one.value.startswith("Shown: **Smart Tokyo Chiiki Project") for one in at.markdown)
    assert way_in(at)[1] == address
    assert at.get("page_link")[0].label == "Show everything"
    assert "chart=" in at.get("page_link")[0].proto.query_string


@pytest.mark.parametrize("name", ["map", "areas"])
def test_one_area(name: str, sample_store: Path, open_page: Opener) -> None:
    at = open_page("embed", sample_store, chart=name, lang="en", area="A-CHOFU")
    assert drawn(at) and any(re.match(r"\*\*\d+ projects?\*\*: ", one.value) for one in at.markdown)


@pytest.mark.parametrize("name", EMBEDS)
@pytest.mark.parametrize("kind", ["register", "empty"])
def test_it_says_what_is_not_there(
    name: str, kind: str, request: pytest.FixtureRequest, open_page: Opener
) -> None:
    at = open_page("embed", request.getfixturevalue(f"{kind}_store"), chart=name, lang="en")
    assert not at.warning and not at.error
    assert drawn(at) or at.info or "No grant amount has been published" in at.markdown[0].value
    assert kind == "register" or not drawn(at)


def test_without_a_name_it_is_the_first(sample_store: Path, open_page: Opener) -> None:
    assert open_page("embed", sample_store, lang="en").title[0].value == EMBEDS[FIRST].title


@pytest.mark.parametrize("wrong", ["nothing", "<b>x</b>", "*" * 500])
def test_an_unknown_name_is_said_with_those_there_are(
    wrong: str, sample_store: Path, open_page: Opener
) -> None:
    at = open_page("embed", sample_store, chart=wrong, lang="en")
    (said,) = [one.value for one in at.error]
    assert said.startswith("There is no chart “") and all(f"`{name}`" in said for name in EMBEDS)
    assert "<b>" not in said and len(said) < 300 and not drawn(at)


class Frame(HTMLParser):
    """The attributes of the frame in some lines of HTML."""

    def __init__(self, lines: str) -> None:
        super().__init__()
        self.attributes: dict[str, str | None] = {}
        self.feed(lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "iframe"
        self.attributes = dict(attrs)


def lines(at: Any) -> Frame:
    (found,) = [one.value for one in at.code if one.value.startswith("<iframe")]
    return Frame(found)


@pytest.mark.parametrize("name", EMBEDS)
def test_the_lines_to_copy(name: str, register_store: Path, open_page: Opener) -> None:
    frame = lines(open_page("open_data", register_store, chart=name, lang="ja", **CHOSEN)).attributes
    address = urlsplit(str(frame["src"]))
    assert (address.netloc, address.path) == ("HOST", "/embed")
    asked = {key: values[0] for key, values in parse_qs(address.query).items()}
    assert asked == {"chart": name, "embed": "true", "lang": "ja", **CHOSEN}
    shown = open_page("embed", register_store, **{key: asked[key] for key in asked if key != "embed"})
    assert frame["title"] == shown.title[0].value.replace("\\", "")


def test_the_lines_leave_out_what_is_not_known(register_store: Path, open_page: Opener) -> None:
    at = open_page("open_data", register_store, chart="nothing", area='"><script>', lang="en")
    assert "chart=map&embed=true&lang=en" in str(lines(at).attributes["src"])
    assert sum("not known here" in one.value for one in at.warning) == 2


def test_who_may_show_it(register_store: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "No other site may show it yet." in text_of(open_page("open_data", register_store, lang="en"))
    monkeypatch.setenv("SMART_TOKYO_EMBED_HOSTS", "https://a.example.jp, https://b.example.jp")
    said = text_of(open_page("open_data", register_store, lang="en"))
    assert "These sites may show it: `https://a.example.jp`, `https://b.example.jp`." in said


def test_it_is_for_the_public_alone(sample_store: Path, open_page: Opener) -> None:
    at = open_page("embed", sample_store, "internal", lang="en")
    assert at.title[0].value == "Page not found" and not drawn(at)
    assert lines(open_page("open_data", sample_store, "internal", lang="en"))


def test_every_chart_is_documented_with_its_page() -> None:
    text = (ROOT / "docs" / "open-data.md").read_text("utf-8")
    for name, one in EMBEDS.items():
        assert PAGES[one.page].is_for("public") and PAGES[one.page].filtered
        assert re.search(rf"\| `{name}` \| [^|]+ \| `{address_of(name)}` \|", text)
