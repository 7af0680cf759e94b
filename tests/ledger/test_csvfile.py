"""Encodings, separators and records of a CSV file."""

from __future__ import annotations

import codecs

import pytest

from smart_tokyo.ledger.csvfile import UnreadableFile, read_sheet

KNOWN = {"project_id", "事業名"}
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
    sheet = read_sheet("x.csv", data, KNOWN)
    assert sheet.header == ["project_id", "事業名"]
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, ["p1", "例の事業、表示～①"])]


def test_half_width_katakana_are_cp932() -> None:
    assert read_sheet("x.csv", "project_id\nﾃﾞｰﾀ\n".encode("cp932"), KNOWN).rows[0].cells == ["ﾃﾞｰﾀ"]


def test_a_record_is_located_by_the_line_where_it_starts() -> None:
    sheet = read_sheet("x.csv", SPREAD.encode(), KNOWN)
    assert [row.number for row in sheet.rows] == [2, 4, 5]
    assert sheet.locate(4, 1) == "x.csv:4"


def test_a_comma_inside_a_tab_file_is_text() -> None:
    sheet = read_sheet("x.csv", "project_id\t事業名\np1\ta,b\n".encode(), KNOWN)
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
        read_sheet("x.csv", data, KNOWN)
    assert (caught.value.code, caught.value.details) == ("encoding", {"offset": offset})


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8, b"\n\nproject_id\n", b",,\np1,,\n", b"   \n"])
def test_no_header(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_sheet("x.csv", data, KNOWN)
    assert caught.value.code == "empty-file"


@pytest.mark.parametrize("data", ['project_id\np1\n"p2\np3\n', 'project_id\np1\n"p"2\np3\n'])
def test_wrong_quotation_marks_are_located(data: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_sheet("x.csv", data.encode(), KNOWN)
    assert (caught.value.code, caught.value.line) == ("csv-syntax", 3)
