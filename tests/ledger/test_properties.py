"""No input ends in a traceback, and no value is changed without a finding: hypothesis looks for one that does."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import string
import tempfile
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from smart_tokyo.commands.cli import main
from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.content.csvfile import Sheet, UnreadableFile, read_sheet
from smart_tokyo.ledger.content.findings import Finding, to_json, to_text
from smart_tokyo.ledger.content.rows import read_records
from smart_tokyo.ledger.files.read import read_source
from smart_tokyo.ledger.files.source import UnreadableSource
from smart_tokyo.ledger.snapshot.databases import snapshot_id
from smart_tokyo.ledger.values.normalise import is_unknown, reader
from smart_tokyo.ledger.values.reading import Value, plain, seen
from smart_tokyo.schema import Field, Table, tables
from tests.ledger.sources import CORE, SMALL
from tests.ledger.workbooks import workbook

QUICK = settings(deadline=None, max_examples=400, derandomize=True, database=None)
SLOW = settings(QUICK, max_examples=20, suppress_health_check=[HealthCheck.too_slow])

WRITTEN = (
    "pro-a", "iss-a", "2024", "２０２４", "令和6年度", "R6", "令和元年度", "2024-04-01", "2024/4/1",
    "R6.4.1", "令和六年四月一日", "2024/4/1(月) 0:00", "Apr 1, 2024", "R060401", "2千5百万円", "△5", "T8000020130001",
    "実施中", "墨田区", "health（健康・ウェルネス）", "―", "1500000", "1,500,000", "１５０００００円", "￥1500000",
    "12千円", "-5",
    "0", "00", "007", "1e3", "1E400", "1e-400", "0.1", "2.50", "12345678901234567890.5", "9" * 40, "nan",
    "∞", "true", "はい", "○", "×", "0", "1", "-", "－", "未定", "非公表", "NULL", "か\u3099", "ﾊﾝｶｸ", "①",
    "10²", "a\tb", "a\nb", "\u3000x\u3000", "\xa0", "\u2028", "\x00", "\x85", "\ufeff", "\ud800",
    "\U0001f5fc", "'=1+1", "=1+1", "131075", "131199", "8000020130001", "mobility", "lead", "active",
    "x" * 2001, "#REF!", "2024-02-30", "45383", "",
)  # fmt: skip
texts = st.one_of(
    st.sampled_from(WRITTEN),
    st.text(max_size=12),
    st.text(alphabet=string.digits + ",.-/年月日円R令和元¥ 　０１２３", max_size=12),
    st.text(alphabet=st.characters(categories=["Cc", "Cf", "Cs", "Zs", "Zl", "Mn"]), max_size=4),
)
fields = st.sampled_from([(one, field) for one in tables().values() for field in one.fields])


def is_plain(value: Value, text: str) -> bool:
    """Whether the trimmed text already is the plain form of the value, so that nothing has to be said."""
    if value is None:
        return text == ""
    if isinstance(value, float):
        return text.isascii() and not set(text) & set(", _") and float(text) == value
    return text == plain(value)


@QUICK
@given(fields, texts)
def test_a_cell_is_read_changed_with_a_word_or_refused(one: tuple[Table, Field], text: str) -> None:
    reading = reader(one[1])(text)
    if reading.problem is None and not reading.changed:
        assert is_plain(reading.value, text.strip())
    if reading.problem is None and reading.value is None:
        assert not seen(text.strip()) or is_unknown(seen(text.strip()), one[1])
    if reading.problem is not None:
        assert reading.value is None


@st.composite
def written_tables(draw: st.DrawFn) -> tuple[Table, list[list[str]]]:
    """A table with a header that knows most columns, and rows of anything."""
    table = draw(st.sampled_from(list(tables().values())))
    names = [draw(st.sampled_from((one.name, one.title, f" {one.title}　"))) for one in table.fields]
    header = draw(st.permutations(names))[: draw(st.integers(1, len(names)))]
    header += draw(st.lists(texts, max_size=2))
    width = len(header)
    rows = draw(st.lists(st.lists(texts, min_size=0, max_size=width + 2), max_size=4))
    return table, [header, *rows]


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def said(findings: Sequence[Finding]) -> set[tuple[str, str | None]]:
    return {(one.location, one.column) for one in findings}


def nothing_silent(table: Table, sheet: Sheet) -> None:
    """Every value of the table's rows is what is written, or a finding tells of it."""
    found = read_records(table, sheet)
    told = said(found.findings)
    for record in found.records:
        for field, value in zip(table.fields, record.values, strict=True):
            text = record.written(field.name)
            if text is None:
                assert value is None
            elif (record.where(field.name), field.name) not in told:
                assert is_plain(value, text.strip()), (field.name, text, value)
    filled = [row for row in sheet.rows if any(cell.strip() for cell in row.cells)]
    kept = {one.raw.number for one in found.records}
    rows = {line for one in found.findings for line in rows_of(one)}
    assert all(row.number in kept or row.number in rows for row in filled)
    assert [one.raw for one in found.records] == [row for row in filled if row.number in kept]


def rows_of(one: Finding) -> range:
    """The rows that a finding is about: one, or a run of them."""
    number = re.search("[0-9]+$", one.location)
    first = int(number[0]) if number else 0
    last = int((one.value or "").rpartition("-")[2]) if one.code == "idle-rows" else first
    return range(first, last + 1)


@QUICK
@given(
    written_tables(), st.sampled_from((",", "\t")), st.sampled_from(("utf-8", "utf-8-sig", "cp932", "utf-16"))
)
def test_a_file_is_kept_or_told_value_by_value(
    written: tuple[Table, list[list[str]]], delimiter: str, encoding: str
) -> None:
    table, rows = written
    data = as_csv(rows, delimiter).encode(encoding, "replace")
    try:
        sheet = read_sheet("x.csv", data, table)
    except UnreadableFile:
        return
    nothing_silent(table, sheet)


@QUICK
@given(
    st.one_of(st.binary(max_size=200), st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")))
)
def test_any_bytes_are_a_file_or_are_refused(data: bytes) -> None:
    table = tables()["grants"]
    try:
        sheet = read_sheet("grants.csv", data, table)
    except UnreadableFile as error:
        assert error.code in ("encoding", "not-text", "empty-file", "csv-syntax")
    else:
        nothing_silent(table, sheet)


@cache
def core_csv() -> dict[str, list[list[str]]]:
    names = (*CORE, "grants", "milestones", "issues", "matches", "kpis", "kpi_values")
    found = {}
    for name in names:
        with (SMALL / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found[name] = list(csv.reader(file))
    return found


@st.composite
def sources(draw: st.DrawFn) -> dict[str, list[list[str]]]:
    """The small source with some cells, rows and columns changed, and perhaps a table of anything."""
    source = {name: [list(row) for row in rows] for name, rows in core_csv().items()}
    for _ in range(draw(st.integers(1, 6))):
        rows = source[draw(st.sampled_from(sorted(source)))]
        row = rows[draw(st.integers(0, len(rows) - 1))]
        what = draw(st.sampled_from(("cell", "cell", "cell", "repeat", "short", "long")))
        if what == "cell" and row:
            row[draw(st.integers(0, len(row) - 1))] = draw(texts)
        elif what == "repeat":
            rows.append(list(row))
        elif what == "short":
            del row[draw(st.integers(0, len(row))) :]
        else:
            row.append(draw(texts))
    if draw(st.booleans()):
        table, rows = draw(written_tables())
        source[table.name] = rows
    return source


def checked_without_a_traceback(path: Path) -> None:
    """The source is checked or refused with one line; what is told can be printed; what is kept has its id."""
    try:
        checked = check_source(path, dt.date(2025, 10, 1))
    except UnreadableSource as error:
        assert str(error).isprintable()
        assert main(["check", str(path)]) == 2
        return
    to_json(checked.findings).encode("utf-8")
    for lang in ("ja", "en"):
        to_text(checked.findings, lang).encode("utf-8")
    assert (checked.content is None) == any(one.severity == "error" for one in checked.findings)
    if checked.content is not None:
        snapshot_id(checked.content, dt.date(2025, 10, 1))
    source = read_source(path)
    for name, sheets in source.sheets.items():
        for sheet in sheets if path.suffix != ".xlsx" else ():
            nothing_silent(tables()[name], sheet)


@SLOW
@given(sources(), st.sampled_from(("folder", "zip")))
@pytest.mark.heavy
def test_any_folder_or_zip_is_checked(source: dict[str, list[list[str]]], form: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = {f"{name}.csv": as_csv(rows).encode("utf-8", "replace") for name, rows in source.items()}
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        path = Path(folder)
        if form == "zip":
            path = Path(folder) / "source.zip"
            with zipfile.ZipFile(path, "w") as package:
                for name, data in files.items():
                    package.writestr(name, data)
        checked_without_a_traceback(path)


cells = st.one_of(
    texts,
    st.integers(-(10**16), 10**16),
    st.floats(),
    st.booleans(),
    st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)),
    st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2200, 1, 1)),
    st.sampled_from((0.1, 1.5, 2024.0, 1e300, "#N/A")),
)
FORMATS = (
    "General",
    "@",
    "0%",
    '#,##0"千円"',
    "yyyy/m/d",
    '[$-411]ggge"年"m"月"d"日"',
    "000000",
    "0.00",
    "[Red]0;;",
)


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[str, str, object, str]]:
    """Cells to write into a workbook: sheet, address, value, number format."""
    one = st.tuples(
        st.sampled_from(sorted(core_csv())),
        st.builds(lambda letter, row: f"{letter}{row}", st.sampled_from("ABCDEFGHIJ"), st.integers(1, 5)),
        cells,
        st.sampled_from(FORMATS),
    )
    return draw(st.lists(one, min_size=1, max_size=8))


@cache
def sound_workbook() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in core_csv().items():
            (Path(folder) / f"{name}.csv").write_text(as_csv(rows), "utf-8")
        return workbook(Path(folder), Path(folder) / "book.xlsx").read_bytes()


@SLOW
@given(edits())
@pytest.mark.heavy
def test_any_workbook_is_checked(changes: list[tuple[str, str, object, str]]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sound_workbook()))
    for title, address, value, form in changes:
        try:
            book[title][address] = value
        except (ValueError, openpyxl.utils.exceptions.IllegalCharacterError):
            assume(False)
        book[title][address].number_format = form
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        try:
            book.save(path)
        except UnicodeEncodeError:
            assume(False)
        checked_without_a_traceback(path)


@settings(SLOW, max_examples=40)
@given(st.data())
def test_any_damage_to_a_workbook_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(sound_workbook())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.one_of(st.just(len(whole)), st.integers(0, len(whole))))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(bytes(whole[:end]))
        try:
            read_source(path)
        except UnreadableSource as error:
            assert str(error).isprintable()


@settings(SLOW, max_examples=40)
@given(st.data())
def test_any_damage_inside_a_workbook_is_read_or_refused(data: st.DataObject) -> None:
    """The parts of the package are sound as files, but not what is in them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound_workbook())) as before, zipfile.ZipFile(out, "w") as after:
        names = before.namelist()
        wanted = data.draw(st.sampled_from(names))
        for name in names:
            part = bytearray(before.read(name))
            if name == wanted:
                start = data.draw(st.integers(0, len(part)))
                length = data.draw(st.integers(0, 40))
                part[start : start + length] = data.draw(
                    st.one_of(st.binary(max_size=20), st.just(b"<v>9e9</v>"))
                )
            after.writestr(name, bytes(part))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(out.getvalue())
        try:
            source = read_source(path)
        except UnreadableSource as error:
            assert str(error).isprintable()
        else:
            check_source(source, dt.date(2025, 10, 1))
