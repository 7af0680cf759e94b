"""The one search: every word, whatever its case, width and kana, in any column of one item. D is 2026-03-31."""

from __future__ import annotations

import pytest

from tests.queries.ledger import Given, Ledger

ROWS = {
    "projects": """
        project_id | title_ja     | title_en | summary_ja | summary_en       | technologies | closing_ja | closing_en
        p1         | センサーの町 | Town     | -          | A sensor network | IoT;5G       | -          | -
        p2         | 町           | Old town | センサ     | -                | 5G           | 市が続ける | Kept by 5G
        p3         | せんさあ     | -        | -          | -                | Drone        | -          | -
    """,
    "organizations": "organization_id | name_ja | name_en | corporate_number\no1 | ﾃﾞｰﾀ社 | Data | 8000020130001",
    "organization_names": "organization_id | name | kind\no1 | むかしの社 | former\no1 | 前の社 | former",
    "municipalities": "municipality_code | name_ja | name_en\n131075 | 墨田区 | Sumida City",
    "areas": "area_id | name_ja | name_en\narea | 例の町 | Area",
    "issues": "issue_id | title_ja | raised_on\ni1 | 町の課題 | 2026-03-31\ni2 | 町の先 | 2026-04-01",
    "kpis": "kpi_id | name_ja | name_en\nk1 | 町の人 | People",
}


@pytest.fixture
def ledger(given: Given) -> Ledger:
    return given(**ROWS)


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("町", "project p2 title_ja/project p1 title_ja/area area name_ja/issue i1 title_ja/kpi k1 name_ja"),
        ("ｔｏｗｎ", "project p1 title_en/project p2 title_en"),
        ("せんさ", "project p1 title_ja/project p3 title_ja/project p2 summary_ja"),
        ("センサー", "project p1 title_ja/project p3 title_ja/project p2 summary_ja"),
        ("町　センサ", "project p1 title_ja/project p2 title_ja"),
        ("5G TOWN", "project p1 technologies/project p2 technologies"),
        ("市がつづける", ""),
        ("市　続ける", "project p2 closing_ja"),
        ("KEPT 町", "project p2 closing_en"),
        ("sensornetwork", "project p1 summary_en"),
        ("でた", "organization o1 name_ja"),
        ("8000020130001", "organization o1 corporate_number"),
        ("前の社", "organization o1 name"),
        ("社むかし", ""),
        ("sumida", "municipality 131075 name_en"),
        ("SUMIDA 墨田", "municipality 131075 name_en"),
        ("すみだ", "municipality 131075 name_en"),
        ("ｽﾐﾀﾞｸ", "municipality 131075 name_en"),
        ("すみだ 墨田", "municipality 131075 name_en"),
        ("すみだ区", "municipality 131075 name_en"),
        ("すみだし", ""),
        ("すみ", ""),
        ("131075", "municipality 131075 municipality_code"),
        ("drone", "project p3 technologies/technology Drone title_en"),
        ("どろーん", "technology Drone title_ja"),
        ("ロボット", ""),
        ("", ""),
        ("ー", ""),
        ("p1 せんさ どこにも", ""),
        ("\1", ""),
        ("\1町", "project p2 title_ja/project p1 title_ja/area area name_ja/issue i1 title_ja/kpi k1 name_ja"),
    ],
)  # fmt: skip
def test_what_is_found_and_where(ledger: Ledger, q: str, found: str) -> None:
    rows = [row for row in ledger.rows("search", q=q) if row["kind"] not in ("page", "term")]
    assert "/".join(f"{row['kind']} {row['id']} {row['place']}" for row in rows) == found


def test_pages_and_terms_are_found_in_both_languages(ledger: Ledger) -> None:
    """A title that is the text comes first; a page that is in no menu is nowhere to go."""
    (first, *_) = ledger.rows("search", q="funding")
    assert first == {
        "kind": "page",
        "id": "funding",
        "title_ja": "資金",
        "title_en": "Funding",
        "place": "title_en",
    }
    (first, *_) = [row for row in ledger.rows("search", q="交付決定額") if row["kind"] == "term"]
    assert (first["id"], first["place"]) == ("decided_yen", "title_ja")
    assert [row["id"] for row in ledger.rows("search", q="review board")] == ["review"]
    assert ledger.rows("search", q="how this number is made") == []


def test_the_public_is_not_shown_internal_pages(given: Given) -> None:
    assert given(audience="public", **ROWS).rows("search", q="review board") == []


def test_at_most_50_of_a_kind(given: Given) -> None:
    """Those whose title begins with the words first."""
    names = "\n".join(f"p{number:02} | a{'' if number > 50 else 'b'}c" for number in range(60))
    rows = given(projects=f"project_id | title_ja\n{names}").rows("search", q="a c")
    assert [row["id"] for row in rows if row["kind"] == "project"] == [
        *(f"p{number}" for number in range(51, 60)),
        *(f"p{number:02}" for number in range(41)),
    ]
