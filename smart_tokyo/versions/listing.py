"""The versions that were public: what each brought, changed and corrected against the one before, and what was said."""

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

import duckdb

from smart_tokyo.store import StoreError, StorePaths
from smart_tokyo.versions import comparison
from smart_tokyo.versions.publications import standing


@lru_cache(200)
def between(store: StorePaths, old: str, new: str, audience: str) -> Mapping[str, Mapping[str, Any]]:
    """What changed for an audience from one snapshot to a newer one. Raises as comparison.opened.

    `counts`: cause → rows of the source with a change of it. `totals`: figure of programme_totals → {old, new}, money
    in yen, None where unknown.
    """
    with comparison.opened(store, old, new, audience) as con:
        totals = {name: {"old": was, "new": now} for name, (was, now) in comparison.headlines(con).items()}
        return {"counts": comparison.counts(con), "totals": totals}


def publications(store: StorePaths) -> list[dict[str, Any]]:
    """All that were public, the last first; raises StoreError for a damaged pointer.

    Each is its publication with `withdrawn_for`: what was gone back to, None where it is public still; and `since`:
    the version that it follows, None for the first and a withdrawn one.
    """
    lines = store.publications()
    public, withdrawn = standing(lines)
    ids = [one.id for one in public]
    last = {one.id: one for one in lines if one.id in withdrawn}
    found: list[dict[str, Any]] = []
    for one in reversed([one for one in lines if one in (*public, last.get(one.id))]):
        place = 0 if one.id in withdrawn else ids.index(one.id)
        since = ids[place - 1] if place else None
        found.append({**one._asdict(), "withdrawn_for": withdrawn.get(one.id), "since": since})
    return found


def versions(store: StorePaths, latest: int, after: str | None = None) -> list[dict[str, Any]]:
    """The latest `publications`, or those of them that came after one, with what `between` tells of each.

    That is None where it follows none, or where the two cannot be compared. Raises as `publications`.
    """
    found: list[dict[str, Any]] = []
    for one in publications(store)[:latest]:
        if one["id"] == after:
            break
        told: Mapping[str, Any] = {"counts": None, "totals": None}
        with suppress(StoreError, OSError, duckdb.Error):
            told = between(store, one["since"], one["id"], "public") if one["since"] else told
        found.append({**one, **told})
    return found
