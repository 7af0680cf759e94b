"""What the commands of the command line have in common: options, how their texts are read, and how a person is told on
stderr how far long work has come: in a line that changes on a terminal, else in a few lines."""

import datetime as dt
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import duckdb
import typer

from smart_tokyo import Lang, Mistake, settings, t
from smart_tokyo.ledger.content.progress import heard
from smart_tokyo.store import StorePaths, check_layout, reading

T = TypeVar("T")
LONGEST_SHOWN = 60  # characters of a path that a message repeats


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
        reason = str(getattr(error, "strerror", None) or "it leads nowhere").lower()
        raise typer.BadParameter(
            f"{shown!r} is not a valid path ({reason}); name a file or folder"
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


PathArgument = partial(typer.Argument, parser=path_of)
PathOption = partial(typer.Option, parser=path_of)
Audience = Literal["internal", "public"]
Wording = Literal["text", "json"]
StoreOption = Annotated[
    Path | None, PathOption(metavar="DIR", help="Folder of the snapshots. [default: var/store]")
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
AsOfOption = Annotated[
    str | None, typer.Option(help="As-of date. [default: the source's own, else today in Tokyo]")
]


def store_at(store: Path | None, ledger: bool = False) -> StorePaths:
    """The store that an option or the setting names, there or not.

    Raises Mistake for one that is no folder, and for one that `sync` fills where a `ledger` is needed.
    """
    try:
        root = settings.store_dir() if store is None else store.expanduser().resolve()
        there = next(path for path in (root, *root.parents) if path.exists())
    except (OSError, RuntimeError) as error:  # also SMART_TOKYO_STORE may hold anything
        raise Mistake(f"the store is not a valid path: {error}"[: LONGEST_SHOWN * 2]) from error
    if not there.is_dir():
        raise Mistake(f"--store {root}: {there} is a file; name a folder")
    paths = StorePaths(root)
    if ledger:
        paths.insist_on_a_ledger()
    return paths


def lang_of(lang: Lang | None = None) -> Lang:
    """The language that an option or the setting names. Raises BadSetting."""
    return settings.typed("LANG") if lang is None else lang


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
        said = f"is outside the ledger's fiscal years; give a date from {first} to {last}"
        raise Mistake(f"--as-of {found} {said}")
    return found


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


@contextmanager
def opened(
    store: Path | None, audience: Audience, snapshot: str | None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The open database of a snapshot, of the audience's current one where none is named. Raises Mistake."""
    from smart_tokyo import figures

    paths = store_at(store, audience == "internal")
    chosen = paths.current(audience) if snapshot is None else snapshot
    if chosen is None:
        hint = "publish one first" if audience == "public" and paths.ids() else "build one first"
        raise Mistake(f"no {audience} snapshot in {paths.root}; {hint}")
    database = paths.database(paths.upgraded().get(chosen, chosen), audience)
    with reading(database), figures.open_snapshot(database) as con:
        check_layout(con)
        yield con


def parameters_of(texts: Sequence[str] | None) -> dict[str, str | None]:
    """name=value texts as a mapping; an empty value is no value. Raises Mistake."""
    found: dict[str, str | None] = {}
    for text in texts or ():
        name, sign, value = text.partition("=")
        name = name.strip()
        if not sign or not name:
            raise Mistake(f"-p {text!r} is not of the form name=value")
        if name in found:
            raise Mistake(f"-p {name} is given twice; give it once")
        found[name] = value.strip() or None
    return found


PATIENCE_S, EVERY_S = 30.0, 15.0  # before the first line, and between two, where nobody may be watching
ON_TERMINAL = (2.0, 0.5)  # the same on a terminal


class _Told:
    def __init__(self, lang: Lang) -> None:
        self.lang, self.is_terminal = lang, sys.stderr.isatty()
        self.patience, self.every = ON_TERMINAL if self.is_terminal else (PATIENCE_S, EVERY_S)
        self.began = self.last = time.monotonic()
        self.what, self.since, self.is_shown = "", self.began, False

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if what != self.what:
            self.what, self.since = what, now
        if now - self.began >= self.patience and now - self.last >= self.every:
            self.last, self.is_shown = now, True
            line = self._line(done, total, now - self.since)
            print(f"\r{line}\x1b[K" if self.is_terminal else line, end="" if self.is_terminal else "\n",
                  file=sys.stderr, flush=True)  # fmt: skip

    def _line(self, done: int, total: int, took: float) -> str:
        words = {"what": t(self.what, self.lang), "done": f"{done:,}", "total": f"{total:,}"}
        if not total:
            return t("{what}: {done}", self.lang, **words)
        left = round(took * (total - done) / done) if done else 0
        return t("{what}: {done} of {total}, about {left} s left", self.lang, left=f"{left:,}", **words)


@contextmanager
def run_by(engine: str) -> Iterator[None]:
    """Lets an engine run models and checks meanwhile: duckdb or spark. Raises Mistake where it is not to be had."""
    if engine == "duckdb":
        yield
        return
    try:
        from smart_tokyo.ledger.spark.cluster import cluster
    except ImportError as error:
        said = "--engine spark needs PySpark and sqlglot; install them with: pip install -r requirements-spark.txt"
        raise Mistake(said) from error
    with cluster():
        yield


@contextmanager
def told(lang: Lang) -> Iterator[None]:
    """Tells of the work inside, once it takes long; the line on a terminal is gone when it is done."""
    listener = _Told(lang)
    try:
        with heard(listener):
            yield
    finally:
        if listener.is_shown and listener.is_terminal:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
