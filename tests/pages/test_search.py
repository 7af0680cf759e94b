"""The one search: from the menu of every page, by kind, each the way to it; a question answered or declined."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from smart_tokyo import schema
from smart_tokyo.addresses import SHEETS
from smart_tokyo.figures import Part, declared, open_snapshot, records
from smart_tokyo.figures.ask import SAID
from smart_tokyo.figures.search import terms
from smart_tokyo.figures.vocabulary import declaration
from smart_tokyo.store import StorePaths
from smart_tokyo.view.frame.menu import PAGES
from smart_tokyo.words import LANGS
from tests.pages.conftest import Opener, See, names_for, text_of, tiles

LINK = re.compile(r"\[(.+?)\]\(([^)]+)\)")


def links(text: str) -> dict[str, str]:
    """Where the links of a text lead, by what they say."""
    return dict(LINK.findall(text.replace("\\", "")))


@pytest.mark.parametrize(
    ("q", "name", "to"),
    [
        ("busy street", "(Sample) Showing How **Busy** the Shopping **Street** Is", "projects?lang=en&project=SMP-001"),
        ("見本工業", "Mihon Institute of Technology (sample)", "organization?lang=en&id=SMO-17"),
        ("ōta-ku", "**Ota** City", "town?lang=en&code=131113"),
        ("takeshiba", "Central Tokyo: **Takeshiba**", "projects?lang=en&area=A-TAKESHIBA"),
        ("drone", "**Drone**", "reuse?lang=en&technology=Drone"),
        ("FUNDING", "**Funding**", "funding?lang=en"),
        ("overview", "**Overview**", "/?lang=en"),
        ("headroom", "**Headroom**", "about?lang=en"),
    ],
)  # fmt: skip
def test_each_result_leads_to_its_page(q: str, name: str, to: str, see: See) -> None:
    found = links(see("search", "sample", lang="en", q=q).text)
    assert found.get(name, "") == to


@pytest.mark.parametrize(
    ("lang", "q", "name", "to"),
    [
        ("ja", "予算", "予算額", "evidence?lang=ja&of=execution.budget_yen&back=search"),
        ("en", "budget", "Initial budget", "open_data?lang=en&table=budgets"),
        ("ja", "執行率", "執行率", "evidence?lang=ja&of=execution.paid_permille&back=search"),
        ("en", "execution rate", "Execution rate", "evidence?lang=en&of=execution.paid_permille&back=search"),
        ("ja", "見込", "見通し", "about?lang=ja"),
        ("en", "outlook", "Outlook", "about?lang=en"),
        ("ja", "事後確認", "事後確認", "open_data?lang=ja&table=follow_ups"),
        ("en", "handed over", "State found", "open_data?lang=en&table=follow_ups"),
    ],
)
def test_a_term_leads_to_where_it_is_explained(lang: str, q: str, name: str, to: str, see: See) -> None:
    page = see("search", "sample", lang=lang, q=q)
    found = {label.replace("**", ""): way for label, way in links(page.text).items()}
    assert found.get(name, "") == to, found


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_every_number_that_is_found_is_there(audience: str, sample_store: Path) -> None:
    paths = StorePaths(sample_store)
    with open_snapshot(paths.database(paths.current(audience) or "", audience)) as con:
        for one in terms().values():
            query, _, column = one.id.partition(".")
            if column in declared().figures.get(query, ()) and (audience == "internal" or not one.internal):
                records(con, query, part=Part(limit=1))
    assert not set(declared().figures) & set(schema.tables())
    assert not any(one.means.get(lang, "") == "" for one in terms().values() for lang in LANGS)


def test_what_has_no_page_leads_to_whose_it_is(see: See) -> None:
    """A KPI to its project, an issue to the municipality that raised it: read in data/sample."""
    kpi = links(see("search", "sample", lang="ja", q="回覧 全戸").text)
    issue = links(see("search", "sample", lang="ja", q="撮影地 駅前").text)
    assert (
        kpi["**回覧**が**全戸**に届くまでの日数"] == "projects?lang=ja&project=SMP-002"
        and issue["**撮影地**を訪れた人が**駅前**で帰ってしまう"] == "town?lang=ja&code=132080"
    )


def test_where_the_words_stand_is_said_unless_it_is_in_sight(see: See) -> None:
    text = see("search", "sample", lang="ja", q="センサー").text
    assert "Projects" not in text and "事業 (2)" in text and text.count("\n事業概要") == 2


def test_every_kind_leads_somewhere() -> None:
    for kind, told in declaration("search")["kinds"].items():
        name, parameter = SHEETS.get(
            told.get("as", kind), (told.get("page", "overview"), told.get("parameter"))
        )
        assert parameter in (*PAGES[name].asks, "area", "theme", None), kind


@pytest.mark.parametrize(("lang", "text"), [("ja", "防災"), ("en", "disaster")])
def test_a_theme_leads_to_its_projects(lang: str, text: str, see: See) -> None:
    found = links(see("search", "sample", lang=lang, q=text).text)
    assert any("theme=disaster" in to and to.startswith("projects?") for to in found.values())


def test_the_way_back_from_a_number_keeps_the_text(see: See) -> None:
    page = see("search", "sample", lang="en", q="Sumida FY2024 decided")
    (to,) = [to for to in links(page.text).values() if to.startswith("evidence?")]
    assert "q=Sumida+FY2024+decided" in to
    there = see("evidence", "sample", **dict(parse_qsl(to.partition("?")[2])))
    back = [one.proto.query_string for one in there.at.get("page_link") if one.label.startswith("Back to")]
    assert back and all("q=Sumida+FY2024+decided" in one for one in back)


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_a_question_is_answered_with_the_way_to_its_rows(audience: str, see: See) -> None:
    """11,529,000 + 14,000,000 + 10,020,000, whatever the filters of the address."""
    page = see("search", "sample", audience, lang="ja", q="墨田区 令和6年度 交付決定額", programme="PG-SOL")
    assert [(one.label, one.value) for one in tiles(page.at)] == [("交付決定額", "3,555万円")]
    assert "35,549,000円" in "".join(one.proto.body for one in page.at.get("html"))
    (to,) = [to for to in links(page.text).values() if to.startswith("evidence?")]
    assert "programme" not in to and {"key=131075", "from_fy=2024", "to_fy=2024"} <= set(
        to.split("?")[1].split("&")
    )


def test_what_is_not_known_is_not_published_and_what_is_not_understood_is_said(see: See) -> None:
    unknown = see("search", "sample", lang="en", q="Tokyo Islands FY2026 decided")
    assert [one.value for one in tiles(unknown.at)] == ["not published"]
    declined = see("search", "sample", lang="en", q="Sumida FY2024 spent")
    assert "Not understood: spent." in declined.text.replace("\\", "") and not tiles(declined.at)
    assert "Nothing here holds all of these words" in declined.text


def test_examples_are_answered(see: See) -> None:
    for lang in LANGS:
        start = see("search", "sample", lang=lang)
        assert [name for name in links(start.text) if name in SAID["examples"][lang]] == SAID["examples"][
            lang
        ]
        for one in SAID["examples"][lang]:
            assert len(tiles(see("search", "sample", lang=lang, q=one).at)) == 1


def test_a_long_text_is_cut_with_a_sentence(see: See) -> None:
    page = see("search", "sample", lang="en", q="sumida " + "x" * 200)
    assert "Only the first 100 characters were searched." in page.text
    assert see("search", "sample", lang="en", q="   ").text == see("search", "sample", lang="en").text


def test_the_public_finds_nothing_internal(see: See) -> None:
    """SMP-033 is not published."""
    for audience, found in (("public", False), ("internal", True)):
        assert ("SMP-033" in see("search", "sample", audience, lang="en", q="carrying bags").text) == found
        assert ("Review board" in see("search", "sample", audience, lang="en", q="review").text) == found


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_every_page_has_the_way_in_its_menu(audience: str, see: See) -> None:
    for name in names_for(audience):
        fields = [one.key for one in see(name, "sample", audience, lang="en").at.sidebar.text_input]
        assert fields == ([] if PAGES[name].alone else ["find_text"]), name


def test_enter_in_the_menu_leads_to_the_results(sample_store: Path, open_page: Opener) -> None:
    at = open_page("funding", sample_store, lang="en", programme="PG-SOL")
    at.sidebar.text_input(key="find_text").set_value(" sumida ")
    next(one for one in at.sidebar.button if one.label == "Find").click().run()
    assert at.query_params == {"lang": "en", "programme": "PG-SOL", "q": "sumida"}
    assert at.title[0].value == "Search everything" and "**Sumida** City" in text_of(at)
    assert at.sidebar.text_input(key="find_text").value == ""


@pytest.mark.parametrize("text", ["墨田区", " sumida　CITY", "すみだ区", "スミダ"])
def test_my_town_takes_one_step(text: str, sample_store: Path, open_page: Opener) -> None:
    at = open_page("funding", sample_store, lang="en", programme="PG-SOL")
    at.sidebar.text_input(key="find_text").set_value(text)
    next(one for one in at.sidebar.button if one.label == "Find").click().run()
    assert at.query_params == {"lang": "en", "programme": "PG-SOL", "code": "131075"}
    assert at.title[0].value == "Sumida City"


@pytest.mark.parametrize("text", ["みほんく", "としま", "Sumida Ward"])
def test_what_is_the_name_of_no_town_or_of_two_is_searched_for(
    text: str, sample_store: Path, open_page: Opener
) -> None:
    at = open_page("funding", sample_store, lang="en")
    at.sidebar.text_input(key="find_text").set_value(text)
    next(one for one in at.sidebar.button if one.label == "Find").click().run()
    assert at.query_params == {"lang": "en", "q": text} and at.title[0].value == "Search everything"


def test_the_field_of_the_page_writes_the_address(sample_store: Path, open_page: Opener) -> None:
    at = open_page("search", sample_store, lang="en", q="sumida")
    at.text_input(key="choice_q").set_value("itabashi").run()
    assert at.query_params["q"] == "itabashi" and "**Itabashi** City" in text_of(at)
