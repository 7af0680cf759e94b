"""The command `serve`: starts the dashboard's server in place of the calling process."""

import errno
import os
import socket
import sys
from contextlib import suppress
from functools import partial
from typing import Annotated, Any, NoReturn
from urllib.parse import urlsplit

import typer

from smart_tokyo import Mistake, addresses, settings
from smart_tokyo.commands.options import Audience, StoreOption, as_setting, one_of, store_at
from smart_tokyo.roles import sign_in

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
    settings.typed("OPEN_RATE", int)  # said here, not in the server's log
    settings.origins("EMBED_HOSTS")
    paths = store_at(store)
    whom = settings.typed("AUDIENCE", partial(one_of, Audience, "Audience")) if audience is None else audience
    host = settings.get("HOST") if host is None else host
    port = port or settings.typed("PORT", settings.port)
    base = addresses.base() if base_path is None else base_path
    if not SERVER.is_file():
        raise Mistake(f"{SERVER} is missing; the project is not complete")
    if not host:
        raise Mistake("--host is empty, which would be every address of this machine; try 127.0.0.1")
    auth = sign_in(whom, host, base)
    require_free(host, port)
    environment = os.environ | {
        f"{settings.PREFIX}AUDIENCE": whom,
        f"{settings.PREFIX}STORE": str(paths.root),
        f"{settings.PREFIX}BASE_PATH": base,
    }
    if auth is None:
        environment.pop(f"{settings.PREFIX}SECRETS", None)
    options = [("address", host), ("port", str(port)), ("baseUrlPath", base), ("headless", "true")]
    options += [("allowedHosts", name) for name in _hosts(whom, host, auth)]
    command = [sys.executable, "-m", "streamlit", "run", str(SERVER)]
    command += [part for name, value in options for part in (f"--server.{name}", value)]
    with suppress(OSError):  # nobody need read it
        print(f"{whom} view: {address(host, port, base)}", flush=True)
    os.chdir(settings.PROJECT)  # where Streamlit looks for .streamlit/config.toml
    os.execve(sys.executable, command, environment)


def address(host: str, port: int, base: str = "") -> str:
    """Where a view is on this machine."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{base}"


def _hosts(audience: str, host: str, auth: dict[str, Any] | None) -> list[str]:
    """The names under which a view answers; none means all, which only a public view does that names no host."""
    named = settings.several("ALLOWED_HOSTS")
    if audience == "public" and not named:
        return []
    redirect = urlsplit(auth["redirect_uri"]).hostname if auth else None
    names = (*named, redirect, host, "localhost", "127.0.0.1", "::1")
    return list(dict.fromkeys(name for name in names if name))


def require_free(host: str, port: int) -> None:
    """Raises Mistake when a server could not listen on the port."""
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
        way = "use one from 1024 on" if number == errno.EACCES else "stop what uses it or give another --port"
        raise Mistake(f"cannot listen on {host}:{port} ({reason}); {way}") from error
