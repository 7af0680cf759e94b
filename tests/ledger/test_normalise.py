"""Every accepted and every refused form of a value, as the data contract lists them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from smart_tokyo.ledger.normalise import Value, reader
from smart_tokyo.schema import Field, field

DATE = field("grants", "decided_on")
YEAR = field("grants", "fiscal_year")
YEN = field("grants", "decided_yen")
FLAG = replace(field("projects", "published"), required=False)
TEXT = field("projects", "title_en")
WHOLE = field("events", "local_governments")
NUMBER = field("support", "hours")
CODE = field("issues", "municipality_code")
CORPORATE = field("organizations", "corporate_number")
APRIL = dt.date(2025, 4, 1)


@pytest.mark.parametrize(
    ("column", "text", "value", "changed"),
    [
        (DATE, "2025-04-01", APRIL, False),
        (DATE, " 2025-04-01　", APRIL, False),
        (DATE, "2025/4/1", APRIL, True),
        (DATE, "2025/04/01", APRIL, True),
        (DATE, "令和7年4月1日", APRIL, True),
        (DATE, "令和７年４月１日", APRIL, True),
        (DATE, "R7.4.1", APRIL, True),
        (DATE, "R07.04.01", APRIL, True),
        (DATE, "令和元年5月1日", dt.date(2019, 5, 1), True),
        (DATE, "平成31年4月30日", dt.date(2019, 4, 30), True),
        (DATE, "H1.1.8", dt.date(1989, 1, 8), True),
        (DATE, "2024-02-29", dt.date(2024, 2, 29), False),
        (YEAR, "2025", 2025, False),
        (YEAR, "２０２５", 2025, True),
        (YEAR, "令和7年度", 2025, True),
        (YEAR, "令和７年度", 2025, True),
        (YEAR, "R7", 2025, True),
        (YEAR, "Ｒ７", 2025, True),
        (YEAR, "令和元年度", 2019, True),
        (YEN, "1500000", 1_500_000, False),
        (YEN, "0", 0, False),
        (YEN, "1,500,000", 1_500_000, True),
        (YEN, "１，５００，０００", 1_500_000, True),
        (YEN, "¥1,500,000", 1_500_000, True),
        (YEN, "￥1500000", 1_500_000, True),
        (YEN, "1500000円", 1_500_000, True),
        (YEN, "¥1,500,000円", 1_500_000, True),
        (YEN, "\\1,500,000", 1_500_000, True),
        (YEN, "10000000000000", 10**13, False),
        *[(FLAG, text, True, text != "true") for text in ("true", "TRUE", "1", "はい", "○", "〇")],
        *[(FLAG, text, False, text != "false") for text in ("false", "False", "0", "いいえ", "×")],
        (TEXT, " a b ", "a b", False),
        (TEXT, "一行目\n二行目", "一行目\n二行目", False),
        (TEXT, "か\u3099", "が", True),
        (TEXT, "x" * 2000, "x" * 2000, False),
        (TEXT, "－1", "－1", False),
        (WHOLE, "12", 12, False),
        (WHOLE, "１２", 12, True),
        (WHOLE, "1,200", 1200, True),
        (NUMBER, "2.50", 2.5, False),
        (NUMBER, "3", 3.0, False),
        (NUMBER, "-0", 0.0, False),
        (NUMBER, "1,200.5", 1200.5, True),
        (NUMBER, "0.1", 0.1, False),
        (NUMBER, "12345678901234567890", 12345678901234567168.0, True),
        (NUMBER, "1e-400", 0.0, True),
        (CODE, "131075", "131075", False),
        (CODE, "131199", "131199", False),
        (CODE, "134210", "134210", False),
        (CORPORATE, "8000020130001", "8000020130001", False),
        (CORPORATE, "7000012050002", "7000012050002", False),
        (CORPORATE, "1180301018771", "1180301018771", False),
    ],
)
def test_accepted(column: Field, text: str, value: Value, changed: bool) -> None:
    reading = reader(column)(text)
    assert reading.problem is None
    assert (reading.value, reading.changed) == (value, changed)
    assert type(reading.value) is type(value)


@pytest.mark.parametrize("column", [DATE, YEN, FLAG, TEXT, WHOLE, NUMBER, CORPORATE])
@pytest.mark.parametrize("text", ["", "  ", "　", "-", "－", "未定", " 非公表 "])
def test_unknown_in_an_optional_column_is_null(column: Field, text: str) -> None:
    reading = reader(column)(text)
    assert reading.problem is None and reading.value is None
    assert reading.changed == bool(text.strip())


@pytest.mark.parametrize("column", [YEAR, CODE, field("projects", "title_ja")])
@pytest.mark.parametrize("text", ["-", "－", "未定", "非公表"])
def test_unknown_in_a_required_column_is_refused(column: Field, text: str) -> None:
    problem = reader(column)(text).problem
    assert problem is not None and problem.code == "required"


DATES = (
    "2025-02-29",
    "2025-13-01",
    "2025/2/30",
    "2025-4-1",
    "2025.4.1",
    "2025年4月1日",
    "4/1/2025",
    "20250401",
    "45748",
    "2025-04-01T00:00",
    "2025-04-01 00:00:00",
    "令和0年4月1日",
    "令和元年4月1日",
    "平成31年5月1日",
    "昭和64年1月7日",
    "R7.4.31",
    "R7/4/1",
    "令和7年",
    "2025-04",
    "春",
)
YEARS = (
    "2025年度",
    "FY2025",
    "25",
    "令和7",
    "令和7年",
    "平成31年度",
    "H31",
    "R",
    "R0",
    "令和0年度",
    "2025.0",
    "R7.5",
    "7",
)
AMOUNTS = (
    "1.5",
    "1500000.0",
    "-1",
    "−1",
    "△5",
    "▲5",
    "(5)",
    "+5",
    "1,50",
    "1500千円",
    "1500万円",
    "150万",
    "1e6",
    "５０％",
    "一万円",
    "約100",
    "無償",
    "$5",
    "円",
    "¥",
    "10²",
)


@pytest.mark.parametrize(
    ("column", "code", "text"),
    [
        *[(DATE, "type-date", text) for text in DATES],
        *[(YEAR, "type-fiscal-year", text) for text in YEARS],
        *[(YEN, "type-yen", text) for text in AMOUNTS],
        *[(FLAG, "type-boolean", text) for text in ("yes", "no", "2", "有", "公開", "x", "○×")],
        *[(WHOLE, "type-integer", text) for text in ("1.0", "1e2", "多数", "1,00", "0x10", "١")],
        (WHOLE, "range", "9" * 30),
        *[
            (NUMBER, "type-number", text)
            for text in ("nan", "inf", "1e999", "1/2", "2時間", "1,2", ".", "--1")
        ],
        *[(CODE, "pattern", text) for text in ("13107", "1310755", "13107A", "墨田区", "１３１０７５")],
        *[(CODE, "check-digit", text) for text in ("131076", "131198", "999999")],
        *[(CORPORATE, "pattern", text) for text in ("800002013000", "8-0000-2013-0001", "T8000020130001")],
        *[(CORPORATE, "check-digit", text) for text in ("9000020130001", "8000020130002", "0000000000000")],
        *[(TEXT, "control-character", f"a{sign}b") for sign in "\0\x07\x1b\x7f\x85\ud800\ufffe\uffff"],
        (TEXT, "control-character", "a\x1f"),
        (YEN, "control-character", "\0"),
        (TEXT, "too-long", "x" * 2001),
        (YEN, "too-long", "1" * 2001),
    ],
)
def test_refused(column: Field, code: str, text: str) -> None:
    reading = reader(column)(text)
    assert reading.problem is not None and reading.problem.code == code
    assert reading.value is None
