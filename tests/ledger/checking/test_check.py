"""Findings: a broken source gives exactly these, each once; an accepted source gives its rows."""

from __future__ import annotations

import csv
import json
import os
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from smart_tokyo.ledger.checking.check import REFERENCE_DIR, Amount, check_source, summary_text
from smart_tokyo.ledger.content.findings import ALL_CODES, CODES, Finding, to_json, to_text
from smart_tokyo.ledger.files.source import UnreadableSource
from smart_tokyo.schema import tables
from tests.ledger.sources import brief, changed, core, errors, held, of_reading, rows, write

GRANTS = "project_id,fiscal_year,decided_yen,decided_on,note\n"
MEMBERS = "consortium_id,organization_id,role\n"

MUNICIPALITIES = "municipality_code,name_ja,name_en,kind,region,latitude,longitude\n"
Brief = tuple[str, str, str | None, str | None]

TABLE_FINDINGS: list[tuple[str, dict[str, str | bytes], list[Brief]]] = [
    (
        "type-yen",
        {"grants": GRANTS + "pro-a,2024,12千円,,\n"},
        [("type-yen-unit", "grants.csv:2", "decided_yen", "12千円")],
    ),
    (
        "type-date",
        {"grants": GRANTS + "pro-a,2024,,2025-02-30,\n"},
        [("type-date-no-day", "grants.csv:2", "decided_on", "2025-02-30")],
    ),
    (
        "a key that is no value says so once, whatever refers to it",
        {"grants": GRANTS + "pro-a,FY24,,,\n"},
        [("type-fiscal-year", "grants.csv:2", "fiscal_year", "FY24")],
    ),
    (
        "a cell with two problems gives one finding",
        {"issues": changed("issues", "131199", "131198")},
        [("check-digit-municipality", "issues.csv:3", "municipality_code", "131198")],
    ),
    (
        "range of a fiscal year",
        {"grants": GRANTS + "pro-a,2018,,,\npro-a,2041,,,\npro-a,2019,,,\npro-a,2040,,,\n"},
        [
            ("range", "grants.csv:2", "fiscal_year", "2018"),
            ("range", "grants.csv:3", "fiscal_year", "2041"),
            ("grant-outside-programme-years", "grants.csv:4", "fiscal_year", "2019"),
        ],
    ),
    (
        "range of yen",
        {"grants": GRANTS + "pro-a,2024,10000000000001,,\npro-a,2025,10000000000000,,\n"},
        [("range", "grants.csv:2", "decided_yen", "10000000000001")],
    ),
    (
        "range of latitude",
        {"areas": changed("areas", "Example area,district,35.7,139.8", "Example area,district,139.8,35.7")},
        [("range", "areas.csv:2", "latitude", "139.8"), ("range", "areas.csv:2", "longitude", "35.7")],
    ),
    (
        "enum",
        {"consortium_members": MEMBERS + "con-a,org-city,leader\n"},
        [("enum", "consortium_members.csv:2", "role", "leader")],
    ),
    (
        "required",
        {"consortium_members": MEMBERS + "con-a,org-city,\ncon-a,,lead\ncon-a,org-firm,未定\n"},
        [
            ("required", "consortium_members.csv:2", "role", ""),
            ("required", "consortium_members.csv:3", "organization_id", ""),
            ("required", "consortium_members.csv:4", "role", "未定"),
        ],
    ),
    (
        "duplicate key, also in another form",
        {"grants": GRANTS + "pro-a,2024,1,,\npro-a,令和6年度,2,,\n"},
        [("duplicate-key-grants", "grants.csv:3", "project_id, fiscal_year", "pro-a, 2024")],
    ),
    (
        "foreign key",
        {"consortium_members": MEMBERS + "con-x,org-city,lead\n", "grants": GRANTS + "pro-x,2024,,,\n"},
        [
            ("foreign-key", "consortium_members.csv:2", "consortium_id", "con-x"),
            ("foreign-key", "grants.csv:2", "project_id", "pro-x"),
        ],
    ),
    (
        "theme",
        {"issues": changed("issues", "mobility,2021-10-01,true", "sports,2021-10-01,true")},
        [("foreign-key-listed", "issues.csv:2", "theme", "sports")],
    ),
    (
        "a row with an error elsewhere is still referred to",
        {"projects": changed("projects", ",2022,,true", ",20xx,,true")},
        [("type-fiscal-year", "projects.csv:2", "start_fy", "20xx")],
    ),
    (
        "missing column, without a finding for every row",
        {"consortium_members": "consortium_id,organization_id\ncon-a,org-city\n"},
        [("missing-column", "consortium_members.csv:1", "role", None)],
    ),
    (
        "missing key column, without foreign keys failing",
        {"projects": changed("projects", "project_id,", "project,")},
        [("missing-column", "projects.csv:1", "project_id", None)],
    ),
    (
        "duplicate column",
        {"consortium_members": "consortium_id,organization_id,role, 役割\ncon-a,org-city,lead,member\n"},
        [("duplicate-column", "consortium_members.csv:1", "role", "役割")],
    ),
    (
        "extra cells",
        {"consortium_members": MEMBERS + "con-a,org-city,lead,,\ncon-a,org-firm,member,x,y\n"},
        [("extra-cells", "consortium_members.csv:3", None, "x, y")],
    ),
    (
        "too few cells, without the required ones failing",
        {"consortium_members": MEMBERS + "con-a,org-city\n"},
        [("missing-cells", "consortium_members.csv:2", None, None)],
    ),
    (
        "undecodable file, without foreign keys failing",
        {"projects": b"project_id\n\xff\n"},
        [("encoding", "projects.csv:2", None, "0xff")],
    ),
    ("empty file", {"hearings": ""}, [("empty-file", "hearings.csv", None, None)]),
    (
        "quotation marks",
        {"hearings": 'hearing_id,issue_id,stage,held_on\n"a,b\n'},
        [("csv-syntax", "hearings.csv:2", None, None)],
    ),
    (
        "control character",
        {"consortium_members": MEMBERS + "con-a,org-city,le\0ad\n"},
        [("control-character", "consortium_members.csv:2", "role", "le\0ad")],
    ),
    (
        "too long",
        {"grants": GRANTS + f"pro-a,2024,,,{'x' * 2001}\n"},
        [("too-long", "grants.csv:2", "note", "x" * 200 + "…")],
    ),
    (
        "a table in two files",
        {"連携体の構成員": MEMBERS, "consortium_members": MEMBERS},
        [("duplicate-table", "連携体の構成員.csv", None, None)],
    ),
    (
        "an address that is none of the web",
        {
            "documents": "document_id,project_id,kind,title_ja,url\na,pro-a,plan,x,ftp://example.org/x\n"
            "b,pro-a,plan,x,www.example.org\nc,pro-a,plan,x,https:///x\nd,pro-a,plan,x,HTTP://example.org\n"
            "e,pro-x,plan,x,https://example.org/計画.pdf\nf,pro-a,memo,x,\n"
            "g,pro-a,plan,x,https://name:word@example.org/x\n"
        },
        [
            ("pattern", "documents.csv:2", "url", "ftp://example.org/x"),
            ("pattern", "documents.csv:3", "url", "www.example.org"),
            ("pattern", "documents.csv:4", "url", "https:///x"),
            ("foreign-key", "documents.csv:6", "project_id", "pro-x"),
            ("enum", "documents.csv:7", "kind", "memo"),
            ("required", "documents.csv:7", "url", ""),
            ("pattern", "documents.csv:8", "url", "https://name:word@example.org/x"),
        ],
    ),
    (
        "budgets, of a programme once a year",
        {
            "budgets": "programme_id,fiscal_year,initial_yen,revised_yen,revised_on\n"
            'prog-a,令和4年度,"20,000,000",,\nprog-a,2022,1,,\nprog-x,2022,1,,\nprog-a,2023,,1,\n'
            "prog-a,2024,3千円,-1,2025-02-30\n"
        },
        [
            ("duplicate-key", "budgets.csv:3", "programme_id, fiscal_year", "prog-a, 2022"),
            ("foreign-key-listed", "budgets.csv:4", "programme_id", "prog-x"),
            ("required", "budgets.csv:5", "initial_yen", ""),
            ("type-yen-unit", "budgets.csv:6", "initial_yen", "3千円"),
            ("type-yen-negative", "budgets.csv:6", "revised_yen", "-1"),
            ("type-date-no-day", "budgets.csv:6", "revised_on", "2025-02-30"),
        ],
    ),
    (
        "actions, of a project or of none, done when they were decided at the earliest",
        {
            "対応事項": "対応事項ID,事業ID,決定日,対応の内容,対応の期限,対応日,公開\n"
            "a,pro-a,2025-06-01,x,未定,2025/5/31,はい\nb,,R7.6.1,x,,2025-06-01,いいえ\nc,pro-x,2025-06-01,x,,,はい\n"
            "a,,2025-06-01,,,,\n"
        },
        [
            ("action-done-before-decided", "対応事項.csv:2", "done_on", "2025/5/31"),
            ("foreign-key", "対応事項.csv:4", "project_id", "pro-x"),
            ("duplicate-key", "対応事項.csv:5", "action_id", "a"),
            ("required", "対応事項.csv:5", "text_ja", ""),
            ("required", "対応事項.csv:5", "published", ""),
        ],
    ),
    (
        "follow-ups, from the project's first day on",
        {
            "follow_ups": "project_id,checked_on,state,users\npro-a,2022-03-31,続いている,1\n"
            "pro-a,2022-04-01,handed_over,不明\npro-a,2023-04-01,paused,1.5\npro-a,R4.4.1,ended,\n"
        },
        [
            ("followed-up-before-project", "follow_ups.csv:2", "checked_on", "2022-03-31"),
            ("enum", "follow_ups.csv:4", "state", "paused"),
            ("type-integer", "follow_ups.csv:4", "users", "1.5"),
            ("duplicate-key", "follow_ups.csv:5", "project_id, checked_on", "pro-a, 2022-04-01"),
        ],
    ),
    (
        "offers and names, which are text",
        {
            "offers": "organization_id,theme,offered_on,published\norg-firm,mobility,,true\n"
            "org-firm,mobility,,false\norg-x,mobility,,true\norg-firm,tourism,R8.1.40,true\n",
            "organization_names": "organization_id,name,kind\norg-firm,（株）例　ｎｏ　会社,variant\n"
            "org-firm,（株）例　ｎｏ　会社,former\norg-firm,,kana\n",
        },
        [
            ("duplicate-key", "offers.csv:3", "organization_id, theme", "org-firm, mobility"),
            ("foreign-key", "offers.csv:4", "organization_id", "org-x"),
            ("type-date-no-day", "offers.csv:5", "offered_on", "R8.1.40"),
            (
                "duplicate-key",
                "organization_names.csv:3",
                "organization_id, name",
                "org-firm, （株）例　ｎｏ　会社",
            ),
            ("required", "organization_names.csv:4", "name", ""),
        ],
    ),
    (
        "the reference with other content",
        {"municipalities": MUNICIPALITIES + "131075,墨田市,Sumida City,ward,wards,35.71,139.8\n"},
        [("reference-conflict", "municipalities.csv:2", "municipality_code", "131075")],
    ),
]


@pytest.mark.parametrize(
    ("what", "given", "expected"), TABLE_FINDINGS, ids=[one[0] for one in TABLE_FINDINGS]
)
def test_a_broken_table_gives_exactly_these_errors(
    tmp_path: Path,
    what: str,
    given: dict[str, str | bytes],
    expected: list[tuple[str, str, str | None, str | None]],
) -> None:
    assert errors(core(tmp_path, **given)) == expected


def test_all_findings_of_a_source_at_once_in_order(tmp_path: Path) -> None:
    source = core(
        tmp_path,
        grants="note,project_id,fiscal_year,decided_yen,secret\n,pro-a,2041,-1,x\n,,,,\n,pro-x,R6,1円,\n",
        milestones="milestone_id,project_id,title_ja,due_on\nm,pro-a,,2025\n",
        nothing="a,b\n",
    )
    (source / "book.xlsx").write_bytes(b"PK")
    (source / "dataset.yaml").write_text("as_of: soon\n", "utf-8")
    found = check_source(source).findings
    assert [(one.severity, *brief((one,))[0]) for one in found] == [
        ("warning", "not-csv", "book.xlsx", None, "book.xlsx"),
        ("error", "dataset-file", "dataset.yaml", None, "soon"),
        ("warning", "unknown-table", "nothing.csv", None, "nothing"),
        ("warning", "unknown-column", "grants.csv:1", None, "secret"),
        ("error", "range", "grants.csv:2", "fiscal_year", "2041"),
        ("error", "type-yen-negative", "grants.csv:2", "decided_yen", "-1"),
        ("info", "blank-row", "grants.csv:3", None, None),
        ("error", "foreign-key", "grants.csv:4", "project_id", "pro-x"),
        ("info", "normalised", "grants.csv:4", "fiscal_year", "R6"),
        ("info", "normalised", "grants.csv:4", "decided_yen", "1円"),
        ("error", "required", "milestones.csv:2", "title_ja", ""),
        ("error", "type-date-incomplete", "milestones.csv:2", "due_on", "2025"),
    ]


def test_thousands_of_errors_are_all_reported(tmp_path: Path) -> None:
    lines = "".join(f"con-{number},org-city,chief\n" for number in range(3000))
    found = check_source(core(tmp_path, consortium_members=MEMBERS + lines)).findings
    assert Counter(one.code for one in found) == {"enum": 3000, "foreign-key": 3000}


@pytest.mark.parametrize("name", sorted(set(CODES)))
def test_every_code_says_what_to_do_in_both_languages(name: str) -> None:
    assert CODES[name].severity in ("error", "warning", "info")
    assert CODES[name].ja.endswith("。") and CODES[name].en.endswith(".")


NAMES = {name for table in tables().values() for name in (table.name, *table.columns)}


@pytest.mark.parametrize("name", sorted(set(ALL_CODES) - {"dataset-file"}))
def test_no_japanese_word_is_the_name_of_a_table_or_column(name: str) -> None:
    """What dataset.yaml holds has its names."""
    assert not NAMES & set(re.findall("[a-z][a-z_]+", re.sub(r"\{\w+\}", "", ALL_CODES[name].ja)))


def test_titles_stand_for_names_in_each_language(tmp_path: Path) -> None:
    source = core(tmp_path, grants=GRANTS + "pro-a,2024,1,,\npro-a,2024,2,,\npro-a,令和31年度,,,\n")
    again, outside = [one for one in check_source(source).findings if one.severity == "error"]
    assert (again.table, again.column) == ("grants", "project_id, fiscal_year")
    assert again.message_ja.startswith("事業ID、年度が「pro-a, 2024」の行は grants.csv:2 にもあります。")
    assert "金額を合計して1行に" in again.message_ja and "表「変更交付決定」に書いて" in again.message_ja
    assert again.message_en.startswith(
        "A row with pro-a, 2024 (Project ID, Fiscal year) is already in grants.csv:2"
    )
    assert "add them up in one row" in again.message_en and "the new one in grant_changes" in again.message_en
    assert outside.message_ja == (
        "「年度」の「令和31年度 = 2049」は範囲の外です。2019 から 2040 までの値にしてください。"
    )
    assert "from 2019 to 2040" in outside.message_en
    text = to_text([again], "ja")
    assert "交付: エラー 1" in text and "[duplicate-key-grants]  事業ID、年度" in text


# ---- rows of other tables, by id and by name

PROJECT = "事業ID,制度ID,エリアID,事業名,テーマ,状況,開始年度,公開\n"
IDS = {"SMP-001": "あ", "XYZ-900": "い", "ABC-001": "う", "abc-01": "え"}
MISSING = [
    ("smp-1", "foreign-key-near", "SMP-001（あ） のことではありませんか"),
    ("SMP0001", "foreign-key-near", "SMP-001（あ） のことではありませんか"),
    ("abc―１", "foreign-key-near", "ABC-001（う）、abc-01（え） のことではありませんか"),
    ("SNP-001", "foreign-key-near", "SMP-001（あ） のことではありませんか"),
    ("い", "foreign-key-near", "XYZ-900（い） のことではありませんか"),
    ("QQQ-555", "foreign-key", "事業.csvにその行を加えて"),
]


@pytest.mark.parametrize(("written", "code", "japanese"), MISSING)
def test_a_reference_to_no_row_says_what_may_be_meant_and_in_which_file(
    tmp_path: Path, written: str, code: str, japanese: str
) -> None:
    rows = "".join(f"{one},PG-SOL,A-INAGI,{title},mobility,active,2025,true\n" for one, title in IDS.items())
    source = write(tmp_path / "s", 事業=PROJECT + rows, 交付=f"事業ID,年度\n{written},2025\n")
    (found,) = [one for one in check_source(source).findings if one.severity == "error"]
    assert (found.code, found.location, found.expected) == (code, "交付.csv:2", "事業.csv")
    assert japanese in found.message_ja and "projects" not in found.message_ja
    assert "Projects" in found.message_en and "事業.csv" in found.message_en


def test_a_row_of_a_table_that_the_source_has_not_asks_for_a_file_of_its_own(tmp_path: Path) -> None:
    source = write(tmp_path / "s", 事業=PROJECT + "p1,PG-SOL,A-XXXX,あ,mobility,active,2025,true\n")
    (found,) = [one for one in check_source(source).findings if one.severity == "error"]
    assert found.column == "area_id" and "エリア.csvを作り、その行を書いて" in found.message_ja
    assert "make エリア.csv with the row" in found.message_en


def test_an_area_of_another_programme_is_told_by_name(tmp_path: Path) -> None:
    source = write(tmp_path / "s", 事業=PROJECT + "p1,PG-SOL,A-TOYOSU,あ,mobility,active,2025,true\n")
    (found,) = [one for one in check_source(source).findings if one.code == "area-of-another-programme"]
    assert "エリア「都心部(豊洲)」（A-TOYOSU）" in found.message_ja
    assert "「地域課題解決型スマート東京普及促進事業」（PG-SOL）" in found.message_ja


def test_errors_are_listed_before_what_stands_above_them(tmp_path: Path) -> None:
    rows = (
        "p1,ＰＧ-SOL,A-INAGI,あ,mobility,active,2025,true\np2,PG-SOL,A-INAGI,い,mobility,active,20x5,true\n"
    )
    found = check_source(write(tmp_path / "s", 事業=PROJECT + rows)).findings
    assert [one.severity for one in found] == ["info", "error"]
    told = [line for line in to_text(found, "en").splitlines() if line.startswith("  ")]
    assert [line.split()[1] for line in told] == ["error", "info"]


def test_the_name_of_one_row_of_a_small_table_is_read_for_its_id(tmp_path: Path) -> None:
    rows = (
        "p1,地域課題解決型スマート東京普及促進事業,稲城市,あ,健康・ウェルネス,実施中,2025,true\n"
        "p2,Smart Tokyo Chiiki Project,狛江市,い,health and Wellness,active,2025,true\n"
        "p3,PG-PILOT（スマート東京 先行実施エリアでの取組）,A-TOYOSU（都心部(豊洲)）,う,"
        "mobility（移動・回遊）,active,2025,true\n"
    )
    issues = "課題ID,区市町村コード,課題名,テーマ,提起日,公開\ni,墨田区,題,Tourism,2025-04-01,true\n"
    checked = check_source(write(tmp_path / "s", 事業=PROJECT + rows, 課題=issues))
    assert {one.severity for one in checked.findings} == {"info"} and checked.content is not None
    table = tables()["projects"]
    wanted = [table.position[name] for name in ("programme_id", "area_id", "theme")]
    assert [tuple(row[place] for place in wanted) for row in held(checked, "projects")] == [
        ("PG-SOL", "A-INAGI", "health"),
        ("PG-CHIIKI", "A-KOMAE", "health"),
        ("PG-PILOT", "A-TOYOSU", "mobility"),
    ]
    assert [row[1] for row in held(checked, "issues")] == ["131075"]
    told = {one.value: one.expected for one in checked.findings if one.code == "normalised"}
    assert told["稲城市"] == "A-INAGI" and told["墨田区"] == "131075" and told["実施中"] == "active"


def test_a_name_of_several_rows_or_of_none_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    areas = (
        "エリアID,制度ID,エリア名,エリア名（英語）,種別,緯度,経度,開始年度\n"
        "A-NEW,PG-SOL,狛江市,Komae,municipality,35.6,139.6,2025\n"
    )
    row = "p1,PG-SOL,狛江市,あ,健康・医療,active,2025,true\np2,PG-SOL,墨田区,い,mobility,active,2025,true\n"
    found = check_source(write(tmp_path / "s", 事業=PROJECT + row, エリア=areas)).findings
    several, theme, area = [one for one in found if one.severity == "error"]
    assert several.code == "name-of-several" and several.expected == "A-KOMAE, A-NEW"
    assert "A-KOMAE（狛江市）、A-NEW（狛江市） のどれか" in several.message_ja
    assert theme.code == "foreign-key-listed" and "health（健康・ウェルネス）" in theme.message_ja
    assert "health (Health and wellness)" in theme.message_en and "テーマ.csv" in theme.message_ja
    assert area.code == "foreign-key-near" and "A-SUMIDA（墨田区(文花・京島・押上)）" in area.message_ja


def test_a_code_of_no_municipality_of_tokyo_asks_for_no_row(tmp_path: Path) -> None:
    issues = "課題ID,区市町村コード,課題名,テーマ,提起日,公開\ni,141003,題,mobility,2025-04-01,true\n"
    (found,) = check_source(write(tmp_path / "s", 課題=issues)).findings
    assert found.code == "foreign-key-official" and "加えて" not in found.message_ja


@pytest.mark.parametrize("name", sorted(name for name in CODES if name.startswith("type-yen")))
def test_yen_errors_ask_for_plain_yen(name: str) -> None:
    assert "please give plain yen" in CODES[name].en.lower() and "円単位の整数" in CODES[name].ja


def test_undecodable_bytes_are_named_with_file_and_offset(tmp_path: Path) -> None:
    source = core(tmp_path, grants=b"project_id,fiscal_year\npro-a,\xff\n")
    (found,) = check_source(source).findings
    assert "grants.csv" in found.message_en and "byte offset 29" in found.message_en


# ---- accepted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_encodings_and_separators_give_the_same_content(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    text = changed("events", "例の会", "例の会～①")
    plain = check_source(core(tmp_path / "plain", events=text)).content
    coded = check_source(
        core(tmp_path / "coded", events=text.replace(",", separator).encode(encoding))
    ).content
    assert plain is not None and plain == coded


@pytest.mark.parametrize(
    "header",
    ["role,consortium_id,organization_id", " 役割 ,連携体ID,団体ID", "ｒｏｌｅ,連携体ＩＤ,organization_id　"],
)
def test_header_names_titles_order_and_width(tmp_path: Path, header: str) -> None:
    source = core(tmp_path, **{"連携体の構成員": f"{header}\nlead,con-a,org-city\n"})
    (source / "consortium_members.csv").unlink()
    checked = check_source(source)
    assert of_reading(checked) == ()
    assert rows(checked, "consortium_members") == [("con-a", "org-city", "lead", None, None, None, None)]


def test_every_change_of_a_value_is_told(tmp_path: Path) -> None:
    checked = check_source(core(tmp_path, grants=GRANTS + "pro-a,令和６年度,￥1，000円,R6.5.1, 未定 \n"))
    assert checked.findings[-1].message_ja == "「備考」の「未定」を「不明（空欄と同じ）」と読みました。"
    assert [(one.severity, one.code, one.column, one.value, one.expected) for one in checked.findings] == [
        ("info", "normalised", "fiscal_year", "令和６年度", "2024"),
        ("info", "normalised", "decided_yen", "￥1，000円", "1000"),
        ("info", "normalised", "decided_on", "R6.5.1", "2024-05-01"),
        ("info", "normalised", "note", "未定", "NULL"),
    ]


def test_an_unnamed_column_is_named_by_its_place_if_it_holds_anything(tmp_path: Path) -> None:
    empty = core(
        tmp_path / "a", consortium_members="consortium_id,organization_id,role,\ncon-a,org-city,lead,\n"
    )
    assert of_reading(check_source(empty)) == ()
    filled = core(
        tmp_path / "b", consortium_members="consortium_id,organization_id,role,\ncon-a,org-city,lead,x\n"
    )
    (found,) = of_reading(check_source(filled))
    assert (found.code, found.value) == ("cells-beside", "D")


def test_other_files_in_a_source_are_nobodys_business(tmp_path: Path) -> None:
    source = core(tmp_path)
    for name in ("NOTES.md", ".hidden.csv", "~$grants.xlsx", "picture.png"):
        (source / name).write_bytes(b"x")
    assert check_source(source).findings == ()


def test_a_file_name_in_another_encoding_or_form_is_understood(tmp_path: Path) -> None:
    source = core(tmp_path)
    text = b"event_id,name_ja,held_on\ne,x,2025-04-01\n"
    title = tables()["events"].title
    with open(os.fsencode(source) + b"/" + f"{title}.csv".encode("cp932"), "wb") as file:  # noqa: PTH123
        file.write(text)
    assert len(rows(check_source(source), "events")) == 1
    (source / f"{unicodedata.normalize('NFD', title)}.CSV").write_bytes(text)
    assert [code for code, *_ in errors(source)] == ["duplicate-table"]


def test_a_table_that_is_not_there_is_empty(tmp_path: Path) -> None:
    checked = check_source(write(tmp_path / "s", events="event_id,name_ja,held_on\ne,会,2025-04-01\n"))
    assert checked.findings == ()
    assert rows(checked, "projects") == [] and len(rows(checked, "events")) == 1


# ---- reference


def test_the_same_reference_row_again_is_told_and_a_new_one_is_added(tmp_path: Path) -> None:
    first, second = (REFERENCE_DIR / "themes.csv").read_text("utf-8").splitlines()[:2]
    checked = check_source(core(tmp_path, themes=f"{first}\n{second}\ntheme-hidden,体育,Sports\n"))
    assert [(one.severity, one.code) for one in checked.findings] == [("info", "reference-same")]
    assert rows(checked, "themes") == [("theme-hidden", "体育", "Sports")]
    theme = second.split(",")[0]
    assert [row[0] for row in held(checked, "themes")].count(theme) == 1


def test_a_column_that_the_source_does_not_have_is_no_other_content(tmp_path: Path) -> None:
    """A ledger that repeats a municipality from before its population was there is taken as it was."""
    row = next(csv.DictReader((REFERENCE_DIR / "municipalities.csv").open(encoding="utf-8", newline="")))
    old = ",".join(row[column] for column in MUNICIPALITIES.strip().split(","))
    checked = check_source(core(tmp_path, municipalities=f"{MUNICIPALITIES}{old}\n"))
    assert [one.code for one in checked.findings] == ["reference-same"]
    # a cell that is there and empty is other content
    emptied = f"{MUNICIPALITIES.strip()},population\n{old},\n"
    found = check_source(core(tmp_path / "emptied", municipalities=emptied)).findings
    assert [(one.code, one.expected) for one in found] == [
        ("reference-conflict", f"population={row['population']}")
    ]


def test_a_source_fills_in_what_a_shipped_row_leaves_empty(tmp_path: Path) -> None:
    shipped = next(csv.DictReader((REFERENCE_DIR / "programmes.csv").open(encoding="utf-8", newline="")))
    source = core(tmp_path)
    own = list(csv.DictReader((source / "programmes.csv").open(encoding="utf-8", newline="")))
    known = [name for name, value in shipped.items() if value and name != "source_id"]
    lines = [{name: row.get(name, "") for name in known} | {"reports_expected": ""} for row in own]
    lines.append({name: shipped[name] for name in known} | {"reports_expected": "true"})
    text = "\n".join(",".join(line.values()) for line in [dict(zip(lines[0], lines[0], strict=True)), *lines])
    checked = check_source(write(source, programmes=text))
    assert ("info", "reference-filled", f"programmes.csv:{len(lines) + 1}") in [
        (one.severity, one.code, one.location) for one in checked.findings
    ]
    assert checked.content is not None
    found = checked.content["programmes"].to_pylist()
    (now,) = [row for row in found if row["programme_id"] == shipped["programme_id"]]
    assert now["reports_expected"] is True and now["source_id"] == shipped["source_id"]
    assert now["place.file"] == "programmes.csv" and not now["place.shipped"]


def test_a_reference_row_twice_in_the_source_is_a_duplicate(tmp_path: Path) -> None:
    first, second = (REFERENCE_DIR / "themes.csv").read_text("utf-8").splitlines()[:2]
    found = check_source(
        core(tmp_path, themes=f"{first}\n{second}\n{second}\ntheme-hidden,体育,Sports\n")
    ).findings
    assert [(one.code, one.location) for one in found] == [
        ("reference-same", "themes.csv:2"),
        ("duplicate-key", "themes.csv:3"),
    ]


def test_the_reference_data_is_right_by_itself(tmp_path: Path) -> None:
    nothing = write(tmp_path / "nothing", themes="theme_id,name_ja,name_en\n")
    checked = check_source(REFERENCE_DIR, reference=nothing)
    assert [one.code for one in checked.findings if one.code not in ("unknown-table", "not-csv")] == []
    assert len(held(checked, "municipalities")) == 62


# ---- dataset.yaml


@pytest.mark.parametrize(
    "text",
    [
        "label_ja: [",
        "- a",
        "as_of: 2025-02-30",
        "as_of: 12",
        "fictional: perhaps",
        "label_ja: 3",
        "label: x",
        b"label_ja: \xff",
    ],
)  # fmt: skip
def test_a_malformed_dataset_file_is_an_error(tmp_path: Path, text: str | bytes) -> None:
    source = core(tmp_path)
    (source / "dataset.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    assert [code for code, *_ in errors(source)] == ["dataset-file"]


def test_a_dataset_file_may_be_missing_or_empty(tmp_path: Path) -> None:
    source = core(tmp_path)
    (source / "dataset.yaml").write_text("", "utf-8")
    assert check_source(source).findings == ()
    (source / "dataset.yaml").unlink()
    assert check_source(source).dataset.label_ja is None


# ---- no source, output


def test_no_source_is_said_in_one_line(tmp_path: Path) -> None:
    for place in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(UnreadableSource):
            check_source(place)


def test_text_and_json_carry_the_same_findings(tmp_path: Path) -> None:
    source = core(
        tmp_path, consortium_members=MEMBERS + 'con-a,org-city,"chief\x1b[31m"\ncon-x,org-city,lead\n'
    )
    found = check_source(source).findings
    text = to_text(found, "en")
    assert text.splitlines()[0] == "error 2"
    assert "consortium_members Consortium members: error 2" in text
    assert "consortium_members.csv:2" in text and "\x1b" not in text
    listed = json.loads(to_json(found))
    assert [Finding(**one) for one in listed] == list(found)
    assert to_text(found, "ja").splitlines()[0] == "エラー 2"


def test_of_many_findings_of_a_kind_the_text_shows_the_first_and_their_number(tmp_path: Path) -> None:
    source = core(tmp_path, grants=GRANTS + "pro-a,x,,,\n" * 20 + "pro-a,2024,y,,\n" + "pro-a,2025,,z,\n" * 6)
    found = [one for one in check_source(source).findings if one.code.startswith("type-")]
    text, whole = to_text(found, "en"), to_text(found, "en", whole=True)
    assert text.count("[type-fiscal-year]  fiscal_year") == 5 and text.count("[type-date]  decided_on") == 6
    assert text.splitlines()[-1] == "  … [type-fiscal-year] 15 more (20 in all); --all shows them"
    assert [line for line in whole.splitlines() if one_of(found, line)] and "more" not in whole
    assert len(whole.splitlines()) == 3 + 27


def one_of(found: list[Finding], line: str) -> bool:
    return any(line.strip().startswith(one.location) for one in found)


def test_the_schema_is_in_foreign_key_order() -> None:
    seen: set[str] = set()
    for name, table in tables().items():
        assert {key.reference for key in table.foreign_keys} <= seen
        seen.add(name)


# What a check read: rows, amounts and dates of each table, in every form in which it is told.
READ = (
    "project_id,fiscal_year,requested_yen,requested_on,decided_yen,decided_on,paid_yen\n"
    "pro-a,2022,0,2022-05-01,15000000,2022-06-01,\n"
    "pro-a,2023,5,2022-04-01,20000000,2023-06-01,\n"
    "pro-a,2024,7,,1千円,2026-01-31,\n"
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The core of the small source with three grants, of whose amounts one cannot be read."""
    folder = core(tmp_path, grants=READ)
    (folder / "dataset.yaml").write_text("as_of: 2026-01-31\n", "utf-8")
    return folder


def test_what_was_read_in_rows_amounts_and_dates(source: Path) -> None:
    read = check_source(source).read
    grants = read.tables["grants"]
    assert (grants.rows, str(grants.first_date), str(grants.last_date)) == (3, "2022-04-01", "2026-01-31")
    assert grants.amounts == {
        "eligible_expense_yen": Amount(0, None, None, None),
        "requested_yen": Amount(3, 0, 7, 12),
        "decided_yen": Amount(2, 15_000_000, 20_000_000, 35_000_000),
        "settled_yen": Amount(0, None, None, None),
        "paid_yen": Amount(0, None, None, None),
    }
    assert read.tables["projects"].rows == 2 and "municipalities" not in read.tables
    assert str(read.first_date) <= "2022-04-01" and str(read.last_date) >= "2026-01-31"


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "ja",
            [
                "  交付: 3行、日付 2022-04-01 から 2026-01-31",
                "    補助対象経費（円）: 記録なし",
                "    交付申請額（円）: 3件、最低 0、最高 7、合計 12",
                "    交付決定額（円）: 2件、最低 15,000,000、最高 20,000,000、合計 35,000,000",
            ],
        ),
        (
            "en",
            [
                "  Grants: rows 3, dates 2022-04-01 to 2026-01-31",
                "    Eligible expense (yen): not recorded",
                "    Requested amount (yen): known 3, lowest 0, highest 7, total 12",
                "    Decided amount (yen): known 2, lowest 15,000,000, highest 20,000,000, total 35,000,000",
            ],
        ),
    ],
)
def test_what_was_read_in_words(source: Path, lang: str, lines: list[str]) -> None:
    first, *rest = summary_text(check_source(source).read, lang).splitlines()
    assert "2026-01-31" in first and "35,000,000" in first
    at = rest.index(lines[0])
    assert rest[at : at + len(lines)] == lines


def test_the_check_ends_with_what_was_read(run, source: Path) -> None:
    code, out, _ = run("check", source, "--lang", "en")
    assert code == 1 and out.rstrip().endswith(summary_text(check_source(source).read, "en"))
    *findings, last = json.loads(run("check", source, "--format", "json")[1])
    assert [one["code"] for one in findings] == ["type-yen-unit"] and "read" not in findings[0]
    assert list(last) == [*findings[0], "read"] and (last["severity"], last["code"]) == ("info", "read")
    grants = last["read"]["tables"]["grants"]
    assert grants["rows"] == 3 and grants["last_date"] == "2026-01-31"
    assert grants["amounts"]["decided_yen"] == {
        "known": 2, "lowest": 15_000_000, "highest": 20_000_000, "total": 35_000_000
    }  # fmt: skip
