"""What a publication corrects of what is public: nobody publishes that without saying why, in both languages."""

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from unicodedata import category

import duckdb

from smart_tokyo.safe_cells import visible
from smart_tokyo.store import Locked, StoreError, StorePaths
from smart_tokyo.versions import comparison, listing
from smart_tokyo.versions.comparison import Row, kept_file

LANGS = ("ja", "en")
NAMED = 5  # corrections that a sentence lists
LATEST = 12  # versions whose comparison is made again where it is not kept
LONGEST, LONGEST_NOTE = 40, 1_000  # characters of a value that it shows, and of a note


class NeedsNote(StoreError):
    """What is about to be published corrects what is public, and a note on it is missing."""


def tidied(notes: Mapping[str, str] | None) -> dict[str, str]:
    """Notes by language as they are published: on one line, without those that say nothing. Raises StoreError."""
    lines = {lang: " ".join(((notes or {}).get(lang) or "").split()) for lang in LANGS}
    # control characters are no XML, and what has no shape says nothing
    seen = {lang: [one for one in line if category(one)[0] != "C"] for lang, line in lines.items()}
    found = {lang: "".join(letters).strip() for lang, letters in seen.items()}
    for lang, text in found.items():
        if len(text) > LONGEST_NOTE:
            raise StoreError(f"the note in {lang} has {len(text):,} characters; at most {LONGEST_NOTE:,} fit")
    return {lang: text for lang, text in found.items() if text}


@lru_cache(4)
def made(store: StorePaths, old: str, new: str) -> tuple[Row, ...]:
    """What a snapshot corrects of the public one: as comparison.corrections gives it. Raises StoreError."""
    with comparison.compared(store, old, new, "public") as con:
        return tuple(comparison.corrections(con, store, new))


def insist(store: StorePaths, old: str | None, new: str, notes: Mapping[str, str]) -> None:
    """Raises NeedsNote where a note is missing and something is corrected or cannot be compared.

    Raises StoreError for a note in one language alone.
    """
    if len(notes) == len(LANGS):
        return
    try:
        found = made(store, old, new) if old else ()
    except Locked:
        raise
    except StoreError as error:
        said = f"{new} cannot be compared with what is public ({error})"
        raise NeedsNote(f"{said}; say in both languages what it corrects") from error
    if told := [text for one in found for text in _told(one)]:
        moves = any(cell["column_name"] == "status" for one in found for cell in one["cells"] or ())
        also = " (a project's status that moves on counts too)" if moves else ""
        more = f"; and {len(told) - NAMED:,} more" if len(told) > NAMED else ""
        listed = "; ".join(told[:NAMED]) + more
        raise NeedsNote(f"{new} corrects what is public, say why in both languages{also}: {listed}")
    if notes:
        raise StoreError("a note is published in both languages; give both, or none")


def keep(store: StorePaths, old: str | None, new: str | None, audience: str) -> None:
    """Keeps what changed for an audience since the version before, and of the latest public ones what is not kept.

    A writer may have been killed, the disk full, the program another. What cannot be compared is passed over.
    """
    earlier = listing.publications(store)[:LATEST] if audience == "public" else []
    for before, now in ((old, new), *((one["since"], one["id"]) for one in earlier)):
        if not before or not now or before == now or kept_file(store, before, now, audience).exists():
            continue
        unable = suppress(StoreError, OSError, duckdb.Error)
        with unable, comparison.compared(store, before, now, audience) as con:
            comparison.keep(store, con, before, now, audience)


def _told(one: Row) -> list[str]:
    """A row that is corrected in sentences: which cells were what, or that it is gone."""
    row = f"{one['table_name']} {' / '.join(one['row_key'].split(chr(31)))}"
    return [
        f"{row} {cell['column_name']} {_shown(cell['old_value'])} → {_shown(cell['new_value'])}"
        for cell in one["cells"] or ()
    ] or [f"{row} is removed"]


def _shown(value: str | None) -> str:
    text = " ".join(visible(value).split()) if value is not None else "(empty)"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
