"""Parquet files as a source: what is said of them is what is said of the same rows as CSV."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from smart_tokyo.commands.cli import main
from smart_tokyo.ledger.checking import check
from smart_tokyo.ledger.checking.check import Checked, check_source
from smart_tokyo.ledger.content import records, rows, texts
from smart_tokyo.ledger.files import parquet
from smart_tokyo.ledger.generate.generate import generate
from smart_tokyo.ledger.snapshot.databases import snapshot_id
from smart_tokyo.settings import PROJECT
from tests.ledger.sources import SMALL, brief, core, errors
from tests.ledger.sources import rows as held

SAMPLES = (PROJECT / "data" / "sample", PROJECT / "data" / "register", SMALL)
YEARS = "project_id,fiscal_year,decided_yen\npro-a,2024,{}\npro-a,2025,{}\n"


def texts_of(path: Path) -> pa.Table:
    """A CSV file as a table of texts."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *found = csv.reader(file)
    return pa.table([pa.array(column, pa.string()) for column in zip(*found, strict=True)], header)


def in_parquet(source: Path, folder: Path, rows_together: int = 50_000) -> Path:
    """A copy of a source of CSV files with Parquet files in their place."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir():
        if path.suffix == ".csv":
            pq.write_table(texts_of(path), folder / f"{path.stem}.parquet", row_group_size=rows_together)
        elif path.name == "dataset.yaml":
            (folder / path.name).write_bytes(path.read_bytes())
    return folder


def grants(folder: Path, **columns: pa.Array) -> Path:
    """The core source with a Parquet file of grants, and what else is given in it."""
    source = core(folder)
    years = pa.array([2024, 2025], pa.int32())
    pq.write_table(
        pa.table({"project_id": ["pro-a"] * 2, "fiscal_year": years, **columns}), source / "grants.parquet"
    )
    return source


def told(checked: Checked) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(one.code, one.table, one.column, one.value) for one in checked.findings]


def named(checked: Checked) -> str:
    assert checked.content is not None
    return snapshot_id(checked.content, checked.as_of, checked.dataset)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_same_findings_and_the_same_id(path: Path, tmp_path: Path) -> None:
    as_csv, as_parquet = check_source(path), check_source(in_parquet(path, tmp_path / "made"))
    assert told(as_parquet) == told(as_csv)
    assert as_parquet.read == as_csv.read
    assert named(as_parquet) == named(as_csv)


def test_what_is_generated_is_the_same_in_both_forms(tmp_path: Path) -> None:
    generate(tmp_path / "csv", 40, 3)
    generate(tmp_path / "parquet", 40, 3, "parquet")
    as_csv, as_parquet = check_source(tmp_path / "csv"), check_source(tmp_path / "parquet")
    assert told(as_parquet) == told(as_csv) and named(as_parquet) == named(as_csv)
    assert held(as_parquet, "kpis") == held(as_csv, "kpis")
    kinds = {one.name: one.type for one in pq.read_schema(tmp_path / "parquet" / "grants.parquet")}
    assert (kinds["decided_yen"], kinds["decided_on"]) == (pa.int64(), pa.date32())


def test_rows_are_read_in_parts_and_kept_on_the_disk_whatever_the_groups_of_the_file(tmp_path: Path) -> None:
    generate(tmp_path / "csv", 12, 3)
    with pytest.MonkeyPatch.context() as patch:
        for module in (rows, texts, parquet, check):
            patch.setattr(module, "TOGETHER", 4)
        patch.setattr(records, "LARGE", 5)
        patch.setattr(tempfile, "tempdir", str(tmp_path))
        found = check_source(in_parquet(tmp_path / "csv", tmp_path / "made", rows_together=3))
    whole = check_source(tmp_path / "csv")
    assert told(found) == told(whole) and named(found) == named(whole)
    assert {path.name for path in tmp_path.iterdir()} == {"csv", "made"}  # nothing is left behind


def test_a_table_may_be_several_files_in_a_folder_of_its_name(tmp_path: Path) -> None:
    source = grants(tmp_path / "one", decided_yen=pa.array([1_000_000, 2_000_000]))
    parts = grants(tmp_path / "two", decided_yen=pa.array([1_000_000, 2_000_000]))
    table = pq.read_table(parts / "grants.parquet")
    (parts / "grants.parquet").unlink()
    (parts / "grants").mkdir()
    (parts / "grants" / "_SUCCESS").touch()
    for number in (0, 1):
        pq.write_table(table.slice(number, 1), parts / "grants" / f"part-{number}.parquet")
    assert named(check_source(parts)) == named(check_source(source))
    pq.write_table(table.slice(0, 1), parts / "grants" / "part-1.parquet")
    assert ("duplicate-key-grants", "grants/part-1.parquet:1") in {one[:2] for one in errors(parts)}


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        (pa.array([1, 2], pa.int16()), []),
        (pa.array([1.0, 2.0]), []),
        (pa.array(["1", None]), []),
        (pa.array(["1", "2"]).dictionary_encode(), []),
        (pa.array([1, -2]), [("type-yen-negative", "grants.parquet:2", "decided_yen", "-2")]),
        (pa.array(["1", "2千円"]), [("type-yen-unit", "grants.parquet:2", "decided_yen", "2千円")]),
        (pa.array([1.0, 2.5]), [("type-yen-decimal", "grants.parquet:2", "decided_yen", "2.5")]),
    ],
    ids=["small numbers", "decimals of zero", "text", "dictionary", "negative", "a unit", "half a yen"],
)  # fmt: skip
def test_a_cell_is_read_as_its_text_is(tmp_path: Path, amounts: pa.Array, said: list[object]) -> None:
    source = grants(tmp_path, decided_yen=amounts)
    cells = ("" if one is None else one for one in amounts.to_pylist())
    texts_alone = core(tmp_path / "csv", grants=YEARS.format(*cells))
    assert [(code, column, value) for code, _, column, value in errors(source)] == [
        (code, column, value) for code, _, column, value in errors(texts_alone)
    ]
    assert [(where, column, value) for _, where, column, value in errors(source)] == [one[1:] for one in said]  # type: ignore[index]


def test_days_are_days_and_a_time_beside_them_is_told(tmp_path: Path) -> None:
    day, time = dt.datetime(2024, 6, 1), dt.datetime(2024, 6, 1, 12, 30)
    fine = check_source(grants(tmp_path / "a", decided_on=pa.array([day, None], pa.timestamp("us"))))
    assert held(fine, "grants")[0][6] == day.date()
    (one,) = errors(grants(tmp_path / "b", decided_on=pa.array([time, None], pa.timestamp("us"))))
    assert one[:3] == ("type-date-time", "grants.parquet:1", "decided_on")


def no_parquet(path: Path) -> None:
    path.write_bytes(b"PAR1 and nothing else")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def lists(path: Path) -> None:
    pq.write_table(pa.table({"project_id": [["pro-a"]], "fiscal_year": [2024]}), path)


def no_text(path: Path) -> None:
    texts = pa.array([b"\xff\xfe"], pa.binary()).view(pa.string())
    pq.write_table(pa.table({"project_id": texts, "fiscal_year": [2024]}), path)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (no_parquet, ("parquet-damaged", None)),
        (cut, ("parquet-damaged", None)),
        (no_text, ("parquet-damaged", None)),
        (lists, ("parquet-type", "project_id")),
    ],
)
def test_what_cannot_be_read_is_one_finding(
    tmp_path: Path, damage: Callable[[Path], None], said: tuple[str, str | None]
) -> None:
    source = grants(tmp_path)
    damage(source / "grants.parquet")
    assert errors(source) == [(said[0], "grants.parquet", None, said[1])]


def test_a_missing_column_is_told_of_the_file(tmp_path: Path) -> None:
    source = core(tmp_path)
    pq.write_table(pa.table({"project_id": ["pro-a"]}), source / "grants.parquet")
    assert [one[:3] for one in errors(source)] == [("missing-column", "grants.parquet", "fiscal_year")]


def test_two_forms_of_one_table_are_an_error(tmp_path: Path) -> None:
    source = grants(tmp_path)
    (source / "grants.csv").write_text(YEARS.format(1, 2), "utf-8")
    assert errors(source) == [("duplicate-table", "grants.parquet", None, None)]


def test_a_file_of_no_table_is_passed_over_with_a_word(tmp_path: Path) -> None:
    source = grants(tmp_path)
    pq.write_table(pa.table({"a": [1]}), source / "other.parquet")
    found = brief(tuple(one for one in check_source(source).findings if one.code == "unknown-table"))
    assert found == [("unknown-table", "other.parquet", None, "other")]


def test_no_annotated_copy_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = grants(tmp_path, decided_yen=pa.array([1, -2]))
    assert main(["check", str(source), "--annotated", str(tmp_path / "out.xlsx")]) == 2
    assert "holds Parquet files" in capsys.readouterr().err
    assert not (tmp_path / "out.xlsx").exists()
