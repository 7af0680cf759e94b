"""The command line: `python -m smart_tokyo check | build | publish | query | serve`.

What is wrong with what a person typed is said in one line on stderr, never with a traceback. Exit codes: 0
done, 1 the source has errors (or the store cannot be written), 2 wrong usage or nothing there.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from smart_tokyo import plain, serving, settings
from smart_tokyo.store import StoreError, StorePaths, check_layout

app = typer.Typer(
    name="smart_tokyo",
    help="Checks a ledger, builds snapshots of it, and answers questions about them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Lang(StrEnum):
    """Languages of findings."""

    ja = "ja"
    en = "en"


class Audience(StrEnum):
    """Who sees a snapshot."""

    internal = "internal"
    public = "public"


class Wording(StrEnum):
    """Forms of findings."""

    text = "text"
    json = "json"


class Rows(StrEnum):
    """Forms of a query's rows."""

    json = "json"
    csv = "csv"


class Mistake(Exception):
    """What a person typed cannot be done; the message says what was wrong and what would be right."""


MISTAKES = (Mistake, StoreError, settings.BadSetting, serving.CannotServe)

SourceArgument = Annotated[Path, typer.Argument(help="A folder with one <table>.csv per table.")]
StoreOption = Annotated[Path | None, typer.Option(help="Folder of the snapshots. [default: var/store]")]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command line and returns its exit code."""
    from smart_tokyo.figures import BadParameter, UnknownParameter, UnknownQuery
    from smart_tokyo.ledger.read import UnreadableSource

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                errors="backslashreplace"
            )  # a terminal that lacks a character is no reason to fail
    try:
        done = app(args=arguments, prog_name="python -m smart_tokyo", standalone_mode=False)
        sys.stdout.flush()
        return int(done or 0)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # who read the output has seen enough
        return 1
    except (OSError, duckdb.Error) as error:
        return _say(f"error: {_reason(error)}", 1)
    except (*MISTAKES, UnreadableSource, UnknownQuery, UnknownParameter, BadParameter) as error:
        return _say(f"error: {error}", 2)
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            return _say(error.format_message(), 2)
        return _say(f"error: {' '.join(error.format_message().split())} (see --help)", 2)
    except typer.Abort:
        return 1


@app.command()
def check(
    source: SourceArgument,
    lang: Annotated[Lang | None, typer.Option(help="Language of the findings. [default: ja]")] = None,
    format: Annotated[Wording, typer.Option(help="Text to read, or a JSON list.")] = Wording.text,
) -> int:
    """Tell everything that is wrong with a source. Exit 1 if any of it is an error."""
    from smart_tokyo.ledger import check as ledger
    from smart_tokyo.ledger import findings

    found = ledger.check_source(source).findings
    print(
        findings.to_json(found)
        if format is Wording.json
        else findings.to_text(found, (lang or settings.typed("LANG", Lang)).value)
    )
    return 1 if findings.has_errors(found) else 0


@app.command()
def build(
    source: SourceArgument,
    store: StoreOption = None,
    as_of: Annotated[
        str | None, typer.Option(help="As-of date. [default: the source's own, else today in Tokyo]")
    ] = None,
    label: Annotated[str | None, typer.Option(help="What the snapshot is called, in both languages.")] = None,
) -> int:
    """Check a source, build its snapshot and make it the current internal one. Prints its id last."""
    from smart_tokyo.ledger import build as ledger
    from smart_tokyo.ledger import check as checker
    from smart_tokyo.ledger import findings

    date = None if as_of is None else _date(as_of)
    checked = checker.check_source(source)
    if checked.findings:
        print(findings.to_text(checked.findings, settings.typed("LANG", Lang).value), file=sys.stderr)
    if checked.content is None:
        return 1
    print(ledger.build(checked, _store(store), source.resolve().name, date, _label(label)))
    return 0


@app.command()
def publish(
    snapshot: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="[default: the current internal one]")
    ] = None,
    store: StoreOption = None,
) -> int:
    """Make a snapshot the one the public sees. Prints its id."""
    from smart_tokyo.ledger import build as ledger

    print(ledger.publish(_store(store), snapshot))
    return 0


@app.command()
def query(
    name: Annotated[str, typer.Argument(help="The query's name.")],
    store: StoreOption = None,
    audience: Annotated[Audience, typer.Option(help="Whose database to ask.")] = Audience.internal,
    snapshot: Annotated[
        str | None, typer.Option(metavar="ID", help="[default: the audience's current one]")
    ] = None,
    parameter: Annotated[
        list[str] | None, typer.Option("-p", metavar="NAME=VALUE", help="A parameter; may be repeated.")
    ] = None,
    format: Annotated[Rows, typer.Option(help="A JSON list of objects, or CSV with a header.")] = Rows.json,
) -> int:
    """Print the rows of one named query."""
    from smart_tokyo import figures

    parameters = _parameters(parameter or [])
    if name not in figures.catalog():
        close = ", ".join(figures.catalog())
        raise Mistake(f"there is no query {name!r}; there are: {close}")
    paths = _store(store)
    chosen = snapshot or paths.current(audience.value)
    if chosen is None:
        hint = "publish one first" if audience is Audience.public and paths.ids() else "build one first"
        raise Mistake(f"no {audience.value} snapshot in {paths.root}; {hint}")
    with figures.open_snapshot(paths.database(chosen, audience.value)) as con:
        check_layout(con)
        try:
            columns = figures.frame(con, name, parameters).columns if format is Rows.csv else ()
            rows = figures.records(con, name, parameters)
        except duckdb.CatalogException as error:
            if audience is Audience.public:
                raise Mistake(f"query {name} is internal; ask with --audience internal") from error
            raise
    print(plain.as_json(rows) if format is Rows.json else plain.as_csv(list(columns), rows), end="")
    return 0


@app.command()
def serve(
    audience: Annotated[
        Audience | None, typer.Option(help="Who the dashboard is for. [default: public]")
    ] = None,
    store: StoreOption = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="[default: 8501]")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on. [default: 127.0.0.1]")] = None,
) -> int:
    """Serve the dashboard until it is stopped."""
    serving.serve(
        _store(store),
        (audience or settings.typed("AUDIENCE", Audience)).value,
        host or settings.get("HOST"),
        port or settings.typed("PORT", int),
    )


def _say(line: str, code: int) -> int:
    print(line, file=sys.stderr)
    return code


def _reason(error: Exception) -> str:
    """One line about an operating system's or DuckDB's error."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return " ".join(str(error).split())


def _store(store: Path | None) -> StorePaths:
    return StorePaths(settings.store_dir() if store is None else store.expanduser().resolve())


def _date(text: str) -> dt.date:
    from smart_tokyo.ledger.normalise import Refused, date

    try:
        found = date(text.strip())[0]
    except Refused:
        found = None
    if not isinstance(found, dt.date):
        raise Mistake(f"--as-of {text!r} is not a date; write it like 2026-11-01")
    return found


def _label(text: str | None) -> str | None:
    if text is not None and not (text.strip() and text.isprintable()):
        raise Mistake("--label is one line of text that is not empty")
    return text.strip() if text else None


def _parameters(texts: Sequence[str]) -> dict[str, str | None]:
    """name=value texts as a mapping; an empty value is no value."""
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
