"""The description of an open-data package (Frictionless Data Package 1), derived from data/schema/*.yaml."""

import hashlib
from collections.abc import Mapping
from typing import Any

from smart_tokyo.outputs.open_data import tables
from smart_tokyo.outputs.open_data.label import CC_BY, MEDIA, Label, known, web
from smart_tokyo.schema import Field, Table

NAME = "smart-tokyo"
PLACES = {  # of data/standard_places.csv
    "title": "事業の所在地（自治体標準オープンデータセットの列名）",
    "title_en": "Places of the projects, with the column names of Japan's municipal standard data set",
    "profile": "tabular-data-resource",
    "schema": {
        "fields": [{"name": name, "type": kind} for name, (kind, _) in tables.STANDARD.items()],
        "primaryKey": ["ID"],
        "missingValues": [""],
    },
}
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


def _schema(table: Table) -> Descriptor:
    public, names = tables.public_tables(), set(tables.columns(table))
    keys = [
        {
            "fields": list(key.fields),
            "reference": {"resource": key.reference, "fields": list(key.reference_fields)},
        }
        for key in table.foreign_keys
        if key.reference in public and set(key.fields) <= names
    ]
    return {
        "fields": [_field(field) for field in table.public_fields()],
        "primaryKey": list(table.primary_key),
        **({"foreignKeys": keys} if keys else {}),
        "missingValues": [""],
    }


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
        found |= {"profile": "tabular-data-resource", "schema": _schema(table)}
    elif path == "data/standard_places.csv":
        found |= PLACES
    return found


def _field(field: Field) -> Descriptor:
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
