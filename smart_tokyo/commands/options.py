"""What the commands of the command line have in common: forms, mistakes, options, and how their texts are read."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import duckdb
import typer

from smart_tokyo import settings, words
from smart_tokyo.store import StorePaths, check_layout, reading

T = TypeVar("T")
LONGEST_SHOWN = 60  # characters of a path that a message repeats


class Lang(StrEnum):
    """Languages of findings."""

    ja = "ja"
    en = "en"


class Audience(StrEnum):
    """Who sees a snapshot."""

    internal = "internal"
    public = "public"


class Wording(StrEnum):
    """Forms of what a command tells."""

    text = "text"
    json = "json"


class Mistake(Exception):
    """What a person typed cannot be done; the message says what was wrong and what would be right."""


def path_of(text: str) -> Path:
    """A path that a person typed, whether there is something or not. Raises typer.BadParameter for no path."""
    if not text.strip():
        raise typer.BadParameter("an empty path; name a file or folder")
    try:
        Path(text).expanduser().resolve().lstat()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        pass
    except (OSError, RuntimeError, ValueError) as error:
        shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
        reason = getattr(error, "strerror", None) or "it leads nowhere"
        raise typer.BadParameter(
            f"{shown!r} is not a valid path ({str(reason).lower()}); name a file or folder"
        ) from error
    return Path(text)


def as_setting(kind: Callable[[str], T]) -> Callable[[object], T]:
    """What reads an option as the setting of this kind is read. What it gives raises typer.BadParameter."""

    def read(given: object) -> T:
        try:
            return kind(str(given))
        except ValueError as error:
            raise typer.BadParameter(f"{str(given)[:LONGEST_SHOWN]!r}: {error}") from error

    return read


StoreOption = Annotated[
    Path | None,
    typer.Option(parser=path_of, metavar="DIR", help="Folder of the snapshots. [default: var/store]"),
]
OfAudience = Annotated[Audience, typer.Option("--audience", help="Whose database to read.")]
SnapshotOption = Annotated[
    str | None, typer.Option("--snapshot", metavar="ID", help="[default: the audience's current one]")
]
Parameters = Annotated[
    list[str] | None,
    typer.Option("-p", metavar="NAME=VALUE", help="A parameter of the query, or a filter; may be repeated."),
]
WordingOption = Annotated[Wording, typer.Option("--format", help="Text to read, or JSON.")]
LangOption = Annotated[Lang | None, typer.Option(help="Language of the findings. [default: ja]")]
AsOfOption = Annotated[
    str | None, typer.Option(help="As-of date. [default: the source's own, else today in Tokyo]")
]


def store_at(store: Path | None) -> StorePaths:
    """The store that an option or the setting names, there or not. Raises Mistake for one that is no folder."""
    try:
        root = settings.store_dir() if store is None else store.expanduser().resolve()
        there = next(path for path in (root, *root.parents) if path.exists())
    except (OSError, RuntimeError) as error:  # also SMART_TOKYO_STORE may hold anything
        raise Mistake(f"the store is not a valid path: {error}"[: LONGEST_SHOWN * 2]) from error
    if not there.is_dir():
        raise Mistake(f"--store {root}: {there} is a file; name a folder")
    return StorePaths(root)


def lang_of(lang: Lang | None) -> words.Lang:
    """The language that an option or the setting names."""
    return "en" if (lang or settings.typed("LANG", Lang)) is Lang.en else "ja"


def date_of(text: str | None) -> dt.date | None:
    """The date of --as-of, None where it is not given. Raises Mistake."""
    from smart_tokyo.ledger.content.dataset import as_of_days
    from smart_tokyo.ledger.values.dates import date
    from smart_tokyo.ledger.values.reading import Refused

    if text is None:
        return None
    try:
        found = date(text.strip())
    except Refused as error:
        raise Mistake(f"--as-of {text!r} is not a date; write it like 2026-11-01") from error
    first, last = as_of_days()
    if not first <= found <= last:
        raise Mistake(
            f"--as-of {found} is outside the ledger's fiscal years; give a date from {first} to {last}"
        )
    return found


def label_of(text: str | None) -> str | None:
    """The text of --label, None where it is not given. Raises Mistake."""
    if text is not None and not (text.strip() and text.isprintable()):
        raise Mistake("--label is one line of text that is not empty")
    return text.strip() if text else None


def done(line: str) -> int:
    """Prints the id of what has been done, and returns 0 even where stdout cannot be written: it is done."""
    try:
        print(line, flush=True)
    except OSError as error:
        reason = (error.strerror or "closed").lower()
        with suppress(OSError):
            print(f"note: {line} is done, but stdout cannot be written ({reason})", file=sys.stderr)
        silence()
    return 0


def silence() -> None:
    """Lets what is still to be written to stdout go nowhere, as whoever read it has gone."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def snapshot_at(store: Path | None, audience: Audience, snapshot: str | None) -> Path:
    """The database of a snapshot for an audience, the current one where none is named. Raises Mistake, StoreError."""
    paths = store_at(store)
    chosen = paths.current(audience.value) if snapshot is None else snapshot
    if chosen is None:
        hint = "publish one first" if audience is Audience.public and paths.ids() else "build one first"
        raise Mistake(f"no {audience.value} snapshot in {paths.root}; {hint}")
    return paths.database(chosen, audience.value)


@contextmanager
def opened(
    store: Path | None, audience: Audience, snapshot: str | None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The open database of a snapshot, as `snapshot_at` finds it."""
    from smart_tokyo import figures

    database = snapshot_at(store, audience, snapshot)
    with reading(database), figures.open_snapshot(database) as con:
        check_layout(con)
        yield con


def parameters_of(texts: Sequence[str]) -> dict[str, str | None]:
    """name=value texts as a mapping; an empty value is no value. Raises Mistake."""
    found: dict[str, str | None] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        name = name.strip()
        if not sign or not name:
            raise Mistake(f"-p {text!r} is not of the form name=value")
        if name in found:
            raise Mistake(f"-p {name} is given twice; give it once")
        found[name] = value.strip() or None
    return found
