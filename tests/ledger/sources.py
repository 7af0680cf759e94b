"""Small sources for tests: a copy of tests/data/small with some tables written anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa

from smart_tokyo.ledger.checking.check import Checked, check_source
from smart_tokyo.ledger.content.findings import CODES, Finding
from smart_tokyo.ledger.content.records import rows_of
from smart_tokyo.schema import tables

SMALL = Path(__file__).parents[1] / "data" / "small"


CORE = (
    "sources", "themes", "programmes", "areas", "organizations", "consortia", "consortium_members", "projects"
)  # fmt: skip


def small(folder: Path, **tables: str | bytes) -> Path:
    """A copy of the small source in a folder; `grants="…"` writes grants.csv anew."""
    source = folder / "source"
    shutil.copytree(SMALL, source)
    return write(source, **tables)


def core(folder: Path, **tables: str | bytes) -> Path:
    """The same with only the tables that others refer to, and those given: quicker to check."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name in CORE:
        shutil.copy(SMALL / f"{name}.csv", source)
    return write(source, **tables)


def write(source: Path, **tables: str | bytes) -> Path:
    """Writes CSV files into a source folder, which is made if need be."""
    source.mkdir(parents=True, exist_ok=True)
    for name, content in tables.items():
        data = content if isinstance(content, bytes) else content.encode()
        (source / f"{name}.csv").write_bytes(data)
    return source


def changed(name: str, old: str, new: str) -> str:
    """A table of the small source with some text in it replaced."""
    text = (SMALL / f"{name}.csv").read_text("utf-8")
    assert old in text
    return text.replace(old, new)


WHOLE_LISTS = "consortium_id,name_ja,members_complete\ncon-a,例の連携体,true\ncon-hidden,SECRET連携体,\n"
"""The consortia of the small source, with the first one's list of members known to be complete."""


def brief(findings: tuple[Finding, ...]) -> list[tuple[str, str, str | None, str | None]]:
    """What matters of findings: code, location, column, value."""
    return [(one.code, one.location, one.column, one.value) for one in findings]


def of_reading(checked: Checked) -> tuple[Finding, ...]:
    """The findings about what is written, without those of queries/checks/ about what it says."""
    return tuple(one for one in checked.findings if one.code in CODES)


def errors(source: Path) -> list[tuple[str, str, str | None, str | None]]:
    """The errors of a source, in brief."""
    return brief(tuple(one for one in check_source(source).findings if one.severity == "error"))


def rows(checked: Checked, table: str) -> list[tuple[object, ...]]:
    """The rows of a table that the source brought, without those that ship with the project."""
    return held(checked, table, shipped=False)


def held(checked: Checked, table: str, shipped: bool | None = None) -> list[tuple[object, ...]]:
    """The rows of a table of a source without errors, or those of them that ship with the project, or the others."""
    assert checked.content is not None, brief(checked.findings)
    found = checked.content[table]
    which = [shipped in (None, one) for one in found["place.shipped"].to_pylist()]
    return list(rows_of(found.filter(pa.array(which, pa.bool_())).select(tables()[table].columns)))
