"""The versions that were public: what each brought, changed and corrected against the one before, and what was said."""

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple

import duckdb

from smart_tokyo.store import StoreError, StorePaths
from smart_tokyo.versions import comparison
from smart_tokyo.versions.publications import Publication, standing


class Summary(NamedTuple):
    """What two versions of an audience tell: cause → rows of the source with a change of it, figure → before and now.

    The figures are those of programme_totals; money in yen, None where unknown.
    """

    counts: Mapping[str, int]
    totals: Mapping[str, tuple[Any, Any]]


class Version(NamedTuple):
    """A version that was public. `before`: the public one that it follows, None for the first.

    `withdrawn_for`: what was gone back to, None where it is public still; then `summary` is None too, as it is where
    there is nothing to compare with.
    """

    publication: Publication
    before: str | None
    withdrawn_for: str | None
    summary: Summary | None


@lru_cache(200)
def between(store: StorePaths, old: str, new: str, audience: str) -> Summary:
    """What changed for an audience from one snapshot to a newer one. Raises as comparison.opened."""
    with comparison.opened(store, old, new, audience) as con:
        return Summary(comparison.counts(con), comparison.headlines(con))


def versions(store: StorePaths, latest: int) -> list[Version]:
    """The latest that were public, the last one first. Raises StoreError for a damaged pointer."""
    lines = store.publications()
    public, withdrawn = standing(lines)
    ids = [one.id for one in public]
    last = {one.id: one for one in lines if one.id in withdrawn}
    found = []
    for one in reversed([one for one in lines if one in (*public, last.get(one.id))][-latest:]):
        place = 0 if one.id in withdrawn else ids.index(one.id)
        before, summary = ids[place - 1] if place else None, None
        if before is not None:
            with suppress(StoreError, OSError, duckdb.Error):
                summary = between(store, before, one.id, "public")
        found.append(Version(one, before, withdrawn.get(one.id), summary))
    return found
