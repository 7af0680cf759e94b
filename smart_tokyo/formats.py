"""How numbers, years and dates are written for a reader. Pure functions from a value to text."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_date

from smart_tokyo.words import N_, Lang, t

MINUS = "−"
TOKYO = ZoneInfo("Asia/Tokyo")
# the first fiscal year of each; that of 令和 began (as 平成31) in April 2019
ERAS = ((2019, "令和"), (1989, "平成"))
# by precision, in Unicode's notation; Japanese dates count years as the West does
DATES: dict[Lang, dict[str, str]] = {
    "ja": {"year": "y年", "month": "y年M月", "of_year": "M月", "day": "y年M月d日"},
    "en": {"year": "y", "month": "MMM y", "of_year": "MMM", "day": "d MMM y"},
}


class Unit(NamedTuple):
    """A unit of money: `factor` yen make one, shown with `decimals` places. `name` is a message id."""

    name: str
    factor: int
    decimals: int


UNITS = {
    "yen": Unit(N_("yen"), 1, 0),
    "thousand": Unit(N_("thousand yen"), 1_000, 0),
    "man": Unit(N_("10,000 yen"), 10_000, 0),
    "million": Unit(N_("million yen"), 1_000_000, 1),
    "oku": Unit(N_("100 million yen"), 100_000_000, 2),
}
DEFAULT_UNIT: dict[Lang, str] = {"ja": "man", "en": "million"}
ONLY_JAPANESE = ("man", "oku")  # no English sentence counts in ten thousands or hundred millions


def units(lang: Lang) -> tuple[str, ...]:
    """The keys of the units that a reader of this language counts in."""
    return tuple(key for key in UNITS if lang == "ja" or key not in ONLY_JAPANESE)


def missing(value: Any) -> bool:
    """Whether a cell of a result is unknown (None, NaN, NaT or pandas' NA)."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except TypeError:  # pandas.NA has no truth value
        return True


def number(value: Any, decimals: int = 0) -> str:
    """A number with thousands separators, rounded half away from zero; "–" where there is none."""
    if missing(value):
        return "–"
    places = Decimal(1).scaleb(-decimals)
    rounded = Decimal(str(value)).quantize(places, ROUND_HALF_UP)
    return f"{rounded:,}".replace("-", MINUS) if rounded else f"{abs(rounded):,}"  # never "-0"


def amount(yen: Any, unit: str, lang: Lang) -> str:
    """Yen in the given unit without its name, e.g. `1,500` for 15,000,000 yen in 万円; "" where unknown.

    An amount that would be rounded to 0 is written to the yen, e.g. `−1円`.
    """
    if missing(yen):
        return ""
    text = number(Decimal(int(yen)) / UNITS[unit].factor, UNITS[unit].decimals)
    return exact_yen(yen, lang) if int(yen) and not text.strip("0.") else text


def money(yen: Any, unit: str, lang: Lang) -> str:
    """Yen in the given unit with its name, e.g. `1,500万円` / `15.0 million yen`; "not published" where unknown."""
    text, exact = amount(yen, unit, lang), exact_yen(yen, lang)
    if missing(yen) or text == exact:
        return exact
    return f"{text}{'' if lang == 'ja' else ' '}{t(UNITS[unit].name, lang)}"


def exact_yen(yen: Any, lang: Lang) -> str:
    """The amount to the yen: `15,000,001円` / `¥15,000,001`."""
    if missing(yen):
        return t("not published", lang)  # never 0; the staff's word is the page's (`Page.unknown`)
    sign = MINUS if int(yen) < 0 else ""
    return f"{sign}{abs(int(yen)):,}円" if lang == "ja" else f"{sign}¥{abs(int(yen)):,}"


def fiscal_year_of(day: dt.date) -> int:
    """The fiscal year, April to March, that a day falls in, by the year in which it starts."""
    return day.year - (1 if day.month < 4 else 0)


def fiscal_year(year: Any, lang: Lang) -> str:
    """A fiscal year (April to March, named by the year it starts): `令和7年度` / `FY2025`."""
    if missing(year):
        return t("not known", lang)
    year = int(year)
    if lang == "en":
        return f"FY{year}"
    for first, era in ERAS:
        if year >= first:
            return f"{era}{'元' if year == first else year - first + 1}年度"
    return f"{year}年度"


def years(first: Any, last: Any, lang: Lang) -> str:
    """A span of fiscal years; an unknown end stays open."""
    if not missing(last) and first == last:
        return fiscal_year(first, lang)
    end = "" if missing(last) else fiscal_year(last, lang)
    return f"{fiscal_year(first, lang)}{'～' if lang == 'ja' else '–'}{end}"


def date(value: Any, lang: Lang, precision: str = "day") -> str:
    """A date: `2025年12月4日` / `4 Dec 2025`, or its month (alone or with the year) or year; "–" where unknown."""
    return "–" if missing(value) else str(format_date(value, DATES[lang][precision], locale=lang))


def ratio(done: Any, total: Any, lang: Lang) -> str:
    """A part of a whole with its denominator in sight: `3件中2件` / `2 of 3`."""
    if missing(total) or int(total) == 0:
        return "–"
    return t("{done} of {total}", lang, done=number(done), total=number(total))


def out_of(done: Any, total: Any, lang: Lang) -> str:
    """`ratio` where a number stands alone, as on a tile: `2件／3件` / `2 of 3`."""
    if lang == "en" or missing(total) or int(total) == 0:
        return ratio(done, total, lang)
    return f"{number(done)}件／{number(total)}件"


def permille(value: Any) -> str:
    """Permille as per cent with one place, e.g. 505 → `50.5%`; "–" where there is none."""
    return "–" if missing(value) else f"{number(Decimal(int(value)) / 10, 1)}%"
