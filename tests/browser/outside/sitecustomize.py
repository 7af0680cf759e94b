"""Notes every other machine that the process looks up or turns to in the file named in OUTSIDE; put on PYTHONPATH."""

import os
import sys

HERE = ("127.", "::1", "localhost", "0.0.0.0")
PLACES = {"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0, "socket.gethostbyname": 0}


def _note(event: str, arguments: tuple) -> None:
    if event not in PLACES:
        return
    address = arguments[PLACES[event]]
    host = (
        address[0] if isinstance(address, tuple) else address if PLACES[event] == 0 else None
    )  # a file: of here
    host = host.decode() if isinstance(host, bytes) else host
    if host and not host.startswith(HERE):
        with open(os.environ["OUTSIDE"], "a", encoding="utf-8") as file:  # noqa: PTH123  # before pathlib
            file.write(f"{event} {host}\n")


sys.addaudithook(_note)
