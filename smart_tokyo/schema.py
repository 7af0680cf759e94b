"""The declaration of every table and column, read from data/schema/*.yaml (Frictionless Table Schema).

Nothing else in the project defines a column: the checker, the DDL, the public allow-list, the template and
the data dictionary are derived from what this module returns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from operator import itemgetter
from pathlib import Path
from typing import Any

import yaml

from smart_tokyo import Kind, Text
from smart_tokyo.settings import PROJECT

SCHEMA_DIR = PROJECT / "data" / "schema"
EMPTY: Text = {"ja": "空欄は不明。", "en": " Empty means unknown."}
IN_YEN: Text = {"ja": "単位は円。", "en": ", in yen"}
HELD: Mapping[str, Kind] = {  # kind or type of a column → the kind of its values for readers; others are text
    "yen": "yen",
    "fiscal_year": "fiscal_year",
    "integer": "count",
    "number": "number",
    "date": "date",
    "boolean": "boolean",
}
TYPES = ("string", "integer", "number", "date", "boolean")
VISIBILITIES = ("public", "internal")
OFFICIAL = frozenset({"municipalities"})  # tables to which no source adds rows: their codes are official


class SchemaError(Exception):
    """A schema file that cannot be used; the message names the file."""


@dataclass(frozen=True)
class Field:
    """One column. `labels`: enum value → its words {ja, en}; `kind`: a finer form of the type, or None.

    For readers of figures, `shown`: its title where that of the table is long or names the unit; `held`: its kind;
    `means`: its description up to what is said of an empty cell; what is said after that is of the table alone.
    """

    name: str
    title: str
    title_en: str
    type: str
    description: str
    description_en: str
    visibility: str
    labels: Mapping[str, Mapping[str, str]]
    shown: Text
    held: Kind
    kind: str | None = None
    required: bool = False
    enum: tuple[str, ...] = ()
    minimum: float | int | None = None
    maximum: float | int | None = None
    pattern: str | None = None

    @property
    def means(self) -> Text:
        """What its values are."""
        ja, en = self.description.partition(EMPTY["ja"]), self.description_en.partition(EMPTY["en"])
        return {"ja": ja[0].removesuffix(IN_YEN["ja"]), "en": en[0].replace(IN_YEN["en"], "")}

    def label(self, value: str, lang: str) -> str:
        """The word for an enum value in ja or en; the value itself where none is declared."""
        return self.labels.get(value, {}).get(lang, value)


@dataclass(frozen=True)
class ForeignKey:
    """`fields` of the table refer to `reference_fields` of the table `reference`."""

    fields: tuple[str, ...]
    reference: str
    reference_fields: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table. `reference`: shipped in data/reference, to which a source may add rows."""

    name: str
    title: str
    title_en: str
    description: str
    description_en: str
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    reference: bool
    visibility: str
    fields: tuple[Field, ...]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns, in order."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Column name → its place in a row."""
        return {name: index for index, name in enumerate(self.columns)}

    @cached_property
    def id_columns(self) -> frozenset[str]:
        """The columns of ids without a form of their own: texts of the key and of references."""
        keys = {*self.primary_key, *(name for key in self.foreign_keys for name in key.fields)}
        texts = (one.name for one in self.fields if one.type == "string" and not one.kind)
        return frozenset(keys.intersection(texts))

    @cached_property
    def targets(self) -> Mapping[str, str]:
        """Column → the table to whose rows it refers by itself."""
        return {key.fields[0]: key.reference for key in self.foreign_keys if len(key.fields) == 1}

    @cached_property
    def key_of(self) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
        """The function that gives the primary key of a row whose values are in column order."""
        first, *others = (self.position[name] for name in self.primary_key)
        return itemgetter(first, *others) if others else lambda row: (row[first],)

    def public_fields(self) -> tuple[Field, ...]:
        """The columns that may be in a public database; none for an internal table."""
        if self.visibility != "public":
            return ()
        return tuple(field for field in self.fields if field.visibility == "public")


def fields_for(table: Table, audience: str) -> tuple[Field, ...]:
    """The columns that an audience may have."""
    return table.fields if audience == "internal" else table.public_fields()


@cache
def tables() -> dict[str, Table]:
    """All tables by name, a table always after those it refers to."""
    return load(SCHEMA_DIR)


def field(table: str, name: str) -> Field:
    """A column by table and name. Raises KeyError when there is none."""
    found = tables()[table]
    return found.fields[found.position[name]]


def label(table: str, column: str, value: str, lang: str) -> str:
    """The word for a value of a column with a fixed list, in ja or en."""
    return field(table, column).label(value, lang)


def load(folder: Path) -> dict[str, Table]:
    """All tables of a schema folder, in foreign-key order. Raises SchemaError naming the file at fault."""
    found: dict[str, Table] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            raw = yaml.safe_load(path.read_text(encoding="utf-8"))
            for one in raw["fields"]:
                if of := one.pop("values", None):  # those of a column of a table that comes before
                    table, column = of.split(".")
                    values = found[table].fields[found[table].position[column]]
                    one |= {
                        "labels": values.labels,
                        "constraints": one["constraints"] | {"enum": values.enum},
                    }
            found[path.stem] = _table(raw)
        except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
            raise SchemaError(f"{path.name}: {error!r}") from error
        if found[path.stem].name != path.stem:
            raise SchemaError(f"{path.name}: the table in it is called {found[path.stem].name!r}")
    return _in_key_order(found)


def _table(raw: dict[str, Any]) -> Table:
    keys = tuple(
        ForeignKey(tuple(key["fields"]), key["reference"]["resource"], tuple(key["reference"]["fields"]))
        for key in raw.pop("foreignKeys", ())
    )
    primary = tuple(raw.pop("primaryKey"))
    table = Table(
        **{**raw, "fields": tuple(map(_field, raw["fields"]))}, primary_key=primary, foreign_keys=keys
    )
    _one_of(table.visibility, VISIBILITIES)
    for name in (*primary, *(name for key in keys for name in key.fields)):
        if name not in table.position:
            raise KeyError(f"a key names the column {name}, which is not declared")
    return table


def _field(raw: dict[str, Any]) -> Field:
    limits, shown, labels = (raw.pop(key, {}) for key in ("constraints", "shown", "labels"))
    other: Kind = "choice" if labels else "text"
    held = shown.pop("kind", None) or HELD.get(raw.get("kind") or raw["type"], other)
    limits["enum"] = tuple(limits.get("enum", ()))
    found = Field(**raw, **limits, labels=labels, shown=shown, held=held)
    _one_of(found.type, TYPES)
    _one_of(found.visibility, VISIBILITIES)
    return found


def _one_of(value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(allowed)}")


def _in_key_order(found: Mapping[str, Table]) -> dict[str, Table]:
    """Reference tables first, then by name, each after the tables it refers to."""
    ordered: dict[str, Table] = {}

    def place(name: str, waiting: tuple[str, ...]) -> None:
        if name in ordered:
            return
        if name in waiting:
            raise SchemaError(f"foreign keys in a circle: {' → '.join((*waiting, name))}")
        if name not in found:
            raise SchemaError(f"{waiting[-1]}.yaml: refers to the table {name}, which is not declared")
        for key in found[name].foreign_keys:
            if key.reference != name:
                place(key.reference, (*waiting, name))
        ordered[name] = found[name]

    for name in sorted(found, key=lambda one: (not found[one].reference, one)):
        place(name, ())
    return ordered
