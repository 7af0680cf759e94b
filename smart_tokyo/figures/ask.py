"""A question about one number, read by a small grammar: "墨田区 令和6年度 交付決定額", "Sumida FY2024 decided".

It knows the names of the snapshot, fiscal years, what figures are called, and a few words that say nothing
(`texts/ask.yml`). Nothing is guessed: a word that is left over declines the question, and is named.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

import duckdb

from smart_tokyo.figures.filters import FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR, Filters
from smart_tokyo.figures.lineage import Figure, declared, with_key
from smart_tokyo.figures.reading import Row
from smart_tokyo.figures.run import Kept, Part, records
from smart_tokyo.figures.search import ENDINGS, asked_words
from smart_tokyo.figures.vocabulary import declaration
from smart_tokyo.formats import ERAS
from smart_tokyo.lettering import placed
from smart_tokyo.named_sql import catalog
from smart_tokyo.words import Lang, commas, t, texts

QUERIES = (
    "programme_totals",
    "municipality_list",
    "organization_list",
    "funding_by_municipality",
    "funding_by_fiscal_year",
)
"""Where a number is looked for: the first that has it for what is asked of, narrowed by all that is asked, gives it."""
KEYS = {"municipality": "municipality_code", "organization": "organization_id"}
FILTERS = {"area": "area_id", "programme": "programme_id", "theme": "theme"}
KINDS = ("year", *KEYS, *FILTERS, "figure")  # where several share a name, the first is meant
SAID = texts("ask")
Meant = frozenset[tuple[str, Any]]  # kind and what of that kind
_INSIDE = re.compile(
    "(?<=[a-z0-9])(?=[a-z0-9])|(?<=[0-9])(?=[年月])"
)  # of a word; a calendar year is no fiscal year
_TO = re.compile(" ?(?:[-~〜–—]|から|to|through) ?")
_SHORT = re.compile(
    r"(令和|r|20)(\d\d?)((?: ?年度)? ?[-~〜–—] ?)(?=\d\d?(?!\d))", re.IGNORECASE
)  # 令和4〜6, 2022-24
_FILL = "|".join(map(re.escape, sorted(chain(*SAID["fillers"].values()), key=len, reverse=True)))
_FILLERS = re.compile(rf"^(?:(?:{_FILL})(?![a-z]))+|(?:(?<![a-z])(?:{_FILL}))+$", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """A number: its figure, the filters, the key of its row as text, and the value, None where it is not known."""

    figure: Figure
    params: Mapping[str, Any]
    key: Mapping[str, str]
    value: Any


class Declined(NamedTuple):
    """Why a question has no answer (`said` of the texts): the words it is about, and the figures that there are."""

    why: str
    words: tuple[str, ...] = ()
    there: tuple[Figure, ...] = ()

    def said(self, lang: Lang) -> str:
        """It in a sentence."""
        there = commas((one.word.title[lang] for one in self.there), lang)
        return t(SAID["said"][self.why], lang, words=commas(self.words, lang), there=there)


class Token(NamedTuple):
    """A part of a question that is understood: its kind, what of that may be meant, and how it is written."""

    kind: str
    meant: frozenset[Any]
    text: str


def ask(con: duckdb.DuckDBPyConnection, text: str) -> Answer | Declined | None:
    """The number of a snapshot that a text asks for, or why there is none; None where it names no figure or year."""
    names, years = _known(con)
    tokens, left = _read(text, names)
    kinds = {token.kind for token in tokens}
    if not kinds & {"figure", "year"}:
        return None
    if left:
        return Declined("left", tuple(left))

    def written(*of: str) -> tuple[str, ...]:
        return tuple(token.text for token in tokens if token.kind in of)

    chosen: dict[str, Any] = {}
    for kind in kinds:
        meant = frozenset.intersection(*(token.meant for token in tokens if token.kind == kind))
        if not meant or (kind != "figure" and len(meant) > 1):
            return Declined("several", written(kind))
        chosen[kind] = meant if kind == "figure" else next(iter(meant))
    if kinds >= set(KEYS):
        return Declined("several", written(*KEYS))
    first, last = chosen.get("year", (None, None))
    if first and not years[0] <= first <= last <= years[1]:
        return Declined("years", written("year"))
    filters = Filters(from_fy=first, to_fy=last, **{name: chosen.get(kind) for kind, name in FILTERS.items()})
    key = {name: chosen[kind] for kind, name in KEYS.items() if kind in chosen}
    whole = key | ({"fiscal_year": str(first)} if first == last else {})
    able = [query for query in QUERIES if set(key) <= set(declaration(query).get("key", ())) <= set(whole)]
    there = tuple(declared().figures[able[0]].values())
    if "figure" not in chosen:
        return Declined("no_figure", (), there)
    narrowed = {name for name, value in filters.params().items() if value is not None}
    found = [
        one
        for query in able
        for one in declared().figures[query].values()
        if (query, one.column) in chosen["figure"]
    ]
    for figure in found:
        if narrowed <= set(catalog()[figure.rows.query].parameters):
            own = {name: whole[name] for name in figure.key}
            rows = records(con, figure.query, filters, Kept.of(con), with_key(own, own))
            return (
                Answer(figure, filters.params(), own, rows[0][figure.column]) if rows else Declined("no_row")
            )
    unasked = Declined("not_there", written("figure"), there)
    return Declined("not_narrowed", written("figure", "year", *FILTERS)) if found else unasked


def _read(text: str, names: Mapping[str, Meant]) -> tuple[list[Token], list[str]]:
    """The parts of a text that are understood, and the words that are not, as they are written."""
    text = _SHORT.sub(r"\1\2\3\1", " ".join(unicodedata.normalize("NFKC", text).split()))
    asked, places = placed(text)
    tokens, left, begun, at = list[Token](), "", 0, 0
    while at < len(asked):
        end, meant = _named(asked, at, names)
        if to := _TO.match(asked, end):
            further, last = _named(asked, to.end(), names)
            further += 2 * asked.startswith("まで", further)
            spans = [(one[0], other[1]) for kind, one in meant for of, other in last if kind == of == "year"]
            if spans and spans[0][0] < spans[0][1]:
                end, meant = further, frozenset({("year", spans[0])})
        if meant:
            kind = min((kind for kind, _ in meant), key=KINDS.index)
            ids = frozenset(one for of, one in meant if of == kind)
            left += f"{text[places[begun] : places[at]]} "
            tokens.append(Token(kind, ids, text[places[at] : places[end]].strip()))
            begun = end
        at = end
    words = (left + text[places[begun] :]).split()
    return tokens, [one for one in (_FILLERS.sub("", word) for word in words) if one]


def _named(asked: str, at: int, names: Mapping[str, Meant]) -> tuple[int, Meant]:
    """Where the longest name ends that begins at a place, and what it may mean; the next place where none does."""
    if not _INSIDE.match(asked, at):
        for end in range(len(asked), at, -1):
            if (found := names.get(asked[at:end])) and not _INSIDE.match(asked, end):
                return end, found
    return at + 1, frozenset()


@lru_cache(8)
def _known(con: duckdb.DuckDBPyConnection) -> tuple[Mapping[str, Meant], tuple[int, int]]:
    """The names of a snapshot, of years and of figures as they are compared, and its first and last year: read once."""
    named = records(con, "names")
    other = records(con, "organization_names", part=Part(only="name is not null"))
    whole = [(row[name], row["kind"], row["id"]) for row in named for name in ("id", "name_ja", "name_en")]
    whole += [(row["name"], "organization", row["organization_id"]) for row in other]
    whole += [
        (text, "year", (year, year))
        for year in range(int(FIRST_FISCAL_YEAR), int(LAST_FISCAL_YEAR) + 1)
        for text in _years(year)
    ]
    for query in QUERIES:
        for column, figure in declared().figures[query].items():
            said = chain(
                figure.word.title.values(),
                figure.word.short.values(),
                *SAID["words"].get(column, {}).values(),
            )
            whole += [(text, "figure", (query, column)) for text in said]
    found: dict[str, Meant] = {}
    for every in (whole, [*_shortened(named)]):
        known = {"", *found}  # a short form means nothing where it is the whole name of another
        for text, kind, one in every:
            if (compared := " ".join(asked_words(text or ""))) not in known:
                found[compared] = found.get(compared, frozenset()) | {(kind, one)}
    years = [row["fiscal_year"] for row in records(con, "fiscal_years")]
    return found, (min(years, default=0), max(years, default=0))


def _years(year: int) -> Iterator[str]:
    """How a fiscal year is written."""
    (first, era), (before, former) = ERAS
    number = year - first + 1
    forms = [str(year), f"FY{year}", f"FY {year}", f"fiscal year {year}", f"西暦{year}"]
    forms += [f"{era}{number}", f"{era} {number}", f"R{number}", f"Reiwa {number}"]
    forms += [f"{era}元", f"{former}{year - before + 1}"] if number == 1 else []
    yield from (form + unit for form in forms for unit in ("", "年度", " 年度"))


def _shortened(named: Iterable[Row]) -> Iterator[tuple[str, str, str]]:
    """What else towns and themes are called: Sumida, Sumida-ku, 墨田; 防災, weather."""
    for row in named:
        ja, en = row["name_ja"], row["name_en"] or ""
        stem, ending = en.rpartition(" ")[0], ENDINGS.get(ja[-1], "")
        town = [stem, f"{stem}-{ending}", f"{stem} {ending}", ja[:-1] if len(ja) > 2 else ""]
        short = {"municipality": town, "theme": [*ja.split("・"), *en.split(" and ")]}
        yield from ((text, row["kind"], row["id"]) for text in short.get(row["kind"], ()))
