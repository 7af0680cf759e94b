"""Encodings, separators and records of a CSV file."""

from __future__ import annotations

import codecs

import pytest

from smart_tokyo.ledger.content.csvfile import UnreadableFile, read_sheet
from smart_tokyo.schema import tables

TABLE = tables()["projects"]


TEXT = 'project_id,事業名\np1,"例の事業、表示～①"\n'
SPREAD = 'project_id,事業名\r\np1,"一行目\r\n二行目"\r\n\r\np2,x\r\n'


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("cp932"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace("\n", "\r\n").encode("cp932"),
        TEXT.replace("\n", "\r").encode(),
        TEXT.rstrip("\n").encode(),
    ],
)
def test_the_same_sheet_from_every_encoding(data: bytes) -> None:
    sheet = read_sheet("x.csv", data, TABLE)
    assert sheet.header == ["project_id", "事業名"]
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, ["p1", "例の事業、表示～①"])]


@pytest.mark.parametrize("blank", ["\n", "\r\n\r\n", ",,\n", "\t\n", "\u3000\n", '""\n'])
def test_blank_lines_before_the_header_are_passed_over(blank: str) -> None:
    sheet = read_sheet("x.csv", (blank + TEXT).encode(), TABLE)
    assert sheet.header == ["project_id", "事業名"]
    assert sheet.top == 1 + blank.count("\n") and [row.number for row in sheet.rows] == [sheet.top + 1]


def test_a_tab_file_with_a_blank_line_before_its_header() -> None:
    assert read_sheet("x.csv", b"\nproject_id\tx\np1\ta,b\n", TABLE).rows[0].cells == ["p1", "a,b"]


SEPARATED = {
    "semicolons": TEXT.replace(",", ";"),
    "Excel is told": "sep=|\n" + TEXT.replace(",", "|"),
    "Excel is told in quotes, after a mark": '\ufeff"SEP=;"\r\n' + TEXT.replace(",", ";"),
    "two marks": "\ufeff\ufeff" + TEXT,
    "everything quoted": '"project_id","事業名"\n"p1","例の事業、表示～①"\n',
    "separators behind all rows": TEXT.replace("\n", ",,,\n"),
    "a title with commas above tabs": "台帳,令和7年度,案\n\n" + TEXT.replace(",", "\t"),
}


@pytest.mark.parametrize("case", SEPARATED)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_separators_marks_and_titles(case: str, encoding: str) -> None:
    sheet = read_sheet("x.csv", SEPARATED[case].encode(encoding), TABLE)
    assert [cell for cell in sheet.header if cell] == ["project_id", "事業名"]
    assert [row.cells[:2] for row in sheet.rows] == [["p1", "例の事業、表示～①"]]
    assert sheet.rows[0].number == sheet.top + 1 == SEPARATED[case].replace("\r", "").count("\n")


@pytest.mark.parametrize("data", [b"PK\x03\x04x", bytes.fromhex("d0cf11e0a1b11ae1"), b"%PDF-1.7"])
def test_another_kind_of_file_by_the_name_of_text(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_sheet("x.csv", data, TABLE)
    assert caught.value.code == "not-text"


def test_half_width_katakana_are_cp932() -> None:
    assert read_sheet("x.csv", "project_id\nﾃﾞｰﾀ\n".encode("cp932"), TABLE).rows[0].cells == ["ﾃﾞｰﾀ"]


def test_a_record_is_located_by_the_line_where_it_starts() -> None:
    sheet = read_sheet("x.csv", SPREAD.encode(), TABLE)
    assert [row.number for row in sheet.rows] == [2, 4, 5]
    assert sheet.locate(4, 1) == "x.csv:4"


def test_a_comma_inside_a_tab_file_is_text() -> None:
    sheet = read_sheet("x.csv", "project_id\t事業名\np1\ta,b\n".encode(), TABLE)
    assert sheet.rows[0].cells == ["p1", "a,b"]


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (b"project_id\np1\xff\n", 13),
        (b"project_id\np1\x80\n", 13),
        ("project_id\n例の事業".encode() + b"\xe3\n", 23),
        ("project_id\n例の事業の名".encode() + b"\x81\xff\n", 29),
        ("project_id\n例".encode("cp932") + b"\x81\n", 13),
        (codecs.BOM_UTF8 + b"project_id\n\xff", 14),
        (codecs.BOM_UTF16_LE + "p\n".encode("utf-16-le") + b"x", 6),
        (codecs.BOM_UTF16_LE + b"p\x00\x00\xd8p\x00", 4),
        (TEXT.encode("utf-16-le"), 1),
        (TEXT.encode("utf-16-be"), 0),
        ("project_id\nまちのデータ\n".encode("euc_jp"), 11),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), 0),
    ],
)
def test_undecodable_bytes_are_located(data: bytes, offset: int) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_sheet("x.csv", data, TABLE)
    assert (caught.value.code, caught.value.details) == ("encoding", {"offset": offset})


JAPANESE = (
    "project_id,事業名\np1,例の事業、上下①\np2,まちの表\n"  # 上 is U+4E0A: a line feed's byte in UTF-16
)
BREAKS = {
    "utf-8": (b"", b"\xff"),
    "utf-8-sig": (codecs.BOM_UTF8, b"\xff"),
    "cp932": (b"", b"\xff"),
    "utf-16-le": (codecs.BOM_UTF16_LE, b"\x00\xdc"),  # half of a pair
    "utf-16-be": (codecs.BOM_UTF16_BE, b"\xdc\x00"),
}


@pytest.mark.parametrize("place", range(len(JAPANESE) + 1))
@pytest.mark.parametrize("encoding", BREAKS)
def test_the_offset_is_that_of_the_broken_byte_wherever_it_is(encoding: str, place: int) -> None:
    mark, broken = BREAKS[encoding]
    codec = encoding.removesuffix("-sig")
    before = mark + JAPANESE[:place].encode(codec)
    with pytest.raises(UnreadableFile) as caught:
        read_sheet("x.csv", before + broken + JAPANESE[place:].encode(codec), TABLE)
    assert caught.value.details == {"offset": len(before)}
    assert caught.value.line == JAPANESE[:place].count("\n") + 1


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8, b"\n\n\n", b",,\n,,\n", b"   \n"])
def test_no_header(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_sheet("x.csv", data, TABLE)
    assert caught.value.code == "empty-file"


@pytest.mark.parametrize("data", ['project_id\np1\n"p2\np3\n', 'project_id\np1\n"p"2\np3\n'])
def test_wrong_quotation_marks_are_located(data: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_sheet("x.csv", data.encode(), TABLE)
    assert (caught.value.code, caught.value.line) == ("csv-syntax", 3)
