"""Cells of an export: nothing runs in a spreadsheet, nothing is hidden, and what is harmless stays as it is."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
import unicodedata
from typing import Any

import pandas as pd
import pytest

from smart_tokyo.safe_cells import safe, safe_csv, visible


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\u3000=1",
        "＝1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        "\tx",
    ],
)
def test_a_formula_becomes_text(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "text",
        "a=1",
        "令和7年度",
        "'quoted",
        0,
        -1,
        -1.5,
        True,
        None,
        dt.date(2026, 4, 1),
        "葛\U000e0100城",
    ],
)
def test_what_is_harmless_stays(value: Any) -> None:
    assert safe(value) is value or safe(value) == value


def test_a_hidden_character_before_a_formula_is_shown_and_stops_it() -> None:
    assert safe("\u200b=1+1") == "[U+200B]=1+1"
    assert safe("\ufeff=1+1")[0] not in "=+-@"


def test_every_character_without_a_shape_is_written_out() -> None:
    shown = set(range(0x600, 0x606)) | {0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
    shown |= set(range(0x13430, 0x13439))  # Arabic, Syriac, Kaithi and Egyptian signs have one
    for code in set(range(sys.maxunicode + 1)) - shown:
        if unicodedata.category(chr(code)) in ("Cf", "Zl", "Zp"):
            assert visible(f"a{chr(code)}b") == f"a[U+{code:04X}]b"


def test_csv_has_empty_cells_for_the_unknown_and_quotes_what_has_to_be() -> None:
    text = safe_csv(
        ["project_id", "=title"],
        [[None, 'a "b", c'], [pd.NA, "two\nlines"], [float("nan"), True], [3, dt.date(2026, 4, 1)]],
    )
    assert list(csv.reader(io.StringIO(text))) == [
        ["project_id", "'=title"],
        ["", 'a "b", c'],
        ["", "two\nlines"],
        ["", "true"],
        ["3", "2026-04-01"],
    ]


def test_csv_for_a_spreadsheet_begins_with_the_mark() -> None:
    assert safe_csv(["a"], [[1]], bom=True).encode("utf-8") == b"\xef\xbb\xbfa\n1\n"
