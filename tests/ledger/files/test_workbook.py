"""A workbook is read like the folder it was made from, and everything unusual in it is said at its cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.content.dataset import Dataset
from smart_tokyo.ledger.snapshot.databases import content_hash, snapshot_id
from smart_tokyo.schema import tables
from tests.ledger.sources import SMALL, brief, core, held, of_reading, rows, small
from tests.ledger.workbooks import cell, part_of, rewritten, shared, strict, workbook, zipped

Brief = tuple[str, str, str | None, str | None]

GRANTS = "project_id,fiscal_year,decided_yen,decided_on,note\npro-a,2024,1000000,2024-07-01,\n"
GRANTS += "pro-a,2025,2000000,2025-07-01,x\n"


def set_cells(**values: Any) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        for address, value in values.items():
            sheet[address] = value

    return edit


def found(path: Path) -> list[Brief]:
    return brief(of_reading(check_source(path)))


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return core(tmp_path, grants=GRANTS)


def test_folder_zip_and_workbook_are_the_same_snapshot(tmp_path: Path) -> None:
    folder = small(tmp_path)
    (folder / "dataset.yaml").write_text("label_ja: 例\nas_of: 2026-04-01\nfictional: true\n", "utf-8")
    forms = [
        folder,
        zipped(folder, tmp_path / "top.zip"),
        zipped(folder, tmp_path / "in.zip", "台帳/"),
        workbook(folder, tmp_path / "names.xlsx"),
        workbook(folder, tmp_path / "titles.xlsx", japanese=True),
        strict(tmp_path / "titles.xlsx", tmp_path / "strict.xlsx"),
    ]
    checked = [check_source(path) for path in forms]
    assert all(one.content is not None for one in checked), [brief(one.findings) for one in checked]
    ids = {snapshot_id(one.content, dt.date(2026, 4, 1)) for one in checked if one.content}
    assert len(ids) == 1
    assert len({one.dataset for one in checked}) == 1 and checked[0].dataset.fictional
    assert [sorted(one.files) for one in checked[1:]] == [[path.name] for path in forms[1:]]
    assert all(len(digest) == 64 for one in checked for digest in one.files.values())


def edited(plain: Path, tmp_path: Path, **edits: Callable[[Worksheet], Any]) -> Path:
    return workbook(plain, tmp_path / "book.xlsx", **edits)


def test_numbers_as_excel_stores_them(plain: Path, tmp_path: Path) -> None:
    edit = set_cells(B2=2024.0, B3="令和7年度", C2=1500000.5, C3="2,000,000円", D2=dt.datetime(2024, 7, 1, 9))
    assert found(edited(plain, tmp_path, grants=edit)) == [
        ("type-yen-decimal", "grants!C2", "decided_yen", "1500000.5"),
        ("hidden-time", "grants!D2", "decided_on", "2024-07-01 09:00:00"),
        ("normalised", "grants!B3", "fiscal_year", "令和7年度"),
        ("normalised", "grants!C3", "decided_yen", "2,000,000円"),
    ]


def test_formats_that_show_something_else(plain: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["C2"], sheet["C3"], sheet["D2"] = 1500, 0.5, 45474
        sheet["C2"].number_format, sheet["C3"].number_format = '#,##0"千円"', "0%"
        sheet["D2"].number_format = '[$-411]ggge"年"m"月"d"日"'
        sheet["E2"] = dt.date(2025, 1, 2)

    path = edited(plain, tmp_path, grants=edit)
    assert found(path) == [
        ("type-yen-unit", "grants!C2", "decided_yen", "1500千円"),
        ("date-as-text", "grants!E2", "note", "2025-01-02"),
        ("type-yen", "grants!C3", "decided_yen", "50%"),
    ]


def test_a_rounded_number_is_told(plain: Path, tmp_path: Path) -> None:
    path = edited(plain, tmp_path)
    cell(path, "grants", "C2", '<c r="{r}"><v>1650000.0000000002</v></c>')
    assert found(path) == [("normalised", "grants!C2", "decided_yen", "1650000.0000000002")]


FORMULAS = {
    "stored": ('<c r="{r}"><f>SUM(1,2)</f><v>3</v></c>', []),
    "stored as nothing": ('<c r="{r}" t="str"><f>IF(1,"")</f><v></v></c>', []),
    "not stored": (
        '<c r="{r}"><f>SUM(1,2)</f></c>',
        [("formula-without-value", "grants!C3", "decided_yen", "=SUM(1,2)")],
    ),
    "not stored, as openpyxl writes it": (
        '<c r="{r}"><f>A1</f><v/></c>',
        [("formula-without-value", "grants!C3", "decided_yen", "=A1")],
    ),
    "an error": (
        '<c r="{r}" t="e"><f>#REF!+1</f><v>#REF!</v></c>',
        [("cell-error", "grants!C3", "decided_yen", "#REF!")],
    ),
    "an error without formula": (
        '<c r="{r}" t="e"><v>#N/A</v></c>',
        [("cell-error", "grants!C3", "decided_yen", "#N/A")],
    ),
}


@pytest.mark.parametrize("case", FORMULAS)
def test_of_a_formula_the_stored_value_is_read(case: str, plain: Path, tmp_path: Path) -> None:
    xml, expected = FORMULAS[case]
    assert found(cell(edited(plain, tmp_path), "grants", "C3", xml)) == expected


def test_an_error_in_a_key_is_said_once(plain: Path, tmp_path: Path) -> None:
    path = cell(edited(plain, tmp_path), "projects", "A2", '<c r="{r}" t="e"><v>#NAME?</v></c>')
    assert ("cell-error", "projects!A2", "project_id", "#NAME?") in found(path)
    assert not [one for one in found(path) if one[:2] == ("required", "projects!A2")]


def test_a_title_above_the_header(plain: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.insert_rows(1, 3)
        sheet["A1"] = "令和7年度 交付台帳"
        sheet.merge_cells("A1:E1")
        sheet["C6"] = "千円"

    assert found(edited(plain, tmp_path, grants=edit)) == [
        ("rows-above-header", "grants!A1", None, "令和7年度 交付台帳"),
        ("type-yen", "grants!C6", "decided_yen", "千円"),
    ]


def test_a_header_with_wrapped_titles(plain: Path, tmp_path: Path) -> None:
    path = edited(plain, tmp_path, grants=set_cells(C1="交付決定額\n（円）", D1=" ｄｅｃｉｄｅｄ_ｏｎ "))
    assert found(path) == []
    assert rows(check_source(path), "grants")[0][5:7] == (1000000, dt.date(2024, 7, 1))


def test_a_title_of_many_rows_that_says_another_unit(plain: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.insert_rows(1, 12)
        sheet["A1"], sheet["A7"], sheet["E12"] = "交付台帳", "担当", "（単位：千円）"

    assert found(edited(plain, tmp_path, grants=edit)) == [
        ("rows-above-header", "grants!A1", None, "交付台帳 / 担当 / （単位：千円）"),
        ("other-unit", "grants!E12", None, "（単位：千円）"),
    ]


def test_merged_totals_and_notes_are_told_as_such(plain: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["A4"], sheet["C4"], sheet["A6"] = "合計", "=SUM(C2:C3)", "※ 令和7年4月1日現在"
        sheet.merge_cells("A4:B4")
        sheet.merge_cells("A6:E7")

    assert found(edited(plain, tmp_path, grants=edit)) == [
        ("total-row", "grants!A4", "project_id", "合計"),
        ("blank-row", "grants!A5", None, None),
        ("note-row", "grants!A6", "project_id", "※ 令和7年4月1日現在"),
    ]


def test_sums_without_a_name_and_rows_that_were_only_prepared(plain: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        for row in range(4, 9):
            sheet[f"C{row}"], sheet[f"E{row}"] = 0, False
        sheet["C9"] = "=SUBTOTAL(9,C2:C8)"

    path = edited(plain, tmp_path, grants=edit)
    assert found(path) == [
        ("idle-rows", "grants!A4", None, "4-8"),
        ("total-row", "grants!C9", "decided_yen", "=SUBTOTAL(9,C2:C8)"),
    ]
    cell(path, "grants", "C9", '<c r="{r}"><f>SUBTOTAL(9,C2:C8)</f><v>3000000</v></c>')
    assert found(path)[1] == ("total-row", "grants!C9", "decided_yen", "3000000")


def test_without_a_whole_header_the_column_is_missing(plain: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.insert_rows(1, 1)
        sheet["A1"], sheet["B2"] = "表題", "年"

    assert [one[:3] for one in found(edited(plain, tmp_path, grants=edit))] == [
        ("rows-above-header", "grants!A1", None),
        ("unknown-column", "grants!B2", None),
        ("missing-column", "grants!A2", "fiscal_year"),
    ]


def test_merged_cells_in_the_body(plain: Path, tmp_path: Path) -> None:
    path = edited(plain, tmp_path, grants=lambda sheet: sheet.merge_cells("A2:A3"))
    assert found(path) == [("merged-cells", "grants!A2:A3", None, "A2:A3")]
    path = edited(plain, tmp_path, grants=lambda sheet: sheet.merge_cells("H9:J9"))
    assert found(path) == []


def test_hidden_rows_columns_and_sheets_are_read_and_named(plain: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.column_dimensions["D"].hidden = True
        sheet.sheet_state = "veryHidden"

    path = edited(plain, tmp_path, grants=edit)
    assert found(path) == [
        ("hidden-sheet", "grants", None, "grants"),
        ("hidden-columns", "grants!C1", None, "C, D"),
        ("hidden-rows", "grants!A3", None, "3"),
    ]
    assert len(rows(check_source(path), "grants")) == 2


def test_blank_rows_and_what_stands_beside(plain: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.insert_rows(3, 1)
        sheet["A7"], sheet["B7"], sheet["A100"] = "pro-a", 2026, " "
        sheet["G2"] = "確認済み"
        sheet["G1"] = None

    assert found(edited(plain, tmp_path, grants=edit)) == [
        ("cells-beside", "grants!G2", None, "G"),
        ("blank-row", "grants!A3", None, None),
        ("blank-rows", "grants!A5", None, "5-6"),
    ]


def test_sheets_that_are_no_table(plain: Path, tmp_path: Path) -> None:
    path = edited(plain, tmp_path)
    book = openpyxl.load_workbook(path)
    for title in ("メモ", "Sheet2", "はじめに", "交付", "hearings"):
        sheet = book.create_sheet(title)
        if title in ("メモ", "はじめに"):
            sheet["B2"] = "text"
    book.save(path)
    assert [one[:2] for one in found(path)] == [
        ("unknown-sheet", "メモ"),
        ("duplicate-sheet", "交付"),
        ("empty-sheet", "hearings"),
    ]


def test_sheets_with_something_added_to_their_name(plain: Path, tmp_path: Path) -> None:
    expected = check_source(edited(plain, tmp_path))
    book = openpyxl.load_workbook(edited(plain, tmp_path))
    book["grants"].title, book["projects"].title, book["areas"].title = (
        "交付 のコピー",
        "事業 - 表1",
        "Areas_2025",
    )
    book.create_sheet("データセット (2)").append(["名称", "例"])
    book.save(tmp_path / "added.xlsx")
    checked = check_source(tmp_path / "added.xlsx")
    assert [
        (one.severity, one.code, one.location) for one in checked.findings if one.code == "name-added"
    ] == [
        ("warning", "name-added", name)
        for name in ("データセット (2)", "Areas_2025", "事業 - 表1", "交付 のコピー")
    ]
    assert all(held(checked, name) == held(expected, name) for name in tables())
    assert checked.dataset.label_ja == "例"


def test_two_sheets_that_mean_one_table_are_an_error(plain: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(edited(plain, tmp_path))
    book.copy_worksheet(book["grants"]).title = "交付（2）"
    for title in ("dataset", "データセット"):
        book.create_sheet(title).append(["label_ja", title])
    book.save(tmp_path / "two.xlsx")
    said = [one for one in check_source(tmp_path / "two.xlsx").findings if one.code == "duplicate-sheet"]
    assert [(one.severity, one.location) for one in said] == [
        ("error", "データセット"),
        ("error", "交付（2）"),
    ]
    assert "表「交付」のシートが二つ以上" in said[1].message_ja and "grants, 交付（2）" in said[1].message_ja


def test_a_workbook_without_any_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.save(tmp_path / "b.xlsx")
    assert [one[:2] for one in found(tmp_path / "b.xlsx")] == [
        ("unknown-sheet", "Sheet"),
        ("no-table", "b.xlsx"),
    ]


def test_foreign_keys_name_the_sheet(plain: Path, tmp_path: Path) -> None:
    findings = check_source(edited(plain, tmp_path, grants=set_cells(A2="pro-x"))).findings
    assert [(one.code, one.location, one.expected) for one in findings] == [
        ("foreign-key", "grants!A2", "projects")
    ]
    assert "シート「projects」にその行" in findings[0].message_ja
    assert 'add the row to the sheet "projects"' in findings[0].message_en


@pytest.mark.parametrize(
    ("rows_", "expected"),
    [
        ([("label_ja", "例"), ("基準日", dt.date(2026, 4, 1)), ("架空", "はい"), ("label_en", None)], None),
        ([("項目", "値"), ("label", "x")], ("dataset-sheet", "データセット!A2", None, "x")),
        ([("as_of", "来年")], ("dataset-sheet", "データセット!B1", None, "来年")),
        ([("fictional", "たぶん")], ("dataset-sheet", "データセット!B1", None, "たぶん")),
    ],
)
def test_what_the_workbook_says_of_itself(
    rows_: list[tuple[object, ...]], expected: Brief | None, plain: Path, tmp_path: Path
) -> None:
    path = edited(plain, tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("データセット")
    for row in rows_:
        sheet.append(row)
    book.save(path)
    assert found(path) == ([expected] if expected else [])
    if expected is None:
        dataset = check_source(path).dataset
        assert (dataset.label_ja, dataset.as_of, dataset.fictional) == ("例", dt.date(2026, 4, 1), True)


def test_macros_are_not_read(plain: Path, tmp_path: Path) -> None:
    made = rewritten(edited(plain, tmp_path), {}, **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 not read"})
    path = made.rename(tmp_path / "book.xlsm")
    assert found(path) == [("macros", "book.xlsm", None, None)]


STRINGS = (
    '<si><t>連携体</t><rPh sb="0" eb="1"><t>レンケイタイ</t></rPh></si>',
    "<si><r><t>連</t></r><r><rPr/><t>携体</t></r></si>",
    '<si><t>連携体</t><phoneticPr fontId="1"/></si>',
)


@pytest.mark.parametrize("xml", STRINGS)
def test_readings_and_rich_text(xml: str, plain: Path, tmp_path: Path) -> None:
    """The readings that Japanese Excel keeps beside a text are not part of it."""
    path = shared(edited(plain, tmp_path), "grants", "E3", xml)
    assert rows(check_source(path), "grants")[1][-1] == "連携体"


def test_inline_text_and_escapes(plain: Path, tmp_path: Path) -> None:
    path = cell(
        edited(plain, tmp_path), "grants", "E3",
        '<c r="{r}" t="inlineStr"><is><t>a_x005F_x0041_b_xD800_</t><rPh><t>よみ</t></rPh></is></c>',
    )  # fmt: skip
    assert rows(check_source(path), "grants")[1][-1] == "a_x0041_b_xD800_"
    path = cell(path, "grants", "E3", '<c r="{r}" t="inlineStr"><is><t>a_x0007_b</t></is></c>')
    assert found(path) == [("control-character", "grants!E3", "note", "a\x07b")]


def test_excel_without_addresses_and_with_a_prefix(plain: Path, tmp_path: Path) -> None:
    """Some programs write cells without `r`, and elements with a namespace prefix."""
    path = edited(plain, tmp_path)
    expected = content_hash(check_source(path).content, Dataset())  # type: ignore[union-attr]

    def edit(data: bytes) -> bytes:
        import re

        text = re.sub(r' r="[A-Z]*[0-9]+"', "", data.decode())
        text = re.sub(r"<(/?)(\w)", r"<\1x:\2", text)
        return text.replace("xmlns=", "xmlns:x=").encode()

    rewritten(path, {part_of(path, "grants"): edit})
    assert content_hash(check_source(path).content, Dataset()) == expected  # type: ignore[union-attr]


def test_the_small_source_as_a_workbook_has_the_same_findings(tmp_path: Path) -> None:
    codes = [one.code for one in check_source(SMALL).findings]
    assert [one.code for one in check_source(workbook(SMALL, tmp_path / "s.xlsx")).findings] == codes
