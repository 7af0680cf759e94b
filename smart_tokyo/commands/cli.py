"""The command line, `python -m smart_tokyo`: the commands around a ledger, what a snapshot gives out, and `serve`.

What is wrong with what a person typed is said in one line on stderr, never with a traceback. Exit codes: 0
done, 1 the source has errors (or the store cannot be written), 2 wrong usage or nothing there.
"""

import io
import os
import sys
from collections.abc import Sequence

import duckdb
import typer

from smart_tokyo.commands import ledger, report, serving
from smart_tokyo.commands.options import silence
from smart_tokyo.faults import Mistake

app = typer.Typer(
    name="smart_tokyo",
    help="Checks a ledger, builds snapshots of it, and answers questions about them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for _command in (*ledger.COMMANDS, report.report, report.export, report.query, serving.serve):
    app.command()(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command line and returns its exit code."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a character is no reason to fail
            stream.reconfigure(errors="backslashreplace")
    try:
        done = app(args=arguments, prog_name="python -m smart_tokyo", standalone_mode=False)
        sys.stdout.flush()
        return int(done or 0)
    except BrokenPipeError:
        silence()
        return 1
    except typer.Abort:
        return 1
    except (OSError, duckdb.Error) as error:
        silence()
        said, code = f"error: {_reason(error)}", 1
    except Mistake as error:
        said, code = f"error: {error}", 2
    except typer.TyperException as error:
        said, code = f"error: {' '.join(error.format_message().split())} (see --help)", 2
        if type(error).__name__ == "NoArgsIsHelpError":
            said = error.format_message()
    print(said, file=sys.stderr)
    return code


def _open_closed_streams() -> None:
    """Gives a stdout or stderr that is closed a place, so that no file of ours gets its number.

    Writing to such a stdout fails, as it should; of such a stderr nobody expects to read anything.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _reason(error: Exception) -> str:
    """One line about an operating system's or DuckDB's error."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return " ".join(str(error).split())
