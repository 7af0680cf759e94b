"""What cannot be read, or is more than may be, is refused with one line that says what to do; nothing is unpacked."""

from __future__ import annotations

import codecs
import stat
import struct
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from smart_tokyo.ledger.content import csvfile
from smart_tokyo.ledger.files import archive, read, sheetxml
from smart_tokyo.ledger.files import source as limits
from smart_tokyo.ledger.files.read import read_source
from smart_tokyo.ledger.files.source import UnreadableSource
from tests.ledger.sources import SMALL
from tests.ledger.workbooks import part_of, rewritten, workbook, zipped

ROOT = Path(__file__).parents[2]
ENCRYPTED = ROOT / "tests" / "data" / "workbooks" / "encrypted.xlsx"  # the password is "password"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
HEADER = b"project_id,fiscal_year\n"


def refused(path: Path) -> str:
    """The line with which a source is refused, in English; the Japanese one is there too."""
    with pytest.raises(UnreadableSource) as caught:
        read_source(path)
    for lang in ("ja", "en"):
        line = caught.value.message(lang)
        assert line.isprintable() and str(path) in line
    assert caught.value.message("ja") != caught.value.message("en")
    return str(caught.value)


def packed(path: Path, **files: bytes) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return path


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return workbook(SMALL, tmp_path_factory.mktemp("book") / "b.xlsx").read_bytes()


def test_nothing_there_or_nothing_of_ours(tmp_path: Path) -> None:
    assert "does not exist" in refused(tmp_path / "none.xlsx")
    assert "no CSV file" in refused(tmp_path)


OTHERS = {
    "empty.xlsx": (b"", "is empty"),
    "damaged.xlsx": (b"PK", "is damaged"),
    "交付.csv": (HEADER, "is a single CSV file; put one CSV file per table into a folder or zip"),
    "Unicode text.txt": (codecs.BOM_UTF16_LE + "事業ID\t年度".encode("utf-16-le"), "is a single CSV file"),
    "台帳.pdf": (b"%PDF-1.7", "is a PDF"),
    "web page.xls": (
        b"\xef\xbb\xbf<html><body><table>",
        "saved as a web page (HTML or XML); open it in Excel",
    ),
    "XML table.xls": (
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>',
        "saved as a web page",
    ),
    "web archive.mht": (b"MIME-Version: 1.0\r\n", "saved as a web page"),
    "台帳.gsheet": (b'{"url":"","doc_id":"x"}', "is a shortcut to a ledger"),
    "台帳.url": (b"[InternetShortcut]\r\nURL=x", "is a shortcut to a ledger"),
    "~$台帳.xlsx": (b"\x05clerk", "is the mark of a workbook that is open"),
    ".~lock.台帳.xlsx#": (b",clerk", "is the mark of a workbook that is open"),
    "flat.fods": (
        b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument">',
        ".ods",
    ),
    "ledger.7z": (b"7z\xbc\xaf\x27\x1c", "is compressed in a way that is not read"),
    "picture.png": (b"\x89PNG", "is neither an Excel workbook (.xlsx) nor a zip"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_files_are_refused_with_the_way_out(name: str, tmp_path: Path) -> None:
    data, words = OTHERS[name]
    (tmp_path / name).write_bytes(data)
    assert words in refused(tmp_path / name)


ZIPS = {
    "台帳.ods": (
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""},
        "OpenDocument",
    ),
    "台帳.numbers": (
        {"Index/Document.iwa": b"", "preview.jpg": b""},
        "is a file of Numbers; export it there",
    ),
    "台帳.xlsb": ({"[Content_Types].xml": b"", "xl/workbook.bin": b""}, "is a binary workbook (.xlsb)"),
    "Word.xlsx": (
        {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"},
        "another Office program",
    ),
    "book inside.zip": ({"台帳/台帳.xlsx": b"PK", "grants.csv": HEADER}, "take it out and give it itself"),
    "old book inside.zip": ({"台帳.xls": b"x"}, "take it out and give it itself"),
    "zip inside.zip": ({"more.ZIP": b"PK", "grants.csv": HEADER}, "another archive"),
}


@pytest.mark.parametrize("name", ZIPS)
def test_other_zips_are_refused_with_the_way_out(name: str, tmp_path: Path) -> None:
    files, words = ZIPS[name]
    assert words in refused(packed(tmp_path / name, **files))


def test_encrypted_and_old_workbooks(tmp_path: Path) -> None:
    assert "encrypted" in refused(ENCRYPTED)
    (tmp_path / "a.xlsx").write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    assert "encrypted" in refused(tmp_path / "a.xlsx")
    (tmp_path / "a.xls").write_bytes(OLE)
    assert "old Excel file" in refused(tmp_path / "a.xls")


def test_an_encrypted_zip(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", **{"grants.csv": HEADER})
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    path.write_bytes(data)
    assert "encrypted" in refused(path)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.97])
def test_a_workbook_cut_off(share: float, book: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(book[: int(len(book) * share)])
    assert "is damaged" in refused(tmp_path / "a.xlsx")


def test_a_workbook_with_flipped_bytes(book: bytes, tmp_path: Path) -> None:
    """Every outcome but a line is wrong; most flips of compressed bytes are noticed by their checksum."""
    lines = 0
    for at in range(0, len(book), len(book) // 60):
        data = bytearray(book)
        data[at] ^= 0xFF
        (tmp_path / "a.xlsx").write_bytes(data)
        try:
            read_source(tmp_path / "a.xlsx")
        except UnreadableSource as error:
            lines += 1
            assert str(error).isprintable()
    assert lines > 30


PARTS: dict[str, Callable[[bytes], bytes | None]] = {
    "xl/workbook.xml": lambda data: None,
    "xl/styles.xml": lambda data: b"<styleSheet",
    "[Content_Types].xml": lambda data: b"<Types/>",
    "xl/_rels/workbook.xml.rels": lambda data: data.replace(b"sheet1.xml", b"sheet99.xml"),
    "xl/worksheets/sheet1.xml": lambda data: data[:-30],
    "xl/worksheets/sheet2.xml": lambda data: data.replace(b"<sheetData>", b"<sheetData><row r='0'/>"),
    "xl/worksheets/sheet3.xml": lambda data: data.replace(b' r="B2"', b' r="A1"'),
    "xl/worksheets/sheet4.xml": lambda data: data.replace(b' r="A2"', b' r="AAAA2"'),
    "xl/worksheets/sheet5.xml": lambda data: data.replace(b"</sheetData>", b"</sheetData><mergeCell ref='A2:?'/>"),
    "xl/worksheets/sheet6.xml": lambda data: data.replace(b't="inlineStr"', b't="s"').replace(b"is>", b"v>"),
    "xl/worksheets/sheet7.xml": lambda data: b'<!DOCTYPE x [<!ENTITY a "b">]>' + data,
}  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_a_workbook_with_a_broken_part(part: str, book: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book)
    assert "is damaged" in refused(rewritten(path, {part: PARTS[part]})) or part.startswith("[")


NAMES = ["../grants.csv", "/etc/grants.csv", "a/../../grants.csv", "C:\\grants.csv", "..\\grants.csv"]


@pytest.mark.parametrize("name", NAMES)
def test_paths_that_lead_outside(name: str, tmp_path: Path) -> None:
    assert "outside itself" in refused(packed(tmp_path / "a.zip", **{name: HEADER, "projects.csv": HEADER}))
    made = rewritten(workbook(SMALL, tmp_path / "a.xlsx"), {}, **{name: HEADER})
    assert "outside itself" in refused(made)


def test_a_link_in_a_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        entry = zipfile.ZipInfo("grants.csv")
        entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        package.writestr(entry, "/etc/passwd")
    assert "outside itself" in refused(tmp_path / "a.zip")


def test_a_zip_without_tables_or_with_two_folders(tmp_path: Path) -> None:
    assert "no CSV file" in refused(packed(tmp_path / "a.zip", **{"x.txt": b""}))
    assert "more than one folder" in refused(
        packed(tmp_path / "a.zip", **{"a/grants.csv": HEADER, "b/projects.csv": HEADER})
    )


def test_what_programs_and_systems_leave_is_passed_over(tmp_path: Path) -> None:
    left = (
        "__MACOSX/a/._grants.csv",
        "a/.DS_Store",
        "a/~$grants.xlsx",
        "a/.~lock.x.xlsx#",
        "Thumbs.db",
        "b/desktop.ini",
    )
    files = {"a/grants.csv": HEADER} | dict.fromkeys(left, b"\0")
    source = read_source(packed(tmp_path / "a.zip", **files))
    assert (list(source.sheets), source.findings) == (["grants"], [])


def test_names_in_a_zip_from_windows(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", **{"XXXX.csv": HEADER})
    path.write_bytes(path.read_bytes().replace(b"XXXX", "交付".encode("cp932")))
    source = read_source(path)
    assert [one.label for one in source.sheets["grants"]] == ["交付.csv"]


def test_an_old_compression(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_LZMA) as package:
        package.writestr("grants.csv", HEADER)
    assert "damaged" in refused(tmp_path / "a.zip")


def test_more_bytes_than_may_be(tmp_path: Path) -> None:
    with (tmp_path / "a.xlsx").open("wb") as file:
        file.truncate(limits.MAX_BYTES + 1)
    assert "more than 50 MB" in refused(tmp_path / "a.xlsx")


def zeros(path: Path, *names: str, size: int = 1_000_000) -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            package.writestr(name, bytes(size))
    return path


def test_the_limits_are_those_that_people_read_of() -> None:
    """The tests below set lower ones, which are reached sooner."""
    said = " ".join((ROOT / "docs" / "intake.md").read_text("utf-8").split())
    assert (
        f"more than {limits.MAX_BYTES // 10**6} MB, {limits.MAX_UNPACKED // 10**6} MB once unpacked, "
        f"{csvfile.MAX_ROWS:,} rows, {sheetxml.MAX_COLUMNS} columns or {csvfile.MAX_CELLS:,} cells" in said
    )
    assert f"more than {archive.MAX_FILES:,} files" in said
    assert sheetxml.MAX_STRINGS == 5_000_000


def test_zips_that_unpack_to_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 3_000_000)
    monkeypatch.setattr(read, "MAX_BYTES", 2_000_000)
    assert "3 MB once unpacked" in refused(zeros(tmp_path / "a.zip", *(f"{n}.csv" for n in range(4))))
    assert "of more than 2 MB" in refused(zeros(tmp_path / "b.zip", "grants.csv", size=2_000_001))
    made = workbook(SMALL, tmp_path / "a.xlsx")
    assert "3 MB once unpacked" in refused(zeros(made, *(f"xl/media/{n}.bin" for n in range(4))))


def test_a_zip_that_lies_about_what_it_unpacks_to(tmp_path: Path) -> None:
    path = zeros(tmp_path / "a.zip", "grants.csv", size=40_000_000)
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 40_000_000), struct.pack("<I", 1_000)))
    assert "damaged" in refused(path)


def test_a_zip_of_very_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILES", 1_000)
    packed(tmp_path / "a.zip", **{f"{n:05d}.csv": b"" for n in range(2_200)})
    assert "more than 1,000 files" in refused(tmp_path / "a.zip")


WIDE = "".join(f'<row r="{n}"><c r="IV{n}"><v>1</v></c></row>' for n in range(1, 400))
SHEETS = {
    "rows": ("<row><c><v>1</v></c></row>" * 2_002, "more than 2,000 rows"),
    "columns": ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "more than 256 columns"),
    "wide rows": (WIDE, "more than 100,000 cells"),
}


@pytest.fixture
def low(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower limits on rows and cells."""
    for module in (csvfile, sheetxml):
        monkeypatch.setattr(module, "MAX_ROWS", 2_000)
        monkeypatch.setattr(module, "MAX_CELLS", 100_000)


@pytest.mark.parametrize("case", SHEETS)
def test_sheets_with_more_than_may_be(case: str, low: None, tmp_path: Path) -> None:
    xml, words = SHEETS[case]
    path = workbook(SMALL, tmp_path / "a.xlsx")
    whole = f'<worksheet xmlns="x"><sheetData>{xml}</sheetData></worksheet>'.encode()
    assert words in refused(rewritten(path, {part_of(path, "grants"): lambda data: whole}))


def test_rows_of_a_csv_file_in_a_zip(low: None, tmp_path: Path) -> None:
    assert "more than 2,000 rows" in refused(
        packed(tmp_path / "a.zip", **{"grants.csv": HEADER + b"a\n" * 2_001})
    )
    read_source(packed(tmp_path / "b.zip", **{"grants.csv": HEADER + b"a\n" * 2_000}))
    wide = HEADER + b"," * 100_001
    assert "more than 2,000 rows" in refused(packed(tmp_path / "c.zip", **{"grants.csv": wide}))


BOMBS = {
    "shared strings": lambda path: shared_bomb(path, b"<si><t>ab</t></si>" * 5_000_001),
    "one cell": lambda path: sheet_bomb(path, b"<row><c><v>" + b"1" * 100_000_000 + b"</v></c></row>"),
    "entities": lambda path: sheet_bomb(path, b"", ENTITIES),
    "lines": lambda path: packed(path.with_suffix(".zip"), **{"grants.csv": HEADER + b"\n" * 45_000_000}),
}
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"]>"  # fmt: skip


def sheet_bomb(path: Path, rows: bytes, before: bytes = b"") -> Path:
    book = workbook(SMALL, path)
    whole = (
        before
        + b'<worksheet xmlns="x"><sheetData>'
        + rows
        + b"&j;" * bool(before)
        + b"</sheetData></worksheet>"
    )
    return rewritten(book, {part_of(book, "grants"): lambda data: whole})


def shared_bomb(path: Path, strings: bytes) -> Path:
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    types = {"[Content_Types].xml": lambda data: data.replace(b"</Types>", listed)}
    return rewritten(workbook(SMALL, path), types, **{"xl/sharedStrings.xml": b"<sst>" + strings + b"</sst>"})


def test_more_shared_texts_than_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheetxml, "MAX_STRINGS", 1_000)
    path = shared_bomb(tmp_path / "a.xlsx", b"<si><t>ab</t></si>" * 1_001)
    assert "more than 1,000 texts" in refused(path)


BOUNDED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


@pytest.mark.heavy
@pytest.mark.parametrize("case", BOMBS)
def test_memory_stays_bounded(case: str, tmp_path: Path) -> None:
    """In a process that may not have more than 1.5 GB: refused or read, never killed."""
    path = BOMBS[case](tmp_path / "a.xlsx")
    command = [sys.executable, "-c", BOUNDED, "-m", "smart_tokyo", "check", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode in (1, 2) and "Traceback" not in done.stderr, done.stderr[-300:]
    assert "MemoryError" not in done.stderr
    assert done.returncode == 1 or len(done.stderr.splitlines()) == 1


def test_the_command_says_it_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "smart_tokyo", "check", str(ENCRYPTED)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["grants.csv", "dataset.yaml"])
def test_two_files_of_one_name(tmp_path: Path, name: str) -> None:
    path = zipped(SMALL, tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(name, "label_ja: x\n")
    assert f"two files of the same name ({name})" in refused(path)


def test_a_zip_of_the_small_source(tmp_path: Path) -> None:
    assert set(read_source(zipped(SMALL, tmp_path / "s.zip")).sheets) == set(read_source(SMALL).sheets)
