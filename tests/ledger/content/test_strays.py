"""Rows that are no rows of their table are told as what they are, and nothing else about them; real rows never are."""

from __future__ import annotations

import csv

import pytest

from smart_tokyo.ledger.content.csvfile import Sheet
from smart_tokyo.ledger.content.findings import CODES
from smart_tokyo.ledger.content.rows import read_records
from smart_tokyo.ledger.content.texts import RawRow
from smart_tokyo.schema import tables
from tests.ledger.sources import brief

GRANTS = "事業ID,年度,交付申請額（円）,交付決定額（円）,交付決定日,備考"
ROWS = ["P-1,2024,100,90,2024-04-01,", "P-1,2025,200,180,,合計を含む", "P-2,2024,50,40,2024-04-01,"]
PROJECTS = "事業ID,制度ID,エリアID,事業名,テーマ,状況,開始年度,公開"
PROJECT = "P-1,PG,A,統計の見える化,mobility,active,2024,true"


def read(
    table: str, header: str, *lines: str
) -> tuple[list[int], list[tuple[str, str, str | None, str | None]]]:
    """The numbers of the rows that are records, and what is found."""
    cells = list(csv.reader(lines))
    sheet = Sheet("x", header.split(","), [RawRow(number, row) for number, row in enumerate(cells, 2)])
    found = read_records(tables()[table], sheet)
    return [one.raw.number for one in found.records], brief(tuple(found.findings))


TOTALS = """
合計,,350,310,,
総計：,,350,310,,※千円未満を含む
合　計,,,,,
,計,350,310,,
,,350,310,,小計
P-2,計,50,40,,
令和6年度計,,150,130,,
P-1 小計,,300,270,,
小計,2024,150,130,,
（合計）,,¥350,310円,,
全3件,,350,310,,
合計 350円,,,,,
TOTAL,,350,310,,
Sub-total,2024,150,130,,
Grand total (yen),,350,310,,
FY2024 total,,150,130,,
平均,,116,103,,
,,350,310,,
,,,310,,
P-1,,300,270,,
,2024,150,130,,
,,350,0,,
""".strip().split("\n")


@pytest.mark.parametrize("line", TOTALS)
def test_a_total_is_one_error(line: str) -> None:
    kept, found = read("grants", GRANTS, *ROWS, line)
    assert kept == [2, 3, 4] and [one[:2] for one in found] == [("total-row", "x:5")]


def test_totals_between_above_and_after_a_gap() -> None:
    lines = ["合計,,350,310,,", *ROWS[:2], ",,300,270,,", ROWS[2], ",,50,40,,", "", ",,350,310,,"]
    kept, found = read("grants", GRANTS, *lines)
    assert kept == [3, 4, 6]
    assert [one[:2] for one in found if one[0] != "blank-row"] == [
        ("total-row", f"x:{n}") for n in (2, 5, 7, 9)
    ]


NOTES = """
※ 交付決定額は変更後の額,,,,,
（注）端数は切り捨て
注1：10月の変更を含む,,,,,
備考：都が作成,,,,,
,,,,,確認中
令和7年4月1日現在,,,,,
以上
以下余白,,,,,
,,※,,,
出典: 交付決定通知,,,,,
Note: as decided,,,,,
* the amounts are those of the last decision,,,,,
備考,,,,,都が作成
・金額は税込,,,,,
作成：デジタル課,,,,,
担当 03-1234-5678,,,,,
連絡先: a@example.jp,,,,,
----,,,,,
1/1,,,,,
※1,,,,,変更を含む
（該当なし）,,,,,
""".strip().split("\n")


@pytest.mark.parametrize("line", NOTES)
def test_a_note_under_the_table_is_one_warning_and_left_out(line: str) -> None:
    kept, found = read("grants", GRANTS, *ROWS, ",,,,,", line)
    text = next(cell.strip() for cell in line.split(",") if cell)
    assert kept == [2, 3, 4] and CODES["note-row"].severity == "warning"
    assert [(one[0], one[1], one[3]) for one in found] == [
        ("blank-row", "x:5", None),
        ("note-row", "x:6", text),
    ]


def test_a_note_that_says_another_unit_is_an_error_too() -> None:
    _, found = read("grants", GRANTS, *ROWS, "※金額の単位は千円,,,,,")
    assert [one[0] for one in found] == ["note-row", "other-unit"]


ROWS_ALL_THE_SAME = {
    "without its id": ("grants", ",2026,100,90,2024-04-01,"),
    "without its id and any date": ("grants", ",2026,77,66,,x"),
    "an id alone": ("grants", "P-3,,,,,"),
    "amounts that are no sums": ("grants", ",,77,66,,"),
    "an id with a mark": ("grants", "※P-3,2026,1,1,,"),
    "an id with a mark, and a mistyped amount": ("grants", "※P-3,,1,5OO,,"),
    "a mistyped amount alone": ("grants", ",,,1.5OO,,"),
    "a day alone": ("grants", ",,,,2025-04-01,"),
    "a note of its own": ("grants", "P-3,2026,,,,合計"),
    "an id that begins so": ("grants", "TOTAL-1,2026,1,1,,"),
    "an id alone in a table with one id": ("projects", "P-2,,,,,,,"),
    "a title that says total": ("projects", ",PG,A,総合計,mobility,active,2024,true"),
    "a title that ends so": ("projects", ",PG,A,まちの設計,mobility,,,"),
    "a total in a title, with its days": ("milestones", ",P-1,集計,2025-05-01"),
}
HEADERS = {
    "grants": GRANTS,
    "projects": PROJECTS,
    "milestones": "マイルストーンID,事業ID,マイルストーン名,期限日",
}
FIRST = {"grants": ROWS[0], "projects": PROJECT, "milestones": "M-1,P-1,利用者数の集計,2025-04-01"}


@pytest.mark.parametrize("case", ROWS_ALL_THE_SAME)
def test_a_row_that_lacks_something_stays_a_row(case: str) -> None:
    table, line = ROWS_ALL_THE_SAME[case]
    kept, found = read(table, HEADERS[table], FIRST[table], line)
    assert kept == [2, 3]
    assert not {one[0] for one in found} & {"total-row", "note-row", "idle-rows", "header-again"}


def test_text_between_rows_is_a_row_unless_it_is_marked_as_a_note() -> None:
    kept, found = read("grants", GRANTS, ROWS[0], ",,,,,確認中", "※ 令和7年度分,,,,,", ROWS[1])
    assert kept == [2, 3, 5]
    assert [one[:2] for one in found] == [("note-row", "x:4")]


def test_rows_of_nothing_but_false_and_0_are_passed_over_in_runs() -> None:
    lines = ["0,0,0,0,,", "FALSE,,¥0,0.0,FALSE,", ",,0円,－,,", "P-9,2024,0,0,,", ",,0,,,", ",,0,,1900/1/0,"]
    kept, found = read("grants", GRANTS, *lines)
    assert kept == [5]
    assert found == [("idle-rows", "x:2", None, "2-4"), ("idle-rows", "x:6", None, "6-7")]
    assert CODES["idle-rows"].severity == "info"


def test_numbers_in_a_column_of_their_own_make_no_row() -> None:
    kept, found = read("grants", f"No.,{GRANTS}", f"1,{ROWS[0]}", "2,,,0,,,", "3,,,,,,", "計,,,100,90,,")
    assert kept == [2]
    assert [one[:2] for one in found] == [
        ("unknown-column", "x:1"),
        ("total-row", "x:5"),
        ("idle-rows", "x:3"),
    ]


def test_the_header_in_another_language_and_its_units_below_it() -> None:
    english = "Project ID,Fiscal year,Requested amount,Decided amount,Decided on,Note"
    for again in (english, GRANTS, ",,円,円,,", "必須,必須,（円）,（円）,任意,"):
        kept, found = read("grants", GRANTS, again, *ROWS)
        assert kept == [3, 4, 5] and [one[:2] for one in found] == [("header-again", "x:2")]
    _, found = read("grants", GRANTS, ",,（千円）,（千円）,,", *ROWS)
    assert "other-unit" in [one[0] for one in found]


def test_amounts_in_another_unit_are_not_read() -> None:
    kept, found = read(
        "grants", GRANTS.replace("交付決定額（円）", "交付決定額（千円）"), *ROWS, "合計,,350,310,,"
    )
    assert kept == [2, 3, 4]
    assert found[0] == ("header-unit", "x:1", "decided_yen", "交付決定額（千円）")
    assert [one[0] for one in found] == ["header-unit", "total-row"]


def test_a_row_that_forgot_its_id_is_no_total_of_the_one_above() -> None:
    kept, found = read("grants", GRANTS, ROWS[0], ",,,100,,")
    assert kept == [2, 3]
    assert {one[0] for one in found} == {"required"} or not found


def test_a_row_that_says_all_is_a_row_whatever_its_id() -> None:
    header = "kpi_id,project_id,name_ja,direction"
    kept, found = read("kpis", header, "total,pro-a,利用者,increase", "合計,pro-a,利用者,", "墨田区計,,,")
    assert kept == [2]
    assert [one[:2] for one in found] == [("total-row", "x:3"), ("total-row", "x:4")]


def test_a_word_that_ends_like_a_total_is_none() -> None:
    kept, found = read("kpis", "kpi_id,project_id,name_ja,direction", "温度計,,,", "2024年度計,,,")
    assert kept == [2]
    assert [one[:2] for one in found if one[0] == "total-row"] == [("total-row", "x:3")]
