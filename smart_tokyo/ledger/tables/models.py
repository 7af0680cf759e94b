"""Run the build-time models of `queries/models/`: source tables → tables at a stated grain.

They run inside each database after its tables are loaded, so that a public model sees public rows alone. The
one exception are the totals of TOTALS, which the public database takes over from the internal one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from smart_tokyo.ledger.tables.checks import fill_rules
from smart_tokyo.ledger.tables.ddl import thresholds_table
from smart_tokyo.named_sql import QUERIES, SELECTION, catalog
from smart_tokyo.rules import RULES, THRESHOLDS

MACROS = (
    "rate_limit",
    "grant_limit",
    "at_most",
    "in_years",
    "fiscal_year_of",
    "first_day_of",
    "last_day_of",
    "is_member",
    "journey_way",
)
"""What needs no table: checks of `queries/checks/` use it as well, before any model is made."""

COMMON: tuple[str, ...] = (
    "grant_rows",
    "project_consortia",
    "project_members",
    "consortium_parts",
    "rules",
    "rule_results",
    "milestone_states",
    "kpi_states",
    "report_states",
    "evidence_reasons",
    "project_states",
    "project_technologies",
    "selected_projects",
    "selected_grants",
    "selected_rule_results",
    "selected_milestones",
    "money_by",
    "dated_facts",
)

MODELS: Mapping[str, tuple[str, ...]] = {
    "internal": (
        *COMMON,
        "internal/journey_order",
        "internal/issue_projects",
        "internal/issue_steps",
        "internal/selected_issues",
        "internal/selected_parts",
        "internal/selected_journey",
        "internal/journey_totals",
        "internal/attention",
    ),
    "public": (*COMMON, "public/journey_totals", "public/selected_journey"),
}
"""The models of each audience in the order they run.

`queries/models/<path>.sql` creates the table or macro of that name.
"""

TOTALS = ("journey_totals",)
"""Aggregates over hidden rows that the public database holds too: those that `figures` calls public."""

Totals = Mapping[str, Sequence[tuple[Any, ...]]]

_FOLDER = QUERIES / "models"


@cache
def digest() -> str:
    """SHA-256 of everything computed at build time: other models or rules make another snapshot of a content."""
    found = hashlib.sha256()
    files = {path.relative_to(QUERIES): path for path in _FOLDER.rglob("*.sql")}
    # a check is called by its name, whatever its folder
    files |= {Path("checks", path.name): path for path in (QUERIES / "checks").rglob("*.sql")}
    files |= {Path("kept", query.path.name): query.path for query in catalog().values() if query.kept}
    for name, path in sorted(files.items()):
        found.update(f"{name.as_posix()}\n{path.read_text(encoding='utf-8')}\n".encode())
    bounds = {name: rule.bound for name, rule in RULES.items() if rule.bound is not None}
    found.update(f"{sorted(THRESHOLDS.items())}\n{sorted(bounds.items())}\n".encode())
    return found.hexdigest()


def create_own_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Create the macros of MACROS, and the empty tables that every database has beside the contract's.

    `snapshot`, in which it says what it is (the models read its date), `source_rows`, and `thresholds`.
    """
    for name in (*MACROS, "snapshot", "source_rows"):
        con.execute((_FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
    con.execute(thresholds_table())


def run_models(con: duckdb.DuckDBPyConnection, audience: str, totals: Totals | None = None) -> None:
    """Create every model of an audience in the database of `con`, which holds its tables and `snapshot`.

    The rules of `queries/checks/programme/` run as soon as `rules` and `rule_results` are there to hold what
    they find. `totals`: what `read_totals` found in the internal database, for the public one.

    Raises duckdb.Error where a table or column that a model reads is missing.
    """
    for name in MODELS[audience]:
        con.execute((_FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
        if name == "rule_results":
            fill_rules(con)
    for name, rows in (totals or {}).items():
        for row in rows:
            con.table(name).insert(list(row))


def keep_figures(con: duckdb.DuckDBPyConnection, audience: str) -> None:
    """Make the rows of every query that is kept, for every programme, area and theme that projects have together.

    `kept.<query>` has the query's columns and before them the number of the selection in `kept.selections`. The
    queries run once for all selections, by a lateral join, instead of once each.
    """
    con.execute((_FOLDER / "selections.sql").read_text(encoding="utf-8"))
    for query in catalog().values():
        if query.kept and (query.public or audience == "internal"):
            sql = query.sql
            for name in query.parameters:
                of = f"selections.{name}" if name in SELECTION else "null"
                sql = re.sub(rf"\${name}\b", of, sql)
            con.execute(
                f"create table kept.{query.name} as select selections.selection, found.* "
                f"from kept.selections, lateral ({sql}) as found order by selection"
            )


def read_totals(con: duckdb.DuckDBPyConnection) -> Totals:
    """The rows of every table of TOTALS in the internal database of `con`."""
    return {name: con.table(name).fetchall() for name in TOTALS}
