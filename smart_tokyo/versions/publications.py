"""The lines of `<store>/publications.jsonl`, which anybody may read: what became public, when and why."""

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

ID = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{12}")  # of a snapshot


class Publication(NamedTuple):
    """That a snapshot became the public one, by publishing it or by going back to it.

    `published_at` in UTC, None where it was not written down; `notes` {ja, en}: why what was public is corrected,
    None where nothing is said; `replaces`: what was public until then, None for the first.
    """

    id: str
    as_of: str
    published_at: str | None
    notes: Mapping[str, str] | None
    replaces: str | None


def read(text: str, *more: Mapping[str, Any]) -> list[Publication]:
    """Those of the file's text, an id alone as a line too, and of `more`; nothing that the one before says already."""
    given: list[Any] = []
    for line in text.splitlines():
        with suppress(ValueError):
            given.append(json.loads(line) if line.startswith("{") else {"id": line})
    found: list[Publication] = []
    for one in (*given, *more):
        last = found[-1].id if found else None
        if isinstance(name := one.get("id"), str) and ID.fullmatch(name) and name != last:
            notes = one.get("notes") if isinstance(one.get("notes"), dict) else None
            own = one.get("published_at"), notes, one.get("replaces", last)
            found.append(Publication(name, name[:10], *own))
    return found


def written(publications: Iterable[Publication]) -> bytes:
    """The content of the file."""
    return "".join(f"{json.dumps(one._asdict(), ensure_ascii=False)}\n" for one in publications).encode()


def renamed(publications: Iterable[Publication], ids: Mapping[str, str]) -> list[Publication]:
    """The same of snapshots that have other ids now; that one took the place of itself is not said."""
    found: list[Publication] = []
    for one in publications:
        name, replaced = ids.get(one.id, one.id), ids.get(one.replaces or "", one.replaces)
        if not found or found[-1].id != name:
            found.append(one._replace(id=name, as_of=name[:10], replaces=replaced))
    return found


def standing(publications: Iterable[Publication]) -> tuple[list[Publication], dict[str, str]]:
    """Those that are public, in the order of publication, and what was withdrawn → by going back to what."""
    public: dict[str, Publication] = {}
    withdrawn: dict[str, str] = {}
    for one in publications:
        if one.id in public:
            later = list(public)[list(public).index(one.id) + 1 :]
            withdrawn |= dict.fromkeys(later, one.id)
            public = {name: public[name] for name in public if name not in later}
            if one.notes:
                public[one.id] = one  # what is told now
        else:
            public[one.id] = one
            withdrawn.pop(one.id, None)
    return list(public.values()), withdrawn
