"""What the words around a table mean: a name which table, a header's cell which column, and which row is the header.

Letters and digits alone count; case, width, spaces, brackets and marks such as ＊ or ※ do not.
"""

import difflib
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar

from smart_tokyo.ledger.values.reading import ZEROS
from smart_tokyo.schema import Field, Table, tables

Meaning = TypeVar("Meaning")

LOOKED_AT = 50  # rows among which the header is
NEAR = 0.75  # how like a column's name a text is that may mean it
LONGEST = 200  # characters of a name, or of a header's cell

_IGNORED = re.compile(r"[^\w¥$€£‰]|_")
_BRACKET = re.compile(r"[（(](.*?)[）)]")
_IN_BRACKETS = re.compile(r"[（(［\[【](.*?)[）)］\]】]")
_BETWEEN = re.compile(r"\s[-‐–—]\s")  # what an export puts between the names of a workbook and of its sheet

_YEN = "(?:(?:日本)?円|(?:japanese)?yen|jpy|¥)"
_LARGE = {"thousand": 3, "million": 6, "billion": 9, "k": 3, "m": 6, "b": 9}
_KANJI = f"(?:10*)?[{''.join(ZEROS)}]+"
_MANY = "(?:(?:thousand|million|billion)s?(?:of)?|x?1?(?:000)+)"
_LATIN = f"(?:in)?(?:{_MANY}{_YEN}|{_YEN}(?:in)?{_MANY}|(?:k|mn?|bn?)(?:yen|jpy))"
_SCALED = f"(?:{_KANJI}円?|{_LATIN}|{_MANY})"  # units of money other than yen
_SAID = re.compile(
    f"(?:単位|金額)(?:は|が|の単位は)?(?:すべて|全て|全部)?(?:{_KANJI}円|{_KANJI}$|{_LATIN})(?!未満|以[上下])"
    f"|{_KANJI}円(?:単位|表示|で(?:表|記|入|書))|(?:in|units?){_LATIN}|^(?:{_KANJI}円|{_LATIN})$"
)

# What may stand beside a column's name.
_MARK = "必須|必要|入力|項目|任意|required|mandatory|optional|キー|key"
_TAX = "(?:消費)?税(?:込み?|抜き?|別|額?を?含む)"
_ROUNDED = re.compile(
    rf"(?:{_KANJI}円?未満|端数)(?:は|を|の)?(?:端数)?(?:切り?[捨上]て?|切り?上げ|四捨五入|処理)?(?:して表示|表示)?"
)
_BESIDE = re.compile(f"(?:単位|{_MARK}|{_YEN}|{_KANJI}円|{_LATIN})+")
_JAPANESE, _ENGLISH = "日本語|和文|japanese", "(?:英語|英文|英|english|en)"
# What a copy, a version or an export adds to a table's name.
_ADDED = (
    r"(?:\d+(?:年度|年|月|日)?|元年度?|令和|平成|fy|[rhv]|ver|version|版|第|最新|最終|修正|改訂|更新|提出用?|[済後]|現在"
    "|時点|final|latest|new|rev|の?(?:コピー|写し|複製)|copy|of|表|table|シート|sheet|一覧|リスト|list|データ|data|台帳"
    f"|ledger|csv|txt|単位|{_YEN}|{_KANJI}円)*"
)


class Heading(NamedTuple):
    """The column that a header's cell names. `zeros`: how many its unit is short of yen; `bare`: money, no unit."""

    column: str
    zeros: int = 0
    bare: bool = False


def narrow(text: str) -> str:
    """Text with width made equal: NFKC."""
    return unicodedata.normalize("NFKC", text)


def folded(text: str) -> str:
    """Text for comparison: its letters and digits, width and case made equal."""
    return _IGNORED.sub("", narrow(text).casefold())


def _bare(text: str) -> str:
    return folded(_BRACKET.sub("", text))


def on_one_line(text: str) -> str:
    """A header's cell as a message shows it."""
    return " ".join(text.split())


def named(name: str, known: Mapping[str, Meaning]) -> tuple[Meaning, bool] | None:
    """What the name of a file or sheet means among `known` names (folded), and whether it is one of them as it stands.

    事業 - 表1, grants (2), 交付のコピー and 台帳 - 交付 mean one with something added; 連携体の構成員 is not 連携体.
    """
    text = folded(name[:LONGEST])
    if text in known:
        return known[text], True
    longest_first = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    if added := re.fullmatch(f"{_ADDED}({longest_first}){_ADDED}", text):
        return known[added[1]], False
    before, *after = _BETWEEN.split(name[:LONGEST])
    if not after or named(before, known):
        return None
    last = named(after[-1], known)
    return last and (last[0], False)


@cache
def table_names() -> Mapping[str, Table]:
    """What files and sheets of tables are called, folded: name and title in both languages → table."""
    return {folded(form): one for one in tables().values() for form in _forms(one)}


def _forms(one: Field | Table) -> tuple[str, str, str]:
    return one.title_en, one.title, one.name


def table_named(name: str) -> tuple[Table, bool] | None:
    """The table that a file or sheet holds, and whether its name is the table's own as it stands."""
    return named(name, table_names())


def unit_said(text: str) -> int:
    """How many zeros the unit that a title, note or name states is short of yen; 0 for none: 「単位：千円」 is 3."""
    said = (_SAID.search(folded(part)) for part in (text[:LONGEST], *_IN_BRACKETS.findall(text[:LONGEST])))
    return next((_zeros(hit[0]) for hit in said if hit), 0)


def heading(table: Table, cell: str) -> Heading | None:
    """The column that a header's cell names, in any of its names and with any marks; None for none."""
    return _heading(table.name, folded(cell)) if len(cell) <= LONGEST else None


def stands_beside(cell: str) -> bool:
    """Whether a cell under a header belongs to it: a unit of money, or the mark of what must be filled in."""
    return _BESIDE.fullmatch(folded(cell[:LONGEST])) is not None


def header_place(table: Table, rows: Sequence[Sequence[str]]) -> int:
    """The first of the top rows that names every required column; where none does, the one that names most columns.

    A row further up that is a header, but for a missing column, is it all the same: what follows it would be lost.
    """
    required = {one.name for one in table.fields if one.required}
    counts: list[int] = []
    alike: list[bool] = []
    for place, cells in enumerate(rows[:LOOKED_AT]):
        filled = [cell for cell in cells if cell.strip()]
        names = {found.column for cell in filled if (found := heading(table, cell))}
        if required <= names:
            return alike.index(True) if True in alike[:-1] else place
        counts.append(len(names))
        alike.append(len(names) > max(2, len(filled) / 2))
    return max(range(len(counts)), key=lambda place: (counts[place], -place), default=0)


def nearest(table: Table, cell: str, absent: Collection[str]) -> Field | None:
    """The column, one of those that a sheet lacks, whose name a header's cell nearly is or, of money, holds."""
    text = _bare(cell[:LONGEST])
    fields = [one for one in table.fields if one.name in absent]
    names = {_bare(form).removesuffix("yen"): one for one in fields for form in _forms(one)}
    held = [name for name, one in names.items() if one.kind == "yen" and name in text]
    near = [max(held, key=len)] if held else difflib.get_close_matches(text, names, n=1, cutoff=NEAR)
    return names[near[0]] if near and text else None


@lru_cache(maxsize=10_000)
def _heading(table: str, text: str) -> Heading | None:
    text = _ROUNDED.sub("", text)
    exact = _exact(table).get(text)
    if exact is not None or not text:
        return exact
    for column in tables()[table].columns:
        if found := _pattern(table, column).fullmatch(text):
            said = found.groupdict()
            return Heading(column, _zeros(said.get("scaled") or ""), "yen" in said and not said["yen"])
    # an amount in another unit, with words that are not known besides: at any rate it is not in yen
    stems = [(stem, column) for stem, column in _stems(table).items() if stem in text]
    scaled = re.search(_SCALED, text)
    return Heading(max(stems)[1], _zeros(scaled[0])) if stems and scaled else None


@cache
def _exact(table: str) -> Mapping[str, Heading]:
    return {folded(form): Heading(one.name) for one in tables()[table].fields for form in _forms(one)}


@cache
def _pattern(table: str, column: str) -> re.Pattern[str]:
    """A column's names, one or more, with what may stand beside them."""
    field = tables()[table].fields[tables()[table].position[column]]
    names, bare = ({fold(one) for one in (field.title, field.title_en)} for fold in (folded, _bare))
    names.add(folded(field.name))
    beside = _MARK
    if field.kind == "yen":
        names = bare
        names.add(f"{folded(field.name.removesuffix('yen'))}(?={_YEN}|{_SCALED})")
        beside += f"|{_TAX}|(?:単位|unit)?(?:(?P<yen>{_YEN})|(?P<scaled>{_SCALED}|k|mn?|bn?))"
    elif field.type in ("integer", "number"):
        names |= bare
        units = map(folded, _BRACKET.findall(field.title) + _BRACKET.findall(field.title_en))
        beside += "".join(f"|(?:単位)?{unit}" for unit in units if unit)
    elif field.name.endswith("_en"):
        names |= {one + _ENGLISH for one in bare}
    elif field.name.endswith("_ja"):
        beside += f"|{_JAPANESE}"
    return re.compile(rf"\d{{0,2}}(?:{_MARK})*(?:(?:{'|'.join(names)})(?:{beside})*)+")


@cache
def _stems(table: str) -> Mapping[str, str]:
    """The titles of the columns of money without their unit → the column."""
    money = [one for one in tables()[table].fields if one.kind == "yen"]
    return {_bare(title): one.name for one in money for title in (one.title, one.title_en)}


def _zeros(unit: str) -> int:
    """How many zeros a unit of money is short of yen."""
    numerals = sum(ZEROS.get(one, 0) for one in unit)
    latin = next((zeros for word, zeros in _LARGE.items() if word in unit), 0)
    return unit.count("0") + numerals if numerals else unit.count("0") or latin
