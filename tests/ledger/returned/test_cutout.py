"""A cut-out shows the cell that is meant among its neighbours, as written."""

from __future__ import annotations

from pathlib import Path

import pytest

from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.files.read import read_source
from smart_tokyo.ledger.returned.cutout import Cutout, cutouts
from tests.ledger.sources import core
from tests.ledger.workbooks import workbook

GRANTS = "project_id,fiscal_year,decided_yen,decided_on,note\n"
GRANTS += "pro-a,2023,1,,\npro-a,2024,12千円,,a\n,,,,\npro-a,令和6年度,2,,\n"


@pytest.fixture(params=["folder", "workbook"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = core(tmp_path, grants=GRANTS, hearings="")
    if request.param == "folder":
        return folder
    (folder / "hearings.csv").unlink()
    return workbook(folder, tmp_path / "b.xlsx")


def of_code(source: Path, code: str) -> Cutout:
    read = read_source(source)
    found = check_source(read).findings
    cuts = cutouts(read, found)
    assert [cut.finding for cut in cuts] == list(found)
    return next(cut for cut in cuts if cut.finding.code == code)


def test_a_cell(source: Path) -> None:
    cut = of_code(source, "type-yen-unit")
    assert cut.columns == ("A", "B", "C", "D", "E")
    assert cut.rows[0] == (1, ("project_id", "fiscal_year", "decided_yen", "decided_on", "note"))
    assert [number for number, _ in cut.rows][:3] == [1, 2, 3]
    assert cut.rows[2] == (3, ("pro-a", "2024", "12千円", "", "a"))
    assert cut.marked == {(3, 2)}


def test_a_key_of_two_columns_in_the_last_row(source: Path) -> None:
    cut = of_code(source, "duplicate-key-grants")
    assert cut.marked == {(5, 0), (5, 1)} and cut.rows[-1][0] == 5


def test_a_blank_row(source: Path) -> None:
    cut = of_code(source, "blank-row")
    assert [number for number, _ in cut.rows] == [1, 3, 4, 5]
    assert set(cut.rows[2][1]) == {""} and {row for row, _ in cut.marked} == {4}


def test_the_header(tmp_path: Path) -> None:
    folder = core(tmp_path, grants="project_id,金額, 金額\npro-a,1,2\n")
    cut = of_code(folder, "unknown-column")
    assert cut.rows == ((1, ("project_id", "金額", " 金額")), (2, ("pro-a", "1", "2")))
    assert of_code(folder, "missing-column").rows[0][0] == 1


def test_a_unit_above_the_header(tmp_path: Path) -> None:
    folder = core(tmp_path, grants="台帳,\n,単位：千円\nproject_id,fiscal_year\npro-a,2024\n")
    cut = of_code(folder, "other-unit")
    assert cut.rows == ((2, ("", "単位：千円")), (3, ("project_id", "fiscal_year")))
    assert cut.marked == {(2, 0), (2, 1)}


def test_nothing_to_show(tmp_path: Path) -> None:
    folder = core(tmp_path, grants=b"project_id\n\xff\n", unknown="x\n")
    assert of_code(folder, "encoding").rows == of_code(folder, "unknown-table").rows == ()
