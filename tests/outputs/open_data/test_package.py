"""The open-data package: valid, complete, public, equal to the figures, and written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frictionless
import pyarrow.parquet
import pytest

from smart_tokyo.figures import open_snapshot, records
from smart_tokyo.outputs.open_data import package as open_package
from smart_tokyo.outputs.open_data import tables as open_tables
from smart_tokyo.store import StorePaths
from tests.conftest import ROOT, build

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module", params=["register", "sample", "own", "empty"])
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store and its package, written."""
    store: Path = request.getfixturevalue(f"{request.param}_store")
    folder = tmp_path_factory.mktemp("export") / "package"
    open_package.export(package(store), folder)
    return store, folder


def package(store: Path) -> open_package.Files:
    paths = StorePaths(store)
    return open_package.package(paths, open_package.public_snapshot(paths))


def described(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return found


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / "data" / f"{table}.csv").read_text("utf-8"))))


def test_it_is_a_valid_data_package(exported: tuple[Path, Path]) -> None:
    report = frictionless.validate(str(exported[1] / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])
    tables = [task.name for task in report.tasks if task.type == "table"]
    assert {*open_tables.public_tables(), "standard_places"} <= set(tables)


def test_csv_and_parquet_hold_the_rows_of_the_public_database(exported: tuple[Path, Path]) -> None:
    store, folder = exported
    paths = StorePaths(store)
    with open_snapshot(paths.database(paths.published()[-1], "public")) as con:
        for name, table in open_tables.public_tables().items():
            header = open_tables.columns(table)
            of_table = open_tables.page(con, table, 1_000_000, 0)[0]
            wanted = [dict(zip(header, row, strict=True)) for row in of_table]
            assert pyarrow.parquet.read_table(folder / "data" / f"{name}.parquet").to_pylist() == wanted
            found = rows(folder, name)
            assert len(found) == len(wanted)
            for cells, row in zip(found, wanted, strict=True):
                for column, value in row.items():
                    assert (cells[column] == "") == (value is None)
                    if isinstance(value, int) and not isinstance(value, bool):
                        assert int(cells[column]) == value


def test_it_says_what_it_is(exported: tuple[Path, Path]) -> None:
    store, folder = exported
    about = described(folder)
    assert about["version"] == StorePaths(store).published()[-1]
    assert about["licenses"][0]["name"] == "CC-BY-4.0" and about["as_of"] in about["description"]
    notes = (folder / "README.md").read_text("utf-8")
    for text in (about["title"], about["description"], notes):
        assert ("架空" in text and ("invented" in text or "FICTIONAL" in text)) == about["fictional"]
    for resource in about["resources"]:
        for field in resource.get("schema", {}).get("fields", ()):
            if resource["name"] != "standard_places":
                assert field["title"] and field["title_en"] and field["description_en"]


def test_nothing_internal_is_in_it(sample_store: Path) -> None:
    text = b"".join(package(sample_store).values()).decode("utf-8", "ignore")
    for name in ("hearings", "matches", "officer", "provider"):
        assert f'"{name}"' not in text and f"data/{name}" not in text
    assert '"note"' not in text


def test_the_standard_columns(sample_store: Path) -> None:
    content = package(sample_store)["data/standard_places.csv"].decode()
    found = list(csv.DictReader(io.StringIO(content)))
    paths = StorePaths(sample_store)
    with open_snapshot(paths.database(paths.published()[-1], "public")) as con:
        places = records(con, "project_places")
    assert len(found) == len(places) > len({place["project_id"] for place in places})
    for row, place in zip(found, places, strict=True):
        assert row["全国地方公共団体コード"] == "130001"
        assert row["所在地_全国地方公共団体コード"] == place["municipality_code"]
        assert (float(row["緯度"]), float(row["経度"])) == (place["area_latitude"], place["area_longitude"])
        assert "架空" in row["備考"]


def test_the_same_snapshot_gives_the_same_bytes(sample_store: Path) -> None:
    first, second = package(sample_store), package(sample_store)
    assert first == second and open_package.zipped(first) == open_package.zipped(second)
    with zipfile.ZipFile(io.BytesIO(open_package.zipped(first))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == first


def test_a_formula_is_marked_in_csv_and_whole_in_parquet(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT / "tests" / "data" / "own_programme", source)
    projects = (source / "projects.csv").read_text("utf-8")
    header, first, *rest = projects.splitlines()
    cells = next(csv.reader([first]))
    cells[header.split(",").index("title_ja")] = '=HYPERLINK("https://example.org")'
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    (source / "projects.csv").write_text("\n".join([header, out.getvalue().strip(), *rest]) + "\n", "utf-8")
    folder = tmp_path / "out"
    open_package.export(package(build(source, tmp_path / "store")), folder)
    titles = {row["title_ja"] for row in rows(folder, "projects")}
    assert '\'=HYPERLINK("https://example.org")' in titles
    verbatim = pyarrow.parquet.read_table(folder / "data" / "projects.parquet")["title_ja"].to_pylist()
    assert '=HYPERLINK("https://example.org")' in verbatim
    assert frictionless.validate(str(folder / "datapackage.json")).valid


def test_an_earlier_export_is_replaced_whole(
    sample_store: Path, register_store: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "out"
    open_package.export(package(sample_store), folder)
    assert (folder / "giving" / "grants.json").is_file()
    open_package.export(package(register_store), folder)
    assert not (folder / "giving").exists() and not described(folder)["fictional"]
    assert [path.name for path in folder.parent.iterdir()] == ["out"]
    assert (folder.stat().st_mode & 0o777) & 0o055 == 0o055


@pytest.mark.parametrize("what", ["a file of one's own", "a file", "another package"])
def test_what_is_no_export_is_left_alone(what: str, register_store: Path, tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "out"
    if what == "a file":
        folder.write_text("mine")
    else:
        folder.mkdir()
        if what == "another package":
            (folder / "datapackage.json").write_text('{"name": "other", "resources": []}')
        else:
            open_package.export(package(register_store), folder)
            (folder / "mine.txt").write_text("mine")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    code, out, err = run("export", folder, "--store", register_store)
    assert (code, out) == (2, "") and len(err.splitlines()) == 1 and "earlier export" in err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_command(register_store: Path, tmp_path: Path, run: Run) -> None:
    current = StorePaths(register_store).current("public")
    assert run("export", tmp_path / "out", "--store", register_store)[:2] == (0, f"{current}\n")
    assert run("export", tmp_path / "out", "--store", register_store, "--snapshot", current)[0] == 0
    for wrong in (["--audience", "internal"], ["--snapshot", "2020-01-01-0123456789ab"], ["--snapshot", "x"]):
        code, _, err = run("export", tmp_path / "no", "--store", register_store, *wrong)
        assert code == 2 and len(err.splitlines()) == 1 and not (tmp_path / "no").exists()


def test_only_what_was_published(tmp_path: Path, run: Run) -> None:
    store = build(ROOT / "tests" / "data" / "own_programme", tmp_path / "store", publish=False)
    built = StorePaths(store).ids()[0]
    for more in ([], ["--snapshot", built]):
        code, _, err = run("export", tmp_path / "out", "--store", store, *more)
        assert code == 2 and "publish" in err
