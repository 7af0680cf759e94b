"""The description of an open-data package (Frictionless Data Package 1), derived from data/schema/*.yaml."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from smart_tokyo.outputs.open_data import tables
from smart_tokyo.outputs.open_data.label import CC_BY, Label
from smart_tokyo.outputs.open_data.media import MEDIA
from smart_tokyo.outputs.open_data.municipal_standard import COLUMNS
from smart_tokyo.schema import Field, Table

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
        "label_ja": label.label_ja,
        "label_en": label.label_en,
        "fictional": label.fictional,
        "citation": label.citation,
        "licenses": [{"name": "CC-BY-4.0", "path": CC_BY, "title": "Creative Commons Attribution 4.0"}],
        "sources": [_source(row) for row in sources],
        "resources": [_resource(path, content) for path, content in files.items()],
    }


def schema_of(table: Table) -> Descriptor:
    """The Table Schema of a public table, with the words of both languages."""
    public = tables.public_tables()
    names = tables.columns(table)
    keys = [
        {
            "fields": list(key.fields),
            "reference": {"resource": key.reference, "fields": list(key.reference_fields)},
        }
        for key in table.foreign_keys
        if key.reference in public and set(key.fields) <= set(names)
    ]
    return {
        "fields": [_field(field) for field in table.public_fields()],
        "primaryKey": list(table.primary_key),
        **({"foreignKeys": keys} if keys else {}),
        "missingValues": [""],
    }


def _resource(path: str, content: bytes) -> Descriptor:
    stem, _, kind = path.rpartition("/")[2].rpartition(".")
    name = stem if path.startswith("data/") else f"giving-{stem}"
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
    table = tables.public_tables().get(stem) if path.startswith("data/") else None
    if table is not None:
        found |= {key: getattr(table, key) for key in ("title", "title_en", "description", "description_en")}
    if kind == "csv" and table is not None:
        found |= {"profile": "tabular-data-resource", "schema": schema_of(table)}
    elif path == "data/standard_places.csv":
        found |= {
            "title": "事業の所在地（自治体標準オープンデータセットの列名）",
            "title_en": "Places of the projects, with the column names of Japan's municipal standard data set",
            "profile": "tabular-data-resource",
            "schema": {
                "fields": [{"name": name, "type": kind} for name, kind in COLUMNS.items()],
                "primaryKey": ["ID"],
                "missingValues": [""],
            },
        }
    return found


def _field(field: Field) -> Descriptor:
    constraints = {
        "required": field.required or None,
        "enum": list(field.enum) or None,
        "minimum": field.minimum,
        "maximum": field.maximum,
        "pattern": field.pattern,
    }
    found = {
        "name": field.name,
        "type": field.type,
        "title": field.title,
        "title_en": field.title_en,
        "description": field.description,
        "description_en": field.description_en,
        "kind": field.kind,
        "labels": {value: dict(words) for value, words in field.labels.items()} or None,
        "constraints": {key: value for key, value in constraints.items() if value is not None} or None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _source(row: dict[str, Any]) -> dict[str, str]:
    title = f"{row['publisher']}: {row['title']}"
    return {"title": title, **({"path": row["url"]} if _is_web(row["url"]) else {})}


def _is_web(address: str | None) -> bool:
    return bool(address) and str(address).startswith(("https://", "http://"))
