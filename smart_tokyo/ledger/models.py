"""Run the build-time models of `queries/models/`: source tables → tables at a stated grain.

They run inside each database after its tables are loaded, so that a public model sees public rows alone.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import duckdb

from smart_tokyo.ledger.checks import fill_rules

MODELS: tuple[str, ...] = (
    "grant_rows",
    "project_members",
    "rules",
    "rule_results",
    "milestone_states",
    "kpi_states",
    "report_states",
    "project_states",
    "selected_projects",
    "selected_grants",
    "selected_rule_results",
)
"""The models in the order they run: `queries/models/<name>.sql` creates the table or macro of that name."""

_QUERIES = Path(__file__).parents[2] / "queries"
_FOLDER = _QUERIES / "models"


@cache
def digest() -> str:
    """SHA-256 of everything computed at build time: other models or rules make another snapshot of a content."""
    found = hashlib.sha256()
    for path in sorted([*_FOLDER.glob("*.sql"), *(_QUERIES / "checks").glob("*.sql")]):
        found.update(f"{path.name}\n{path.read_text(encoding='utf-8')}\n".encode())
    return found.hexdigest()


def create_snapshot_table(con: duckdb.DuckDBPyConnection) -> None:
    """Create the empty table `snapshot`, in which every database says what it is; the models read its date."""
    con.execute((_FOLDER / "snapshot.sql").read_text(encoding="utf-8"))


def run_models(con: duckdb.DuckDBPyConnection) -> None:
    """Create every model in the database of `con`, which holds the contract's tables and `snapshot`.

    The programme rules of `queries/checks/` run as soon as `rules` and `rule_results` are there to hold what
    they find.

    Raises duckdb.Error where a table or column that a model reads is missing.
    """
    for name in MODELS:
        con.execute((_FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
        if name == "rule_results":
            fill_rules(con)
