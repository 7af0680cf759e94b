"""The page of one number, for both audiences, and the ways that lead to it from every page with figures."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from smart_tokyo.view.pages import evidence
from tests.conftest import ROOT, build
from tests.ledger.workbooks import workbook
from tests.pages.conftest import Opener, tables, text_of, tiles
from tests.view.of_page import page

LINK = re.compile(r"\(evidence\?([^)\s]*)\)")
NO_NUMBER = "This address names no number"


def addresses(at: AppTest) -> list[dict[str, str]]:
    """Every address of the page "evidence" that a page links to."""
    texts = [str(one.value) for kind in (at.markdown, at.caption) for one in kind]
    return [address for text in texts for address in addresses_in(text)]


def addresses_in(text: str) -> list[dict[str, str]]:
    """Every address of the page "evidence" in a text."""
    return [dict(parse_qsl(query)) for query in LINK.findall(text)]


def places(at: AppTest) -> list[str]:
    """The last column of the page's table: where each row stands in its source."""
    return [str(text).replace("\\", "") for text in tables(at)[0].value.iloc[:, -1]]


def test_the_organizations_and_towns_of_rows_lead_to_their_pages(
    sample_store: Path, open_page: Opener
) -> None:
    address = {"of": "municipality_list.organizations", "key": "131075"}
    rows = tables(open_page("evidence", sample_store, "internal", lang="en", **address))[0].value
    assert rows["Municipality"].str.match(r"\[Sumida City\]\(town\?.*code=131075\)").all()
    assert rows["Organization"].str.match(r"\[.+\]\(organization\?.*id=SMO-\d\d\)").all()


def test_a_total_with_its_rows_and_sql(sample_store: Path, open_page: Opener) -> None:
    at = open_page("evidence", sample_store, "internal", lang="en", of="programme_totals.decided_yen")
    assert tiles(at)[0].value == "1,032.7 million yen"
    text = text_of(at)
    assert "¥1,032,749,001" in text and "sum of “Decided” over the grant rows below (92)" in text
    assert len(places(at)) == 92 and "grants.csv, row 2" in places(at)
    assert tables(at)[0].value["Project"].str.match(r"\[.+\]\(projects\?.*project=SMP-\d\d\d\)").all()
    assert "money_by('all', $programme_id" in at.code[0].value
    assert "-- $programme_id = null" in at.code[0].value
    assert "2026-09-28-" in text and not at.error


def test_an_address_of_a_query_that_has_another_name_leads_on(
    register_store: Path, open_page: Opener
) -> None:
    of, key = "projects_by_municipality.projects", "131075"
    assert tiles(open_page("evidence", register_store, lang="en", of=of, key=key))


def test_only_the_first_hundred_rows_are_shown_and_all_downloaded(
    sample_store: Path, open_page: Opener
) -> None:
    at = open_page("evidence", sample_store, "internal", lang="en", of="milestone_counts.milestones")
    assert "The first 100 of 174 rows" in text_of(at)
    assert len(tables(at)[0].value) == 100 and at.get("download_button")


@pytest.mark.parametrize(
    ("of", "key", "value", "place"),
    [
        ("funding_by_area.projects", "A-BAY", "1", "grants.csv, row 81"),
        ("funding_stages.decided_yen", "fiscal_year,2022", None, "grants.csv, row 2"),
        ("grant_ledger.headroom_yen", "SMP-001,2022", None, "grants.csv, row 2"),
        ("municipality_counts.municipalities", "-", "62", "municipalities.csv, row 2 (reference data)"),
        ("kpi_list.latest_value", "SMK-001", "2,249", "kpis.csv, row 2; kpi_values.csv, row 7"),
    ],
)
def test_one_of_several(
    of: str, key: str, value: str | None, place: str, sample_store: Path, open_page: Opener
) -> None:
    at = open_page("evidence", sample_store, "internal", lang="en", of=of, key=key)
    assert not at.error and (value is None or tiles(at)[0].value == value)
    assert place in places(at)


def test_without_a_key_the_reader_chooses(sample_store: Path, open_page: Opener) -> None:
    at = open_page("evidence", sample_store, lang="en", of="funding_by_theme.decided_yen")
    assert not tiles(at) and "Choose the number" in text_of(at)
    links = [dict(parse_qsl(one)) for cell in tables(at)[0].value["Which one"] for one in LINK.findall(cell)]
    assert len(links) == len(tables(at)[0].value) and all("key" in one for one in links)
    chosen = open_page("evidence", sample_store, **{**links[0], "lang": "en"})
    assert len(tiles(chosen)) == 1 and tables(chosen)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            {"of": "rule_findings.actual", "key": "duration,SMP-005,-"},
            ("It stands in no cell", "It compares Fiscal years with a decision with Fiscal years allowed."),
        ),
        ({"of": "rule_findings.bound", "key": "cap,SMP-003,2023"}, ("Exactly the cap passes",)),
        ({"of": "grant_ledger.limit_yen", "key": "SMP-001,2022"}, ("computed from what stands in the row",)),
        ({"of": "grant_ledger.decided_yen", "key": "SMP-001,2022"}, ("It stands as it is in the row",)),
    ],
    ids=str,
)
def test_what_is_computed_does_not_claim_to_stand_in_the_source(
    address: dict[str, str], said: tuple[str, ...], sample_store: Path, open_page: Opener
) -> None:
    at = open_page("evidence", sample_store, "internal", lang="en", **address)
    text = text_of(at)
    assert len(tiles(at)) == 1 and all(one in text for one in said), text
    assert "not known" not in text


def test_no_reason_is_named_by_an_id(sample_store: Path, open_page: Opener) -> None:
    for query in ("evidence_reasons", "review_attention"):
        at = open_page("evidence", sample_store, "internal", lang="en", of=f"{query}.days")
        named = [str(cell).split("](")[0] for cell in tables(at)[0].value["Which one"]]
        assert named
        if query == "evidence_reasons":  # a KPI behind plan has no days
            assert "not known" not in [str(cell) for cell in tables(at)[0].value.iloc[:, 1]]
        for one in named:
            assert not re.search(r"[a-z]\\?_[a-z]|SM[KM]-|not known|project as a whole", one), one


def test_the_filters_narrow_it_and_a_project_is_named(sample_store: Path, open_page: Opener) -> None:
    at = open_page(
        "evidence", sample_store, "internal", lang="en", of="programme_totals.projects", from_fy="2024"
    )
    assert "Not every filter" in text_of(at)
    one = open_page(
        "evidence", sample_store, "internal", lang="en", of="programme_totals.grant_years", project="SMP-001"
    )
    assert (
        tiles(one)[0].value == "3" and "(projects?" in text_of(one) and "Not every filter" not in text_of(one)
    )


def test_the_public_is_told_that_rows_are_not_public(sample_store: Path, open_page: Opener) -> None:
    address = {"lang": "en", "of": "journey_steps.issues", "key": "issue"}
    public = open_page("evidence", sample_store, "public", **address)
    internal = open_page("evidence", sample_store, "internal", **address)
    assert tiles(public)[0].value == tiles(internal)[0].value == "27"
    assert "The rows themselves are not public" in text_of(public) and not tables(public)
    assert len(tables(internal)[0].value) == 27


def test_nothing_hidden_reaches_the_public(sample_store: Path, open_page: Opener) -> None:
    address = {"lang": "en", "of": "programme_totals.grant_years"}
    public = open_page("evidence", sample_store, "public", **address)
    internal = open_page("evidence", sample_store, "internal", **address)
    shown, all_rows = (set(places(at)) for at in (public, internal))
    assert shown < all_rows and len(shown) == 86


def test_an_amount_that_is_not_published_is_not_zero(register_store: Path, open_page: Opener) -> None:
    at = open_page("evidence", register_store, lang="en", of="programme_totals.decided_yen")
    assert tiles(at)[0].value == "not published"


def test_the_sheet_of_a_workbook_is_named(tmp_path: Path, open_page: Opener) -> None:
    book = workbook(ROOT / "data" / "sample", tmp_path / "台帳.xlsx", japanese=True)
    store = build(book, tmp_path / "store")
    at = open_page("evidence", store, lang="en", of="programme_totals.decided_yen")
    assert "台帳.xlsx, sheet 交付, row 2" in places(at)


@pytest.mark.parametrize(
    "address",
    [
        {},
        {"of": "nothing"},
        {"of": "nothing.projects"},
        {"of": "programme_totals.nothing"},
        {"of": "<b>.x"},
        {"of": "review_attention.days", "key": "SMP-001,report_old"},
        {"of": "funding_by_area.projects", "key": "A-NOWHERE"},
        {"of": "funding_by_area.projects", "key": "a,b,c"},
        {"of": "grant_ledger.decided_yen", "key": "%ff,🙃"},
        {"of": "milestone_counts.done", "project": "no such project"},
        {"of": "programme_totals.projects", "back": "../etc"},
    ],
    ids=str,
)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_wrong_address_is_answered_kindly(
    address: dict[str, str], lang: str, sample_store: Path, open_page: Opener
) -> None:
    at = open_page("evidence", sample_store, lang=lang, **address)
    back = [link for link in at.main.get("page_link") if link.icon == ":material/arrow_back:"]
    assert len(back) == 1 and not at.error
    known = address.get("of") in ("milestone_counts.done", "programme_totals.projects")
    several = address.get("key") == "a,b,c"  # not a key: the reader chooses
    assert known or several or (NO_NUMBER if lang == "en" else "この数字の根拠") in text_of(at)
    if not (known or several):
        assert not tiles(at) and len(at.info) == 1


def test_the_internal_view_explains_the_review(sample_store: Path, open_page: Opener) -> None:
    at = open_page("evidence", sample_store, "internal", lang="en", of="review_attention.days")
    assert len(tables(at)) == 2 and not at.info


def test_it_is_not_in_the_menu(sample_store: Path, open_page: Opener) -> None:
    at = open_page("evidence", sample_store, lang="en", of="programme_totals.projects")
    assert not [link for link in at.sidebar.get("page_link") if link.label == "How this number is made"]


def test_a_project_leads_to_its_own_numbers_whatever_the_filters(
    sample_store: Path, open_page: Opener
) -> None:
    at = open_page("projects", sample_store, lang="en", project="SMP-001", theme="health", from_fy="2025")
    for one in addresses(at):
        assert one["project"] == "SMP-001" and not {"theme", "from_fy"} & set(one)


def test_filters_follow_to_the_evidence(sample_store: Path, open_page: Opener) -> None:
    address = {"lang": "en", "unit": "yen", "programme": "PG-CHIIKI"}
    found = addresses(open_page("funding", sample_store, q="x", **address))
    assert found and all(address.items() <= one.items() and "q" not in one for one in found)


def test_no_two_lines_of_links_on_the_map_follow_each_other(sample_store: Path, open_page: Opener) -> None:
    """Those of the areas stand with the table by area: the same words twice could not be told apart."""
    at = open_page("map", sample_store, lang="en")
    below = [one for one in at.main.children.values() if one.type == "markdown" and LINK.search(one.value)]
    assert [address["of"].partition(".")[0] for one in below for address in addresses_in(one.value)] == [
        "municipality_list"
    ] * 2
    assert "area_list" in {address["of"].partition(".")[0] for address in addresses(at)}


@pytest.mark.parametrize(
    ("lang", "file", "sheet", "changes", "said"),
    [
        (
            "en",
            "grants.csv",
            None,
            "changes.csv:2, changes.csv:12",
            "grants.csv, row 4; changed by changes.csv, row 2; changes.csv, row 12",
        ),
        (
            "ja",
            "b.xlsx",
            "交付",
            "変更, 7!2, 変更, 7!6",
            "b.xlsx のシート「交付」 4行目; 変更 b.xlsx のシート「変更, 7」 2行目; b.xlsx のシート「変更, 7」 6行目",
        ),
    ],
)
def test_changes_in_force_have_their_places_in_the_same_words(
    lang: Any, file: str, sheet: str | None, changes: str, said: str
) -> None:
    row = {"file": file, "sheet": sheet, "row_number": 4, "changes_at": changes}
    assert evidence.place(page(lang), row) == said
    assert evidence.place(page(lang), {**row, "changes_at": None}) == said.partition("; ")[0]
