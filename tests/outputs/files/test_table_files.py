"""The rows of a table as CSV and Excel: values, the note, and cells that a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime as dt
import io
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from smart_tokyo.figures import Filters, Reading
from smart_tokyo.outputs.documents import xlsx
from smart_tokyo.outputs.files.chart_image import said
from smart_tokyo.outputs.files.table_files import About, Values, file_stem, workbook
from smart_tokyo.outputs.files.table_files import csv as written
from tests.outputs.reading_back import cells, sheets

SNAPSHOT = {
    "snapshot_id": "2026-03-31-abc",
    "as_of": dt.date(2026, 3, 31),
    "label_ja": "見本（架空）",
    "label_en": "Sample (fictional)",
    "fictional": True,
}
ABOUT = About(
    title="Money: by year",
    reading=Reading(lang="en", filters=Filters(), snapshot=SNAPSHOT, names={}),
    selection="Bay Area, FY2024",
    choices="status=active",
    address="https://example.jp/funding?from_fy=2024",
)
COLUMNS = (
    Values("Project", "text", ("歩く, walk", "=1+1", None)),
    Values("Fiscal year", "year", (2024, 2025, None)),
    Values("Decided (yen)", "yen", (12_345_678, None, 0)),
    Values("Decided on", "date", (dt.date(2024, 4, 1), None, None)),
    Values("Share (‰)", "permille", (667, None, 1000)),
)
NOTE = (
    "Sample (fictional): projects, organizations and amounts are invented. / Money: by year / "
    "Data set: Sample (fictional) / As of: 31 Mar 2026 / Audience: Public view / Filters: Bay Area, FY2024 / "
    "Further choices in the address: status=active / "
    "Licence: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/) / "
    "Address: https://example.jp/funding?from_fy=2024 / Data version: 2026-03-31-abc"
)


def test_csv_is_a_plain_table_with_the_note_in_every_row() -> None:
    data = written(ABOUT, COLUMNS)
    assert data[:3] == b"\xef\xbb\xbf"
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [
        ["Project", "Fiscal year", "Decided (yen)", "Decided on", "Share (‰)", "About this file"],
        ["歩く, walk", "2024", "12345678", "2024-04-01", "667", NOTE],
        ["'=1+1", "2025", "", "", "", NOTE],
        ["", "", "0", "", "1000", NOTE],
    ]


def test_a_workbook_has_the_note_on_its_cover_and_typed_cells() -> None:
    cover, sheet = sheets(workbook(ABOUT, COLUMNS))
    said_there = [cell for row in cells(cover) for cell in row if cell]
    for part in (
        "Bay Area, FY2024",
        "31 Mar 2026",
        "2026-03-31-abc",
        "Public view",
        "status=active",
        ABOUT.address,
    ):
        assert part in said_there
    assert "Sample (fictional): projects, organizations and amounts are invented." in said_there
    assert "An empty cell means not published." in said_there
    assert sheet.title == "Money by year"
    *_, header, first, second, third = cells(sheet)
    assert header == ("Project", "Fiscal year", "Decided (yen)", "Decided on", "Share (‰)")
    assert first == ("歩く, walk", 2024, 12_345_678, dt.datetime(2024, 4, 1), 0.667)
    assert second == ("'=1+1", 2025, None, None, None) and third == (None, None, 0, None, 1)
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_same_rows_give_the_same_bytes() -> None:
    assert workbook(ABOUT, COLUMNS) == workbook(ABOUT, COLUMNS)


@pytest.mark.parametrize(
    ("changed", "there", "absent"),
    [
        ({"audience": "internal"}, "Internal view: not for publication", "CC BY"),
        ({"snapshot": {**SNAPSHOT, "fictional": False}}, "Sample (fictional)", "invented"),
        ({"snapshot": {}}, "Public view", "As of"),
    ],
)
def test_what_the_note_says(changed: dict[str, object], there: str, absent: str) -> None:
    about = replace(ABOUT, reading=replace(ABOUT.reading, **changed))  # type: ignore[arg-type]
    note = written(about, COLUMNS).decode()
    assert there in note and absent not in note
    assert there in " ".join(said(about)), "an image says it too"
    assert there in str([cells(sheet) for sheet in sheets(workbook(about, COLUMNS))])


def test_names_of_files_are_telling_and_plain() -> None:
    assert file_stem(("funding", "amounts_by_year", "2026-03-31-abc", "", "ja")) == (
        "smart-tokyo_funding_amounts-by-year_2026-03-31-abc_ja"
    )
    assert file_stem(("a", "../指標 1\n")) == "smart-tokyo_a_1"


def test_one_workbook_is_made_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many readers ask: a large one takes much memory."""
    inside: list[int] = []
    most: list[int] = []

    def write(document: object) -> bytes:
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.02)
        inside.pop()
        return b""

    monkeypatch.setattr(xlsx, "write", write)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: workbook(ABOUT, COLUMNS), range(4)))
    assert most == [1, 1, 1, 1]
