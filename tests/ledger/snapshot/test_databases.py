"""Where each row stood in its source is in both databases, for the rows that they hold and for no others."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest

from smart_tokyo.ledger.checking.check import REFERENCE_DIR, check_source
from smart_tokyo.ledger.snapshot.databases import snapshot_id
from smart_tokyo.ledger.store.build import build
from smart_tokyo.schema import tables
from smart_tokyo.settings import PROJECT
from smart_tokyo.store import StorePaths
from tests.ledger.sources import SMALL, core, held
from tests.ledger.workbooks import workbook, zipped

AS_OF = dt.date(2025, 10, 1)
SEPARATOR = "\x1f"
Place = tuple[str, str | None, int, bool]


def places(source: Path, store: Path, audience: str = "internal") -> dict[tuple[str, str], Place]:
    """Table and key → file, sheet, row, shipped of every row of a snapshot of the source."""
    paths = StorePaths(store)
    built = build(check_source(source), paths, "x", AS_OF)
    with duckdb.connect(str(paths.database(built, audience)), read_only=True) as con:
        rows = con.execute("select * from source_rows").fetchall()
        for name in tables():  # as many places as rows, one for each
            held = con.execute("select count(*) from duckdb_tables() where table_name = ?", [name]).fetchone()
            if held == (1,):
                key = ", ".join(tables()[name].primary_key)
                counted = con.execute(
                    f"select count(*), count(row_number) from {name} left join source_rows "
                    f"on table_name = ? and row_key = row_key({key})",
                    [name],
                ).fetchone()
                every = con.execute(f"select count(*), count(*) from {name}").fetchone()
                assert counted == every, name
    assert len({row[:2] for row in rows}) == len(rows)
    return {(row[0], row[1]): (row[2], row[3], row[4], row[5]) for row in rows}


def lines(path: Path) -> list[list[str]]:
    """The records of a CSV file without line breaks in its cells: record n stands in line n + 1."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_line_named_holds_the_row(tmp_path: Path) -> None:
    found = places(PROJECT / "data" / "sample", tmp_path)
    assert {file for file, *_ in found.values()} <= {f"{name}.csv" for name in tables()}
    for (name, key), (file, sheet, row, shipped) in found.items():
        folder = REFERENCE_DIR if shipped else PROJECT / "data" / "sample"
        header, *_ = read = lines(folder / file)
        cells = [read[row - 1][header.index(column)] for column in tables()[name].primary_key]
        assert sheet is None and SEPARATOR.join(cells) == key


@pytest.mark.parametrize("japanese", [False, True])
def test_of_a_workbook_the_sheet_and_its_row(japanese: bool, tmp_path: Path) -> None:
    def moved_down(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.insert_rows(1, 2)
        sheet["A1"] = "a title"

    book = workbook(SMALL, tmp_path / "台帳 2025.xlsx", japanese, grants=moved_down)
    found = places(book, tmp_path / "store")
    title = tables()["grants"].title if japanese else "grants"
    sheet = openpyxl.load_workbook(book)[title]
    of_grants = {key: place for (name, key), place in found.items() if name == "grants"}
    assert len(of_grants) == 3
    for key, (file, named, row, shipped) in of_grants.items():
        assert (file, named, shipped) == ("台帳 2025.xlsx", title, False)
        assert str(sheet.cell(row, 1).value) == key.split(SEPARATOR)[0] and row > 3


def test_of_a_zip_the_file_in_it(tmp_path: Path) -> None:
    found = places(zipped(SMALL, tmp_path / "ledger.zip", "inner/"), tmp_path / "store")
    assert found["projects", "pro-a"] == ("ledger.zip", "projects.csv", 2, False)


def test_a_file_under_another_name_keeps_it(tmp_path: Path) -> None:
    source = core(tmp_path / "source")
    (source / "projects.csv").rename(source / "事業.csv")
    found = places(source, tmp_path / "store")
    assert {place[0] for (name, _), place in found.items() if name == "projects"} == {"事業.csv"}


def test_rows_that_came_with_the_project_say_so(tmp_path: Path) -> None:
    found = places(SMALL, tmp_path)
    assert found["municipalities", "131075"][0] == "municipalities.csv"
    assert found["municipalities", "131075"][3] is True
    assert found["programmes", "prog-a"][3] is False and found["programmes", "PG-SOL"][3] is True


def test_a_cell_with_a_line_break_does_not_shift_the_lines_after_it(tmp_path: Path) -> None:
    header, row = "project_id,programme_id,area_id,title_ja,theme,status,start_fy,published", "PG-SOL,A-TAMA"
    source = tmp_path / "source"
    source.mkdir()
    (source / "projects.csv").write_text(
        f'{header}\np1,{row},"一\n二",mobility,active,2024,true\n\np2,{row},三,mobility,active,2024,true\n',
        encoding="utf-8",
    )
    found = places(source, tmp_path / "store")
    assert found["projects", "p1"][2] == 2 and found["projects", "p2"][2] == 5


def test_the_public_has_the_places_of_its_own_rows_alone(tmp_path: Path) -> None:
    internal = places(SMALL, tmp_path / "a")
    public = places(SMALL, tmp_path / "b", "public")
    assert public.items() < internal.items()
    assert not {name for name, _ in public} & {n for n, t in tables().items() if t.visibility == "internal"}
    assert not [key for _, key in public if "hidden" in key]


@pytest.mark.parametrize(
    "form", [lambda s, d: workbook(s, d / "x.xlsx"), lambda s, d: zipped(s, d / "x.zip")]
)
def test_the_place_is_no_part_of_the_content(form: Callable[[Path, Path], Path], tmp_path: Path) -> None:
    one, other = check_source(SMALL), check_source(form(SMALL, tmp_path))
    assert one.content and other.content and one.content != other.content  # it has the places beside the rows
    assert all(held(one, name) == held(other, name) for name in tables())
    assert snapshot_id(one.content, AS_OF, one.dataset) == snapshot_id(other.content, AS_OF, other.dataset)
