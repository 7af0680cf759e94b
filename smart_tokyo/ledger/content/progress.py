"""How far long work has come, for whoever listens: a person who waits for a large ledger."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from smart_tokyo.words import N_

READ, CHECKED = N_("rows read"), N_("rows checked")
WRITTEN, MADE, COMPUTED = N_("rows written"), N_("tables made"), N_("figures computed")
Listener = Callable[[str, int, int], None]
"""Called with what is done (one of the above), how much of it, and of how much, 0 where that is not known."""

_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


def tell(what: str, done: int, total: int = 0) -> None:
    """Says how far something has come."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(what, done, total)


@contextmanager
def heard(listener: Listener) -> Iterator[None]:
    """Lets someone listen as long as the work takes."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)
