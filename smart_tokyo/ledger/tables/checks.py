"""The checks of `queries/checks/`: one rule a file, read once, run over a database with a ledger's tables.

There are two kinds, a folder for each. A *consistency* check gives the rows in which the data contradicts itself;
those that look at one value of a row are declared in of_a_row.yml. A *programme* rule gives a row for
every check it makes, with its outcome; a breach of it is a fact to show, never a reason to refuse a ledger. The words
of a check are in checks.yaml, those of a rule in its .yml.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Any, NamedTuple

import duckdb
import yaml

from smart_tokyo.ledger.tables import engine
from smart_tokyo.ledger.tables.ddl import breaking_rows, dates_view
from smart_tokyo.named_sql import QUERIES, SELECTION, named_sql
from smart_tokyo.rules import RULES, breach_code
from smart_tokyo.schema import tables

FOLDER = QUERIES / "checks"
KINDS = ("consistency", "programme")
IN_ORDER = "fiscal_year, project_id"
RESULT = ("project_id", "fiscal_year", "outcome", "actual", "bound")  # a rule has those it has a value for

_SOURCE = re.compile(r"\b(?:from|join) (\w+)")
_HEADER = re.compile(r"(?:table|column|whole|empty|about): \w+\n?")
_OF_EVERY_BREACH = re.compile(r"table_name|key_\d|column_name|value|expected")


@dataclass(frozen=True)
class Check:
    """One rule. `table` is the one its findings are about, None where each row names it in `table_name`.

    `column`: the column a breach of a programme rule is shown at, None for the row as a whole. `whole`: a table
    in which it looks for what is not there, and of which it has to know every row. `empty`: the column that it looks
    for no value in; a row of which that cell could not be read is none of its. `about`: `dataset` where its findings
    are about the data set as a whole, else None. `doc`: purpose and grain.
    """

    name: str
    kind: str
    sql: str
    doc: str
    table: str | None = None
    column: str | None = None
    whole: str | None = None
    empty: str | None = None
    about: str | None = None

    @property
    def code(self) -> str:
        """The code of the findings of a consistency check."""
        return self.name.replace("_", "-")

    @property
    def reads(self) -> frozenset[str]:
        """The contract's tables that its SQL names after `from` or `join`."""
        return frozenset(_SOURCE.findall(self.sql)) & frozenset(tables())


class Breach(NamedTuple):
    """One thing to complain about. `code` has its words in `findings.ALL_CODES`.

    `key`: the row's primary key in plain text, as `reading.plain` writes each value; empty where no row is meant.
    `column` is None where the row as a whole is meant. `value` and `expected` are plain text too. `details`: what
    else its words tell. `dataset`: it is about the data set as a whole. `empty`: a column that has no value there.
    """

    code: str
    table: str
    key: tuple[str, ...]
    column: str | None
    value: str | None
    expected: str | None
    details: Mapping[str, int | str | None] = {}
    dataset: bool = False
    empty: str | None = None


@cache
def checks() -> Mapping[str, Check]:
    """Every check by name, in order. Raises ValueError where a file is not one of its name in the folder of a kind."""
    found = {}
    for name, query in named_sql(FOLDER).items():
        header = "".join(takewhile(_HEADER.fullmatch, query.doc.splitlines(keepends=True)))
        kind, told = query.path.parent.name, dict(line.split(": ") for line in header.splitlines())
        if kind not in KINDS:
            right = " or ".join(KINDS)
            raise ValueError(f"{query.path.name} must be in a folder named {right}; it is in {kind}.")
        found[name] = Check(name, kind, query.sql, query.doc.removeprefix(header), **told)
    declared = yaml.safe_load((FOLDER / "consistency" / "of_a_row.yml").read_text("utf-8"))
    for name, one in declared.items():
        table, says, empty = (one.pop(key, None) for key in ("table", "says", "empty"))
        doc = f"{says}\nGrain: one row per row of {table}."
        sql = breaking_rows(tables()[table], **one)
        found[name] = Check(name, "consistency", sql, doc, table, empty=empty)
    return dict(sorted(found.items()))


def of_kind(kind: str) -> tuple[Check, ...]:
    """The checks of a kind, in the order of their names."""
    return tuple(check for check in checks().values() if check.kind == kind)


def consistency(
    con: duckdb.DuckDBPyConnection, unread: Collection[str] = (), partial: Collection[str] = ()
) -> list[Breach]:
    """What the internal tables in `con` contradict themselves in, as of the date of `snapshot`.

    Passed over are checks that read a table of `unread`, or need the whole of one of which a part (`partial`) was read.
    """
    engine.create(con, dates_view())
    asked = [
        one for one in of_kind("consistency") if one.reads.isdisjoint(unread) and one.whole not in partial
    ]
    found = []
    for name, result in engine.rows(con, {one.name: one.sql for one in asked}).items():
        rows = (dict(zip(result.columns, row, strict=True)) for row in result.fetchall())
        found += [_breach(checks()[name], row) for row in rows]
    return found


def rules(con: duckdb.DuckDBPyConnection) -> list[Breach]:
    """Every breach of a programme rule over the models in `con`; its further columns are details of its words."""
    changes = con.execute(
        "select project_id, fiscal_year, last_changed_on from grant_rows where changes > 0"
    ).fetchall()
    changed = {(project_id, str(year)): str(day) for project_id, year, day in changes}
    found = []
    for check, results in _run(con):
        breaches = results.filter("outcome in ('warn', 'fail')").order(IN_ORDER)
        told = breaches.columns[len(RESULT) :]
        assert check.table is not None
        for project_id, fiscal_year, outcome, actual, bound, *details in breaches.fetchall():
            key: tuple[str, ...] = (project_id,) if fiscal_year is None else (project_id, str(fiscal_year))
            value, expected = (None if one is None else str(one) for one in (actual, bound))
            said = (check.column, value, expected, dict(zip(told, details, strict=True)))
            at = check.table
            if check.column == "decided_yen" and key in changed:  # the amount stands there
                at, key = "grant_changes", (*key, changed[key])
            found.append(Breach(breach_code(check.name, outcome), at, key, *said))
    return found


def fill_rules(con: duckdb.DuckDBPyConnection) -> None:
    """Run every programme rule over the models in `con` into the tables `rules` and `rule_results`."""
    for check, found in _run(con):
        rule = RULES[check.name]
        con.table("rules").insert([check.name, rule.place, rule.kind, rule.term])
        results = found.select(duckdb.ConstantExpression(check.name).alias("rule"), *RESULT)
        own = con.table("projects").select("project_id", *SELECTION)
        results.join(own, "project_id").order(IN_ORDER).insert_into("rule_results")


def _run(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[Check, duckdb.DuckDBPyRelation]]:
    """Every programme rule with its rows: the columns of RESULT, NULL where it has none of them, first."""
    rules = of_kind("programme")
    sql = {one.name: one.sql.replace("$bound", str(RULES[one.name].bound)) for one in rules}
    for name, found in engine.rows(con, sql).items():
        known = (one if one in found.columns else f"cast(null as bigint) as {one}" for one in RESULT)
        told = (one for one in found.columns if one not in RESULT)
        yield checks()[name], found.project(", ".join([*known, *told]))


def _breach(check: Check, row: Mapping[str, Any]) -> Breach:
    table = check.table or row["table_name"]
    keys = (f"key_{place}" for place, _ in enumerate(tables()[table].primary_key, start=1))
    key = tuple(str(row[name]) for name in keys if name in row)
    details = {name: value for name, value in row.items() if not _OF_EVERY_BREACH.fullmatch(name)}
    said = (row["column_name"], row["value"], row["expected"])
    return Breach(check.code, table, key, *said, details, check.about == "dataset", check.empty)
