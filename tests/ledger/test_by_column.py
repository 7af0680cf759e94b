"""A source read by column is read as it is cell by cell: the same findings, in the same order, and the same rows.

The reference is the same source with nothing recognised as plain, so that each cell goes through the careful reader.
"""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smart_tokyo.ledger.checking.check import Checked, check_source
from smart_tokyo.ledger.content import csvfile, rows, texts
from smart_tokyo.ledger.content.csvfile import read_sheet
from smart_tokyo.ledger.generate.generate import generate
from smart_tokyo.ledger.values.normalise import reader
from smart_tokyo.ledger.values.plain import Recognised, perhaps_alike, recogniser
from smart_tokyo.ledger.values.reading import Reading, alike_form, id_reader
from smart_tokyo.schema import Field, Table, tables
from smart_tokyo.settings import PROJECT
from tests.ledger.sources import SMALL
from tests.ledger.test_broken_sources import CASES, Case, source
from tests.ledger.test_properties import QUICK, SLOW, as_csv, sources, written_tables
from tests.ledger.test_properties import texts as anything
from tests.ledger.workbooks import workbook

SAMPLES = (PROJECT / "data" / "sample", PROJECT / "data" / "register", SMALL.parent / "hostile", SMALL)
fields = [(table, field) for table in tables().values() for field in table.fields]


def compared(path: Path) -> Checked:
    """What is found by column, after it has been compared with what is found cell by cell, in parts of two rows."""
    found = check_source(path)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rows, "recogniser", lambda field, *_: lambda cells: none_of(field, cells))
        patched.setattr(csvfile, "plain_texts", lambda *_: None)
        for module in (rows, texts):
            patched.setattr(module, "TOGETHER", 2)
        careful = check_source(path)
    assert careful.findings == found.findings
    assert careful.read == found.read
    assert (careful.content is None) == (found.content is None)
    if found.content is not None and careful.content is not None:
        for name, held in found.content.items():
            assert held.to_pylist() == careful.content[name].to_pylist(), name
    return found


def none_of(field: Field, cells: pa.StringArray) -> Recognised:
    """Nothing is recognised."""
    empty = recogniser(field, reader(field))(pa.array([None] * len(cells), pa.string()))
    assert not any(empty.plain.to_pylist())
    return empty


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_whole_ledgers(path: Path) -> None:
    compared(path)


def test_a_generated_ledger_and_a_workbook(tmp_path: Path) -> None:
    generate(tmp_path / "made", 40, 1)
    assert compared(tmp_path / "made").content is not None
    compared(workbook(SMALL, tmp_path / "book.xlsx"))


@pytest.mark.parametrize("case", CASES[::3], ids=[case.what for case in CASES[::3]])
def test_broken_sources(case: Case, tmp_path: Path) -> None:
    compared(source(case, tmp_path))


@SLOW
@given(sources())
@pytest.mark.heavy
def test_sources_of_anything(written: dict[str, list[list[str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, lines in written.items():
            (Path(folder) / f"{name}.csv").write_bytes(as_csv(lines).encode("utf-8", "replace"))
        compared(Path(folder))


PLAIN = (
    st.integers(-(10**20), 10**20).map(str)
    | st.decimals(allow_nan=False, allow_infinity=False, places=7, max_value=10**12).map(str)
    | st.from_regex(r"(-?0|-?[0-9]{1,17})(\.[0-9]{1,8})?", fullmatch=True)
    | st.from_regex("[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True)
    | st.text(st.characters(min_codepoint=0x20, max_codepoint=0x33FF), min_size=1, max_size=4)
    | st.sampled_from(("true", "false", "lead", "active", "GEN-000001", "https://example.org/", "IoT;5G"))
)


@QUICK
@given(st.sampled_from(fields), st.lists(PLAIN | anything, min_size=1, max_size=8))
def test_what_is_recognised_is_what_the_careful_reader_reads_without_a_word(
    one: tuple[Table, Field], written: list[str]
) -> None:
    table, field = one
    is_id = field.name in table.id_columns
    read = id_reader(reader(field)) if is_id else reader(field)
    cells = [text for text in written if not any("\ud800" <= one <= "\udfff" for one in text)]
    found = recogniser(
        field, read, is_id, pa.array(cells, pa.string()) if field.kind != "municipality_code" else None
    )(pa.array(cells, pa.string()))
    for text, plain, filled, value in zip(cells, *(one.to_pylist() for one in found), strict=True):
        if plain:
            assert read(text) == Reading(value) and type(read(text).value) is type(value), text
            assert filled == (text != "")
        else:
            assert value is None and not filled


@QUICK
@given(st.lists(st.from_regex("[aAｂ]?[-_ ー]{0,2}[01０]{0,3}-?[a1]{0,2}", fullmatch=True), max_size=12))
def test_no_id_that_is_alike_to_another_is_left_out(ids: list[str]) -> None:
    found = {ids[at] for at in perhaps_alike(pa.chunked_array([pa.array(ids, pa.string())]))}
    for one in ids:
        if any(alike_form(one) == alike_form(other) for other in ids if other != one):
            assert one in found


@QUICK
@given(written_tables())
def test_rows_of_a_file_are_held_as_they_are_written(written: tuple[Table, list[list[str]]]) -> None:
    table, lines = written
    data = as_csv(lines).encode("utf-8", "replace")
    sheet = read_sheet("x.csv", data, table)
    listed = dataclasses.replace(sheet, rows=list(sheet.rows))
    assert listed.rows == [sheet.rows[at] for at in range(len(sheet.rows))] == sheet.rows[:]
    assert rows.read_records(table, listed).findings == rows.read_records(table, sheet).findings


LINES = st.lists(st.lists(st.text('ab 1é\t\u2028\x85\x1c"', max_size=2), min_size=3, max_size=3), max_size=4)


@QUICK
@given(
    LINES, st.lists(st.sampled_from(("\n", "\n", "\r\n", "\r", "\n\n", ",\n", "")), min_size=5, max_size=5)
)
def test_lines_that_are_split_at_once_are_those_of_the_csv_reader(
    lines: list[list[str]], ends: list[str]
) -> None:
    """Whatever separates lines, and whatever else is in them."""
    written = [",".join(one) for one in [["project_id", "fiscal_year", "x"], *lines]]
    data = "".join(line + end for line, end in zip(written, ends, strict=False)).encode()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(csvfile, "plain_texts", lambda *_: None)
        try:
            expected = read_sheet("x.csv", data, tables()["grants"])
        except csvfile.UnreadableFile:
            return
    found = read_sheet("x.csv", data, tables()["grants"])
    assert list(found.rows) == list(expected.rows) and found.header == expected.header
