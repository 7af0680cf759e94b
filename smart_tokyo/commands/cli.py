"""The command line, `python -m smart_tokyo`: the commands around a ledger, `query`, `report` and `serve`.

What is wrong with what a person typed is said in one line on stderr, never with a traceback. Exit codes: 0
done, 1 the source has errors (or the store cannot be written), 2 wrong usage or nothing there.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import duckdb
import typer

from smart_tokyo import addresses, settings
from smart_tokyo.commands import export, ledger, plain, report, serving
from smart_tokyo.commands.options import (
    Audience,
    Mistake,
    OfAudience,
    Parameters,
    SnapshotOption,
    StoreOption,
    as_setting,
    opened,
    parameters_of,
    silence,
    store_at,
)
from smart_tokyo.store import StoreError

app = typer.Typer(
    name="smart_tokyo",
    help="Checks a ledger, builds snapshots of it, and answers questions about them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Rows(StrEnum):
    """Forms of a query's rows."""

    json = "json"
    csv = "csv"


MISTAKES = (Mistake, StoreError, settings.BadSetting, serving.CannotServe)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command line and returns its exit code."""
    from smart_tokyo.figures import BadParameter, UnknownParameter, UnknownQuery
    from smart_tokyo.ledger.files.source import UnreadableSource

    _open_closed_streams()
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
        silence()
        return 1
    except (OSError, duckdb.Error) as error:
        silence()
        return _say(f"error: {_reason(error)}", 1)
    except (*MISTAKES, UnreadableSource, UnknownQuery, UnknownParameter, BadParameter) as error:
        return _say(f"error: {error}", 2)
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            return _say(error.format_message(), 2)
        return _say(f"error: {' '.join(error.format_message().split())} (see --help)", 2)
    except typer.Abort:
        return 1


for _command in (*ledger.COMMANDS, report.report, export.export):
    app.command()(_command)


@app.command()
def query(
    name: Annotated[str, typer.Argument(help="The query's name.")],
    store: StoreOption = None,
    audience: OfAudience = Audience.internal,
    snapshot: SnapshotOption = None,
    parameter: Parameters = None,
    format: Annotated[Rows, typer.Option(help="A JSON list of objects, or CSV with a header.")] = Rows.json,
) -> int:
    """Print the rows of one named query."""
    from smart_tokyo import figures

    parameters = parameters_of(parameter or [])
    if name not in figures.catalog():
        close = ", ".join(figures.catalog())
        raise Mistake(f"there is no query {name!r}; there are: {close}")
    with opened(store, audience, snapshot) as con:
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
    port: Annotated[
        int | None, typer.Option(parser=as_setting(settings.port), metavar="N", help="[default: 8501]")
    ] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on. [default: 127.0.0.1]")] = None,
    base_path: Annotated[
        str | None,
        typer.Option(
            parser=as_setting(settings.base_path),
            metavar="/PATH",
            help="Path below which a proxy passes requests on unchanged. [default: none, the root]",
        ),
    ] = None,
) -> int:
    """Serve the dashboard until it is stopped."""
    settings.typed("OPEN_RATE", int)  # said here, not in the server's log
    settings.origins("EMBED_HOSTS")
    serving.serve(
        store_at(store),
        (audience or settings.typed("AUDIENCE", Audience)).value,
        settings.get("HOST") if host is None else host,
        port or settings.typed("PORT", settings.port),
        addresses.base() if base_path is None else base_path,
    )


def _open_closed_streams() -> None:
    """Gives a stdout or stderr that is closed a place, so that no file of ours gets its number.

    Writing to such a stdout fails, as it should; of such a stderr nobody expects to read anything.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _say(line: str, code: int) -> int:
    print(line, file=sys.stderr)
    return code


def _reason(error: Exception) -> str:
    """One line about an operating system's or DuckDB's error."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return " ".join(str(error).split())
