"""The list for a matching event: a page for each open issue, a sheet for each kind of row, for editors alone."""

from __future__ import annotations

from pathlib import Path

from smart_tokyo.outputs.reports.reports import REPORTS
from tests.outputs import reading_back
from tests.outputs.conftest import Declare, written

OLDEST_FIRST = ("SMI-023", "SMI-024", "SMI-028", "SMI-025", "SMI-019", "SMI-027")
OLDEST_FIRST += ("SMI-020", "SMI-014", "SMI-022", "SMI-015", "SMI-017", "SMI-016")


def test_a_page_for_each_open_issue_oldest_first(sample_store: Path, declare: Declare) -> None:
    """Between the page that says what it is and the one of the definitions; what is not known is said."""
    document = declare(sample_store, "internal", "partners", "en")
    cover, *pages, last = reading_back.pdf_pages(written(document, "pdf"))
    assert "Openissues:12.12areinthislist,oldestfirst.Thereisnoscore" in cover
    (of_all,) = document.sections[0].tables
    assert [row[0] for row in of_all.rows] == [one.title for one in document.sections[1:]]
    assert all(row[0].replace(" ", "") in cover for row in of_all.rows)
    assert len(pages) == len(OLDEST_FIRST) and "Definitions" in last
    sections = document.sections[1:]
    for page, section in zip(pages, sections, strict=True):
        assert section.title.replace(" ", "") in page and "Whomayhelp" in page
    assert "(sample)noofferisknown1of4witharesult" in pages[0]
    assert "closed28Nov2025:求める精度と費用の折り合いがつかなかった" in pages[0]
    assert "Hearingsandintroductionssofar:Noneisknown." in pages[2]


def test_a_workbook_has_a_sheet_for_each_kind_of_row(sample_store: Path, declare: Declare) -> None:
    """SMI-016 (tourism): SMO-23 offers a map, SMP-005 is completed and has a document without a day."""
    document = declare(sample_store, "internal", "partners", "en", theme="tourism")
    cover, issues, so_far, candidates, similar, others = map(
        reading_back.cells, reading_back.sheets(written(document, "xlsx"))
    )
    assert ("Filters", "Tourism") in [row[:2] for row in cover]
    assert (
        {row[0] for row in candidates[5:]}
        == {row[0] for row in issues[5:]}
        == {
            "The station is crowded only on event days",
            "Car parks at the trail heads are full by morning",
        }
    )
    mapping = "(Sample) Can map the flow of people on event days. GIS, GPS (24 Jun 2026)"
    assert [row[2] for row in candidates if row[1] == "Kaku Mapping Co., Ltd. (sample)"] == [mapping] * 2
    assert so_far[4] == ("Issue", "Date", "What happened", "What came of it") and len(so_far) == 5 + 3
    first = next(row for row in similar if row[0] == "Car parks at the trail heads are full by morning")
    assert first[1:3] == ("(Sample) Multilingual Walks on the Slopes", "Completed, KPI targets reached: 1")
    assert {row[2] for row in others[5:]} <= {
        f"{one}, no KPI target known to be reached" for one in ("Active", "Selected")
    }
    assert first[5].endswith("(Evaluation, day not known) https://example.org/smart-tokyo-sample/SMD-004.pdf")


def test_of_no_open_issue_it_says_so(register_store: Path, declare: Declare) -> None:
    document = declare(register_store, "internal", "partners", "ja")
    assert [one.paragraphs for one in document.sections] == [("パートナーを探している課題はありません。",)]
    assert len(reading_back.pdf_pages(written(document, "pdf"))) == 1


def test_it_takes_an_editor() -> None:
    assert {name: one.role for name, one in REPORTS.items() if one.role} == {"partners": "editor"}
