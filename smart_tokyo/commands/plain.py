"""Rows of a query as plain text for other programs: JSON and CSV. Dates are ISO, money integers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from smart_tokyo.safe_cells import safe_csv

Rows = Sequence[Mapping[str, Any]]


def as_json(rows: Rows) -> str:
    """A JSON list of objects, one a line. Unknown is null."""
    lines = [json.dumps(row, ensure_ascii=False, default=_iso, allow_nan=False) for row in rows]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def as_csv(columns: Sequence[str], rows: Rows) -> str:
    """CSV with a header, safe to open in a spreadsheet. Unknown is an empty cell."""
    return safe_csv(columns, ([row[name] for name in columns] for row in rows))


def _iso(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} in a query's rows")
