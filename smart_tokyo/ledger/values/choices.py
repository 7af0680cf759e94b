"""The product's own words for choices and for rows of other tables: read for the codes and ids they stand for."""

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property

from smart_tokyo.ledger.values.reading import Reading, Refused, Value, alike_form, in_both
from smart_tokyo.schema import Field, Table
from smart_tokyo.words import Lang, aside, commas

NAMES = ("name_ja", "name_en", "title_ja", "title_en", "title")  # columns that name a row
NEAR = 0.85  # how alike two ids are, from 0 to 1, for one to be meant by the other
FEW = 3  # ids that a message offers for one
MOST_COMPARED = 1_000  # ids with which one is compared letter by letter
MOST_SOUGHT = 100  # ids that are compared so

Ids = tuple[str, ...]


def choice(field: Field) -> Callable[[str], str]:
    """The function that reads a code of a column's list, its word in either language, or both. It raises Refused."""
    labels = {one: (field.label(one, "ja"), field.label(one, "en")) for one in field.enum}
    codes = _by_word(labels, _words)

    def read(text: str) -> str:
        found = codes.get(folded(text), ())
        if len(found) != 1:
            raise Refused("enum", ", ".join(field.enum), choices=in_both(listed, field))
        return found[0]

    return read


def listed(field: Field, lang: Lang) -> str:
    """The codes of a column's list, each with its word."""
    return commas((both(one, field.label(one, lang), lang) for one in field.enum), lang)


def both(code: str, word: str, lang: Lang = "ja") -> str:
    """A code with its word, as messages and drop-down lists show it."""
    return code + aside(lang, word)


def folded(text: str) -> str:
    """A word for comparison: case, width and spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


class Rows:
    """The rows of a table that others refer to by one id: their ids, and their names in both languages."""

    def __init__(self, table: Table, rows: Iterable[Sequence[Value]]) -> None:
        key = table.position[table.primary_key[0]]
        places = [table.position[name] for name in NAMES if name in table.position]
        self.names = {str(row[key]): tuple(str(row[one] or "") for one in places) for row in rows if row[key]}
        self._sought: dict[str, Ids] = {}

    @cached_property
    def by_name(self) -> Mapping[str, Ids]:
        """Folded id, name, or both as a list shows them → the ids it can mean."""
        return _by_word(self.names, _words)

    @cached_property
    def _folded(self) -> Mapping[str, Ids]:
        return _by_word(self.names, lambda one, _: (one,))

    @cached_property
    def _alike(self) -> Mapping[str, Ids]:
        return _by_word(self.names, lambda one, _: (alike_form(one),), str)

    def reader(self, read: Callable[[str], Reading]) -> Callable[[str], Reading]:
        """A column's reader that takes a name, or an id in other case, for the id; the name of several is refused."""

        @cache
        def read_name(raw: str) -> Reading:
            reading = read(raw)
            if reading.value in self.names or not raw.strip():
                return reading
            ids = self.by_name.get(folded(raw), ())
            if len(ids) == 1:
                return Reading(ids[0], changed=True)
            if ids:
                candidates = in_both(self.shown, ids)
                return Reading(problem=Refused("name-of-several", ", ".join(ids), candidates=candidates))
            return reading

        return read_name

    def shown(self, ids: Iterable[str], lang: Lang) -> str:
        """Ids with their names in a language: the English one where there is one, else the Japanese, which is first."""
        names = {one: (*self.names[one], "", "")[:2] for one in ids}
        told = ((one, en if en and lang == "en" else ja) for one, (ja, en) in names.items())
        return commas((both(one, name, lang) for one, name in told), lang)

    def nearest(self, text: str) -> Ids:
        """The few ids that a text which is none can mean: alike or named so, else one that nearly is."""
        if text not in self._sought:
            self._sought[text] = self._nearest(text)
        return self._sought[text]

    def _nearest(self, text: str) -> Ids:
        word = folded(text)
        alike = self._alike.get(alike_form(text)) or self.by_name.get(word) or ()
        if alike or len(self._alike) > MOST_COMPARED or len(self._sought) > MOST_SOUGHT:
            return alike if len(alike) <= FEW else ()
        near = difflib.get_close_matches(word, self._folded, n=2, cutoff=NEAR)
        named = (ids for name, ids in self.by_name.items() if name.startswith(word))
        ids = {one for found in (*named, *map(self._folded.__getitem__, near)) for one in found}
        return tuple(ids) if len(ids) == 1 else ()


def _words(code: str, names: Sequence[str]) -> tuple[str, ...]:
    """What a code is called: itself, and each of its names alone and beside the code."""
    return (code, *(word for name in names if name for word in (name, both(code, name), both(name, code))))


def _by_word(
    named: Mapping[str, Sequence[str]],
    words: Callable[[str, Sequence[str]], Iterable[str]],
    fold: Callable[[str], str] = folded,
) -> Mapping[str, Ids]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one, names in named.items():
        for word in dict.fromkeys(map(fold, words(one, names))):
            found[word].append(one)
    return {word: tuple(ids) for word, ids in found.items()}
