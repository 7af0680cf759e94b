"""dataset.yaml beside the tables of a source: what the source is called and as of when it speaks."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

import yaml

from smart_tokyo.ledger.findings import Finding, finding
from smart_tokyo.ledger.normalise import Refused, date

FILE = "dataset.yaml"


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


def read_dataset(folder: Path) -> tuple[Dataset, list[Finding], dict[str, str]]:
    """The dataset file of a source folder: content, a finding if malformed, name and SHA-256."""
    path = folder / FILE
    if not path.is_file():
        return Dataset(), [], {}
    data = path.read_bytes()
    files = {FILE: hashlib.sha256(data).hexdigest()}
    try:
        return _parse(data), [], files
    except _Malformed as bad:
        where = f"{FILE}:{bad.line}" if bad.line else FILE
        details = {"reason_ja": bad.ja, "reason_en": bad.en}
        return Dataset(), [finding("dataset-file", where, value=bad.value, details=details)], files


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
    known = ("label_ja", "label_en", "as_of", "fictional")
    for name, value in raw.items():
        if name not in known:
            raise _Malformed(f"「{name}」という項目はありません", f"there is no entry {name!r}", str(value))
    return Dataset(
        label_ja=_text(raw, "label_ja"),
        label_en=_text(raw, "label_en"),
        as_of=_date(raw.get("as_of")),
        fictional=_flag(raw.get("fictional")),
    )


def _text(raw: dict[str, object], name: str) -> str | None:
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
