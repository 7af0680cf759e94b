"""Starts the dashboard's server in place of the calling process."""

from __future__ import annotations

import errno
import os
import socket
import sys
from contextlib import suppress
from typing import Any, NoReturn
from urllib.parse import urlsplit

from smart_tokyo import settings
from smart_tokyo.roles import BadSignIn, sign_in
from smart_tokyo.store import StorePaths

SERVER = settings.PROJECT / "server.py"


class CannotServe(Exception):
    """Nothing can be served there; the message is one line for a person."""


def serve(store: StorePaths, audience: str, host: str, port: int, base: str = "") -> NoReturn:
    """Becomes the server of an audience's current snapshot below a base path ("": at the root), and says where it is.

    Raises CannotServe when it cannot listen, or not safely.
    """
    if not SERVER.is_file():
        raise CannotServe(f"{SERVER} is missing; the project is not complete")
    if not host:
        raise CannotServe("--host is empty, which would be every address of this machine; try 127.0.0.1")
    try:
        auth = sign_in(audience, host, base)
    except BadSignIn as error:
        raise CannotServe(str(error)) from error
    require_free(host, port)
    environment = os.environ | {
        f"{settings.PREFIX}AUDIENCE": audience,
        f"{settings.PREFIX}STORE": str(store.root),
        f"{settings.PREFIX}BASE_PATH": base,
    }
    options = {
        "server.address": host,
        "server.port": str(port),
        "server.baseUrlPath": base,
        "server.headless": "true",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(SERVER)]
    command += [part for name, value in options.items() for part in (f"--{name}", value)]
    for name in _hosts(audience, host, auth):
        command += ["--server.allowedHosts", name]
    if auth is None:
        environment.pop(f"{settings.PREFIX}SECRETS", None)
    with suppress(OSError):  # nobody need read it
        print(f"{audience} view: {address(host, port, base)}", flush=True)
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
    return list(
        dict.fromkeys([*named, *([redirect] if redirect else []), host, "localhost", "127.0.0.1", "::1"])
    )


def require_free(host: str, port: int) -> None:
    """Raises CannotServe when a server could not listen on the port."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError, UnicodeError) as error:
        number = getattr(error, "errno", None)
        if isinstance(error, socket.gaierror | UnicodeError) or number == errno.EADDRNOTAVAIL:
            raise CannotServe(f"--host {host!r} is not an address of this machine; try 127.0.0.1") from error
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        way = "use one from 1024 on" if number == errno.EACCES else "stop what uses it or give another --port"
        raise CannotServe(f"cannot listen on {host}:{port} ({reason}); {way}") from error
