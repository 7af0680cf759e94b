"""Ids of one table that are the same but for what a person overlooks: two rows that are perhaps one thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from smart_tokyo.ledger.content.findings import Finding, finding
from smart_tokyo.ledger.content.records import Record
from smart_tokyo.ledger.values.lookalikes import alike_form, overlooked
from smart_tokyo.schema import Table

_ASPECTS = {
    "width": ("全角と半角", "width (full or half)"),
    "case": ("大文字と小文字", "upper and lower case"),
    "dash": ("ハイフンの種類や有無", "the kind of dash"),
    "zeros": ("先頭の0の数", "leading zeros"),
}


def twins(tables: Iterable[Table], records: Mapping[str, Sequence[Record]]) -> list[Finding]:
    """A warning at each of the source's rows whose id is alike to another's; of several others the first is named."""
    found: list[Finding] = []
    for table in tables:
        if len(table.primary_key) > 1 or table.primary_key[0] not in table.id_columns:
            continue
        alike: dict[str, dict[str, Record]] = {}
        for record in records[table.name]:
            (one,) = table.key_of(record.values)
            if one is not None:
                alike.setdefault(alike_form(one), {}).setdefault(one, record)
        for group in alike.values():
            if len(group) > 1:
                found += _of_group(table, group)
    return found


def _of_group(table: Table, group: Mapping[str, Record]) -> Iterable[Finding]:
    (column,) = table.primary_key
    for one, record in group.items():
        twin, other = next(pair for pair in group.items() if pair[0] != one)
        aspects = [_ASPECTS[aspect] for aspect in overlooked(one, twin)]
        details = {
            "twin": twin,
            "other": other.where(column),
            "differing_ja": "、".join(ja for ja, _ in aspects),
            "differing_en": " and ".join(en for _, en in aspects),
        }
        if not record.shipped:
            yield finding(
                "alike-ids", record.where(column), table, column, record.written(column), twin, details
            )
