"""One writer at a time in a store: an advisory lock that ends with its process."""

from __future__ import annotations

import fcntl
import math
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from smart_tokyo.store import Locked, StorePaths

EVERY_S = 0.1  # how often one who waits for a time only looks again


@contextmanager
def locked(store: StorePaths) -> Iterator[None]:
    """Holds the store's lock; waits for another process that has it and says so on stderr.

    Raises Locked once it has waited for as long as the store's patience lasts.
    """
    store.root.mkdir(parents=True, exist_ok=True)
    handle = os.open(store.lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip()
            print(
                f"waiting: process {holder or 'unknown'} is writing to {store.root}",
                file=sys.stderr,
                flush=True,
            )
            if not _free_in_time(handle, store.patience_s):
                raise Locked(store.root, holder) from None
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


def _free_in_time(handle: int, seconds: float) -> bool:
    """Waits for the lock and takes it; False where the seconds are over first."""
    if seconds == math.inf:
        fcntl.flock(handle, fcntl.LOCK_EX)
        return True
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(EVERY_S)
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    return False
