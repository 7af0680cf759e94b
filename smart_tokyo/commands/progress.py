"""Tells a person on stderr how far long work has come: in a line that changes on a terminal, else in a few lines."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from smart_tokyo.ledger.content.progress import heard
from smart_tokyo.words import Lang, t

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
def told(lang: Lang) -> Iterator[None]:
    """Tells of the work inside, once it takes long; the line on a terminal is gone when it is done."""
    listener = _Told(lang)
    try:
        with heard(listener):
            yield
    finally:
        if listener.is_shown and listener.is_terminal:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
