"""Rows of a sheet that are no rows of its table: totals, notes, the header once more, nothing but FALSE or 0.

Only a row that lacks a value it must have is looked at, or one whose key is such a word: all others are rows.
"""

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from smart_tokyo.ledger.content.cells import BadCell
from smart_tokyo.ledger.content.headers import folded, heading, narrow, on_one_line, stands_beside
from smart_tokyo.ledger.content.records import Block, Record, Row, rows_of
from smart_tokyo.ledger.values.reading import Value
from smart_tokyo.schema import Field, Table

TOTAL, NOTE, HEADER, NOTHING = "total-row", "note-row", "header-again", "idle-rows"  # codes of findings
ANYWHERE, BELOW, ADDED_UP = "anywhere", "below all rows", "where an amount is a sum"
LOOKED_INTO = 50  # rows of amounts alone that may be sums: more of them are no totals

_DIGIT = re.compile(r"\d")
_ZERO = re.compile(r"[¥\\]? ?0+(?:\.0+)?[円%]?|false|[-‐−―ー]|1900[-/]0?1[-/]0?0|(?:0?0:)+00", re.IGNORECASE)
_STRONG = "総?合計|小計|中計|総計|集計|累計|(?:sub|grand)?totals?"
_WEAK = "総額|残額|残高|全体|差引|平均|最大|最小|件数"
_ALONE_TOTAL = "sum|average|count|max|min|all"
_REST = r"(?:金?額|値|数|件|円|amounts?|yen|fy|of|\d)*"
_TOTAL = re.compile(rf"全?(?:{_STRONG}|計|{_WEAK}){_REST}|全?\d+件|{_ALONE_TOTAL}")
# in an id: it may be none
_WATCHED = re.compile(f"{_STRONG}|計|件|{_WEAK}|^(?:{_ALONE_TOTAL})$", re.IGNORECASE)
_MAY_BE_WATCHED = f"(?i:{_WATCHED.pattern})|[ıİſ\u212a]"  # the letters that Python alone takes for others
# with what is added up before it; 設計 and 統計 are no totals
_TOTAL_OF = re.compile(rf".{{0,40}}?(?:{_STRONG}|(?:[\d年月期別a-z区市町村島部域内外他]|年度)計){_REST}")
_SUM = re.compile("= ?(?:SUM|SUBTOTAL|AGGREGATE|COUNT)", re.IGNORECASE)
_WORD = "注|備考|注記|注意|出典|資料|参考|補足"
_NOTE = re.compile(
    rf"[(\[【〔]?(?:{_WORD})\d*[)\]】〕:.\s]|(?:以上|以下余白)$|(?:notes?|remarks?|sources?)\b ?\d*[:.)]",
    re.IGNORECASE,
)
_STAR, _ALONE = re.compile("[※*]"), re.compile(rf"(?:{_WORD})\d*")
_SENTENCE = re.compile(
    r"[。、@]|該当|^[・●○◎■□◆◇▼→]|^[-=_‐―ー]{2,}$|^\d+/\d+$|^(?:作成|担当|連絡先|問い?合わ?せ)|"
    r"(?:現在|時点|作成|以上|余白)\W*$|(?:\S+\s+){3}\S"
)


class Stray(NamedTuple):
    """What a row is instead: the code of its finding, the cell by which it is known, and where or when it holds."""

    code: str
    place: int
    text: str
    holds: str


class _Cell(NamedTuple):
    """A cell with content. `column`: None where the header names none; `value`: None where it cannot be read."""

    place: int
    text: str
    column: Field | None
    value: Value
    is_key: bool
    is_bad: bool

    def stray(self, code: str, holds: str = ANYWHERE) -> Stray:
        return Stray(code, self.place, self.text, holds)

    @property
    def is_fact(self) -> bool:
        """Whether it says what neither a total nor a note says: a day, a year, a choice, a yes."""
        if self.column is None or self.value is None or self.is_key:
            return False
        return self._is_time or self.value is True or self.value in self.column.enum

    @property
    def is_amount(self) -> bool:
        """Whether it is a number that can be added up, or a formula that adds up and has no stored value."""
        if self.is_bad:
            return _SUM.match(self.text) is not None
        return type(self.value) in (int, float) and not (self.is_key or self._is_time)

    @property
    def is_nothing(self) -> bool:
        """Whether it holds what a check box or a formula leaves where nobody has written, or the row's number."""
        return _ZERO.fullmatch(narrow(self.text)) is not None or (self.column is None and self.text.isdigit())

    @property
    def is_mistyped(self) -> bool:
        """Whether it may be meant as a number or day that cannot be read."""
        typed = self.column is not None and self.column.type != "string"
        return self.value is None and (self.is_bad or (typed and _DIGIT.search(self.text) is not None))

    @property
    def _is_time(self) -> bool:
        return self.column is not None and (self.column.type == "date" or self.column.kind == "fiscal_year")


class Strays:
    """Tells strays from rows. `places`: column → its cell."""

    def __init__(self, table: Table, places: Mapping[str, int]) -> None:
        self.table, position = table, table.position
        self.columns = {place: table.fields[position[name]] for name, place in places.items()}
        keys = [one for one in self.columns.values() if one.name in table.primary_key]
        self._needed = [position[one.name] for one in self.columns.values() if one.required] or [0]
        self._must: Callable[[Row], tuple[Value, ...]] = itemgetter(*self._needed, self._needed[0])  # a tuple
        self._keys = [position[one.name] for one in keys]
        self._ids = [position[one.name] for one in keys if one.type == "string"]
        self._words = {"0", "FALSE", "false"}.union(*((one.name, one.title, one.title_en) for one in keys))
        self._words_held = pa.array(sorted(self._words), pa.string())
        self._complete = len(keys) == len(table.primary_key)

    def watches(self, values: Row) -> bool:
        """Whether a row may be a stray: it lacks what it must have, or its id is a word of theirs."""
        ids = (str(values[place]) for place in self._ids)
        words = (one in self._words or _WATCHED.search(one) for one in ids)
        return self._complete and (None in self._must(values) or any(words))  # else nothing can be told

    def suspects(self, values: pa.Table) -> list[int]:
        """Those of some rows, held by column, that `watches` is true of."""
        hit = np.zeros(len(values), bool)
        for place in self._needed:
            hit |= values.column(place).is_null().to_numpy()
        for place in self._ids:
            ids = values.column(place)
            for found in (pc.is_in(ids, self._words_held), pc.match_substring_regex(ids, _MAY_BE_WATCHED)):
                hit |= pc.fill_null(found, False).to_numpy()
        rows = map(int, np.flatnonzero(hit)) if self._complete else ()
        return [at for at in rows if self.watches(tuple(one[at].as_py() for one in values.columns))]

    def among(self, records: Block, watched: Iterable[int]) -> dict[int, Stray]:
        """The strays among the watched ones of all records, by their place there, in order."""
        weighed = {at: found for at in watched if (found := self._weigh(records[at]))}
        last = next((at for at in reversed(range(len(records))) if at not in weighed), -1)
        unsure = [at for at, stray in weighed.items() if stray.holds == ADDED_UP][:LOOKED_INTO]
        all_rows = enumerate(rows_of(records.values)) if unsure else ()
        rows = {at: row for at, row in all_rows if at not in weighed}
        true = {at for at in unsure if self._is_sum(at, records[at], weighed, rows)}
        true |= {at for at, stray in weighed.items() if stray.holds == ANYWHERE}
        true |= {at for at, stray in weighed.items() if stray.holds == BELOW and at > last}
        return {at: stray for at, stray in weighed.items() if at in true}

    def _weigh(self, record: Record) -> Stray | None:
        """What the row may be instead; None for a row."""
        cells = self._cells(record)
        first = cells[0]
        if all(one.is_nothing for one in cells):
            return first.stray(NOTHING)
        if all(self._is_header(one) for one in cells):
            return first.stray(HEADER)
        keyed = all(record.values[place] is not None for place in self._keys)
        facts = any(one.is_fact for one in cells)
        if facts and None not in self._must(record.values):
            return None  # whatever its id is called, it says all that a row says
        for one in cells:
            is_id = one.text.isascii() and _DIGIT.search(one.text)  # such as TOTAL-1
            if keyed and (is_id or not one.is_key):
                continue
            said = folded(one.text)
            of = _TOTAL_OF if one is first or one.is_key or one.column is None else _TOTAL
            if (_TOTAL.fullmatch(said) and (one.is_key or not facts)) or (of.fullmatch(said) and not facts):
                return one.stray(TOTAL)
        if facts:
            return None
        amounts = [one for one in cells if one.is_amount]
        if not amounts:
            return self._note(cells, keyed)
        known = (one.is_amount or one.is_nothing or (one.is_key and one.value is not None) for one in cells)
        return amounts[0].stray(TOTAL, ADDED_UP) if all(known) and not keyed else None

    def _note(self, cells: Sequence[_Cell], keyed: bool) -> Stray | None:
        first, *others = cells
        text = narrow(first.text)
        if any(one.is_mistyped for one in others):
            return None
        starred = _STAR.match(text) and not (keyed and others)
        if _NOTE.match(text) or starred or (_ALONE.fullmatch(text) and not keyed):
            return first.stray(NOTE)
        an_id = first.is_key and first.value is not None
        alone = not others and (_SENTENCE.search(text) or not (an_id or first.is_mistyped))
        return first.stray(NOTE, BELOW) if alone else None

    def _cells(self, record: Record) -> list[_Cell]:
        found = []
        for place, raw in enumerate(record.raw.cells):
            if text := on_one_line(raw):
                one = self.columns.get(place)
                value = record.values[self.table.position[one.name]] if one else None
                key = one is not None and one.name in self.table.primary_key
                found.append(_Cell(place, text, one, value, key, isinstance(raw, BadCell)))
        return found

    def _is_header(self, cell: _Cell) -> bool:
        found = heading(self.table, cell.text)
        own = cell.column is not None and found is not None and found.column == cell.column.name
        return own or stands_beside(cell.text)

    def _is_sum(self, at: int, record: Record, weighed: Collection[int], rows: Mapping[int, Row]) -> bool:
        """Whether an amount of a row is the sum of those of all rows that share what it has of a key, or of those since
        the row weighed before it: of two rows, or of all of several amounts. Formulas are taken at their word.
        """
        cells = self._cells(record)
        if any(one.is_bad for one in cells):
            return True
        before = max((one for one in weighed if one < at), default=-1)
        key = [(place, record.values[place]) for place in self._keys]
        sharing = [row for row in rows.values() if all(value in (None, row[place]) for place, value in key)]
        since = [row for one, row in rows.items() if before < one < at]
        amounts = [
            (self.table.position[one.column.name], one.value)
            for one in cells
            if one.column and isinstance(one.value, int | float) and one.is_amount and one.value
        ]
        for group in (sharing, since):
            added = {place: [row[place] for row in group if row[place]] for place, _ in amounts}
            sums = [len(added[place]) for place, amount in amounts if math.isclose(sum(added[place]), amount)]  # type: ignore[arg-type]
            if any(count > 1 for count in sums) or (len(sums) > 1 and len(sums) == len(amounts)):
                return True
        return False
