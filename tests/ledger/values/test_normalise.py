"""Every kind of writing of a value: what it is read as, and what is said of those that are refused."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from smart_tokyo.ledger.content.findings import finding
from smart_tokyo.ledger.values.normalise import reader
from smart_tokyo.ledger.values.reading import Value
from smart_tokyo.schema import Field, field, tables

DATE = field("grants", "decided_on")
YEAR = field("grants", "fiscal_year")
END = field("projects", "end_fy")
YEN = field("grants", "decided_yen")
FLAG = field("consortia", "members_complete")
PUBLISHED = field("projects", "published")
TEXT = field("projects", "title_en")
WHOLE = field("events", "local_governments")
NUMBER = field("support", "hours")
CODE = field("issues", "municipality_code")
CORPORATE = field("organizations", "corporate_number")
STATUS = field("projects", "status")
RAG = field("status_reports", "rag")
CONFIDENCE = field("projects", "confidence")
APRIL = dt.date(2025, 4, 1)
MILLIONS = 1_500_000

AS_WRITTEN: list[tuple[Field, str, Value]] = [
    (DATE, "2025-04-01", APRIL),
    (DATE, " 2025-04-01　", APRIL),
    (DATE, "2024-02-29", dt.date(2024, 2, 29)),
    (YEAR, "2025", 2025),
    (YEN, "1500000", MILLIONS),
    (YEN, "0", 0),
    (YEN, "10000000000000", 10**13),
    (FLAG, "true", True),
    (FLAG, "false", False),
    (TEXT, " a b ", "a b"),
    (TEXT, "一行目\n二行目", "一行目\n二行目"),
    (TEXT, "x" * 2000, "x" * 2000),
    (TEXT, "－1", "－1"),
    *[(TEXT, text, text) for text in ("なし", "不明", "―", "非公開", "'1", "=1", "###", "はい\u200b")],
    (WHOLE, "12", 12),
    (NUMBER, "2.50", 2.5),
    (NUMBER, "3", 3.0),
    (NUMBER, "-0", 0.0),
    (NUMBER, "0.1", 0.1),
    (CODE, "131075", "131075"),
    (CODE, "134210", "134210"),
    (CORPORATE, "8000020130001", "8000020130001"),
    (CORPORATE, "7000012050002", "7000012050002"),
    (CORPORATE, "1180301018771", "1180301018771"),
    (STATUS, "active", "active"),
]
DAYS = (
    "2025/4/1", "2025/04/01", "2025.4.1", "2025. 4. 1", "2025-4-1", "2025年4月1日", "2025年 4月 1日",
    "２０２５年４月１日",
    "2025・4・1", "2025 4 1", "西暦2025年4月1日", "20250401", "20250401.0", "R070401", "令和7年4月1日", "令和7.4.1",
    "令7.4.1", "令和7-4-1", "令和 7年 4月 1日", "R7.4.1", "R07.04.01", "r7.4.1", "Ｒ７．４．１", "R7/4/1",
    "R7-4-1", "R7年4月1日",
    "㋿7年4月1日", "令和七年四月一日", "二〇二五年四月一日", "2025‐04‐01", "2025−04−01", "2025ー04ー01",
    "２０２５－０４－０１",
    "令和7年4月1日（火）", "2025/4/1(火)", "2025年4月1日火曜日", "2025/4/1［火曜］", "2025/04/01 00:00:00",
    "2025/4/1 0:00",
    "2025-04-01T00:00:00Z", "2025-04-01T00:00:00.000+09:00", "2025/4/1(火) 0時00分", "2025/4/1 12:00 AM",
    "令和7年4月1日付", "Apr 1, 2025", "1 April 2025", "1-Apr-2025", "Tue, April 1st, 2025", "'2025-04-01",
    "2025-04-01\u200b", "\u200e2025/4/1", "\ufeff2025-04-01",
)  # fmt: skip
OTHER_DAYS = {
    "令和元年5月1日": dt.date(2019, 5, 1),
    "令和元年十二月三十一日": dt.date(2019, 12, 31),
    "平成31年4月30日": dt.date(2019, 4, 30),
    "㍻31年4月30日": dt.date(2019, 4, 30),
    "H1.1.8": dt.date(1989, 1, 8),
    "昭和64年1月7日": dt.date(1989, 1, 7),
    "S50/4/1": dt.date(1975, 4, 1),
    "T14.4.1": dt.date(1925, 4, 1),
    "2025/4/29（火・祝）": dt.date(2025, 4, 29),
    "31/12/2025": dt.date(2025, 12, 31),
    "4/4/2025": dt.date(2025, 4, 4),
}
YEARS = {
    2025: (
        "２０２５", "2025年度", "2025 年度", "令和7年度", "令和７年度", "令和 7 年度", "令和七年度",
        "R7年度", "R7", "r7", "Ｒ７", "R07", "令7",
        "令和7", "㋿7年度", "2025.0", "FY2025", "2,025", "西暦2025年度", "2025\u200b",
    ),
    2019: ("令和元年度", "R元", "R1", "平成31年度", "H31"),
    2040: ("令和22年度",),
}  # fmt: skip
AMOUNTS = (
    "1,500,000", "１，５００，０００", "１５０００００", "¥1,500,000", "￥1500000", "\\1,500,000",
    "1500000円", "1,500,000 円",
    "¥1,500,000円", "￥1,500,000-", "¥1,500,000.-", "1,500,000円―", "金1,500,000円", "金 1,500,000 円也",
    "1500000.0",
    "1,500,000.00", "1500000.000", "1 500 000", "1\u00a0500\u00a0000", "1\u2009500\u2009000", "1'500'000",
    "1、500、000",
    "1.500.000", "JPY 1,500,000", "1500000 yen", "'1500000", '"1500000"', "\u200e1500000", "1500\u200b000",
)  # fmt: skip


@pytest.mark.parametrize(
    ("column", "text", "value", "changed"),
    [
        *[(column, text, value, False) for column, text, value in AS_WRITTEN],
        *[(DATE, text, APRIL, True) for text in DAYS],
        *[(DATE, text, day, True) for text, day in OTHER_DAYS.items()],
        *[(YEAR, text, year, True) for year, texts in YEARS.items() for text in texts],
        *[(YEN, text, MILLIONS, True) for text in AMOUNTS],
        *[(YEN, text, 0, True) for text in ("０", "0円", "△0", "(0)")],
        *[(FLAG, text, True, True) for text in ("TRUE", "1", "はい", "○", "〇", "◯")],
        *[(FLAG, text, False, True) for text in ("False", "0", "０", "いいえ", "×", "✕")],
        (TEXT, "か\u3099", "が", True),
        *[(WHOLE, text, 12, True) for text in ("１２", "12.0", "'12")],
        (WHOLE, "1,200", 1200, True),
        (NUMBER, "1,200.5", 1200.5, True),
        (NUMBER, "−1.5", -1.5, True),
        (NUMBER, "12345678901234567890", 12345678901234567168.0, True),
        (NUMBER, "1e-400", 0.0, True),
        *[
            (CODE, text, "131075", True)
            for text in ("１３１０７５", "131 075", "131-075", "131,075", "131075.0", "'131075")
        ],
        *[
            (CORPORATE, text, "8000020130001", True)
            for text in (
                "T8000020130001", "Ｔ8000020130001", "8-0000-2013-0001", "8 0000 2013 0001", "8,000,020,130,001",
                "8000020130001.0", "8000020130001\ufeff",
            )
        ],
        *[
            (STATUS, text, "active", True)
            for text in ("実施中", "Active", "ＡＣＴＩＶＥ", "active（実施中）", "active (Active)", "実施中（active）")
        ],
        *[(RAG, text, "green", True) for text in ("順調", "On track", "ON  TRACK", "green(順調)")],
        (CONFIDENCE, "資料で確認", "seen", True),
    ],
)  # fmt: skip
def test_accepted(column: Field, text: str, value: Value, changed: bool) -> None:
    reading = reader(column)(text)
    assert reading.problem is None
    assert (reading.value, reading.changed) == (value, changed)
    assert type(reading.value) is type(value)


UNKNOWN = (
    "-",
    "－",
    "―",
    "−",
    "ー",
    "–",
    "—",
    "‐",
    "--",
    "未定",
    " 非公表 ",
    "非公開",
    "不明",
    "なし",
    "不明\u200b",
)


@pytest.mark.parametrize("column", [DATE, END, YEN, FLAG, WHOLE, NUMBER, CORPORATE, CONFIDENCE])
@pytest.mark.parametrize("text", ["", "  ", "　", "\u200b", *UNKNOWN])
def test_unknown_in_an_optional_column_is_null(column: Field, text: str) -> None:
    reading = reader(column)(text)
    assert reading.problem is None and reading.value is None
    assert reading.changed == bool(text.strip())


@pytest.mark.parametrize("column", [YEAR, CODE, STATUS])
@pytest.mark.parametrize("text", UNKNOWN)
def test_unknown_in_a_required_column_is_refused(column: Field, text: str) -> None:
    problem = reader(column)(text).problem
    assert problem is not None and problem.code == "required"


@pytest.mark.parametrize("text", ["-", "－", "未定", "非公表"])
def test_fewer_words_are_unknown_in_a_text(text: str) -> None:
    assert reader(TEXT)(text) == replace(reader(TEXT)(""), changed=True)
    problem = reader(field("projects", "title_ja"))(text).problem
    assert problem is not None and problem.code == "required"


REFUSED: dict[tuple[str, str], tuple[str, ...]] = {  # column and code → texts
    ("decided_on", "type-date"): ("春", "2025年4月1日頃", "2025/4/1～5/1", "明治45年7月29日", "同上", "N/A"),
    ("decided_on", "type-date-incomplete"): (
        "4/1", "4月1日", "2025-4", "2025年4月", "令和7年4月上旬", "R7.4", "2025", "令和7年", "2025年度",
        "2025Q1", "Q1",
    ),
    ("decided_on", "type-date-unclear"): ("25/4/1", "4/1/2025", "7.4.1", "070401", "202504", "1-Apr-25", "Apr-25"),
    ("decided_on", "type-date-no-day"): ("2025/4/31", "2025-02-29", "20250431", "R7.4.31", "2025年4月0日"),
    ("decided_on", "type-date-no-month"): ("2025-13-01", "令和7年13月1日"),
    ("decided_on", "type-date-era-begin"): ("令和1年4月1日", "平成元年1月1日", "R1.4.30"),
    ("decided_on", "type-date-era-end"): ("平成31年5月1日", "昭和64年1月8日", "H35.4.1"),
    ("decided_on", "type-date-weekday"): ("2025/4/1（水）", "Wed, Apr 1, 2025"),
    ("decided_on", "type-date-time"): (
        "2025/4/1 9:30", "2025-04-01T09:30:15", "2025/4/1(火)午前9時", "2025/4/1 12:00", "2025/4/1 午後0時",
    ),
    ("decided_on", "type-date-number"): ("45748", "45748.5"),
    ("end_fy", "type-fiscal-year"): ("7", "25", "FY25", "R", "R7.5", "2025-2026", "2025-04-01"),
    ("end_fy", "type-fiscal-year-calendar"): ("2025年", "令和7年", "R7年"),
    ("end_fy", "type-fiscal-year-era"): ("H32", "平成35年度", "R0"),
    ("decided_yen", "type-yen"): (
        "+5", "５０％", "約100", "無償", "$5", "円", "¥", "千円", "10²", "1500000※", "1,500,000（税込）",
        "1,500,000-", "1500 000",
        "該当なし",
    ),
    ("decided_yen", "type-yen-decimal"): ("1.5", "1500000.5", "1.500", "1.000", "1.2345千円"),
    ("decided_yen", "type-yen-commas"): ("1,50", "1,500,00", "1500,000"),
    ("decided_yen", "type-yen-negative"): (
        "-1", "−1", "△5", "▲ 5円", "(5)", "（5）", "△500千円", "¥-5", "マイナス5",
    ),
    ("decided_yen", "type-yen-shortened"): ("1.5E+06", "1e6"),
    ("decided_yen", "too-many-digits"): ("9" * 30,),
    ("decided_yen", "cell-error"): ("#REF!", "#N/A"),
    ("decided_yen", "cell-too-narrow"): ("#####",),
    ("decided_yen", "formula-as-text"): ("=1+1",),
    ("decided_yen", "control-character"): ("\0",),
    ("decided_yen", "too-long"): ("1" * 2001,),
    ("published", "type-boolean"): ("yes", "no", "2", "有", "公開", "非公開", "x", "○×", "未定"),
    ("local_governments", "type-integer"): ("1.5", "12人", "多数", "1,00", "0x10", "١"),
    ("local_governments", "integer-shortened"): ("1E+07",),
    ("local_governments", "too-many-digits"): ("9" * 30,),
    ("hours", "type-number"): ("nan", "inf", "1e999", "1/2", "2時間", "1,2", ".", "--1", "△1.5"),
    ("municipality_code", "code-form"): ("13107A", "墨田区"),
    ("municipality_code", "code-digits"): ("1310755", "11002"),
    ("municipality_code", "code-shortened"): ("1.31E+05",),
    ("municipality_code", "municipality-code-five"): ("13107", "１３１０７"),
    ("municipality_code", "check-digit-municipality"): ("131076", "131198"),
    ("municipality_code", "check-digit"): ("999999",),
    ("corporate_number", "code-form"): ("法人番号なし", "8000020130001 東京都"),
    ("corporate_number", "code-digits"): ("08000020130001",),
    ("corporate_number", "code-shortened"): ("8.00002E+12", "8E+12", "8000020000000"),
    ("corporate_number", "corporate-number-twelve"): ("800002013000", "T800002013000"),
    ("corporate_number", "check-digit"): ("9000020130001", "8000020130002"),
    ("status", "enum"): ("進行中", "active（完了）", "act"),
    ("title_en", "control-character"): tuple(f"a{sign}b" for sign in "\0\x07\x1b\x7f\x85\ud800\ufffe\uffff"),
    ("title_en", "too-long"): ("x" * 2001,),
    ("title_en", "cell-error"): ("#REF!",),
}  # fmt: skip
COLUMNS = {one.name: one for one in (DATE, END, YEN, PUBLISHED, WHOLE, NUMBER, CODE, CORPORATE, STATUS, TEXT)}
NO_WORDS = re.compile(r"\\[xuU\[d]|\[0-9\]|\{[0-9a-z_]*\}")  # escapes, patterns, places that nobody filled


def said(column: Field, text: str) -> tuple[str, str]:
    """The messages about a text that is refused."""
    problem = reader(column)(text).problem
    assert problem is not None
    table = next(one for one in tables().values() if column in one.fields)
    told = finding(problem.code, "x:1", table, column.name, text, problem.expected, problem.details)
    return told.message_ja, told.message_en


@pytest.mark.parametrize(
    ("name", "code", "text"), [(*key, text) for key, texts in REFUSED.items() for text in texts]
)
def test_refused(name: str, code: str, text: str) -> None:
    column = COLUMNS[name]
    reading = reader(column)(text)
    assert reading.problem is not None and reading.problem.code == code
    assert reading.value is None
    for message in said(column, text):
        assert message.isprintable() and not NO_WORDS.search(message)
    assert column.title in said(column, text)[0] and name not in said(column, text)[0]


@pytest.mark.parametrize(
    ("text", "written", "zeros"),
    [
        ("1500千円", "1500000", "3個 three zeros"),
        ("1,500（千円）", "1500000", "3個 three zeros"),
        ("1.5百万円", "1500000", "6個 six zeros"),
        ("150万", "1500000", "4個 four zeros"),
        ("金１５０万円也", "1500000", "4個 four zeros"),
        ("1億5,000万円", "150000000", "8個 eight zeros"),
        ("2千5百万円", "25000000", "4個 four zeros"),
        ("0億5千万円", "50000000", "8個 eight zeros"),
        ("1億0万円", "100000000", "8個 eight zeros"),
        ("百五十万円", "1500000", "4個 four zeros"),
        ("150万5千円", "1505000", "4個 four zeros"),
        ("1500K", "1500000", "3個 three zeros"),
        ("¥1.5M", "1500000", "6個 six zeros"),
        ("1.5 million yen", "1500000", "6個 six zeros"),
    ],
)
def test_another_unit_is_told_its_zeros_and_the_number_to_write(text: str, written: str, zeros: str) -> None:
    problem = reader(YEN)(text).problem
    assert problem is not None and (problem.code, problem.expected) == ("type-yen-unit", written)
    japanese, english = said(YEN, text)
    assert f" {written} と書いて" in japanese and english.endswith(f"give plain yen: {written}.")
    assert zeros.split()[0] in japanese and zeros.split(" ", 1)[1] in english


@pytest.mark.parametrize(
    ("column", "text", "japanese", "english"),
    [
        (DATE, "2025/4/31", "2025年4月は1日から30日まで", "month 4 of 2025 has 30 days"),
        (DATE, "令和1年4月1日", "令和は 2019-05-01 に始まりました", "Reiwa era began on 2019-05-01"),
        (DATE, "平成31年5月1日", "平成は 2019-04-30 に終わりました", "Heisei era ended on 2019-04-30"),
        (DATE, "2025/4/1(水)", "2025-04-01 は火曜日", "2025-04-01 is a Tuesday"),
        (DATE, "2025/4/1 9:30", "時刻（9:30）", "a time of day (9:30)"),
        (DATE, "45748", "2025-04-01", "number by which Excel counts days (mostly 2025-04-01)"),
        (YEN, "△500,000", "返還したあとに残る額", "those after it"),
        (YEN, "1.5E+06", "Excelが長い数字を縮めて", "as Excel shortened it"),
        (CODE, "13107", "131075（墨田区）", "131075 (Sumida City)"),
        (CODE, "131076", "131075（墨田区）ではありませんか", "whether 131075 (Sumida City) is meant"),
        (CORPORATE, "8.00002E+12", "「文字列」にしてから、13桁", "type the 13 digits again"),
        (CORPORATE, "180301018771", "法人番号は 1180301018771", "write 1180301018771"),
        (STATUS, "進行中", "active（実施中）、completed（完了）", "active (Active), completed (Completed)"),
        (YEN, "a\u200bb", "「a〔幅のない空白（ゼロ幅スペース） U+200B〕b」", "a〔zero-width space U+200B〕b"),
        (TEXT, "a\x07b", "（ベル U+0007）", "(bell U+0007)"),
        (TEXT, "a\ud800b", "（こわれた文字の半分 U+D800）", "(half of a broken character U+D800)"),
    ],
)  # fmt: skip
def test_what_is_said(column: Field, text: str, japanese: str, english: str) -> None:
    found = said(column, text)
    assert japanese in found[0] and english in found[1]


@pytest.mark.parametrize(
    "text", ["1 " + "500 " * 400 + "千x", "2025" + " " * 1900 + "x", "1," * 900, "-" * 1999 + "x"]
)
def test_a_long_text_is_read_at_once(text: str) -> None:
    """Patterns that try every way to cut a text into pieces would not come to an end here."""
    for column in COLUMNS.values():
        reader(column)(text)
