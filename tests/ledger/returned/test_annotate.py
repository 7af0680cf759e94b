"""The annotated copy: every finding at its cell, in words and not by colour alone, and nothing in it comes alive."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from smart_tokyo.commands.cli import main
from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.returned import annotate as module
from smart_tokyo.ledger.returned.annotate import annotate
from tests.ledger.sources import brief, core
from tests.ledger.workbooks import strict, workbook, zipped

LIVE = '=HYPERLINK("http://example.com")'
GRANTS = "project_id,fiscal_year,decided_yen,decided_on,note\n"
GRANTS += f'pro-a,2024,12千円,,"{LIVE.replace(chr(34), chr(34) * 2)}"\npro-a,令和6年度,2,,\n'
FIRST = 5  # row of the first finding in the list


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return core(tmp_path, grants=GRANTS)


def made(source: Path, out: Path, lang: str = "ja") -> openpyxl.Workbook:
    annotate(source, check_source(source).findings, out, lang)
    return openpyxl.load_workbook(out)


def listed(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [tuple(row) for row in sheet.iter_rows(min_row=FIRST, values_only=True)]


def target(book: openpyxl.Workbook, row: int) -> tuple[str, str]:
    link = book.worksheets[0].cell(row, 3).hyperlink
    assert link is not None and link.target is None and link.location
    title, _, address = link.location.rpartition("!")
    return title.strip("'").replace("''", "'"), address


def test_a_copy_of_the_workbook(plain: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["E2"].data_type = "s"
        sheet["G1"], sheet["G2"] = "計", "=1+1"
        sheet["C2"].comment = Comment("誰かのメモ", "だれか")
        sheet.freeze_panes = "B2"

    source = workbook(plain, tmp_path / "b.xlsx", japanese=True, grants=edit)
    before = source.read_bytes()
    found = check_source(source).findings
    book = made(source, tmp_path / "out.xlsx")
    assert source.read_bytes() == before
    assert book.sheetnames[0] == "指摘一覧" and book.active.title == "指摘一覧"
    lines = listed(book.worksheets[0])
    assert [line[2] for line in lines] == [one.location for one in found]
    assert [line[5] for line in lines] == [one.message_ja for one in found]
    assert lines[0][0] in ("× エラー", "△ 警告", "○ お知らせ")
    cell = book["交付"]["C2"]
    assert "千円" in cell.comment.text and cell.comment.text.startswith("誰かのメモ\n\n◆")
    assert cell.border.left.border_style == "thick" and cell.fill.fill_type == "solid"
    assert (cell.value, book["交付"]["E2"].value, book["交付"]["E2"].data_type) == ("12千円", LIVE, "s")
    assert (book["交付"]["G2"].value, book["交付"].freeze_panes) == ("=1+1", "B2")
    for number, one in enumerate(found, FIRST):
        title, address = target(book, number)
        if "!" in one.location:
            assert f"{title}!{address}" == one.location
            assert one.message_ja in book[title][address].comment.text


def test_a_copy_of_a_strict_workbook_has_every_sheet(plain: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["G1"], sheet["D3"] = "=1+1", dt.date(2024, 7, 1)
        sheet.parent.create_sheet("メモ")["B2"] = "x"

    usual = workbook(plain, tmp_path / "b.xlsx", grants=edit)
    source = strict(usual, tmp_path / "strict.xlsx")
    assert brief(check_source(source).findings) == brief(check_source(usual).findings)
    book = made(source, tmp_path / "out.xlsx")
    assert book.sheetnames == ["指摘一覧", *openpyxl.load_workbook(usual).sheetnames]
    assert "千円" in book["grants"]["C2"].comment.text
    assert (book["grants"]["G1"].value, book["grants"]["D3"].value) == ("=1+1", dt.datetime(2024, 7, 1))
    assert book["メモ"]["B2"].value == "x"


def test_a_row_that_is_a_total_is_marked_at_its_word(tmp_path: Path) -> None:
    plain = core(tmp_path, grants="事業ID ＊,年度,備考\npro-a,2024,\n,計,\n,,※注\n")
    book = made(plain, tmp_path / "out.xlsx")
    marked = {cell.coordinate: cell.comment.text for row in book["grants"] for cell in row if cell.comment}
    assert sorted(marked) == ["B3", "C4"] and "合計などの集計" in marked["B3"] and "注記" in marked["C4"]


def test_what_stands_above_the_header_of_a_csv_file_is_in_the_copy(tmp_path: Path) -> None:
    plain = core(tmp_path, grants="台帳\n\n,（単位：千円）\n事業ID,年度\npro-a,2024\n")
    book = made(plain, tmp_path / "out.xlsx")
    assert book["grants"]["A1"].value == "台帳" and book["grants"]["B4"].value == "年度"
    assert "1,000倍" in book["grants"]["A3"].comment.text
    again = [one for one in check_source(tmp_path / "out.xlsx").findings if one.severity == "error"]
    assert brief(tuple(again)) == [("other-unit", "grants!B3", None, "（単位：千円）")]


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_a_workbook_made_of_csv_files(form: str, plain: Path, tmp_path: Path) -> None:
    (plain / "dataset.yaml").write_text("label_ja: =1+1\nas_of: 2026-04-01\n", "utf-8")
    source = plain if form == "folder" else zipped(plain, tmp_path / "s.zip")
    found = check_source(source).findings
    book = made(source, tmp_path / "out.xlsx", "en")
    assert book.sheetnames[0] == "Findings"
    assert [line[5] for line in listed(book.worksheets[0])] == [one.message_en for one in found]
    at = {one.code: number for number, one in enumerate(found, FIRST)}
    assert target(book, at["type-yen-unit"]) == ("grants", "C2")
    assert target(book, at["duplicate-key-grants"]) == ("grants", "A3")
    assert "千円" in book["grants"]["C2"].comment.text
    assert (
        "already in" in book["grants"]["A3"].comment.text
        and "already in" in book["grants"]["B3"].comment.text
    )
    assert (book["grants"]["E2"].value, book["grants"]["E2"].data_type) == (LIVE, "s")
    assert book["grants"]["E2"].quotePrefix
    again = check_source(tmp_path / "out.xlsx")
    assert [one.code for one in again.findings] == [one.code for one in found]
    assert again.dataset == check_source(source).dataset


def test_text_of_a_ledger_never_comes_alive(plain: Path, tmp_path: Path) -> None:
    (plain / "grants.csv").write_text(GRANTS + "=1+1,=2+2,+3,-4,@SUM(1)\n", "utf-8")
    for source in (plain, workbook_of_text(plain, tmp_path / "b.xlsx")):
        book = made(source, tmp_path / "out.xlsx")
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds
        assert "=2+2" in {line[4] for line in listed(book.worksheets[0])}


def workbook_of_text(source: Path, out: Path) -> Path:
    """A workbook in which `=…` stands as text, as Excel keeps what is typed after an apostrophe."""
    module.annotate(source, [], out, "ja")
    return out


def test_annotated_once_more_after_a_correction(plain: Path, tmp_path: Path) -> None:
    source = workbook(plain, tmp_path / "b.xlsx")
    book = made(source, tmp_path / "one.xlsx")
    book["grants"]["C2"] = 12000
    book["grants"]["C2"].comment = Comment("メモ\n\n" + book["grants"]["C2"].comment.text, "x")
    book.save(tmp_path / "one.xlsx")
    book = made(tmp_path / "one.xlsx", tmp_path / "two.xlsx", "en")
    assert book.sheetnames[0] == "Findings" and "指摘一覧" not in book.sheetnames
    cell = book["grants"]["C2"]
    assert cell.comment.text == "メモ" and cell.fill.fill_type is None
    assert not (cell.border.left and cell.border.left.border_style)
    assert book["grants"]["A3"].comment.text.count(module.HEAD) == 1


def test_a_sheet_name_with_an_apostrophe(plain: Path, tmp_path: Path) -> None:
    source = workbook(plain, tmp_path / "b.xlsx", grants=lambda sheet: setattr(sheet, "title", "O'x!y"))
    book = made(source, tmp_path / "out.xlsx")
    found = check_source(source).findings
    number = next(number for number, one in enumerate(found, FIRST) if one.code == "unknown-sheet")
    assert target(book, number) == ("O'x!y", "A1")


def test_what_is_too_large_to_copy_is_written_anew(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = workbook(plain, tmp_path / "b.xlsx", japanese=True, grants=lambda sheet: sheet.insert_rows(1, 2))
    copied = made(source, tmp_path / "one.xlsx")
    monkeypatch.setattr(module, "COPIED", 0)
    anew = made(source, tmp_path / "two.xlsx")
    assert listed(anew.worksheets[0]) == listed(copied.worksheets[0])
    for title in ("交付", "事業"):
        marked = [
            [(cell.coordinate, cell.comment.text) for row in book[title] for cell in row if cell.comment]
            for book in (copied, anew)
        ]
        assert marked[0] == marked[1] and (title == "事業" or marked[0])
    assert anew["交付"]["C4"].value == "12千円"


def test_very_many_findings(plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_MARKS", 2)
    monkeypatch.setattr(module, "MOST_LINKS", 1)
    (plain / "grants.csv").write_text(GRANTS + "pro-a,x,y,z,\n" * 5, "utf-8")
    book = made(plain, tmp_path / "out.xlsx")
    comments = [cell for row in book["grants"] for cell in row if cell.comment]
    assert len(comments) == 2 and "先頭の2セル" in book.worksheets[0]["A2"].value
    assert len(listed(book.worksheets[0])) == len(check_source(plain).findings)


def test_no_findings(tmp_path: Path) -> None:
    book = made(core(tmp_path), tmp_path / "out.xlsx")
    assert book.worksheets[0]["A1"].value == "台帳の確認結果: 指摘はありません" or listed(book.worksheets[0])


def test_the_command(plain: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.xlsx"
    assert main(["check", str(plain), "--annotated", str(out), "--lang", "en"]) == 1
    assert openpyxl.load_workbook(out).sheetnames[0] == "Findings"
    assert "type-yen" in capsys.readouterr().out
    for wrong in ("out.csv", "out.xlsm"):
        assert main(["check", str(plain), "--annotated", str(tmp_path / wrong)]) == 2
    assert main(["check", str(out), "--annotated", str(out)]) == 2
    assert main(["check", str(plain), "--annotated", str(tmp_path / "none" / "o.xlsx")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 4
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_control_characters_and_lone_surrogates(plain: Path, tmp_path: Path) -> None:
    (plain / "grants.csv").write_text(GRANTS + "pro-a,2025,1,,a\x01b\ufffe\n", "utf-8")
    book = made(plain, tmp_path / "out.xlsx")
    assert book["grants"]["E4"].value == "a〔U+0001〕b〔U+FFFE〕"
    assert module.harmless("\ud800x") == "〔U+D800〕x"


def test_findings_of_the_copy_are_those_of_the_workbook(plain: Path, tmp_path: Path) -> None:
    source = workbook(plain, tmp_path / "b.xlsx")
    made(source, tmp_path / "out.xlsx")
    assert brief(check_source(tmp_path / "out.xlsx").findings) == brief(check_source(source).findings)
