"""At which width a table turns into blocks, and what the browser is told to do then."""

from __future__ import annotations

import pytest

from smart_tokyo.outputs.web.head import LOOK
from smart_tokyo.view.frame.text import whole
from smart_tokyo.view.parts import narrow

AROUND = narrow.AROUND + narrow.BETWEEN


@pytest.mark.parametrize(
    ("cells", "ems"),
    [
        (["ab", "abcd efgh"], 4 * 0.56),  # breaks at the space
        (["12,000,000\u00a0yen"], 14 * 0.56),  # not at a no-break space
        (["補助対象経費の内訳"], narrow.READABLE),  # may break anywhere, but not into single letters
        ([whole("補助対象経費の内訳")], 9),  # a header of ours does not break
        (["[Title](projects?project=SMP-001&lang=ja)"], 6 * 0.56),  # the address is not shown
        (["2026-09-28-bbfc98db5726"], 12 * 0.56),
        ([f"SMP-{narrow.JOINER}001"], 7 * 0.56),  # an id does not break at its hyphen
    ],
)
def test_a_column_needs_its_longest_unbroken_piece(cells: list[str], ems: float) -> None:
    assert narrow.needed([cells]) == pytest.approx(AROUND + narrow.EM * ems)


@pytest.mark.parametrize(
    ("need", "name"), [(narrow.SMALLEST, ""), (20.1, "to-24"), (24, "to-24"), (30, "to-32"), (500, "to-64")]
)
def test_a_table_becomes_blocks_below_the_width_that_it_needs(need: float, name: str) -> None:
    assert narrow.blocks(need) == name
    assert not name or f".table .{name} {{" in LOOK
