"""The open-data package of a snapshot's public database: made in memory, written to a folder or into a ZIP.

CSV cells are safe to open in a spreadsheet; JSON and Parquet hold the text as it is (docs/decisions/0011). Its
description (Frictionless Data Package 1) is derived from data/schema/*.yaml. The same database gives the same bytes.
"""

import hashlib
import io
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet
import yaml

from smart_tokyo import LANGS, Lang, Mistake, commas, figures, safe_cells, schema
from smart_tokyo.outputs.open_data import giving, tables
from smart_tokyo.outputs.open_data.label import CC_BY, MEDIA, Label, known, label, web
from smart_tokyo.store import StoreError, StorePaths, check_layout

NAME = "smart-tokyo"
Descriptor = dict[str, Any]


def describe(label: Label, files: Mapping[str, bytes], sources: list[dict[str, Any]]) -> Descriptor:
    """The package's datapackage.json. `files`: path → content of every file it lists; `sources`: source_list."""
    return {
        "name": NAME,
        "profile": "data-package",
        "id": label.snapshot_id,
        "version": label.snapshot_id,
        "title": label.text,
        "description": label.notice,
        "created": f"{label.built_at.isoformat(timespec='seconds')}Z",
        "as_of": label.as_of.isoformat(),
        **{name: getattr(label, name) for name in ("label_ja", "label_en", "fictional", "citation")},
        "licenses": [{"name": "CC-BY-4.0", "path": CC_BY, "title": "Creative Commons Attribution 4.0"}],
        "sources": [
            known({"title": f"{row['publisher']}: {row['title']}", "path": web(row["url"])})
            for row in sources
        ],
        "resources": [_resource(path, content) for path, content in files.items()],
    }


def _tabular(fields: Iterable[Descriptor], primary_key: Iterable[str], **keys: Any) -> Descriptor:
    shape = {"fields": list(fields), "primaryKey": list(primary_key), **keys, "missingValues": [""]}
    return {"profile": "tabular-data-resource", "schema": shape}


def _of_table(table: schema.Table) -> Descriptor:
    public, names = tables.public_tables(), set(tables.columns(table))
    keys = [
        {
            "fields": list(key.fields),
            "reference": {"resource": key.reference, "fields": list(key.reference_fields)},
        }
        for key in table.foreign_keys
        if key.reference in public and set(key.fields) <= names
    ]
    foreign = {"foreignKeys": keys} if keys else {}
    return _tabular(map(_field, table.public_fields()), table.primary_key, **foreign)


def _resource(path: str, content: bytes) -> Descriptor:
    folder, _, file = path.partition("/")
    stem, _, kind = file.partition(".")
    table = tables.public_tables().get(stem) if folder == "data" else None
    name = stem if folder == "data" else f"giving-{stem}"
    found: Descriptor = {
        "name": name if kind == "csv" else f"{name}-{kind}",
        "path": path,
        "format": kind,
        "mediatype": MEDIA[kind],
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        # Frictionless would open the others as tables with readers that need packages of their own
        **({"encoding": "utf-8"} if kind == "csv" else {"type": "file"}),
    }
    if table:
        found |= {key: getattr(table, key) for key in ("title", "title_en", "description", "description_en")}
    if table and kind == "csv":
        found |= _of_table(table)
    elif path == "data/standard_places.csv":
        fields = ({"name": name, "type": kind} for name, (kind, _) in tables.STANDARD.items())
        found |= SAID["standard_places"] | _tabular(fields, ["ID"])
    return found


def _field(field: schema.Field) -> Descriptor:
    same = ("name", "type", "title", "title_en", "description", "description_en", "kind")
    constraints = {
        "required": field.required or None,
        "enum": list(field.enum) or None,
        **{name: getattr(field, name) for name in ("minimum", "maximum", "pattern")},
    }
    return known(
        {
            **{name: getattr(field, name) for name in same},
            "labels": {value: dict(words) for value, words in field.labels.items()} or None,
            "constraints": known(constraints) or None,
        }
    )


DESCRIPTOR, NOTES = "datapackage.json", "README.md"
SAID = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
Files = dict[str, bytes]
"""Path inside the package → content."""


def public_snapshot(store: StorePaths, snapshot_id: str | None = None) -> str:
    """The snapshot to give out: the current public one, or another that was published. Raises StoreError."""
    found = snapshot_id or store.current("public")
    if found is None:
        raise StoreError(f"no public snapshot in {store.root}; publish one first")
    if found not in store.published():
        raise StoreError(f"snapshot {found} is not published; open data is made of published ones only")
    return found


def package(store: StorePaths, snapshot_id: str) -> Files:
    """The files of the package of a published snapshot. Raises StoreError."""
    found: Files = {}
    with figures.open_snapshot(store.database(public_snapshot(store, snapshot_id), "public")) as con:
        check_layout(con)
        said = label(con)
        given = giving.giving(con, said)
        marked = {"title": said.text, "description": said.notice, "licence": "CC BY 4.0"}
        for name, table in tables.public_tables().items():
            rows, out = tables.arrow(con, table).replace_schema_metadata(marked), io.BytesIO()
            found[f"data/{name}.csv"] = _csv(rows.column_names, zip(*rows.to_pydict().values(), strict=True))
            pyarrow.parquet.write_table(rows, out, compression="zstd")
            found[f"data/{name}.parquet"] = out.getvalue()
        found["data/standard_places.csv"] = _csv(tables.STANDARD, tables.places(con, said))
        sources = figures.records(con, "source_list")
    if given.awards:  # the standard knows no package without a grant
        found["giving/grants.json"] = _json(giving.package(given.awards, said))
        found["giving/grants.csv"] = _csv(*giving.flat(given.awards))
        members = [row.values() for row in given.members]
        found["giving/extension_consortium_members.csv"] = _csv(giving.MEMBER_COLUMNS, members)
    return {DESCRIPTOR: _json(describe(said, found, sources)), NOTES: _notes(said, given).encode(), **found}


def zipped(content: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP, with fixed times, so that the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in content.items():
            entry = zipfile.ZipInfo(path)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def export(content: Mapping[str, bytes], folder: Path) -> None:
    """Write the files into a folder that is new, empty or an earlier export, whole or not at all.

    Raises Mistake where something else lies there.
    """
    target = folder.expanduser().resolve()
    if target.exists() and not _may_replace(target):
        raise Mistake(f"{folder} holds something else than an earlier export; name a new or empty folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=target.parent) as beside:
        fresh, old = Path(beside) / "new", Path(beside) / "old"
        for path, data in content.items():
            (fresh / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).write_bytes(data)
        if target.exists():
            target.rename(old)
        try:
            fresh.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _may_replace(folder: Path) -> bool:
    """Whether a folder is empty, or holds an export and nothing beside it."""
    if folder.is_dir() and not any(folder.iterdir()):
        return True
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    try:
        described = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        ours = {resource["path"] for resource in described["resources"]} | {DESCRIPTOR, NOTES}
        return described["name"] == NAME and there <= ours
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _csv(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    return safe_cells.safe_csv(list(header), map(list, rows)).encode()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _notes(said: Label, given: giving.Giving) -> str:
    text = Path(__file__).with_name("package_readme.md")
    return text.read_text(encoding="utf-8").format(
        said=said,
        title=_plain(said.text),
        citation=_plain(said.citation),
        licence=CC_BY,
        **{f"giving_{lang}": _of_giving(given, lang) for lang in LANGS},
        tables="\n".join(
            f"- `{name}` {table.title} / {table.title_en}: {table.description} {table.description_en}"
            for name, table in tables.public_tables().items()
        ),
    )


def _of_giving(given: giving.Giving, lang: Lang) -> str:
    counts = {SAID["reasons"][reason][lang]: count for reason, count in sorted(given.left_out.items())}
    left = (SAID["counted"][lang].format(reason=reason, n=count) for reason, count in counts.items())
    text: str = SAID["some" if given.awards else "nothing"][lang]
    return text.format(n=len(given.awards), left=commas(left, lang) or SAID["none"][lang])


def _plain(text: str) -> str:
    """Text of the ledger on one line, of which Markdown makes nothing."""
    return re.sub(r"([\\`*_<>\[\]~|$&])", r"\\\1", " ".join(safe_cells.visible(text).split()))
