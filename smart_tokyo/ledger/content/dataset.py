"""What a source says of itself in dataset.yaml, or in the sheet `dataset` of a workbook: its label and date."""

import codecs
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import yaml

from smart_tokyo import LANGS, N_, schema, t
from smart_tokyo.ledger.content.findings import Finding, finding
from smart_tokyo.ledger.values.dates import date
from smart_tokyo.ledger.values.normalise import boolean
from smart_tokyo.ledger.values.reading import Refused

FILE = "dataset.yaml"
SHEETS = ("dataset", "データセット")  # of a workbook, that say the same
# title → name
NAMES = {"名称": "label_ja", "名称（英語）": "label_en", "基準日": "as_of", "架空": "fictional"}
HEADINGS = ("name", "項目")
_NO_ENTRY, _TWICE = N_('there is no entry "{entry}"'), N_('"{entry}" is there twice')
LARGEST = 100_000  # bytes of dataset.yaml


@dataclass(frozen=True)
class Dataset:
    """The label of a source in both languages, its as-of date, and whether it is made up. None: not said."""

    label_ja: str | None = None
    label_en: str | None = None
    as_of: dt.date | None = None
    fictional: bool = False


def as_of_days() -> tuple[dt.date, dt.date]:
    """The first and last day as of which a ledger can be: those of the fiscal years that a grant can have."""
    years = schema.field("grants", "fiscal_year")
    assert years.minimum is not None and years.maximum is not None
    return dt.date(int(years.minimum), 4, 1), dt.date(int(years.maximum) + 1, 3, 31)


class _Malformed(Exception):
    """`value`: the text at fault; of a list or mapping, which aliases can make endless, nothing is shown."""

    def __init__(self, reason: str, value: object = (), line: int = 0, **words: object) -> None:
        super().__init__(reason)
        self.reason = {lang: t(reason, lang, **words) for lang in LANGS}
        self.value = None if isinstance(value, list | dict | set | tuple) else str(value)
        self.line = line

    def told(self, code: str, where: str) -> tuple[Dataset, list[Finding]]:
        return Dataset(), [finding(code, where, value=self.value, details={"reason": self.reason})]


def dataset_of_file(data: bytes) -> tuple[Dataset, list[Finding]]:
    """What dataset.yaml says, and a finding if it is malformed."""
    try:
        return _parse(data), []
    except _Malformed as bad:
        return bad.told("dataset-file", f"{FILE}:{bad.line}" if bad.line else FILE)


def dataset_of_rows(label: str, rows: Iterable[tuple[int, Sequence[str]]]) -> tuple[Dataset, list[Finding]]:
    """The same from rows of name and value in a workbook's sheet of that label, with their numbers."""
    said: dict[str, object] = {}
    where = label
    try:
        for number, cells in rows:
            where = f"{label}!A{number}"
            written, value = (*(cell.strip() for cell in cells), "", "")[:2]
            name = NAMES.get(written, written.casefold())
            if name in HEADINGS or not written:
                continue
            if name not in NAMES.values():
                raise _Malformed(_NO_ENTRY, value, entry=written)
            if name in said:
                raise _Malformed(_TWICE, value, entry=written)
            where = f"{label}!B{number}"
            said[name] = value or None
            if value and name == "fictional":
                with suppress(Refused):
                    said[name] = boolean(value)
            _dataset({name: said[name]})
    except _Malformed as bad:
        return bad.told("dataset-sheet", where)
    return _dataset(said), []


def _parse(data: bytes) -> Dataset:
    if len(data) > LARGEST:
        raise _Malformed(N_("it has more than {limit} bytes"), limit=f"{LARGEST:,}")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8").lstrip("\ufeff")
        _no_name_twice(text)
        raw = yaml.safe_load(text)
    except UnicodeDecodeError as error:
        at = error.start + len(data) - len(data.removeprefix(codecs.BOM_UTF8))
        raise _Malformed(N_("no UTF-8 at byte {at}"), at=at) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise _Malformed(N_("it is not written as YAML"), line=mark.line + 1 if mark else 0) from error
    if not isinstance(raw, dict | None):
        raise _Malformed(N_("not of the form name: value"))
    for name, value in (raw or {}).items():
        if name not in NAMES.values():
            raise _Malformed(_NO_ENTRY, value, entry=name)
    return _dataset(raw or {})


def _no_name_twice(text: str) -> None:
    """Raises _Malformed where a name is there twice: YAML would keep the last without a word."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    seen: set[str] = set()
    for name, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if not isinstance(name, yaml.ScalarNode):
            continue  # told as no entry of ours; its text may be endless
        if name.value in seen:
            shown = value.value if isinstance(value, yaml.ScalarNode) else ()
            raise _Malformed(_TWICE, shown, name.start_mark.line + 1, entry=name.value)
        seen.add(name.value)


def _dataset(raw: Mapping[str, object]) -> Dataset:
    label_ja = _text(raw.get("label_ja"), N_("label_ja is no line of text"))
    label_en = _text(raw.get("label_en"), N_("label_en is no line of text"))
    as_of, fictional = _date(raw.get("as_of")), raw.get("fictional")
    if not isinstance(fictional, bool | None):
        raise _Malformed(N_("fictional is neither true nor false"), fictional)
    return Dataset(label_ja, label_en, as_of, bool(fictional))


def _text(value: object, otherwise: str) -> str | None:
    if value is None or (isinstance(value, str) and value.strip() and value.isprintable()):
        return value.strip() if value else None
    raise _Malformed(otherwise, value)


def _date(value: object) -> dt.date | None:
    found = value
    if isinstance(value, str | int):  # 20260928 without quotation marks is a number to YAML
        with suppress(Refused):
            found = date(str(value).strip())
    if found is None:
        return None
    if type(found) is not dt.date:
        raise _Malformed(N_("as_of is no date like 2026-11-01"), value)
    first, last = as_of_days()
    if not first <= found <= last:
        raise _Malformed(N_("as_of is a date from {first} to {last}"), value, first=first, last=last)
    return found
