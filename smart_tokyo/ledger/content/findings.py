"""What the checker tells people. The words of each kind of finding are declared in findings.yaml."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from smart_tokyo.ledger.values.reading import in_one, printable
from smart_tokyo.rules import RULES, breach_code
from smart_tokyo.schema import Table, tables
from smart_tokyo.words import N_, Lang, commas, t

LONGEST_VALUE = 200  # characters of a cell that a finding repeats
FIRST = 5  # findings of one code in a table that a text shows
SEVERITIES = (N_("error"), N_("warning"), N_("info"))


class Code(NamedTuple):
    """A kind of finding and its words, with `{…}` places that are filled for each finding."""

    severity: str
    ja: str
    en: str


@dataclass(frozen=True)
class Finding:
    """One finding. `location` is `file:row` or a cell, `value` the text as written."""

    severity: str
    code: str
    table: str | None
    location: str
    column: str | None
    value: str | None
    message_ja: str
    message_en: str
    expected: str | None

    def message(self, lang: Lang) -> str:
        """The message in a language."""
        return self.message_ja if lang == "ja" else self.message_en


def _codes(file: str) -> dict[str, Code]:
    text = Path(__file__).with_name(file).read_text("utf-8")
    return {name: Code(**words) for name, words in yaml.safe_load(text).items()}


CODES: Mapping[str, Code] = _codes("findings.yaml")
BREACHES: Mapping[str, Code] = {  # a breach is a fact to show; the ledger is built all the same
    breach_code(name, outcome): Code("warning", said["ja"], said["en"])
    for name, rule in RULES.items()
    for outcome, said in rule.breaches.items()
}
ALL_CODES: Mapping[str, Code] = {**CODES, **_codes("checks.yaml"), **BREACHES}


def finding(
    code: str,
    location: str,
    table: Table | str | None = None,
    column: str | None = None,
    value: str | None = None,
    expected: str | None = None,
    details: Mapping[str, object] | None = None,
    dataset: bool = False,
) -> Finding:
    """A finding of a declared code, whose words `details` fill; of the `dataset`, only they name table and column."""
    name = table.name if isinstance(table, Table) else table
    shown = None if value is None else shorten(value)
    words = {"value": shown or "", "expected": expected or "", **(details or {})}
    declared = ALL_CODES[code]

    def said(text: str, lang: Lang) -> str:
        """The text with its places filled; what people wrote cannot break out of its line."""
        table_title, column_title = titles(name, column, lang)
        filled = in_one(words, lang).items()
        told = {place: printable(one, lang) if isinstance(one, str) else one for place, one in filled}
        return text.format(table=table_title, column=column_title, title=column_title, **told)

    about = (None, location, None) if dataset else (name, location, column)
    messages = said(declared.ja, "ja"), said(declared.en, "en")
    return Finding(declared.severity, code, *about, shown, *messages, expected)


@cache
def titles(table: str | None, columns: str | None, lang: Lang) -> tuple[str, str]:
    """What a table and its columns (with commas between) are called; their names where unknown."""
    declared = tables().get(table or "")
    if declared is None:
        return table or "", columns or ""
    known = {one.name: one.title if lang == "ja" else one.title_en for one in declared.fields}
    named = [known.get(one, one) for one in columns.split(", ")] if columns else []
    return declared.title if lang == "ja" else declared.title_en, commas(named, lang)


def headings(one: Finding, lang: Lang) -> tuple[str, str]:
    """What a list of findings calls table and column: in Japanese by their titles, in English by their names."""
    return titles(one.table, one.column, lang) if lang == "ja" else (one.table or "", one.column or "")


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether nothing may be built."""
    return any(one.severity == "error" for one in findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sorted by table order, file, row, column; what concerns no table or row comes first."""
    order = {name: place for place, name in enumerate(tables())}

    def place(one: Finding) -> tuple[object, ...]:
        file, column_letters, row = _WHERE.fullmatch(one.location).groups()  # type: ignore[union-attr]
        table = tables().get(one.table or "")
        columns = table.position if table else {}
        return (
            order.get(one.table or "", -1),
            file,
            int(row or 0),
            columns.get(one.column or "", -1),
            (len(column_letters or ""), column_letters or ""),
            SEVERITIES.index(one.severity),
            one.code,
        )

    return tuple(sorted(findings, key=place))


def weight(one: Finding) -> int:
    """The place of a finding in a list for a person, which has the errors first."""
    return SEVERITIES.index(one.severity)


_WHERE = re.compile(r"(.*?)(?:[:!]([A-Z]*)([0-9]+)(?::[A-Z]+[0-9]+)?)?", re.DOTALL)


def to_json(findings: Sequence[Finding], *more: Mapping[str, object]) -> str:
    """A JSON list of finding objects, and of what else has their form."""
    return json.dumps([*(asdict(one) for one in findings), *more], ensure_ascii=False, indent=1, default=str)


def to_text(findings: Sequence[Finding], lang: Lang, whole: bool = False) -> str:
    """Counts, then every finding in a line, table by table; of many of one code the first few, unless the `whole`."""
    lines = [in_numbers(findings, lang)]
    for name in dict.fromkeys(one.table for one in findings):
        group = sorted((one for one in findings if one.table == name), key=weight)
        table = tables().get(name or "")
        title = (table.title if lang == "ja" else f"{name} {table.title_en}") if table else name
        lines += ["", f"{title or t('source', lang)}: {in_numbers(group, lang)}"]
        total = Counter(one.code for one in group)
        seen: Counter[str] = Counter()
        for one in group:
            seen[one.code] += 1
            if whole or total[one.code] <= FIRST + 1 or seen[one.code] <= FIRST:
                value = "-" if one.value is None else f'"{printable(one.value, lang)}"'
                severity, column = t(one.severity, lang), headings(one, lang)[1] or "-"
                lines.append(
                    f"  {one.location}  {severity} [{one.code}]  {column} {value}  {one.message(lang)}"
                )
        more = t("… [{code}] {more} more ({count} in all); --all shows them", lang)
        for code, count in total.items():
            if count > FIRST + 1 and not whole:
                lines.append("  " + more.format(code=code, more=count - FIRST, count=count))
    return "\n".join(lines)


def in_numbers(findings: Iterable[Finding], lang: Lang) -> str:
    """How many findings there are of each severity, in one line for a person."""
    counts = Counter(one.severity for one in findings)
    told = ", ".join(f"{t(name, lang)} {counts[name]}" for name in SEVERITIES if counts[name])
    return told or t("no findings", lang)


def shorten(value: str) -> str:
    """A cell's text, cut after LONGEST_VALUE characters; half a character (a surrogate) as its number."""
    value = _HALF.sub(lambda hit: f"〔U+{ord(hit[0]):04X}〕", value)
    return value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…"


_HALF = re.compile("[\ud800-\udfff]")
