"""At which width a table turns into blocks, and what the browser is told to do then."""

from __future__ import annotations

import pandas as pd
import pytest

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
    ],
)
def test_a_column_needs_its_longest_unbroken_piece(cells: list[str], ems: float) -> None:
    assert narrow.needed([cells]) == pytest.approx(AROUND + narrow.EM * ems)


def test_a_table_that_fits_every_telephone_has_no_blocks() -> None:
    assert "@media" not in str(narrow.rules(["年", "数"], ["数"], narrow.SMALLEST))


def test_a_wide_table_becomes_blocks_with_the_header_beside_each_fact() -> None:
    header, amount = whole('A "quoted" \\ 見出し'), "額"
    styles = narrow.rules([header, amount], [amount], 30)
    frame = pd.DataFrame({header: ["x"], amount: [1]})
    written = frame.style.set_uuid("1").set_table_styles(styles).to_html()
    assert '#T_1 td:nth-child(1) {\n  --header: "A \\"quoted\\" \\\\ 見出し";' in written
    assert '--header: "額";\n  --side: end;' in written
    assert "@media screen and (max-width: 30rem) { & { display: block;" in written
    assert narrow.rules([header], [], 500)[-1]["props"][0][1].startswith(f"{narrow.LARGEST:.3g}rem)")


def test_a_header_stays_inside_of_its_string() -> None:
    said = narrow._string('a"} * { color: red }\\\n</style>\f"')
    assert said == r'"a\"} * { color: red }\\ </style> \""'
