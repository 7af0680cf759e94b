"""The ledger of hostile texts in every file that leaves: no formula, no link, no script, no hidden character."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdf
import pytest

from smart_tokyo.figures import records
from smart_tokyo.outputs.open_data import package
from smart_tokyo.outputs.reports import reports
from smart_tokyo.store import AUDIENCES, StorePaths
from smart_tokyo.words import LANGS
from tests.hostile import SOURCE, UNSEEN
from tests.outputs.conftest import Declare, opened
from tests.outputs.loopback import serving

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
ACTIVE = re.compile(r"/(URI|JavaScript|JS|Launch|OpenAction|SubmitForm|EmbeddedFile|GoToR)\b")


@pytest.fixture(params=AUDIENCES)
def made(request: pytest.FixtureRequest, hostile_store: Path, declare: Declare) -> Iterator[dict[str, bytes]]:
    """Every report of an audience: name → file."""
    with opened(hostile_store, request.param) as con:
        project = records(con, "project_list")[0]["project_id"]
    found = {}
    for lang in LANGS:
        for kind, report in reports.REPORTS.items():
            if report.role and request.param == "public":
                continue  # the public has none of it
            asked = {"project_id": project} if report.single else {}
            document = declare(hostile_store, request.param, kind, lang, **asked)
            for form in reports.FORMATS:
                found[f"{kind}-{lang}.{form}"] = reports.write(document, form)
    yield found


def test_reports_are_text(made: dict[str, bytes]) -> None:
    for name, content in made.items():
        if name.endswith(".pdf"):
            pdf_is_text(name, content)
        else:
            office_is_text(name, content)
    said = [office_text(content) for name, content in made.items() if name.endswith("xlsx")]
    assert all("HOSTILE" in text for text in said), "they have been there"


def pdf_is_text(name: str, content: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(content))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "HOSTILE" in text and not UNSEEN.search(text), name
    for number in range(1, int(reader.trailer["/Size"])):
        found = str(reader.get_object(pypdf.generic.IndirectObject(number, 0, reader)))
        assert not ACTIVE.search(found), (name, found)


def office_is_text(name: str, content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in parts.namelist():
            data = parts.read(part)
            if part.endswith(".xlsx"):
                office_is_text(f"{name}/{part}", data)
            elif part.endswith((".xml", ".rels")):
                text = data.decode("utf-8")
                assert 'TargetMode="External"' not in text and "hlinkClick" not in text, (name, part)
                assert not UNSEEN.search(text), (name, part)
                assert not re.search(r"<f[ >]", text), (name, part)


def office_text(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_open_data_is_text(hostile_store: Path) -> None:
    store = StorePaths(hostile_store)
    files = package.package(store, str(store.current("public")))
    marked = 0
    for name, content in files.items():
        if name.endswith(".csv"):
            marked += safe(name, content.decode())
        elif name.endswith(".json"):
            json.loads(content)
    assert marked > 20
    notes = files["README.md"].decode()
    assert "HOSTILE" in notes and not re.search(r"(?<!\\)<(script|b)>|(?<!\\)\[HOSTILE\]\(", notes)
    assert not UNSEEN.search(notes)


def test_the_api_gives_safe_tables_and_nothing_to_run(hostile_store: Path) -> None:
    with serving(hostile_store) as server:
        marked = 0
        for name in ("projects", "organizations", "milestones", "events"):
            answer = server.ask(f"/open/v1/tables/{name}?format=csv")
            marked += safe(name, answer.body.decode())
            told = server.ask(f"/open/v1/tables/{name}", accept="text/html")
            for one in (answer, told):
                assert not one.headers["content-type"].startswith("text/html")
                assert one.headers["x-content-type-options"] == "nosniff"
                assert "default-src 'none'" in one.headers["content-security-policy"]
        assert marked > 5
        feed = server.ask("/open/v1/feed.atom")
        assert feed.headers["content-type"].startswith("application/atom+xml")
        assert b"<script" not in feed.body and b"&lt;script&gt;" in feed.body


def safe(name: str, text: str) -> int:
    """How many cells of a CSV file are marked as text; none begins a formula."""
    marked = 0
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            number = re.fullmatch(r"-?[0-9.]+(e-?[0-9]+)?", cell)
            assert number or not cell.startswith(FORMULA), (name, cell)
            assert not UNSEEN.search(cell), (name, cell)
            marked += cell.startswith("'")
    return marked


def test_the_look_can_fail() -> None:
    text = "\n".join(path.read_text("utf-8") for path in SOURCE.glob("*.csv"))
    with pytest.raises(AssertionError):
        safe("source", text)
