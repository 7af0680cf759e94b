"""The command line, `python -m smart_tokyo`: commands around a ledger, what a snapshot gives out, and `serve`, which
starts the dashboard's server in place of the calling process.

What is wrong with what a person typed is said in one line on stderr, never with a traceback. Exit codes: 0
done, 1 the source has errors (or the store cannot be written), 2 wrong usage or nothing there.
"""

import errno
import io
import os
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated, NoReturn
from urllib.parse import urlsplit

import duckdb
import typer

from smart_tokyo import Mistake, addresses, roles, settings
from smart_tokyo.commands import digest, hosts, ledger, report
from smart_tokyo.commands.options import Audience, StoreOption, as_setting, silence, store_at

SERVER = settings.PROJECT / "server.py"


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
) -> NoReturn:
    """Serve the dashboard until it is stopped."""
    replaced = {"AUDIENCE": audience, "PORT": port, "BASE_PATH": base_path}
    for name in settings.SETTINGS:
        if replaced.get(name) is None:
            settings.typed(name)  # what is wrong is said here, not in the server's log
    whom = settings.typed("AUDIENCE") if audience is None else audience
    paths = store_at(store, whom == "internal")
    host = settings.get("HOST") if host is None else host
    port = port or settings.typed("PORT")
    base = addresses.base() if base_path is None else base_path
    if not SERVER.is_file():
        raise Mistake(f"{SERVER} is missing; the project is not complete")
    if not host:
        raise Mistake("--host is empty, which would be every address of this machine; try 127.0.0.1")
    metrics = settings.typed("METRICS_PORT")
    auth = roles.sign_in(whom, host, base)
    require_free(host, port)
    if metrics == port:
        raise Mistake(
            f"{settings.PREFIX}METRICS_PORT is {port}, the port of the dashboard itself; give another"
        )
    if metrics:
        require_free("127.0.0.1", metrics, f"{settings.PREFIX}METRICS_PORT")
    given = {"AUDIENCE": whom, "STORE": str(paths.root), "BASE_PATH": base}
    environment = os.environ | {f"{settings.PREFIX}{name}": value for name, value in given.items()}
    if auth is None:
        environment.pop(f"{settings.PREFIX}SECRETS", None)
    options = [("address", host), ("port", str(port)), ("baseUrlPath", base), ("headless", "true")]
    named = settings.typed("ALLOWED_HOSTS")
    if whom != "public" or named:  # else it answers under all names
        redirect = urlsplit(auth["redirect_uri"]).hostname if auth else None
        names = (*named, redirect, host, "localhost", "127.0.0.1", "::1")
        options += [("allowedHosts", name) for name in dict.fromkeys(names) if name]
    command = [sys.executable, "-m", "streamlit", "run", str(SERVER)]
    command += [part for name, value in options for part in (f"--server.{name}", value)]
    with suppress(OSError):  # nobody need read it
        print(f"{whom} view: {address(host, port, base)}", flush=True)
    os.chdir(settings.PROJECT)  # where Streamlit looks for .streamlit/config.toml
    os.execve(sys.executable, command, environment)


def address(host: str, port: int, base: str = "") -> str:
    """Where a view is on this machine."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{base}"


def require_free(host: str, port: int, named: str = "--port") -> None:
    """Raises Mistake when a server could not listen on the port, which was `named` so."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError, UnicodeError) as error:
        number = getattr(error, "errno", None)
        if isinstance(error, socket.gaierror | UnicodeError) or number == errno.EADDRNOTAVAIL:
            raise Mistake(f"--host {host!r} is not an address of this machine; try 127.0.0.1") from error
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        way = (
            "use one from 1024 on" if number == errno.EACCES else f"stop what uses it or give another {named}"
        )
        raise Mistake(f"cannot listen on {host}:{port} ({reason}); {way}") from error


app = typer.Typer(
    name="smart_tokyo",
    help="Checks a ledger, builds snapshots of it, and answers questions about them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_GROUPS = (*ledger.COMMANDS, *hosts.COMMANDS)
for _command in (*_GROUPS, report.report, digest.digest, report.export, report.query, serve):
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
        reason = " ".join(str(error).split())
        if isinstance(error, OSError) and error.strerror:
            reason = f"{error.filename}: {error.strerror}" if error.filename else error.strerror
        said, code = f"error: {reason}", 1
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
