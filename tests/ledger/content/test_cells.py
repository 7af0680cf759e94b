"""What a number cell says, by its number format."""

from __future__ import annotations

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from smart_tokyo.ledger.content.cells import DateText, HiddenTime, Rounded, iso_text, number_text, shown


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("2025", "General", "2025"),
        ("2025.0", "General", "2025"),
        ("2.025E3", "General", "2025"),
        ("-0.0", "General", "0"),
        ("1500000.5", "#,##0", "1500000.5"),
        ("0.1", "0.00", "0.1"),
        ("0.10000000000000001", "General", "0.1"),
        ("1E-7", "General", "0.0000001"),
        ("8000020130001", "0", "8000020130001"),
        ("0.85", "0%", "85%"),
        ("0.125", "0.0%", "12.5%"),
        ("85", '0"%"', "85"),
        ("1500", '#,##0"千円"', "1500千円"),
        ("1500", "#,##0千円", "1500千円"),
        ("1500000", '#,##0,"千円"', "1500000"),
        ("1500000", '#,##0,,"千円"', "1500000千円"),
        ("3", '0"億円"', "3億円"),
        ("1500000", '#,##0"円"', "1500000"),
        ("1500000", '"¥"#,##0;[Red]-"¥"#,##0', "1500000"),
        ("2025", '0"年度"', "2025"),
        ("7", "000", "007"),
        ("1007", "000", "1007"),
        ("45748", "yyyy/m/d", "2025-04-01"),
        ("45748", '[$-411]ggge"年"m"月"d"日";@', "2025-04-01"),
        ("45748.5", "yyyy-mm-dd hh:mm", "2025-04-01 12:00:00"),
        ("0.5", "h:mm", "12:00:00"),
        ("45748", "[Blue]General", "45748"),
        ("1.5E10", "0.00E+00", "15000000000"),
        ("abc", "General", "abc"),
        ("99999999", "yyyy/m/d", "99999999"),
    ],
)
def test_a_number_is_what_a_person_sees(stored: str, code: str, text: str) -> None:
    assert number_text(stored, shown(164, code), CALENDAR_WINDOWS_1900) == text


@pytest.mark.parametrize("number", [14, 22, 27, 31, 36, 50, 55, 57, 58])
def test_excels_own_dates_with_the_japanese_ones(number: int) -> None:
    found = number_text("45748", shown(number, None), CALENDAR_WINDOWS_1900)
    assert (found, type(found)) == ("2025-04-01", DateText)


@pytest.mark.parametrize(("number", "text"), [(0, "0.5"), (9, "50%"), (37, "0.5"), (49, "0.5")])
def test_excels_other_own_formats(number: int, text: str) -> None:
    assert number_text("0.5", shown(number, None), CALENDAR_WINDOWS_1900) == text


def test_the_first_day_of_the_dates_is_the_workbooks() -> None:
    assert number_text("44286", shown(14, None), CALENDAR_MAC_1904) == "2025-04-01"


def test_a_number_beyond_what_excel_shows_is_rounded_and_says_so() -> None:
    found = number_text("1650000.0000000002", shown(0, None), CALENDAR_WINDOWS_1900)
    assert found == "1650000"
    assert isinstance(found, Rounded) and found.more == "1650000.0000000002"


def test_a_date_in_words() -> None:
    assert (iso_text("2025-04-01T00:00:00Z"), iso_text("2025-13-01")) == ("2025-04-01", "2025-13-01")


def test_a_time_that_a_format_may_hide_is_known_as_such() -> None:
    hidden = number_text("45748.5", shown(14, None), CALENDAR_WINDOWS_1900), iso_text("2025-04-01T12:00:00")
    assert [(one, type(one)) for one in hidden] == [("2025-04-01 12:00:00", HiddenTime)] * 2
