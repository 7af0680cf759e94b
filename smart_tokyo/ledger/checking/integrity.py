"""Constraints, keys and foreign keys of all tables together: what breaks them, told where the cell was written; and
ids of one table that are the same but for what a person overlooks.

A cell that already has a finding gets no second one.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import duckdb

from smart_tokyo.ledger.content.csvfile import Sheet
from smart_tokyo.ledger.content.findings import CODES, Finding, finding, titles
from smart_tokyo.ledger.content.records import Record, Stack, one_alone, rows_of
from smart_tokyo.ledger.tables.ddl import Broken, broken
from smart_tokyo.ledger.values.choices import Rows
from smart_tokyo.ledger.values.plain import perhaps_alike
from smart_tokyo.ledger.values.reading import alike_form, in_both, overlooked, plain
from smart_tokyo.schema import OFFICIAL, Field, Table, tables
from smart_tokyo.words import LANGS, N_, Lang, Text, t

_LISTED = 12  # rows of a small table that a message lists
_ASPECTS = {
    "width": N_("width (full or half)"),
    "case": N_("upper and lower case"),
    "dash": N_("the kind of dash"),
    "zeros": N_("leading zeros"),
}


def check(
    con: duckdb.DuckDBPyConnection,
    records: Mapping[str, Stack],
    unread: Collection[str],
    sheets: Mapping[str, Sequence[Sheet]],
) -> tuple[list[Finding], dict[str, Stack]]:
    """All findings, and for each table its records without those whose key is there before.

    `con` holds the values of all `records`, of which those that are shipped come first. Not looked at are tables of
    these alone, and foreign keys into `unread` tables. `sheets`: those of the source by table.
    """
    found: list[Finding] = []
    kept = dict(records)

    @cache
    def known(name: str) -> Rows:
        return Rows(tables()[name], rows_of(records[name].values))

    for name, table in tables().items():
        if records[name].own:
            telling = _Telling(table, records[name], known, sheets)
            for one in broken(con, table, unread):
                telling.add(one)
            found += telling.found
            kept[name] = telling.kept()
    return [*found, *_twins(kept)], kept


@dataclass
class _Telling:
    table: Table
    records: Stack
    known: Callable[[str], Rows]
    sheets: Mapping[str, Sequence[Sheet]]
    found: list[Finding] = field(default_factory=list)
    repeated: set[int] = field(default_factory=set)
    filled: dict[int, Record] = field(default_factory=dict)  # shipped row → the source's, which knows more
    said: set[tuple[int, str]] = field(default_factory=set)

    def add(self, one: Broken) -> None:
        record = self.records[one.row]
        if one.earlier is not None:
            if not record.bad.intersection(one.columns):
                self.repeated.add(one.row)
                self._repeated_key(record, one.earlier)
            return
        cells = {(one.row, name) for name in one.columns}
        if self.said & cells or record.bad.intersection(one.columns):
            return
        self.said |= cells
        if one.reference:
            self._foreign_key(record, one.columns, one.reference)
        else:
            self._constraint(record, one.columns[0], one.code)

    def kept(self) -> Stack:
        """The records without those that repeat a key; of a shipped row and one that knows more, the latter."""
        if not self.repeated:
            return self.records
        shipped, own = (
            [
                one
                for one in self.records.without({*self.repeated, *self.filled}).blocks
                if one.shipped is which
            ]
            for which in (True, False)
        )
        more = [self.filled[at] for at in sorted(self.filled)]
        return Stack(self.table, [*shipped, *(one_alone(self.table, one) for one in more), *own])

    def _constraint(self, record: Record, column: str, code: str) -> None:
        one = self.table.fields[self.table.position[column]]
        written, expected = (record.written(column) or "").strip(), None
        details: dict[str, object] = {"form": {"ja": one.description, "en": one.description_en}}
        if code == "range":
            value = plain(record.values[self.table.position[column]])
            told = written if written == value else f"{written} = {value}"
            details = {"value": told, "range": in_both(_bounds, one)}
            least, most = ("" if bound is None else bound for bound in (one.minimum, one.maximum))
            expected = f"{least}..{most}"
        self.found.append(finding(code, record.where(column), self.table, column, written, expected, details))

    def _repeated_key(self, record: Record, at: int) -> None:
        first = self.filled.get(at, self.records[at])
        key = ", ".join(plain(one) for one in self.table.key_of(record.values))
        joined = ", ".join(self.table.primary_key)
        if not first.shipped:
            special = f"duplicate-key-{self.table.name}"
            code, details = special if special in CODES else "duplicate-key", {"first": first.where()}
            self.found.append(finding(code, record.where(), self.table, joined, key, details=details))
            return
        # a column that the source does not have says nothing: a ledger older than the column is no contradiction
        known, own = (dict(zip(self.table.columns, one.values, strict=True)) for one in (first, record))
        other = [name for name in own if own[name] != known[name] and name in record.places]
        if record.bad:
            return
        contradicted = [name for name in other if known[name] is not None]
        code = "reference-conflict" if contradicted else "reference-filled" if other else "reference-same"
        if code == "reference-filled":
            values = (known[name] if value is None else value for name, value in own.items())
            self.filled[at] = replace(record, values=tuple(values))
        other = contradicted or other
        titled = {lang: titles(self.table.name, ", ".join(other), lang)[1] for lang in LANGS}
        expected = "; ".join(f"{name}={plain(known[name])}" for name in other) or None
        about = (code, record.where(), self.table, joined, key, expected, {"differing": titled})
        self.found.append(finding(*about))

    def _foreign_key(self, record: Record, columns: Sequence[str], reference: str) -> None:
        written = ", ".join(record.written(name) or "" for name in columns)
        column = ", ".join(columns)
        code, details = self._meant(written.strip(), columns, reference)
        if reference in self.sheets:
            called, add = self.sheets[reference][-1].label, N_("add the row to {place}")
        else:  # it is named in the way of this table
            by_name = self.table.name in record.sheet.label.casefold()
            called = tables()[reference].name if by_name else tables()[reference].title
            called += "" if record.sheet.book else ".csv"
            add = N_("make {place} with the row")
        place = dict.fromkeys(LANGS, called)
        if record.sheet.book:
            place = {lang: t('the sheet "{name}"', lang, name=called) for lang in LANGS}
        details |= {"place": place, "add": {lang: t(add, lang, place=place[lang]) for lang in LANGS}}
        where = record.where(columns[0])
        self.found.append(finding(code, where, self.table, column, written.strip(), called, details))

    def _meant(self, written: str, columns: Sequence[str], reference: str) -> tuple[str, dict[str, Text]]:
        """The code for a reference to a row that is not there, and what may have been meant."""
        details: dict[str, Text] = {"reference": {lang: titles(reference, None, lang)[0] for lang in LANGS}}
        if reference in OFFICIAL:
            return "foreign-key-official", details
        rows = self.known(reference)
        if len(columns) == 1 and (near := rows.nearest(written)):
            return "foreign-key-near", details | {"near": in_both(rows.shown, near)}
        if tables()[reference].reference and len(rows.names) <= _LISTED:
            return "foreign-key-listed", details | {"choices": in_both(rows.shown, rows.names)}
        return "foreign-key", details


def _bounds(one: Field, lang: Lang) -> str:
    bounds = {"least": one.minimum, "most": one.maximum}
    told = {name: f"{it:,}" if it > 9999 else it for name, it in bounds.items() if it is not None}
    text = N_("of at least {least}") if "least" in told else N_("of at most {most}")
    return t(N_("from {least} to {most}") if len(told) == 2 else text, lang, **told)


def _twins(records: Mapping[str, Stack]) -> Iterator[Finding]:
    """A warning at each of the source's rows whose id is alike to another's; of several others the first is named."""
    for table in tables().values():
        column = table.primary_key[0]
        if len(table.primary_key) > 1 or column not in table.id_columns:
            continue
        alike: dict[str, dict[str, int]] = {}
        ids = records[table.name].values.column(column)
        for at in perhaps_alike(ids):
            one = ids[at].as_py()
            alike.setdefault(alike_form(one), {}).setdefault(one, at)
        for group in alike.values():
            for one, at in group.items():
                record = records[table.name][at]
                if len(group) == 1 or record.shipped:
                    continue
                twin, place = next(pair for pair in group.items() if pair[0] != one)
                ja, en = ([t(_ASPECTS[name], lang) for name in overlooked(one, twin)] for lang in LANGS)
                other, differing = records[table.name][place], {"ja": "、".join(ja), "en": " and ".join(en)}
                details = {"twin": twin, "other": other.where(column), "differing": differing}
                where, written = record.where(column), record.written(column)
                yield finding("alike-ids", where, table, column, written, twin, details)
