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


def versions(store: StorePaths, latest: int, after: str | None = None) -> list[dict[str, Any]]:
    """The latest that were public, or those of them that came after one, the last first.

    Each is its publication with `withdrawn_for`: what was gone back to, None where it is public still; `since`: the
    version that it follows, None for the first and a withdrawn one; and what `between` tells of both, None where they
    cannot be compared. Raises StoreError for a damaged pointer.
    """
    lines = store.publications()
    public, withdrawn = standing(lines)
    ids = [one.id for one in public]
    last = {one.id: one for one in lines if one.id in withdrawn}
    found: list[dict[str, Any]] = []
    for one in reversed([one for one in lines if one in (*public, last.get(one.id))][-latest:]):
        if one.id == after:
            break
        place = 0 if one.id in withdrawn else ids.index(one.id)
        since = ids[place - 1] if place else None
        told: Mapping[str, Any] = {"counts": None, "totals": None}
        with suppress(StoreError, OSError, duckdb.Error):
            told = between(store, since, one.id, "public") if since else told
        found.append({**one._asdict(), "withdrawn_for": withdrawn.get(one.id), "since": since, **told})
    return found
