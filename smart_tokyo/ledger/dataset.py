"""What a source says of itself in dataset.yaml, or in the sheet `dataset` of a workbook: its label and date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import yaml

from smart_tokyo.ledger.findings import Finding, finding
from smart_tokyo.ledger.normalise import Refused, boolean, date

FILE = "dataset.yaml"
NAMES = {
    "名称": "label_ja",
    "名称（英語）": "label_en",
    "基準日": "as_of",
    "架空": "fictional",
}  # title → name
HEADINGS = ("name", "項目")


@dataclass(frozen=True)
class Dataset:
    """The label of a source in both languages, its as-of date, and whether it is made up. None: not said."""

    label_ja: str | None = None
    label_en: str | None = None
    as_of: dt.date | None = None
    fictional: bool = False


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
                    f"「{written}」という項目はありません", f"there is no entry {written!r}", value
                )
            if name in said:
                raise _Malformed(f"「{written}」が二つあります", f"{written!r} is there twice", value)
            where = f"{label}!B{number}"
            said[name] = _flag_text(value) if name == "fictional" else value or None
            _dataset({name: said[name]})
    except _Malformed as bad:
        return Dataset(), [_finding("dataset-sheet", where, bad)]
    return _dataset(said), []


def _finding(code: str, where: str, bad: _Malformed) -> Finding:
    return finding(code, where, value=bad.value, details={"reason_ja": bad.ja, "reason_en": bad.en})


def _parse(data: bytes) -> Dataset:
    try:
        raw = yaml.safe_load(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _Malformed(
            f"{error.start}バイト目がUTF-8ではありません", f"no UTF-8 at byte {error.start}"
        ) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise _Malformed(
            "YAMLの書き方が正しくありません", f"no valid YAML: {error.problem}", line=line
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _Malformed("YAMLの書き方が正しくありません", f"no valid YAML: {error}") from error
    if raw is None:
        return Dataset()
    if not isinstance(raw, dict):
        raise _Malformed("「名前: 値」の形ではありません", "not of the form name: value")
    for name, value in raw.items():
        if name not in NAMES.values():
            raise _Malformed(f"「{name}」という項目はありません", f"there is no entry {name!r}", str(value))
    return _dataset(raw)


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
    raise _Malformed(f"{name} が1行の文字ではありません", f"{name} is no line of text", str(value))


def _date(value: object) -> dt.date | None:
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    try:
        found = date(value.strip())[0] if isinstance(value, str) else None
    except Refused:
        found = None
    if isinstance(found, dt.date):
        return found
    raise _Malformed(
        "as_of が日付ではありません（例: 2026-11-01）", "as_of is no date like 2026-11-01", str(value)
    )


def _flag(value: object) -> bool:
    if value is None or isinstance(value, bool):
        return bool(value)
    raise _Malformed(
        "fictional が true でも false でもありません", "fictional is neither true nor false", str(value)
    )


def _flag_text(text: str) -> object:
    """True, false or the text that is neither."""
    if not text:
        return None
    try:
        return boolean(text)[0]
    except Refused:
        return text
