"""A question about one number, read by a small grammar: "墨田区 令和6年度 交付決定額", "Sumida FY2024 decided".

It knows the names of the snapshot, fiscal years, what figures are called, and a few words that say nothing
(`texts/ask.yml`). Nothing is guessed: a word that is left over declines the question, and is named.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

import duckdb

from smart_tokyo import formats
from smart_tokyo.figures.filters import FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR, Filters
from smart_tokyo.figures.lineage import Figure, declared, source_rows, with_key
from smart_tokyo.figures.reading import Row
from smart_tokyo.figures.run import Kept, Part, records, taken
from smart_tokyo.figures.search import ENDINGS, asked_words
from smart_tokyo.figures.vocabulary import declaration, word
from smart_tokyo.lettering import placed
from smart_tokyo.named_sql import catalog
from smart_tokyo.terms import NAMES
from smart_tokyo.words import LANGS, Lang, Text, commas, t, texts

QUERIES: Sequence[str] = declaration("search")["answers"]
KEYS = {"municipality": "municipality_code", "organization": "organization_id"}
FILTERS = {"area": "area_id", "programme": "programme_id", "theme": "theme"}
KINDS = ("year", *KEYS, *FILTERS, "figure")  # where several share a name, the first is meant
SAID = texts("ask")
Meant = frozenset[tuple[str, Any]]  # kind and what of that kind
# the inside of a word, or a calendar year, which is no fiscal year; the short forms 令和4〜6 and 2022-24
_INSIDE = re.compile("(?<=[a-z0-9])(?=[a-z0-9])|(?<=[0-9])(?=[年月])")
_SHORT = re.compile(r"(令和|r|20)(\d\d?)((?: ?年度)? ?[-~〜–—] ?)(?=\d\d?(?!\d))", re.IGNORECASE)
_TO = re.compile(" ?(?:[-~〜–—]|から|to|through) ?")
LONGEST = 200  # letters of a name that is known
_FILL = "|".join(map(re.escape, sorted(chain(*SAID["fillers"].values()), key=len, reverse=True)))
_FILLERS = re.compile(rf"^(?:(?:{_FILL})(?![a-z]))+|(?:(?<![a-z])(?:{_FILL}))+$", re.IGNORECASE)


class Answer(NamedTuple):
    """A number: its figure, the filters, the key of its row as text, and the value, None where it is not known."""

    figure: Figure
    params: Mapping[str, Any]
    key: Mapping[str, str]
    value: Any


class Declined(NamedTuple):
    """Why a question has no answer (`said` of the texts): the words it is about, and the figures or keys there are."""

    why: str
    words: Sequence[str] = ()
    there: Iterable[Text] = ()

    def said(self, lang: Lang) -> str:
        """It in a sentence."""
        there = commas((one[lang] for one in self.there), lang)
        return t(SAID["said"][self.why], lang, words=commas(self.words, lang), there=there)


def ask(con: duckdb.DuckDBPyConnection, text: str) -> Answer | Declined | None:
    """The number of a snapshot that a text asks for, or why there is none; None where it names no figure or year."""
    names, years = _known(con)
    parts, left = _read(text, names)
    if not {"figure", "year"} & set(parts):
        return None
    if left:
        return Declined("left", left)

    def written(*kinds: str) -> list[str]:
        return [written for kind in kinds for _, written in parts.get(kind, ())]

    chosen: dict[str, Any] = {}
    for kind, each in parts.items():
        meant = frozenset.intersection(*(one for one, _ in each))
        if not meant or (kind != "figure" and len(meant) > 1):
            return Declined("several", written(kind))
        chosen[kind] = meant if kind == "figure" else next(iter(meant))
    if set(KEYS) <= set(chosen):
        return Declined("several", written(*KEYS))
    first, last = chosen.get("year", (None, None))
    key = {name: chosen[kind] for kind, name in KEYS.items() if kind in chosen}
    about = {name: chosen[kind] for kind, name in FILTERS.items() if kind in chosen}
    filters, whole = Filters(from_fy=first, to_fy=last, **about), key | about
    whole |= {"fiscal_year": str(first)} if first and first == last else {}
    able = [query for query in QUERIES if set(key) <= set(declaration(query).get("key", ())) <= set(whole)]
    figures = {(query, column): one for query in able for column, one in declared().figures[query].items()}
    there = [one.word.title for one in figures.values() if one.query == able[0]]
    found = [figure for name, figure in figures.items() if name in chosen.get("figure", ())]
    by_year = bool(found) and all(
        "fiscal_year" in figure.key for figure in found
    )  # which may have no grant yet
    if first and not by_year and not years[0] <= first <= last <= years[1]:
        return Declined("years", written("year"))
    if "figure" not in chosen:
        return Declined("no_figure", (), there)
    narrowed = {name for name, value in filters.params().items() if value is not None}
    for figure in found:
        if narrowed <= set(catalog()[figure.rows.query].parameters):
            own = {name: whole[name] for name in figure.key}
            kept, part, one = Kept.of(con), with_key(own, own), f"list({figure.column})"
            (value,) = taken(con, figure.query, filters, part, kept, one) or [None]
            if value is None and set(about) - set(own) and figure.how in ("value", "computed"):
                return Declined("not_narrowed", written("figure", *FILTERS))
            if value is None and not taken(con, figure.rows.query, filters, source_rows(figure, own), kept):
                return Declined("no_row")  # nothing is there that might be known
            return Answer(figure, filters.params(), own, value)
    if found:
        return Declined("not_narrowed", written("figure", "year", *FILTERS))
    named = {query for query, _ in chosen["figure"]}
    if not key and (query := next((one for one in QUERIES if one in named), None)):
        return Declined(
            "needs", written("figure"), [_called(query, one) for one in declaration(query)["key"]]
        )
    return Declined("not_there", written("figure"), there)


def _called(query: str, key: str) -> Text:
    """What a column of a query's key is called: a town, not its code."""
    kind = next((kind for kind, name in (KEYS | FILTERS).items() if name == key), None)
    return {lang: t(NAMES[kind], lang) for lang in LANGS} if kind else word(query, key).title


def _read(text: str, names: Mapping[str, Meant]) -> tuple[dict[str, list[tuple[Meant, str]]], list[str]]:
    """By kind what the parts of a text that are understood may mean, and how each and every other word is written."""
    text = _SHORT.sub(r"\1\2\3\1", " ".join(unicodedata.normalize("NFKC", text).split()))
    asked, places = placed(text)
    parts: dict[str, list[tuple[Meant, str]]] = {}
    left, begun, at = "", 0, 0
    while at < len(asked):
        end, meant = _named(asked, at, names)
        if to := _TO.match(asked, end):
            further, last = _named(asked, to.end(), names)
            spans = [(one[0], other[1]) for kind, one in meant for of, other in last if kind == of == "year"]
            if spans and spans[0][0] < spans[0][1]:
                end = further + 2 * asked.startswith("まで", further)
                meant = frozenset({("year", spans[0])})
        if meant:
            kind = min((kind for kind, _ in meant), key=KINDS.index)
            ids = frozenset(one for of, one in meant if of == kind)
            parts.setdefault(kind, []).append((ids, text[places[at] : places[end]].strip()))
            left += f"{text[places[begun] : places[at]]} "
            begun = end
        at = end
    words = (left + text[places[begun] :]).split()
    return parts, [one for one in (_FILLERS.sub("", word) for word in words) if one]


def _named(asked: str, at: int, names: Mapping[str, Meant]) -> tuple[int, Meant]:
    """Where the longest name ends that begins at a place, and what it may mean; the next place where none does."""
    if not _INSIDE.match(asked, at):
        for end in range(min(len(asked), at + LONGEST), at, -1):
            if (found := names.get(asked[at:end])) and not _INSIDE.match(asked, end):
                return end, found
    return at + 1, frozenset()


@lru_cache(8)
def _known(con: duckdb.DuckDBPyConnection) -> tuple[Mapping[str, Meant], tuple[int, int]]:
    """What names of a snapshot, years and figures mean, as they are compared; its first and last year with a grant."""
    named = records(con, "names")
    whole = [(row[name], row["kind"], row["id"]) for row in named for name in ("id", "name_ja", "name_en")]
    for row in records(con, "organization_names", part=Part(only="name is not null")):
        whole.append((row["name"], "organization", row["organization_id"]))
    for year in range(int(FIRST_FISCAL_YEAR), int(LAST_FISCAL_YEAR) + 1):
        era = {"era": formats.ERAS[0][1], "number": year - formats.ERAS[0][0] + 1}
        forms = [form.format(year=year, **era) for form in chain(*SAID["years"].values())]
        forms.append(formats.fiscal_year(year, "ja"))
        whole += [(form + unit, "year", (year, year)) for form in forms for unit in ("", "年度", " 年度")]
    for query in QUERIES:
        for column, figure in declared().figures[query].items():
            own, more = figure.word, SAID["words"].get(column, {})
            said = chain(own.title.values(), own.short.values(), *more.values())
            whole += [(text, "figure", (query, column)) for text in said]
    found: dict[str, Meant] = {}
    for texts_of in (whole, [*_shortened(named)]):
        known = {"", *found}  # a short form means nothing where it is the whole name of another
        for text, kind, one in texts_of:
            if (compared := " ".join(asked_words(text or ""))) not in known:
                found[compared] = found.get(compared, frozenset()) | {(kind, one)}
    years = [row["fiscal_year"] for row in records(con, "fiscal_years")]
    return found, (min(years, default=0), max(years, default=0))


def _shortened(named: Iterable[Row]) -> Iterator[tuple[str, str, str]]:
    """What else towns and themes are called: Sumida, Sumida-ku, 墨田; 防災, weather."""
    for row in named:
        ja, en = row["name_ja"], row["name_en"] or ""
        stem, ending = en.rpartition(" ")[0], ENDINGS.get(ja[-1], "")
        town = [stem, f"{stem}-{ending}", f"{stem} {ending}", ja[:-1] if len(ja) > 2 else ""]
        short = {"municipality": town, "theme": [*ja.split("・"), *en.split(" and ")]}
        yield from ((text, row["kind"], row["id"]) for text in short.get(row["kind"], ()))
