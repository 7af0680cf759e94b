"""How numbers, years and dates are written."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from smart_tokyo import formats


@pytest.mark.parametrize(
    ("yen", "unit", "lang", "expected"),
    [
        (15_000_001, "yen", "ja", "15,000,001円"),
        (15_000_001, "thousand", "ja", "15,000千円"),
        (15_005_000, "man", "ja", "1,501万円"),  # half away from zero
        (15_004_999, "man", "ja", "1,500万円"),
        (15_050_000, "million", "en", "15.1 million yen"),
        (-15_050_000, "million", "en", "−15.1 million yen"),
        (1_234_500_000, "oku", "ja", "12.35億円"),
        (0, "man", "ja", "0万円"),
        (None, "man", "ja", "非公表"),
        (pd.NA, "million", "en", "not published"),
        (float("nan"), "yen", "en", "not published"),
        (-1, "man", "ja", "−1円"),  # never "-0"
        (-1, "million", "en", "−¥1"),
        (4_999, "man", "ja", "4,999円"),
        (-5_000, "man", "ja", "−1万円"),
        (10**13, "yen", "en", "10,000,000,000,000 yen"),
    ],
)
def test_money(yen: object, unit: str, lang: formats.Lang, expected: str) -> None:
    assert formats.money(yen, unit, lang) == expected


@pytest.mark.parametrize(
    ("year", "lang", "expected"),
    [
        (2025, "ja", "令和7年度"),
        (2028, "ja", "令和10年度"),
        (2020, "ja", "令和2年度"),
        (2019, "ja", "令和元年度"),
        (2018, "ja", "平成30年度"),
        (1989, "ja", "平成元年度"),
        (1988, "ja", "1988年度"),
        (2019, "en", "FY2019"),
        (2025, "en", "FY2025"),
        (None, "ja", "不明"),
        (pd.NA, "en", "not known"),
    ],
)
def test_fiscal_year(year: object, lang: formats.Lang, expected: str) -> None:
    assert formats.fiscal_year(year, lang) == expected


@pytest.mark.parametrize(
    ("first", "last", "lang", "expected"),
    [
        (2022, 2024, "ja", "令和4年度～令和6年度"),
        (2022, 2024, "en", "FY2022–FY2024"),
        (2025, 2025, "en", "FY2025"),
        (2020, None, "en", "FY2020–"),
    ],
)
def test_years(first: object, last: object, lang: formats.Lang, expected: str) -> None:
    assert formats.years(first, last, lang) == expected


@pytest.mark.parametrize(
    ("precision", "lang", "expected"),
    [
        ("day", "ja", "2025年12月4日"),
        ("month", "ja", "2025年12月"),
        ("year", "ja", "2025年"),
        ("day", "en", "4 Dec 2025"),
        ("month", "en", "Dec 2025"),
        ("year", "en", "2025"),
    ],
)
def test_date(precision: str, lang: formats.Lang, expected: str) -> None:
    assert formats.date(dt.date(2025, 12, 4), lang, precision) == expected
    assert formats.date(None, lang, precision) == "–"


@pytest.mark.parametrize(
    ("day", "ja", "en"),
    [
        (
            dt.date(2019, 4, 30),
            "2019年4月30日",
            "30 Apr 2019",
        ),  # no era in a date: the year as everybody counts it
        (dt.date(2019, 5, 1), "2019年5月1日", "1 May 2019"),
        (dt.date(2024, 2, 29), "2024年2月29日", "29 Feb 2024"),
        (dt.datetime(2026, 9, 1, 23, 59), "2026年9月1日", "1 Sep 2026"),
        (pd.Timestamp(2020, 1, 1), "2020年1月1日", "1 Jan 2020"),
        (dt.date(2019, 12, 30), "2019年12月30日", "30 Dec 2019"),  # in week 1 of 2020
    ],
)
def test_dates_at_the_turn_of_eras_and_years(day: dt.date, ja: str, en: str) -> None:
    assert (formats.date(day, "ja"), formats.date(day, "en")) == (ja, en)


def test_a_span_from_one_era_to_the_next() -> None:
    assert formats.years(2018, 2019, "ja") == "平成30年度～令和元年度"


def test_small_numbers_keep_their_denominator() -> None:
    assert formats.ratio(2, 3, "ja") == "3件中2件"
    assert formats.ratio(2, 3, "en") == "2 of 3"
    assert formats.ratio(0, 0, "en") == "–"
    assert formats.out_of(2, 3, "ja") == "2件／3件"
    assert formats.out_of(2, 3, "en") == "2 of 3"
    assert formats.out_of(0, 0, "ja") == "–"


def test_no_zero_has_a_sign() -> None:
    assert formats.number(-0.4) == "0"
    assert formats.amount(-1, "man", "ja") == "−1円"
    assert formats.amount(0, "man", "ja") == "0"
    assert formats.exact_yen(-1_234, "en") == "−¥1,234"


def test_english_does_not_count_in_ten_thousands() -> None:
    assert formats.units("en") == ("yen", "thousand", "million")
    assert formats.units("ja") == tuple(formats.UNITS)


def test_permille_is_shown_as_per_cent() -> None:
    assert formats.permille(505) == "50.5%"
    assert formats.permille(None) == "–"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2026, 3, 31), 2025),
        (dt.date(2026, 4, 1), 2026),
        (dt.date(2026, 12, 31), 2026),
        (dt.date(2027, 1, 1), 2026),
    ],
)
def test_the_fiscal_year_of_a_day(day: dt.date, expected: int) -> None:
    assert formats.fiscal_year_of(day) == expected
