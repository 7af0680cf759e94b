"""The template workbook: made from the schema, understood by the reader, and the same snapshot as CSV files."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from smart_tokyo.ledger.checking.check import Checked, check_source
from smart_tokyo.ledger.returned.template import GUIDE_SHEET, LISTS_SHEET, offered_tables, write_template
from smart_tokyo.ledger.snapshot.databases import snapshot_id
from smart_tokyo.schema import Field, tables
from smart_tokyo.settings import PROJECT
from tests.ledger.sources import SMALL, held

SAMPLE = PROJECT / "data" / "sample"
REFERENCE = ("programmes", "timeline", "areas", "area_municipalities", "sources", "themes")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "ledger.xlsx"
    write_template(path)
    return path


def typed(field: Field, text: str) -> object:
    """A value as a person's Excel would hold it."""
    if not text:
        return None
    if field.type == "date":
        return dt.date.fromisoformat(text)
    if field.type in ("integer", "number"):
        return float(text) if field.type == "number" else int(text)
    return text == "true" if field.type == "boolean" else text


def as_text(field: Field, text: str) -> object:
    return text or None


@cache
def chosen() -> dict[str, str]:
    """Id → what the drop-down lists of shipped rows offer for it."""
    file = io.BytesIO()
    write_template(file)
    texts = (str(cell.value) for row in load_workbook(file)[LISTS_SHEET] for cell in row)
    return {text.split("（")[0]: text for text in texts if "（" in text}


def as_chosen(field: Field, text: str) -> object:
    """A value as the drop-down list of its column offers it."""
    if field.enum and text:
        return f"{text}（{field.label(text, 'ja')}）"
    listed = field.name in ("programme_id", "area_id", "theme", "municipality_code", "source_id")
    return chosen().get(text, text or None) if listed else text or None


def filled(template: Path, source: Path, out: Path, value: Callable[[Field, str], object]) -> Path:
    """The template with the rows of a folder of CSV files; each cell keeps the format of its column."""
    book = load_workbook(template)
    for table in offered_tables():
        path = source / f"{table.name}.csv"
        if not path.exists():
            continue
        sheet = book[table.title]
        places = {cell.value: cell.column for cell in sheet[1]}
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                for name, text in row.items():
                    field = table.fields[table.position[name]]
                    cell = sheet.cell(number, places[field.title], value(field, text))
                    cell.number_format = sheet.column_dimensions[cell.column_letter].number_format
    book["データセット"]["B2"] = "見本"
    book["データセット"]["B4"] = dt.date(2026, 9, 30)
    book["データセット"]["B5"] = "true"
    book.save(out)
    return out


def identity(checked: Checked) -> str:
    assert checked.content is not None, [one for one in checked.findings if one.severity == "error"]
    return snapshot_id(checked.content, dt.date(2026, 9, 30))


@pytest.mark.parametrize("value", [typed, as_text, as_chosen])
@pytest.mark.parametrize("source", [SAMPLE, SMALL], ids=["sample", "small"])
def test_filled_in_and_read_back_it_is_the_same_snapshot(
    template: Path, tmp_path: Path, source: Path, value: Callable[[Field, str], object]
) -> None:
    book = check_source(filled(template, source, tmp_path / "filled.xlsx", value))
    folder = check_source(source, dt.date(2026, 9, 30))
    assert identity(book) == identity(folder)
    assert (book.dataset.label_ja, book.dataset.fictional, book.as_of) == ("見本", True, dt.date(2026, 9, 30))
    said = Counter((one.code, one.value) for one in book.findings if one.code != "normalised")
    assert said == Counter((one.code, one.value) for one in folder.findings)  # sheets have another order
    told = [one for one in book.findings if one.code == "normalised"]
    if value is as_chosen:
        assert {"status", "kind", "theme", "confidence"} <= {one.column for one in told}
    else:
        assert {one.column for one in told} <= {"published"}


def test_empty_it_has_nothing_to_complain_about(template: Path) -> None:
    assert check_source(template).findings == ()


def test_a_sheet_for_every_table_a_source_may_bring(template: Path) -> None:
    book = load_workbook(template)
    assert book.sheetnames[0] == GUIDE_SHEET and LISTS_SHEET in book.sheetnames
    assert {one.name for one in offered_tables()} == set(tables()) - {"municipalities"}
    assert set(REFERENCE) <= {one.name for one in offered_tables()}
    assert {one.title for one in offered_tables()} <= set(book.sheetnames)
    assert all(len(name) <= 31 for name in book.sheetnames)


@pytest.mark.parametrize("table", offered_tables(), ids=lambda one: one.name)
def test_a_column_says_what_it_wants(template: Path, table) -> None:  # type: ignore[no-untyped-def]
    sheet = load_workbook(template)[table.title]
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == [one.title for one in table.fields]
    lists = {str(one.sqref).split(":")[0][:-1]: one for one in sheet.data_validations.dataValidation}
    for field, cell in zip(table.fields, sheet[1], strict=True):
        note = cell.comment.text
        assert field.name in note and field.title_en in note and field.description in note
        assert field.description_en in note and ("必須" in note) == field.required
        assert (cell.number_format, cell.border.bottom.style) == (
            ('@" ＊"', "thick") if field.required else ("@", "thin")
        )
        form = sheet.column_dimensions[cell.column_letter].number_format
        assert (form == "@") == (field.type in ("string", "boolean"))
        assert (form == "yyyy-mm-dd") == (field.type == "date")
        assert (form == "#,##0") == (field.kind == "yen")
        offered = lists.pop(cell.column_letter, None)
        if field.enum or field.type == "boolean":
            labels = [f"{one}（{field.label(one, 'ja')}）" for one in field.enum]
            wanted = ",".join(labels) if labels else "true,false"
            assert (
                offered is not None and offered.formula1 == f'"{wanted}"' and offered.errorStyle != "warning"
            )
        elif offered is not None:
            assert LISTS_SHEET in offered.formula1 and offered.errorStyle == "warning"
            key = next(one for one in table.foreign_keys if one.fields == (field.name,))
            assert tables()[key.reference].reference
    assert lists == {}


def test_the_lists_hold_the_ids_that_ship_with_the_project(template: Path) -> None:
    book = load_workbook(template)
    offered = {
        one.formula1
        for name in ("projects", "issues")
        for one in book[tables()[name].title].data_validations.dataValidation
        if LISTS_SHEET in one.formula1
    }
    ids = {str(cell.value) for ref in offered for (cell,) in book[LISTS_SHEET][ref.split("!")[1]]}
    assert {
        "PG-SOL（地域課題解決型スマート東京普及促進事業）",
        "A-TOYOSU（都心部(豊洲)）",
        "mobility（移動・回遊）",
        "131075（墨田区）",
    } <= ids


def test_the_first_sheet_explains_in_both_languages(template: Path) -> None:
    text = "\n".join(str(cell.value) for row in load_workbook(template)[GUIDE_SHEET] for cell in row)
    assert "必須" in text and "required" in text and "2025-04-01" in text
    assert all(one.title in text and one.title_en in text for one in offered_tables())


def test_a_leading_zero_stays(tmp_path: Path, template: Path) -> None:
    book = load_workbook(template)
    sheet = book["イベント"]
    for column, value in zip("ABD", ("007", "会", dt.date(2025, 4, 1)), strict=True):
        sheet[f"{column}2"] = value
    book.save(tmp_path / "zero.xlsx")
    checked = check_source(tmp_path / "zero.xlsx")
    assert checked.findings == ()
    assert [row[0] for row in held(checked, "events")] == ["007"]
