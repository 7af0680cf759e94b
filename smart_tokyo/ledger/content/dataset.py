"""What a source says of itself in dataset.yaml, or in the sheet `dataset` of a workbook: its label and date."""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import yaml

from smart_tokyo import schema
from smart_tokyo.ledger.content.findings import Finding, finding
from smart_tokyo.ledger.values.dates import date
from smart_tokyo.ledger.values.normalise import boolean
from smart_tokyo.ledger.values.reading import Refused

FILE = "dataset.yaml"
NAMES = {
    "名称": "label_ja",
    "名称（英語）": "label_en",
    "基準日": "as_of",
    "架空": "fictional",
}  # title → name
_TITLES = {name: title for title, name in NAMES.items()}
HEADINGS = ("name", "項目")
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
    def __init__(self, ja: str, en: str, value: str | None = None, line: int = 0) -> None:
        super().__init__(en)
        self.ja, self.en, self.value, self.line = ja, en, value, line


def dataset_of_file(data: bytes, label: str = FILE) -> tuple[Dataset, list[Finding]]:
    """What dataset.yaml says, and a finding if it is malformed."""
    try:
        return _parse(data), []
    except _Malformed as bad:
        where = f"{label}:{bad.line}" if bad.line else label
        return Dataset(), [_finding("dataset-file", where, bad)]


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
                raise _Malformed(
                    f"「{written}」という項目はありません", f'there is no entry "{written}"', value
                )
            if name in said:
                raise _Malformed(f"「{written}」が二つあります", f'"{written}" is there twice', value)
            where = f"{label}!B{number}"
            said[name] = _flag_text(value) if name == "fictional" else value or None
            _dataset({name: said[name]})
    except _Malformed as bad:
        return Dataset(), [_finding("dataset-sheet", where, bad)]
    return _dataset(said), []


def _finding(code: str, where: str, bad: _Malformed) -> Finding:
    return finding(code, where, value=bad.value, details={"reason_ja": bad.ja, "reason_en": bad.en})


def _parse(data: bytes) -> Dataset:
    if len(data) > LARGEST:
        raise _Malformed(f"{LARGEST:,}バイトを超えています", f"it has more than {LARGEST:,} bytes")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8").lstrip("\ufeff")
        _no_name_twice(text)
        raw = yaml.safe_load(text)
    except UnicodeDecodeError as error:
        at = error.start + len(data) - len(data.removeprefix(codecs.BOM_UTF8))
        raise _Malformed(f"{at}バイト目がUTF-8ではありません", f"no UTF-8 at byte {at}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise _Malformed("YAMLの書き方が正しくありません", "it is not written as YAML", line=line) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _Malformed("YAMLの書き方が正しくありません", "it is not written as YAML") from error
    if raw is None:
        return Dataset()
    if not isinstance(raw, dict):
        raise _Malformed("「名前: 値」の形ではありません", "not of the form name: value")
    for name, value in raw.items():
        if name not in NAMES.values():
            raise _Malformed(
                f"「{name}」という項目はありません", f'there is no entry "{name}"', _shown(value)
            )
    return _dataset(raw)


def _no_name_twice(text: str) -> None:
    """Raises _Malformed where a name is there twice: YAML would keep the last without a word."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    seen: set[str] = set()
    for name, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if not isinstance(name, yaml.ScalarNode):
            continue
        if name.value in seen:
            line = name.start_mark.line + 1
            shown = value.value if isinstance(value, yaml.ScalarNode) else None
            raise _Malformed(f"「{name.value}」が二つあります", f'"{name.value}" is there twice', shown, line)
        seen.add(name.value)


def _dataset(raw: Mapping[str, object]) -> Dataset:
    return Dataset(
        label_ja=_text(raw, "label_ja"),
        label_en=_text(raw, "label_en"),
        as_of=_date(raw.get("as_of")),
        fictional=_flag(raw.get("fictional")),
    )


def _text(raw: Mapping[str, object], name: str) -> str | None:
    value = raw.get(name)
    if value is None or (isinstance(value, str) and value.strip() and value.isprintable()):
        return value.strip() if value else None
    raise _Malformed(f"{_TITLES[name]}が1行の文字ではありません", f"{name} is no line of text", _shown(value))


def _date(value: object) -> dt.date | None:
    if value is None:
        return None
    found: object = value
    if isinstance(value, str | int):  # 20260928 without quotation marks is a number to YAML
        with suppress(Refused):
            found = date(str(value).strip())
    if not isinstance(found, dt.date) or isinstance(found, dt.datetime):
        raise _Malformed(
            "基準日が日付として読めません（例: 2026-11-01）",
            "as_of is no date like 2026-11-01",
            _shown(value),
        )
    first, last = as_of_days()
    if not first <= found <= last:
        raise _Malformed(
            f"基準日は {first} から {last} までの日付です",
            f"as_of is a date from {first} to {last}",
            _shown(value),
        )
    return found


def _flag(value: object) -> bool:
    if value is None or isinstance(value, bool):
        return bool(value)
    raise _Malformed(
        "架空が「はい」（true）でも「いいえ」（false）でもありません",
        "fictional is neither true nor false",
        _shown(value),
    )


def _shown(value: object) -> str | None:
    """A value as text; of a list or mapping, which aliases can make endless, nothing."""
    return None if isinstance(value, list | dict | set | tuple) else str(value)


def _flag_text(text: str) -> object:
    """True, false or the text that is neither."""
    if not text:
        return None
    try:
        return boolean(text)
    except Refused:
        return text
