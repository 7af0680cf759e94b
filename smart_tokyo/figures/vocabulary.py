"""What each column of each named query is called, means and holds: one declaration for pages, reports, files and tests.

A column named as in `data/schema` is the stored one. What several queries compute is `queries/words.yml`, what one
alone computes the `columns` of its `<query>.yml`, where `word` gives a column the words of another name, and `stored`
those of one of several stored columns of its name. A ledger writes a technology in one language;
`data/reference/technologies.csv` has both, for names alone: figures and downloads keep the ledger's.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from smart_tokyo import Lang, Text, named_sql, pick, schema, settings
from smart_tokyo.kinds import STORED, Kind

WORDS = settings.PROJECT / "queries" / "words.yml"


@dataclass(frozen=True)
class Word:
    """A column in words. `title`: none where it is for no reader; `short`: over a table, the title where none is given.

    `means`: what a number says. `derived`: an amount that is computed from others, so never "not published".
    `values`: the table and column of the schema whose words its values have.
    """

    name: str
    title: Text = field(default_factory=dict)
    short: Text = field(default_factory=dict)
    means: Text = field(default_factory=dict)
    kind: Kind = "count"
    derived: bool = False
    values: tuple[str, str] | None = None

    def label(self, lang: Lang) -> str:
        """What stands over its values; its own name where it is for no reader."""
        return self.short.get(lang) or self.title.get(lang) or self.name


@cache
def declaration(query: str) -> Mapping[str, Any]:
    """What `<query>.yml` says; {} where a query needs none. Raises KeyError for no query."""
    path = named_sql.catalog()[query].path.with_suffix(".yml")
    return _read(path) if path.exists() else {}


@cache
def words() -> Mapping[str, Word]:
    """The words of columns that several queries have, by name, as `words.yml` declares them."""
    return {name: _word(name, raw) for name, raw in _read(WORDS).items()}


@cache
def stored() -> Mapping[str, Word]:
    """The words of the columns of the schema, by name; of the first table where several have the same name."""
    every = [(table.name, one) for table in schema.tables().values() for one in table.fields]
    return {one.name: of_field(table, one) for table, one in reversed(every)}


def of_field(table: str, one: schema.Field) -> Word:
    """A stored column in words."""
    return Word(
        name=one.name,
        title={"ja": one.title, "en": one.title_en, **one.shown},
        means=one.means,
        kind=one.held,
        values=(table, one.name) if one.labels else None,
    )


@cache
def own(query: str) -> Mapping[str, Word]:
    """The columns that a query declares itself."""
    return {name: _own(name, raw) for name, raw in declaration(query).get("columns", {}).items()}


def _own(name: str, raw: Mapping[str, Any]) -> Word:
    if "stored" in raw:
        table, column = raw["stored"].split(".")
        return of_field(table, schema.field(table, column))
    return words()[raw["word"]] if "word" in raw else _word(name, raw)


def word(query: str, column: str) -> Word:
    """A column of a query in words. Raises KeyError where nothing declares it."""
    return own(query).get(column) or words().get(column) or stored()[column]


@cache
def anywhere(column: str, query: str | None = None) -> Word | None:
    """A column of a query, or by its name alone: shared or stored, else what one query says of it; None for none."""
    found = own(query).get(column) if query else None
    found = found or words().get(column) or stored().get(column)
    return found or next((own(query)[column] for query in named_sql.catalog() if column in own(query)), None)


def _word(name: str, raw: Mapping[str, Any]) -> Word:
    values = raw.get("values")
    found = Word(**{**raw, "name": name, "values": tuple(values.split(".")) if values else None})
    known = {kind for kinds in STORED.values() for kind in kinds}
    if found.kind not in known:
        raise ValueError(f"{name}: {found.kind!r} is none of {', '.join(sorted(known))}")
    return found


def _read(path: Path) -> dict[str, Any]:
    return cast(dict[str, Any], yaml.safe_load(path.read_text(encoding="utf-8")))


TECHNOLOGIES = settings.PROJECT / "data" / "reference" / "technologies.csv"


@cache
def technology_names() -> Mapping[str, Mapping[str, str]]:
    """Technology of a ledger → its row in the file."""
    with TECHNOLOGIES.open(encoding="utf-8", newline="") as file:
        return {row["technology"]: row for row in csv.DictReader(file)}


def technology(name: str, lang: Lang) -> str:
    """The name of a technology of the ledger in the reader's language; else as it is written there."""
    return pick(technology_names().get(name, {}), "name", lang) or name


def technologies(cell: Any, lang: Lang) -> list[str]:
    """The names of a project's technologies, of which the ledger has one text with `;` between; [] where unknown."""
    parts = cell.split(";") if isinstance(cell, str) else []
    return [technology(part.strip(), lang) for part in parts if part.strip()]
