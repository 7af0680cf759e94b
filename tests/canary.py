"""A ledger in which whatever the public must not see carries a token of its own, and the search for these tokens.

Hidden is every internal column, every row of an internal table, and every row that hangs on unpublished projects and
issues alone. Everything is derived from data/schema: a new column or table gets its tokens by itself.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet
import pypdf

from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.snapshot.databases import visible
from smart_tokyo.schema import Field, Table, tables
from tests.ledger.sources import SMALL, held

TOKEN = re.compile(r"Q7K[0-9]{5}Z", re.IGNORECASE)  # what is searched in has lost its case
AMOUNT = re.compile(r"9173[0-9]{7}")  # the same for yen
FOLDER = "Q7K99999Z"  # where the source lies


class Tokens:
    """Tokens given out so far."""

    def __init__(self) -> None:
        self.texts: set[str] = set()
        self.amounts: set[str] = set()

    def text(self) -> str:
        token = f"Q7K{len(self.texts):05d}Z"
        self.texts.add(token)
        return token

    def amount(self) -> int:
        token = f"9173{len(self.amounts):07d}"
        self.amounts.add(token)
        return int(token)


def is_free(table: Table, field: Field) -> bool:
    """Whether a column may hold any text."""
    keys = {name for key in table.foreign_keys for name in key.fields} | set(table.primary_key)
    return (
        field.type == "string"
        and not (field.enum or field.pattern)
        and (field.kind == "text" or not (field.kind or field.name in keys or field.name == "url"))
    )


def write(folder: Path) -> Tokens:
    """Writes the ledger into a folder, and returns the tokens that are in it."""
    checked = check_source(SMALL)
    assert checked.content is not None
    public = visible(checked.content)
    shown = {
        name: [row for row, seen in zip(held(checked, name), found.to_pylist(), strict=True) if seen]
        for name, found in public.items()
    }
    tokens, renamed = Tokens(), dict[tuple[str, Any], str]()
    for name, table in tables().items():  # hidden rows under new names first, as others refer to them
        place = table.position[table.primary_key[0]]
        field = table.fields[place]
        if len(table.primary_key) == 1 and not (field.kind or field.pattern):
            for row in held(checked, name, shipped=False):
                if row not in shown.get(name, ()):
                    renamed[name, row[place]] = tokens.text()
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables().items():
        own = held(checked, name, shipped=False)
        if not own:
            continue
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.columns)
            for row in own:
                hidden = row not in shown.get(name, ())
                values = dict(zip(table.columns, row, strict=True))
                for field in table.fields:
                    if not (hidden or field.visibility == "internal"):
                        continue
                    if is_free(table, field):
                        values[field.name] = tokens.text()
                    elif field.kind == "yen":
                        values[field.name] = tokens.amount()
                    elif field.name == "url":
                        values[field.name] = f"https://example.org/{tokens.text()}"
                for key in table.foreign_keys:
                    if len(key.fields) == 1:
                        one = key.fields[0]
                        values[one] = renamed.get((key.reference, values[one]), values[one])
                if len(table.primary_key) == 1:
                    one = table.primary_key[0]
                    values[one] = renamed.get((name, values[one]), values[one])
                writer.writerow(_written(value) for value in values.values())
    (folder / "dataset.yaml").write_text((SMALL / "dataset.yaml").read_text("utf-8"), "utf-8")
    return tokens


def _written(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.date) else "" if value is None else value


def found_in(texts: Iterable[str | bytes]) -> set[str]:
    """The tokens in some texts; amounts also where they have thousands separators."""
    found: set[str] = set()
    for one in texts:
        text = one.decode("utf-8", "replace") if isinstance(one, bytes) else one
        found |= {one.upper() for one in TOKEN.findall(text)} | set(AMOUNT.findall(text))
        found |= set(AMOUNT.findall(text.replace(",", "")))
    return found


def unpacked(data: bytes) -> Iterable[str | bytes]:
    """What is in a file: its bytes, and the texts of what they pack: zips (and what is in them), PDF, Parquet."""
    yield data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                yield name
                yield from unpacked(package.read(name))
    elif data.startswith(b"PAR1"):
        table = pyarrow.parquet.read_table(io.BytesIO(data))
        yield f"{table.to_pylist()} {table.schema.metadata}"
    elif data.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(data))
        for page in reader.pages:
            yield "".join(page.extract_text().split())  # a line may end anywhere
        for number in range(1, int(reader.trailer["/Size"])):  # titles, alternative texts, metadata
            found = reader.get_object(pypdf.generic.IndirectObject(number, 0, reader))
            yield str(found)
            if isinstance(found, pypdf.generic.StreamObject):
                yield found.get_data()


def cells(database: Path) -> Iterable[str]:
    """Every value of every column of every table and view of a database, and the text of what it stores else."""
    with duckdb.connect(str(database), read_only=True) as con:
        named = "select table_schema, table_name from information_schema.tables"
        for schema, name in con.execute(named).fetchall():
            for row in con.execute(f'select * from "{schema}"."{name}"').fetchall():
                yield " ".join(str(value) for value in row)
        for (text,) in con.execute(
            "select coalesce(macro_definition, '') from duckdb_functions()"
        ).fetchall():
            yield str(text)
