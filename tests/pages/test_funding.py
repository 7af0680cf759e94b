"""The page of the funding: what a row of its chart and of its table chooses."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.pages.conftest import Opener, chosen_from, tables


@pytest.mark.parametrize("by", ["programme", "area", "theme"])
def test_a_group_of_the_chart_or_of_its_table_chooses_it(
    by: str, sample_store: Path, open_page: Opener
) -> None:
    """The address keeps it, with all else that was chosen but the page of a list, and the tables follow."""
    at = open_page("funding", sample_store, lang="en", by=by, from_fy="2023", page="2")
    over = chosen_from(at)
    kept = {"lang": "en", "by": by, "from_fy": "2023"}
    assert over and all({name: to[name] for name in to if name != by} == kept for to in over.values())
    heads = {"programme": "Programme", "area": "Area", "theme": "Theme"}
    [groups] = [table.value for table in tables(at) if table.value.columns[0] == heads[by]]
    links = [f"[{name}](funding?{urlencode(to)})" for name, to in over.items()]
    assert [cell.replace("\\", "") for cell in groups.iloc[:, 0]][: len(links)] == links
    name, to = next(iter(over.items()))
    narrowed = open_page("funding", sample_store, **to)
    assert list(chosen_from(narrowed)) == [name]
    sizes = [
        len(next(t.value for t in tables(one) if "Project and fiscal year" in t.value))
        for one in (at, narrowed)
    ]
    assert 0 < sizes[1] <= sizes[0]
