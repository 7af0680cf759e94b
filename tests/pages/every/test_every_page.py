"""What holds for every page: both languages, all data sets, both audiences, an empty ledger, a wrong address.

The pages are drawn once (`see`); each test looks at all of them and names everything that offends.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from smart_tokyo.view.frame.menu import PAGES
from tests.pages.conftest import FILTERS, LOOKS, ROOT, Opener, See, Seen, names_for, text_of, texts_of, tiles

NAMES = names_for("public")
RAW = re.compile(r"\b(nan|NaN|None|<NA>|NaT|Traceback|local_government|milestone_overdue)\b")
MARKUP = re.compile(r"(?<!\\)<(script|img|b|i|u|br)\b|(?<!\\)\]\((javascript|https://example)|(?<!\\):red\[")
OWN: tuple[dict[str, str], ...] = (
    {"view": "table"},
    {"project": "own-1"},
    {"project": "own-2"},
    {"project": "own-3"},
)
AS_OF = {"ja": "時点", "en": "as of"}
FICTIONAL = {"ja": "見本データ（架空）", "en": "Sample data (fictional)"}


def wrong(page: Seen, data: str, lang: str) -> Iterator[str]:
    """What is wrong with a page, in words."""
    text = page.text.replace("\\", "")
    if len(page.at.title) != 1:
        yield f"{len(page.at.title)} titles"
    if AS_OF[lang] not in text:
        yield "without its as-of date"
    if found := RAW.search(page.text):
        yield f"raw text {found[0]!r}"
    if "U+2060" in text:
        yield "a joiner of our own is written out"
    if data == "sample" and not (FICTIONAL[lang] in text and page.at.warning):
        yield "does not say that it is fictional"
    if data != "sample" and page.at.warning:
        yield f"warns of {page.at.warning[0].value}"
    read = (page.at.title, page.at.markdown, page.at.caption, page.at.info)
    if found := MARKUP.search("\n".join(str(one.value) for kind in read for one in kind)):
        yield f"markup {found[0]!r}"


@pytest.mark.parametrize(("data", "audience", "lang"), LOOKS)
def test_pages_open(data: str, audience: str, lang: str, see: See) -> None:
    """With one title, the as-of date, the label of fictional data, and no text of the ledger read as markup."""
    views: list[tuple[str, dict[str, str]]] = [(name, {}) for name in names_for(audience)]
    views += [("projects", address) for address in OWN if data == "own"]
    assert [
        f"{name} {address or ''}: {what}"
        for name, address in views
        for what in wrong(see(name, data, audience, lang=lang, **address), data, lang)
    ] == []


def test_the_table_of_projects_has_its_years_in_words(see: See) -> None:
    text = see("projects", "register", lang="ja", view="table").text.replace("\\", "")
    assert "U+2060" not in text and "令和7年度～" in text.replace("\u2060", "")


JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
ENGLISH = re.compile(r"[A-Za-z]{4}")
SENTENCE = re.compile(r"(?:[A-Za-z][A-Za-z’']+[ ,]+){3}[A-Za-z’']+")  # four words in a row
OURS = ("English",)  # the link is for those who do not read Japanese


@cache
def names_of_the_register() -> tuple[str, ...]:
    """What the register and the reference call things for Japanese readers: names, titles, ids; the longest first."""
    found = set()
    for path in [*ROOT.glob("data/register/*.csv"), *ROOT.glob("data/reference/*.csv")]:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found |= {cell for name, cell in row.items() if not name.endswith("_en")}
                found |= {part.strip() for part in (row.get("technologies") or "").split(";")}
    return tuple(sorted((text for text in found if ENGLISH.search(text)), key=len, reverse=True))


def english_in(text: str) -> str:
    """What of a Japanese page's text is English, without names, addresses and code."""
    text = re.sub(r"[\\\u2060]", "", text)
    for name in names_of_the_register():
        text = text.replace(" ".join(name.split()), "")
    text = re.sub(
        r"`[^`]*`|\(<?(https?|data):[^)]*\)|\((projects|evidence|town|organization|partners|funding|rules)\?[^)]*\)|:[a-z-]+\[|:material/\w+:",
        "",
        text,
    )
    found = [line for line in re.split(r"[\n|]", text) if ENGLISH.search(line) and not JAPANESE.search(line)]
    return "; ".join(found) or " ".join(SENTENCE.findall(text))


def test_japanese_pages_have_no_english_sentence(see: See) -> None:
    views: list[tuple[str, dict[str, str]]] = [
        *((name, {}) for name in NAMES),
        ("map", {"area": "A-CHOFU"}),
        ("map", {"area": "A-OMY", "programme": "PG-PILOT-MODEL"}),  # an area of another programme
        ("projects", {"view": "table"}),
        ("projects", {"project": "P-2022-TAMA"}),
        ("projects", {"project": "P-2020-TAKESHIBA"}),
        ("funding", {"theme": "health", "from_fy": "2022"}),
    ]
    assert [
        (name, address, english_in(text))
        for name, address in views
        for text in texts_of(see(name, "register", lang="ja", **address).at)
        if text not in OURS and english_in(text)
    ] == []


def test_english_is_found() -> None:
    assert english_in("事業 | No summary is published.") == " No summary is published."
    assert english_in("概要：the data holds no history です")
    assert not english_in(
        "支援は`P-1`で、[東京都: What is Smart Tokyo Promotion Project for Solving Local Issues?](<https://a.b>)"
    )


UNKNOWN = {
    "lang": "xx",
    "area": "A-NOWHERE",
    "programme": "<b>x</b>",
    "theme": "🙃" * 500,
    "from_fy": "1999",
    "to_fy": "令和",
    "unit": "dollar",
}


@pytest.mark.parametrize("name", NAMES)
def test_unknown_values_in_the_address_are_named_one_by_one(
    name: str, register_store: Path, open_page: Opener
) -> None:
    at = open_page(name, register_store, **UNKNOWN)
    assert sum("見つかりません" in one.value for one in at.warning) == len(UNKNOWN)
    assert any(link.label == "すべて表示する" for link in at.get("page_link"))


@pytest.mark.parametrize("name", ["rules", "town"])
def test_links_carry_no_more_than_an_address_of_ours_may_have(
    name: str, register_store: Path, open_page: Opener
) -> None:
    """A page has a hundred links: of a long address, or of many parameters, each would be as long."""
    many = {f"parameter_{n}": "x" * 90 for n in range(300)}
    at = open_page(name, register_store, **many, theme="z" * 9_000, lang="en")
    links = [unquote(link.proto.query_string) for link in at.get("page_link")]
    assert links and max(map(len, links)) < 3_000 and all("lang=en" in one for one in links)
    assert all(len(link) < 3_000 for link in re.findall(r'href="([^"]*)"', text_of(at)))


def test_years_the_wrong_way_round(register_store: Path, open_page: Opener) -> None:
    at = open_page("funding", register_store, lang="en", from_fy="2025", to_fy="2023")
    assert any("FY2025" in w.value and "after" in w.value and "FY2023" in w.value for w in at.warning)
    assert not any(m.value.startswith("Shown:") for m in at.markdown)
    assert (
        "開始年度"
        in open_page("funding", register_store, lang="ja", from_fy="2025", to_fy="2023").warning[0].value
    )


@pytest.mark.parametrize("unit", ["man", "oku"])
def test_english_counts_in_millions_where_japanese_counts_in_ten_thousands(
    unit: str, sample_store: Path, open_page: Opener
) -> None:
    at = open_page("funding", sample_store, "internal", lang="en", unit=unit)
    assert not any("not known here" in w.value for w in at.warning)
    assert "million yen" in text_of(at) and "100 million" not in text_of(at)


def test_an_unknown_amount_is_not_published_to_the_public_and_not_recorded_to_the_staff(see: See) -> None:
    public, internal = (see("funding", "register", who, lang="ja").text for who in ("public", "internal"))
    assert "非公表" in public and "未記録" not in public
    assert "未記録" in internal and "非公表" not in internal and "公表されていません" not in internal


def test_filters_are_said_and_follow(see: See) -> None:
    for name, page in PAGES.items():
        if page.filtered and not page.alone:
            at = see(name, "sample", "internal", **FILTERS).at
            said = [m.value for m in at.markdown if m.value.startswith("Shown:")]
            assert said and "Chiiki" in said[0] and "FY2023" in said[0], name
            menu = [link.proto.query_string for link in at.sidebar.get("page_link")]
            assert menu and all("programme=PG-CHIIKI" in query and "from_fy=2023" in query for query in menu)


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_before_the_first_snapshot(audience: str, tmp_path: Path, open_page: Opener) -> None:
    at = open_page("funding", tmp_path, audience, lang="en")
    assert at.info and not tiles(at)
    ways = [link.proto.page for link in at.main.get("page_link")]
    assert ways == (["data_desk"] if audience == "internal" else [])


@pytest.mark.parametrize(("look", "to"), [(("public", "en"), "about"), (("internal", "ja"), "data_desk")])
def test_an_empty_ledger_is_no_dead_end(look: tuple[str, str], to: str, see: See) -> None:
    at = see("progress", "empty", look[0], lang=look[1]).at
    assert [link.proto.page for link in at.main.get("page_link")] == [to]


def test_the_browser_decides_the_language(see: See) -> None:
    assert see("about", "register").at.title[0].value == "事業の概要・制度"


def test_a_damaged_store_is_said_in_one_sentence(
    register_store: Path, tmp_path: Path, open_page: Opener
) -> None:
    store = tmp_path / "store"
    shutil.copytree(register_store, store)
    for database in store.glob("snapshots/*/public.duckdb"):
        database.write_bytes(b"not a database" * 100)
    at = open_page("funding", store, lang="en")
    assert [error.value for error in at.error] == [
        "The data cannot be read just now. Nothing is lost; please tell the secretariat."
    ]
    (store / "current-public").write_text("../../etc/passwd")
    assert open_page("funding", store, lang="en").error


@pytest.mark.parametrize("address", [{"area": "A-TAMA"}, {"municipality": "132241"}])
def test_the_map_answers_for_what_was_chosen_above_the_maps(
    address: dict[str, str], register_store: Path, open_page: Opener
) -> None:
    at = open_page("map", register_store, lang="ja", **address)
    said = [element.value for element in at.main if isinstance(getattr(element, "value", None), str)]
    assert any("多摩市" in heading.value or "多摩" in heading.value for heading in at.header)
    assert any("projects?" in m.value and "P-2022-TAMA" in m.value for m in at.markdown)
    assert not any("区市町村のうち" in text for text in said)
