"""A page of a long list and how long the list is, read together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import pytest

from smart_tokyo.figures import Part, Row
from smart_tokyo.view.frame import Listed, Page


@dataclass(frozen=True)
class Numbers(Listed):
    """A list of so many rows."""

    size: int = 0

    def __len__(self) -> int:
        return self.size

    def some(self, limit: int | None = None, offset: int = 0) -> Sequence[Row]:
        end = self.size if limit is None else min(offset + limit, self.size)
        return [{"n": n} for n in range(offset, end)]


@pytest.mark.parametrize("size", [0, 1, 19, 20, 21, 40, 45])
@pytest.mark.parametrize("offset", [0, 20, 40, 10**9])
def test_a_page_says_how_many_rows_there_are_in_all(size: int, offset: int) -> None:
    rows, total = Numbers(cast(Page, None), "none", dict[str, Any](), Part(), size).at(20, offset)
    assert [row["n"] for row in rows] == list(range(offset, min(offset + 20, size)))
    assert total == size
