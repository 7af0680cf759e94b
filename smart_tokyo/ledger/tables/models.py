"""Run the build-time models of `queries/models/`: source tables → tables at a stated grain.

They run inside each database after its tables are loaded, so that a public model sees public rows alone. The
one exception are the totals of TOTALS, which the public database takes over from the internal one.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb
from duckdb.sqltypes import VARCHAR

from smart_tokyo.ledger.content.progress import COMPUTED, MADE, tell
from smart_tokyo.ledger.tables import engine
from smart_tokyo.ledger.tables.checks import fill_rules, of_kind
from smart_tokyo.ledger.tables.ddl import thresholds_table
from smart_tokyo.lettering import folded, searched
from smart_tokyo.named_sql import QUERIES, SELECTION, catalog
from smart_tokyo.rules import RULES, THRESHOLDS
from smart_tokyo.safe_cells import visible

MACROS = (
    "divided",
    "rate_limit",
    "grant_limit",
    "at_most",
    "in_years",
    "fiscal_year_of",
    "first_day_of",
    "last_day_of",
    "is_member",
    "journey_way",
    "as_of_day",
    "has_come",
)
"""What needs no model: checks of `queries/checks/` use it as well, before any model is made."""

_FOLDER = QUERIES / "models"


def _in_order(audience: str, for_one: str = "") -> tuple[str, ...]:
    """The models of an audience, each after those that its SQL names; where the rules run, after those of theirs.

    `for_one`: only those that this model is made of.
    """
    found = sorted((*_FOLDER.glob("*.sql"), *(_FOLDER / audience).glob("*.sql")))
    paths = {path.stem: path for path in found}
    said = {name: path.read_text("utf-8") for name, path in paths.items()}
    said["rule_results"] += "".join(check.sql for check in of_kind("programme"))
    words = {name: re.findall(r"\w+", re.sub("--.*", "", text)) for name, text in said.items()}
    needed = {name: sorted(paths.keys() & set(named) - {name}) for name, named in words.items()}
    own = {*MACROS, "snapshot", "source_rows"}
    wanted = set(needed[for_one] if for_one else needed)
    while more := {name for one in wanted for name in needed[one]} - wanted:
        wanted |= more
    ordered = [paths[name] for name in TopologicalSorter(needed).static_order() if name in wanted - own]
    return tuple(path.relative_to(_FOLDER).with_suffix("").as_posix() for path in ordered)


MODELS: Mapping[str, tuple[str, ...]] = {one: _in_order(one) for one in ("internal", "public")}
"""The models of each audience in the order they run.

`queries/models/<path>.sql` creates the table or macro of that name.
"""

OF_RULES = _in_order("internal", for_one="rule_results")
"""The models that the programme's rules are checked over."""

TOTALS = ("journey_totals", "part_years")
"""Aggregates over hidden rows that the public database holds too: those that `figures` calls public."""

CHOSEN = {
    "project_id": ("selected_projects", "selected_rows"),
    "issue_id": ("selected_issues",),
}
"""Key → the macros that choose rows by it; the first tells which keys belong to a selection."""

FUNCTIONS: Mapping[str, Callable[[str], str]] = {
    "folded": lambda text: folded(visible(text)),
    "searched": searched,
}
"""What models call and Python computes: a text as it is compared."""

Totals = Mapping[str, Sequence[tuple[Any, ...]]]


@cache
def digest() -> str:
    """SHA-256 of everything computed at build time: other models or rules make another snapshot of a content."""
    found = hashlib.sha256()
    files = {path.relative_to(QUERIES): path for path in _FOLDER.rglob("*.sql")}
    # a check is called by its name, whatever its folder
    checked = (path for form in ("*.sql", "of_a_row.yml") for path in (QUERIES / "checks").rglob(form))
    files |= {Path("checks", path.name): path for path in checked}
    files |= {Path("kept", query.path.name): query.path for query in catalog().values() if query.kept_as}
    for name, path in sorted(files.items()):
        found.update(f"{name.as_posix()}\n{path.read_text(encoding='utf-8')}\n".encode())
    rules = sorted((name, rule.place, rule.kind, rule.term, rule.bound) for name, rule in RULES.items())
    found.update(f"{sorted(THRESHOLDS.items())}\n{rules}\n".encode())
    return found.hexdigest()


def made(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The names of the tables and macros that the database of `con` holds: what a build has done that was killed."""
    own = "database_name = current_database()"
    found = con.execute(f"select table_name from duckdb_tables() where {own}").fetchall()
    if found:
        found += con.execute(f"select function_name from duckdb_functions() where {own}").fetchall()
    return {name for (name,) in found}


@contextmanager
def at_once(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Lets what is done meanwhile be in the database as a whole or not at all, also where the process is killed."""
    con.begin()
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):  # a database that a full disk has stopped says so itself
            con.rollback()
        raise
    con.commit()


def create_own_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Create the macros of MACROS, and the tables of every database beside the contract's; two are empty as yet."""
    for name in ("snapshot", "source_rows", *MACROS):
        con.execute((_FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
    con.execute(thresholds_table())


def run_models(
    con: duckdb.DuckDBPyConnection,
    audience: str,
    totals: Totals | None = None,
    only: Sequence[str] | None = None,
) -> None:
    """Create every model of an audience in `con`, which holds its tables and `snapshot`, and fill those of the rules.

    `totals`: those of the internal database, for the public one. `only`: these of them. Raises duckdb.Error where a
    model lacks a column.
    """
    names = MODELS[audience] if only is None else only
    for done, name in enumerate(names, start=1):
        sql, made_as = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8"), Path(name).name
        for function in (one for one in FUNCTIONS if f"{one}(" in sql):
            con.create_function(function, FUNCTIONS[function], [VARCHAR], VARCHAR)
        with at_once(con):
            engine.create(con, sql)
            if name == "rule_results":
                fill_rules(con)
            for row in (totals or {}).get(made_as, ()):
                con.table(made_as).insert(list(row))
        tell(MADE, done, len(names))


def keep_figures(con: duckdb.DuckDBPyConnection, audience: str) -> None:
    """Make the rows of every query that is kept, for every programme, area and theme that projects have together.

    The table `Query.kept_as` has the number of the selection in `kept.selections` before the query's columns. A query
    runs once for all selections, by a lateral join, instead of once each; that of a list runs for none. What is there
    already stays.
    """
    kept = [one for one in catalog().values() if one.kept_as and (one.public or audience == "internal")]
    there = made(con)
    if kept := [one for one in kept if one.kept_as not in there]:
        _choose_by_key(con)
    for done, query in enumerate(kept, start=1):
        sql = query.sql
        for name in query.parameters:
            of = f"selections.{name}" if name in SELECTION and not query.kept_by else "null"
            sql = re.sub(rf"\${name}\b", of, sql)
        every = "select selections.selection, found.* from chosen as selections, lateral"
        rows = sql if query.kept_by else f"{every} ({sql}) as found order by selection"
        con.execute(f"create table kept.{query.kept_as} as {rows}")
        tell(COMPUTED, done, len(kept))


def _choose_by_key(con: duckdb.DuckDBPyConnection) -> None:
    """Let the macros that choose rows look up which keys a selection has, instead of comparing each row with each.

    The keys of every selection, which the macro of CHOSEN that gives them tells, become a temporary table; temporary
    macros of the same names then join it. They hide the database's own in this connection alone. What tells selections
    apart are values of an enumeration, which are compared and grouped as numbers; `chosen` is `kept.selections` so.
    """
    of = ", ".join(f"selections.{name}" for name in SELECTION)
    coded = ", ".join(f"selections.{name}::choice as {name}" for name in SELECTION)
    known = (f"select {name} from kept.selections where {name} is not null" for name in SELECTION)
    con.execute(f"create temporary type choice as enum (select '' union {' union '.join(known)})")
    con.execute(f"create temporary table chosen as select selection, {coded} from kept.selections")
    found = (
        "select parameters, database_name from duckdb_functions() where function_name = ? and not internal"
    )
    for key, macros in CHOSEN.items():
        for macro in macros:
            if (own := con.execute(found, [macro]).fetchone()) is None:
                continue  # the public has no issues to choose
            parameters, database = own
            if macro == macros[0]:
                con.execute(
                    f"create temporary table chosen_{key} as select {coded}, found.{key} "
                    f"from kept.selections, lateral (select {key} from {macro}({of}, null)) as found"
                )
            chosen = dict(zip(SELECTION, ("of_programme", "of_area", "of_theme"), strict=True))
            others = ", ".join("null" if one in chosen.values() else one for one in parameters)
            same = " and ".join(f"chosen.{name} is not distinct from {one}" for name, one in chosen.items())
            con.execute(
                f"create temporary macro {macro}({', '.join(parameters)}) as table "
                f'select found.* from "{database}".main.{macro}({others}) as found '
                f"inner join chosen_{key} as chosen using ({key}) where {same}"
            )


def read_totals(con: duckdb.DuckDBPyConnection) -> Totals:
    """The rows of every table of TOTALS in the internal database of `con`."""
    return {name: con.table(name).fetchall() for name in TOTALS}
