"""Which snapshots a store holds, and which of them is current for whom."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from smart_tokyo.ledger.store.build import read_manifest
from smart_tokyo.ledger.store.history import counts
from smart_tokyo.store import AUDIENCES, StoreError, StorePaths

COLUMNS = ("id", "as_of", "built_at", "label_ja", "label_en", "fictional", "findings", "published", "current")
Row = Mapping[str, Any]


def snapshots(store: StorePaths) -> list[dict[str, Any]]:
    """Grain: one row per snapshot, oldest as-of date first.

    `findings`: how many of each severity. `published`: the public may see it. `current`: the audiences that see it
    now. What only the manifest tells is None where it cannot be read. Raises StoreError for a damaged pointer.
    """
    current = {audience: store.current(audience) for audience in AUDIENCES}
    published = set(store.published())
    found = []
    for snapshot_id in store.ids():
        try:
            told: Row = read_manifest(store, snapshot_id)
            findings = counts(one["severity"] for one in told.get("findings", ()))
        except StoreError:
            told, findings = {}, None
        row = {name: told.get(name) for name in COLUMNS[:6]} | {"id": snapshot_id, "as_of": snapshot_id[:10]}
        row["findings"] = findings
        row["published"] = snapshot_id in published
        row["current"] = [audience for audience in AUDIENCES if current[audience] == snapshot_id]
        found.append(row)
    return found


def to_json(rows: Sequence[Row]) -> str:
    """A JSON list of objects with COLUMNS."""
    return json.dumps(rows, ensure_ascii=False, indent=1)


def to_text(rows: Sequence[Row], lang: str) -> str:
    """One line per snapshot: id, when it was built, who sees it now, its label, its findings."""
    lines = []
    for row in rows:
        seen = "+".join(row["current"]) or "-"
        label = row["label_ja" if lang == "ja" else "label_en"] or "?"
        findings = row["findings"] or {}
        told = ", ".join(f"{name} {count}" for name, count in findings.items() if count)
        fictional = (" (架空)" if lang == "ja" else " (fictional)") if row["fictional"] else ""
        lines.append(
            f"{row['id']}  {row['built_at'] or '?':20}  {seen:15}  {label}{fictional}  {told}".rstrip()
        )
    return "\n".join(lines)
