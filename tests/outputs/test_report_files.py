"""What every report file has whatever its numbers: marks, definitions, the same bytes, harmless text."""

from __future__ import annotations

import io
import itertools
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from smart_tokyo import lettering
from smart_tokyo.outputs.documents.document import Column, Section, Table
from smart_tokyo.outputs.documents.pdf import pages
from smart_tokyo.outputs.documents.pptx import HALF, WIDE
from smart_tokyo.outputs.reports import reports
from smart_tokyo.store import StorePaths
from tests.conftest import ROOT, build
from tests.outputs import reading_back
from tests.outputs.conftest import Declare, written

OF_SAMPLE = {"progress": {}, "funding": {}, "project": {"project_id": "SMP-001"}}
HOSTILE = '=HYPERLINK("http://x.example","y") #import "x" *b* $x$ <l> @r \\ // [c] {{d}} 🙃 \u202egnp'


@pytest.mark.parametrize(
    ("audience", "kind"),
    [*itertools.product(("internal", "public"), OF_SAMPLE), ("internal", "partners")],
)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_number_of_a_table_is_wider_than_its_column(
    kind: str, audience: str, lang: Any, sample_store: Path, declare: Declare
) -> None:
    """Neither on paper (report.typ) nor on a slide: what does not break would stand over its neighbour."""
    document = declare(sample_store, audience, kind, lang, **OF_SAMPLE.get(kind, {}))
    tables = [table for section in document.sections for table in section.tables]
    assert tables
    for table in tables:
        many, all_of_it = len(table.columns), sum(column.width for column in table.columns)
        points, inset = (7.4, 1.1) if many > 6 else (8, 1.8)
        forms = [(174, 2 * inset, points)]
        if table.slide:
            forms.append((WIDE * 25.4, 0.16 * 25.4, 12 if many <= 6 else 10))
        for row in document.texts(table):
            for text, column in zip(row, table.columns, strict=True):
                numbers = re.findall(r"[\d,.%–-]+", text)
                for wide, edges, size in forms:
                    room = (wide * column.width / all_of_it - edges) / 25.4 * 72 / size
                    widest = max((lettering.ems(one, HALF, 1) for one in numbers), default=0)
                    assert widest <= room, (table.title, column.label, text)


@pytest.mark.parametrize("kind", OF_SAMPLE)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_page_sheet_and_slide_says_what_it_is(
    kind: str, lang: Any, sample_store: Path, declare: Declare
) -> None:
    document = declare(sample_store, "internal", kind, lang, **OF_SAMPLE[kind])
    version = StorePaths(sample_store).current("internal") or ""
    mark, said, audience, day = {
        "ja": ("見本データ（架空）", "架空です", "庁内向け", "2026年9月28日時点"),
        "en": ("Sample data (fictional)", "are invented", "Internal view", "as of 28 Sep 2026"),
    }[lang]
    found = reading_back.pdf_pages(written(document, "pdf"))
    for number, text in enumerate(found, 1):
        for part in (mark, said, audience, day, f"{number}/{len(found)}"):
            assert part.replace(" ", "") in text
    assert version in found[0] and version in found[-1]

    for sheet in reading_back.sheets(written(document, "xlsx")):
        head = "\n".join(str(cell) for row in reading_back.cells(sheet)[:3] for cell in row if cell)
        assert mark in head and audience in head and day in head and said in head
        assert mark in sheet.oddHeader.right.text
        assert said in sheet.oddFooter.left.text
        assert sheet.print_area and sheet.page_setup.paperSize == 9
    cover = reading_back.cells(reading_back.sheets(written(document, "xlsx"))[0])
    assert version in [row[1] for row in cover]
    assert set(document.definitions) <= {row[:2] for row in cover}

    deck = reading_back.slides(written(document, "pptx"))
    for slide in deck:
        text = reading_back.slide_text(slide)
        assert slide.shapes.title.text_frame.text
        assert mark in text and audience in text and day in text and said in text and version in text


@pytest.mark.parametrize("store", ["sample_store", "register_store"])
@pytest.mark.parametrize("kind", ["progress", "funding"])
def test_a_meeting_gets_8_to_12_slides(
    kind: str, store: str, declare: Declare, request: pytest.FixtureRequest
) -> None:
    content = written(declare(request.getfixturevalue(store), "public", kind, "ja"), "pptx")
    assert 8 <= len(reading_back.slides(content)) <= 12


def test_a_pdf_is_tagged_titled_and_carries_its_font(sample_store: Path, declare: Declare) -> None:
    content = written(declare(sample_store, "public", "progress", "ja"), "pdf")
    read = pypdf.PdfReader(io.BytesIO(content))
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "ja" and root["/StructTreeRoot"]
    assert read.metadata and read.metadata.title == "進捗報告書"
    assert b"pdfuaid" in content
    fonts = {str(font["/BaseFont"]) for page in read.pages for font in _fonts(page)}
    assert any("IPAexGothic" in name for name in fonts)
    assert [round(float(side) / 72 * 25.4) for side in read.pages[0].mediabox[2:]] == [210, 297]
    assert len(pages(declare(sample_store, "public", "progress", "ja"), 20)) == len(read.pages)


def _fonts(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


AGAIN = """
import json, sys
from smart_tokyo.commands.cli import main
sys.exit(max(main(command) for command in json.loads(sys.argv[1])))
"""


def test_the_same_arguments_give_the_same_bytes(sample_store: Path, declare: Declare, tmp_path: Path) -> None:
    """In another process, with another order of its sets, in another time zone, later."""
    here = {
        tmp_path / f"{kind}.{format}": written(declare(sample_store, "public", kind, "en", **asked), format)
        for kind, asked in OF_SAMPLE.items()
        for format in reports.FORMATS
    }
    commands = [
        [
            *("report", out.stem, "--store", str(sample_store), "--audience", "public", "--lang", "en"),
            *("--format", out.suffix[1:], "--out", str(out)),
            *(("--project", "SMP-001") if out.stem == "project" else ()),
        ]
        for out in here
    ]
    time.sleep(2)  # what a zip file takes for another time
    environment = os.environ | {"PYTHONHASHSEED": "5", "TZ": "Asia/Tokyo"}
    again = [sys.executable, "-c", AGAIN, json.dumps(commands)]
    subprocess.run(again, cwd=ROOT, check=True, env=environment)
    assert [out.name for out, content in here.items() if out.read_bytes() != content] == []


@pytest.mark.parametrize(
    ("audience", "word", "other"), [("public", "非公表", "未記録"), ("internal", "未記録", "非公表")]
)
def test_an_unknown_amount_is_a_word_and_never_0(
    audience: str, word: str, other: str, register_store: Path, declare: Declare
) -> None:
    document = declare(register_store, audience, "funding", "ja")
    text = "".join(reading_back.pdf_pages(written(document, "pdf")))
    assert f"交付決定額の合計は{word}" in text and other not in text and "0円" not in text
    book = {
        sheet.title: reading_back.cells(sheet) for sheet in reading_back.sheets(written(document, "xlsx"))
    }
    cover = {row[0]: row[1] for row in book["表紙"]}
    assert cover["交付決定額の合計（円）"] == word and cover["上限額の合計（円）"] == 720_000_000
    assert {row[4] for row in book["補助対象経費から支払額まで（年度別、円）"][5:]} == {word}
    assert not [cell for row in book["グラフ"] for cell in row if isinstance(cell, int)]
    content = written(document, "pptx")
    assert not reading_back.charts(content)  # nothing is known, so nothing is drawn
    assert word in "".join(map(reading_back.slide_text, reading_back.slides(content)))


def test_an_empty_ledger_says_so(empty_store: Path, declare: Declare) -> None:
    for kind in ("progress", "funding"):
        document = declare(empty_store, "public", kind, "en")
        said = "This ledger holds no projects yet."
        assert said.replace(" ", "") in reading_back.pdf_pages(written(document, "pdf"))[0]
        assert said in [
            row[0] for row in reading_back.cells(reading_back.sheets(written(document, "xlsx"))[0])
        ]
        assert said in reading_back.slide_text(reading_back.slides(written(document, "pptx"))[1])


def test_a_selection_without_a_project_says_so(sample_store: Path, declare: Declare) -> None:
    document = declare(sample_store, "public", "funding", "en", area_id="A-NOWHERE")
    assert "No project matches this selection." in document.sections[0].paragraphs[0]


def test_the_public_has_no_sheet_of_an_unpublished_project(
    sample_store: Path, declare: Declare, ask: Any
) -> None:
    internal = {row["project_id"]: row for row in ask(sample_store, "internal", "project_list")}
    hidden = sorted(
        internal.keys() - {row["project_id"] for row in ask(sample_store, "public", "project_list")}
    )
    assert hidden
    assert "Unpublished" in declare(sample_store, "internal", "project", "en", project_id=hidden[0]).title
    with pytest.raises(reports.UnknownProject):
        declare(sample_store, "public", "project", "en", project_id=hidden[0])
    with pytest.raises(reports.UnknownProject):
        declare(sample_store, "public", "project", "en")


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger whose names are written against spreadsheets, typst and readers."""
    source = tmp_path_factory.mktemp("hostile")
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    (source / "areas.csv").write_text(
        "area_id,programme_id,name_ja,name_en,kind,latitude,longitude,first_fy\n"
        f"A-X,PG-SOL,{quoted},=1+1,district,35.6,139.7,2025\n",
        encoding="utf-8",
    )
    (source / "projects.csv").write_text(
        "project_id,programme_id,area_id,title_ja,summary_ja,theme,status,start_fy,published\n"
        f"P-X,PG-SOL,A-X,{quoted},{quoted},health,active,2025,true\n",
        encoding="utf-8",
    )
    (source / "actions.csv").write_text(
        f"action_id,project_id,decided_on,text_ja,published\nA-X,P-X,2025-06-02,{quoted},true\n",
        encoding="utf-8",
    )
    (source / "grants.csv").write_text(  # over its limit, so that slides name the project
        "project_id,fiscal_year,eligible_expense_yen,decided_yen\nP-X,2025,20000000,10000001\n",
        encoding="utf-8",
    )
    return build(source, tmp_path_factory.mktemp("hostile_store"), "--as-of", "2026-04-01")


@pytest.mark.parametrize("kind", OF_SAMPLE)
def test_hostile_text_stays_text(kind: str, hostile_store: Path, declare: Declare) -> None:
    asked = {"project_id": "P-X"} if kind == "project" else {}
    for lang in ("ja", "en"):
        document = declare(hostile_store, "public", kind, lang, **asked)
        text = "".join(reading_back.pdf_pages(written(document, "pdf")))
        literal = '=HYPERLINK("http://x.example","y")#import"x"*b*$x$<l>@r\\//[c]{{d}}[U+1F643][U+202E]gnp'
        assert literal in text
        book = written(document, "xlsx")
        _no_formula(book)
        deck = written(document, "pptx")
        assert "#import" in "".join(map(reading_back.slide_text, reading_back.slides(deck)))
        with zipfile.ZipFile(io.BytesIO(deck)) as parts:
            for name in parts.namelist():
                if name.endswith(".xlsx"):
                    _no_formula(parts.read(name))
                assert not re.search(r"\u202e", parts.read(name).decode("utf-8", "ignore"))


def _no_formula(book: bytes) -> None:
    for sheet in openpyxl.load_workbook(io.BytesIO(book)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" and cell.hyperlink is None


def test_a_long_table_repeats_its_header_and_is_whole_in_the_workbook(
    sample_store: Path, declare: Declare
) -> None:
    document = declare(sample_store, "public", "progress", "en")
    columns = (Column("Thing"), Column("Money", "yen"))
    table = Table("Long", columns, tuple((f"thing {n}", n) for n in range(1, 302)))
    long = replace(document, sections=(Section("Long", tables=(table,)),))
    found = reading_back.pdf_pages(written(long, "pdf"))
    assert len(found) > 5 and all("ThingMoney" in text for text in found[:-1])
    text = "".join(found)
    assert "thing300300" in text and "thing301" not in text and "Thefirst300of301" in text
    (sheet,) = (s for s in reading_back.sheets(written(long, "xlsx")) if s.title == "Long")
    assert reading_back.cells(sheet)[-1] == ("thing 301", 301)
    assert sheet.print_title_rows and sheet.freeze_panes
    deck = reading_back.slides(written(long, "pptx"))
    assert len(deck) == 3 and "of 301" in reading_back.slide_text(deck[1])


@pytest.mark.parametrize(
    ("title", "label"),
    [
        (
            "高齢者の見守りと外出支援を組み合わせた多世代交流型の移動支援" * 3,
            "架空の台帳（確認用・第三版）" * 6,
        ),
        ("Smart mobility and community points for all wards " * 4, "A" * 200),
    ],
)
def test_the_running_header_holds_any_title(
    title: str, label: str, sample_store: Path, declare: Declare
) -> None:
    """On one line within the page: the title cut at its end, the mark at its beginning; the warning says it all."""
    given = declare(sample_store, "internal", "project", "ja", project_id="SMP-001")
    name = given.facts[0][1]
    long = replace(
        given, title=title, mark=given.mark.replace(name, label), warning=given.warning.replace(name, label)
    )
    page = pypdf.PdfReader(io.BytesIO(written(long, "pdf"))).pages[1]
    lines: dict[float, str] = {}

    def line(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        height = round(cm[5] + tm[5] * cm[3], 1)
        lines[height] = lines.get(height, "") + "".join(text.split())

    page.extract_text(visitor_text=line)
    top, bottom = (lines[height] for height in (max(lines), min(lines.keys() - {0.0})))
    assert re.fullmatch(r"(高齢者の見守り|Smartmobility).*…….+・2026年9月28日時点・庁内向け", top)
    assert bottom.startswith("…") and "すべて架空です。" in bottom
