"""Workbooks and zips for tests: made from a folder of CSV files, or damaged part by part."""

from __future__ import annotations

import csv
import datetime as dt
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.worksheet import Worksheet

from smart_tokyo.ledger.content.dataset import dataset_of_file
from smart_tokyo.schema import Table, tables

Edit = Callable[[Worksheet], Any]


def workbook(source: Path, out: Path, japanese: bool = False, **edits: Edit) -> Path:
    """A workbook with a sheet for each CSV file of a folder, cells typed as Excel would type them.

    `grants=function` changes a sheet before it is saved.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    for path in sorted(source.glob("*.csv")):
        table = tables()[path.stem]
        sheet = book.create_sheet(table.title if japanese else table.name)
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        titles = [table.fields[table.position[name]].title for name in header]
        sheet.append(titles if japanese else header)
        for row in rows:
            sheet.append([_typed(table, name, cell) for name, cell in zip(header, row, strict=True)])
        if path.stem in edits:
            edits[path.stem](sheet)
    _dataset(source, book)
    book.save(out)
    return out


def zipped(source: Path, out: Path, folder: str = "") -> Path:
    """A zip of the files of a folder, at its top or in a folder."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted(source.iterdir()):
            package.write(path, f"{folder}{path.name}")
    return out


def rewritten(path: Path, parts: Mapping[str, Callable[[bytes], bytes | None]], **added: bytes) -> Path:
    """A workbook with some of its parts changed (None: left out), and some added."""
    old = path.with_suffix(".old")
    shutil.move(path, old)
    with zipfile.ZipFile(old) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data: bytes | None = before.read(name)
            if name in parts and data is not None:
                data = parts[name](data)
            if data is not None:
                after.writestr(name, data)
        for name, data in added.items():
            after.writestr(name, data)
    old.unlink()
    return path


def strict(path: Path, out: Path) -> Path:
    """The workbook as Excel saves it as “Strict Open XML”: other names of parts and elements, dates in words."""
    shutil.copy(path, out)
    with zipfile.ZipFile(out) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        styles = package.read("xl/styles.xml").decode()
    formats = re.findall(
        r'<xf [^>]*numFmtId="(\d+)"', styles.partition("<cellXfs")[2].partition("</cellXfs")[0]
    )
    dated = "|".join(
        str(at) for at, number in enumerate(formats) if int(number) >= 164 or 14 <= int(number) <= 22
    )
    date = re.compile(rf'(<c r="[A-Z]+[0-9]+" s="(?:{dated})")(?: t="n")?><v>([0-9.]+)</v>')

    def translated(data: bytes) -> bytes:
        text = date.sub(
            lambda hit: f'{hit[1]} t="d"><v>{from_excel(float(hit[2])).isoformat()}</v>', data.decode()
        )
        text = re.sub(
            r"http://schemas\.openxmlformats\.org/(\w+)/2006/", r"http://purl.oclc.org/ooxml/\1/", text
        )
        return text.replace(
            "http://purl.oclc.org/ooxml/package/", "http://schemas.openxmlformats.org/package/2006/"
        ).encode()

    return rewritten(out, dict.fromkeys(names, translated))


def part_of(path: Path, title: str) -> str:
    """The name of the part that holds a sheet."""
    names = openpyxl.load_workbook(path, read_only=True).sheetnames
    return f"xl/worksheets/sheet{names.index(title) + 1}.xml"


def cell(path: Path, title: str, address: str, xml: str) -> Path:
    """A workbook in which a cell is written anew: the XML of its element, `{r}` its address."""
    wanted = re.compile(rf'<c r="{address}"[^>]*?(?:/>|>.*?</c>)'.encode())

    def edit(data: bytes) -> bytes:
        changed, count = wanted.subn(xml.format(r=address).encode(), data)
        assert count == 1, address
        return changed

    return rewritten(path, {part_of(path, title): edit})


def shared(path: Path, title: str, address: str, xml: str) -> Path:
    """A workbook in which a cell refers to the shared string with that XML, as Excel writes it."""
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{xml}</sst>'.encode()
    types = {"[Content_Types].xml": lambda data: data.replace(b"</Types>", listed)}
    rewritten(path, types, **{"xl/sharedStrings.xml": strings})
    return cell(path, title, address, '<c r="{r}" t="s"><v>0</v></c>')


def _typed(table: Table, name: str, text: str) -> object:
    one = table.fields[table.position[name]]
    if not text:
        return None
    try:
        if one.type == "date":
            return dt.date.fromisoformat(text)
        if one.type in ("integer", "number"):
            return float(text) if "." in text else int(text)
    except ValueError:
        return text
    return text == "true" if one.type == "boolean" else text


def _dataset(source: Path, book: openpyxl.Workbook) -> None:
    if (source / "dataset.yaml").exists():
        said, _ = dataset_of_file((source / "dataset.yaml").read_bytes())
        sheet = book.create_sheet("dataset")
        for name, value in vars(said).items():
            sheet.append([name, value])
