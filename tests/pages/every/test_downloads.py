"""Every table and chart of every page gives its rows as CSV and Excel, and the charts as images, under the filters."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from smart_tokyo.figures import open_snapshot, records
from smart_tokyo.store import StorePaths
from smart_tokyo.view.frame.menu import PAGES
from tests.outputs.reading_back import cells, sheets
from tests.pages.conftest import FILTERS, Files, See, names_for, pictures, tables

PARAMETERS = {"programme_id": "PG-CHIIKI", "from_fy": 2023, "to_fy": 2024}
MORE = {"map": 1, "projects": 1}  # beside what the test sees: the maps of the one, the list of the other
VIEWS: list[tuple[str, str, dict[str, str]]] = [
    *((name, "internal", FILTERS) for name in names_for("internal")),
    ("projects", "public", FILTERS | {"view": "table"}),
    ("projects", "internal", {"lang": "ja", "project": "SMP-012"}),
    ("projects", "internal", FILTERS | {"project": "SMP-012"}),
    ("review", "internal", FILTERS | {"project": "SMP-012"}),
    ("organization", "internal", FILTERS | {"id": "SMO-01"}),
    ("town", "internal", FILTERS | {"code": "131075"}),
    ("partners", "internal", FILTERS | {"issue": "SMI-023"}),
    ("journey", "public", FILTERS),
    ("evidence", "public", FILTERS | {"of": "programme_totals.decided_yen"}),
]
Rows = list[dict[str, str]]


def read_csv(data: bytes) -> Rows:
    assert data.startswith(b"\xef\xbb\xbf"), "Excel reads UTF-8 only with its mark"
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert len(set(header)) == len(header), "two columns of one name"
    return [dict(zip(header, row, strict=True)) for row in rows]


def read_workbook(data: bytes) -> tuple[str, Rows]:
    """What the cover says, and the rows of the sheet behind it."""
    cover, sheet = sheets(data)
    start = 1 + [row[1] for row in cells(sheet)].index(None, 3 if cells(sheet)[2][0] else 2)
    header, *rows = cells(sheet)[start:]
    return str(cells(cover)), [dict(zip(map(str, header), map(text, row), strict=True)) for row in rows]


def text(value: Any) -> str:
    """A cell as CSV writes it."""
    if value is None:
        return ""
    return value.date().isoformat() if hasattr(value, "date") else str(value)


def own(files: Files) -> Files:
    """The files of tables and charts by page and name, without what is offered by name (reports, the package)."""
    return {
        f"{name.split('_')[2]}.{name.rsplit('.', 1)[1]}": make
        for name, make in files.items()
        if name.startswith("smart-tokyo_")
    }


@pytest.mark.parametrize(("name", "audience", "address"), VIEWS, ids=str)
def test_every_table_and_chart_has_its_files(
    name: str, audience: str, address: dict[str, str], see: See
) -> None:
    page = see(name, "sample", audience, **address)
    files = own(page.files)
    assert all(one.isascii() for one in page.files)
    seen = tables(page.at)
    more = MORE.get(name, 0) if "view" not in address and "project" not in address else 0
    drawn = 0 if name == "map" else len(pictures(page.at))  # the parts of the map have one file
    assert sum(one.endswith(".csv") for one in files) == len(seen) + drawn + more
    assert sum(one.endswith(".png") for one in files) == drawn + (name == "map")
    desk = not PAGES[name].needs_data
    for file, make in files.items():
        if not file.endswith(".csv"):
            continue
        rows, (cover, again) = read_csv(make()), read_workbook(files[file.replace(".csv", ".xlsx")]())
        assert rows and len(again) == len(rows)
        notes = {row.popitem()[1] for row in rows}  # the last column
        assert len(notes) == 1, "the note is the same in every row"
        for said in (*notes, cover):
            assert desk or "2026-09-28-" in said, "the data version"
            assert desk or "架空" in said or "fictional" in said
            assert ("CC BY 4.0" if audience == "public" else "not for publication") in said or address[
                "lang"
            ] == "ja"
            if address["lang"] == "en" and PAGES[name].filtered:
                wanted = filters(name, file, audience, address)
                assert wanted in said and ("FY2023–FY2024" in said) == ("FY2023" in wanted)
        for one, other in zip(rows, again, strict=True):
            assert one.keys() == other.keys()
            assert all(same(one[key], other[key]) for key in one), (one, other)


def filters(name: str, file: str, audience: str, address: dict[str, str]) -> str:
    """The filters that the rows of a file are under: the page's, but for what stands there whatever is chosen."""
    if "project" in address or name == "partners" or file.startswith(("what-if", "events")):
        return "no filter"
    if name == "journey":
        return "Smart Tokyo Chiiki Project" if audience == "internal" else "no filter"
    return "Smart Tokyo Chiiki Project, FY2023–FY2024"


def same(written: str, cell: str) -> bool:
    """Whether a cell of CSV is the one of Excel, in which a permille is a share of 1."""
    try:
        return float(written) in (float(cell), pytest.approx(float(cell) * 1000))
    except ValueError:
        return " ".join(written.split()) == " ".join(cell.split())


# page, file, query, column of the file → column of the query
FIGURES: list[tuple[str, str, str, dict[str, Any], dict[str, str]]] = [
    ("funding", "stages-by-year-chart", "funding_by_fiscal_year", {}, {"Decided (yen)": "decided_yen"}),
    ("funding", "amounts-by-year", "funding_by_fiscal_year", {},
     {"Fiscal year": "fiscal_year", "Paid (yen)": "paid_yen"}),
    ("funding", "grants", "grant_ledger", {}, {"Project ID": "project_id", "Headroom (yen)": "headroom_yen"}),
    ("projects", "projects", "project_list", {}, {"Project ID": "project_id", "Title (Japanese)": "title_ja"}),
    ("progress", "milestones", "milestone_list", {}, {"Milestone ID": "milestone_id", "Due": "due_on"}),
    ("rules", "checks", "rule_findings", {}, {"Project ID": "project_id", "Rule (code)": "rule"}),
    ("map", "municipalities", "municipality_list", {"area_id": None},
     {"Municipality code": "municipality_code", "Decided (yen)": "decided_yen"}),
    ("map", "map", "municipality_list", {"area_id": None}, {"Municipality code": "municipality_code"}),
    ("overview", "money", "funding_stages", {"dimension": "fiscal_year"}, {"Limit (yen)": "limit_yen"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "file", "query", "lifted", "columns"), FIGURES, ids=[f"{one[0]}-{one[1]}" for one in FIGURES]
)
def test_a_file_has_the_rows_of_the_query_under_the_filters(
    name: str,
    file: str,
    query: str,
    lifted: Mapping[str, Any],
    columns: Mapping[str, str],
    sample_store: Path,
    see: See,
) -> None:
    store = StorePaths(sample_store)
    with open_snapshot(store.database(str(store.current("internal")), "internal")) as con:
        wanted = records(con, query, PARAMETERS | {key: None for key in lifted if key == "area_id"})
    for key in ("dimension",):
        wanted = [row for row in wanted if key not in lifted or row[key] == lifted[key]]
    if query == "municipality_list":  # those that a project touches
        wanted = [row for row in wanted if row["projects"]]
    rows = read_csv(own(see(name, "sample", "internal", **FILTERS).files)[f"{file}.csv"]())
    found = sorted(tuple(row[label] for label in columns) for row in rows)
    assert found == sorted(
        tuple("" if row[key] is None else str(row[key]) for key in columns.values()) for row in wanted
    )


def test_a_file_that_holds_the_population_names_the_census(see: See) -> None:
    files = own(see("map", "sample", "internal", lang="en", shade="projects_per_100k").files)
    for name in ("municipalities", "map"):
        first, *_ = read_csv(files[f"{name}.csv"]())
        assert {"Number of projects", "Population (persons)", "Projects per 100,000 residents"} <= set(first)
        assert "2020 Population Census" in first["About this file"]
    first, *_ = read_csv(files["areas.csv"]())
    assert "Census" not in first["About this file"]
    assert Image.open(io.BytesIO(files["map.png"]())).size[0] > 0


def test_the_images_are_pictures(see: See) -> None:
    """Of charts and of the maps: drawn here, without a browser; white, with something on it."""
    for name in ("overview", "map", "funding"):
        for file, make in own(see(name, "sample", "internal", lang="ja").files).items():
            if file.endswith(".png"):
                picture = Image.open(io.BytesIO(make())).convert("RGB")
                assert picture.getpixel((2, 2)) == (255, 255, 255)
                assert len(picture.getcolors(1 << 24) or []) > 50 and picture.width > 1200


def test_an_address_does_not_write_the_note(see: See) -> None:
    """It stands in every row: what no page asks for is not in it, and a long search is cut."""
    long = {"q": "", "view": "table", "lang": "en", "status": "active", "reason": "z" * 9_000}
    files = own(see("projects", "sample", **long, notice="Call 0120-000-000").files)
    rows = read_csv(files["projects.csv"]())
    note = rows[0]["About this file"]
    assert "status=active" in note and "0120" not in note and len(note) < 2_000
    assert files["projects.xlsx"]()


def test_the_register_without_amounts_gives_its_files_too(see: See) -> None:
    files = own(see("funding", "register", lang="en").files)
    for file, make in files.items():
        if file.endswith(".csv"):
            rows, (_, again) = read_csv(make()), read_workbook(files[file.replace(".csv", ".xlsx")]())
            assert rows and len(rows) == len(again)
    assert read_csv(files["limits-by-year.csv"]())[0]["Fiscal year"] == "2020"
