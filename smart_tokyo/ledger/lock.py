"""One writer at a time in a store: an advisory lock that ends with its process."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from smart_tokyo.store import StorePaths


@contextmanager
def locked(store: StorePaths) -> Iterator[None]:
    """Holds the store's lock; waits for another process that has it and says so on stderr."""
    store.root.mkdir(parents=True, exist_ok=True)
    handle = os.open(store.lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip() or "unknown"
            print(f"waiting: process {holder} is writing to {store.root}", file=sys.stderr, flush=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode("ascii"), 0)
        try:
            yield
        finally:
            os.ftruncate(handle, 0)
            fcntl.flock(
                handle, fcntl.LOCK_UN
            )  # closing alone would not do while a child process has the file
    finally:
        os.close(handle)
