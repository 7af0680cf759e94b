"""Days and fiscal years from every writing that can mean only one, and what is wrong with the others."""

import calendar
import datetime as dt
import re
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import yaml

from smart_tokyo.ledger.values.reading import Refused, arabic, hyphened
from smart_tokyo.words import Text


class Era(NamedTuple):
    """A Japanese era: its name, its first and last day. Its year 1 is the one of the first."""

    name: Text
    first_day: dt.date
    last_day: dt.date


_WORDS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
_ERAS = {letter: Era(**era) for letter, era in _WORDS["eras"].items()}
_MONTHS: list[str] = _WORDS["months"]
_WEEKDAYS: str = _WORDS["weekdays"]["ja"]
_ENGLISH_WEEKDAYS: list[str] = _WORDS["weekdays"]["en"]
_ERA_NAME = re.compile(
    "令和?|平成?|昭和?|大正?|㋿|㍻|㍼|㍽|REIWA ?|HEISEI ?|SHOWA ?|TAISHO ?|[RHST]\\.(?=[0-9])"
)
_LETTER = {sign: letter for letter, era in _ERAS.items() for sign in (letter, era.name["ja"][0])}
_POINTS = str.maketrans("・･⁄∕", "..//")

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = r"(?:(?:西暦)?(?P<western>[0-9]{4})|(?P<era>[RHST])(?P<year>[0-9]{1,2}|元))"
_ANY_YEAR = r"(?:(?:西暦|FY ?)?[0-9]{4}|[RHST](?:[0-9]{1,2}|元))"
_TWICE = re.compile(
    r"(?P<first>(?P<western1>[0-9]{4})|(?P<era1>[RHST])(?P<year1>[0-9]{1,2}|元))(?P<before>年度?)? ?"
    r"\((?:(?P<western2>[0-9]{4})|(?P<era2>[RHST])(?P<year2>[0-9]{1,2}|元))(?:年度?)?\)(?P<unit>(?:年度?)?)"
)  # a year in both calendars
_PARTS = re.compile(rf"{_YEAR}[年/. -](?P<month>[0-9]{{1,2}})[月/. -](?P<day>[0-9]{{1,2}})日?(?:付け?)?")
_TOGETHER = re.compile(
    r"(?:(?P<western>(?:19|20)[0-9]{2})|(?P<era>[RHST])(?P<year>[0-9]{2}))"
    r"(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?:\.0+)?"
)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([/. -])([0-9]{1,2})\2([0-9]{4})")
_UNCLEAR = re.compile(r"[0-9]{1,3}[年/. -][0-9]{1,2}[月/. -][0-9]{1,4}日?|[0-9]{6}")
_INCOMPLETE = re.compile(
    rf"{_ANY_YEAR}(?:年度?)?"
    rf"|(?:{_ANY_YEAR}(?:年度?|[/. -]))?[0-9]{{1,2}}(?:月(?:中|末|初め|頃|ごろ|[上中下初]旬)?)?"
    rf"|(?:{_ANY_YEAR}(?:年度?)?)?[/. -]?(?:第?[1-4]四半期|Q[1-4])"
    r"|[0-9]{1,2}[月/. -][0-9]{1,2}日?"
)
_DAY_NUMBER = re.compile(r"[2-7][0-9]{4}(?:\.[0-9]+)?")  # Excel's, from 1954 to 2119
_DAY_ZERO = dt.date(1899, 12, 30)
FIRST_YEAR = 1868  # a year before is one of two digits, or of an era, with zeros before it
_TIME = re.compile(
    r"(?:T|\s+|(?<=日)|(?<=\)))(?P<half>AM|PM|午前|午後)?\s*"
    r"(?P<clock>[0-9]{1,2}(?::[0-9]{1,2}){1,2}(?:\.[0-9]+)?|[0-9]{1,2}時(?:[0-9]{1,2}分)?(?:[0-9]{1,2}秒)?)"
    r"\s*(?P<late>AM|PM)?\s*(?:Z|\+09:?00)?$"
)
_WEEKDAY = re.compile(
    rf"\s*(?:[(\[【]([{_WEEKDAYS}])(?:曜日?)?(?:[./,、]?[祝休]日?)?[)\]】]|([{_WEEKDAYS}])曜日?)\s*$"
)
_ENGLISH = re.compile(r"([0-9]{1,4})(?:ST|ND|RD|TH)?(?![0-9A-Z])|([A-Z]{3,})")
_FISCAL_YEAR = re.compile(
    r"(?:(?:西暦|FY)?(?P<western>[0-9]{4}|[0-9],[0-9]{3})|(?P<era>[RHST])(?P<year>[0-9]{1,2}|元))(?:\.0+)?(?P<unit>年度?)?"
)


def date(text: str) -> dt.date:
    """The day that a text means: 2025-04-01, 2025年4月1日, R7/4/1, 令和七年四月一日（火）, Apr 1, 2025, 20250401 …

    Raises Refused where it means none or more than one, names no day that exists, or says a time of the day.
    """
    if _ISO.fullmatch(text):
        return _existing(*map(int, text.split("-")))
    written = _in_letters(text)
    if time := _TIME.search(written):
        written = written[: time.start()]
    if weekday := _WEEKDAY.search(written):
        written = written[: weekday.start()]
    told = None if weekday is None else _WEEKDAYS.index(weekday[1] or weekday[2])
    found, in_english = _in_english(written) or (_day(re.sub(r"\s*([^0-9\s])\s*", r"\1", written)), None)
    told = told if in_english is None else in_english
    if told not in (None, found.weekday()):
        right = {"ja": _WEEKDAYS[found.weekday()], "en": _ENGLISH_WEEKDAYS[found.weekday()].title()}
        raise Refused("type-date-weekday", found.isoformat(), day=found, right=right)
    if time and not _is_midnight(time):
        raise Refused("type-date-time", found.isoformat(), day=found, clock=time[0].strip(" T"))
    return found


def fiscal_year(text: str) -> int:
    """The year in which the fiscal year starts: 2025, 2025年度, FY2025, 令和7年度, R7, 令7, 平成31年度, 2025.0."""
    written = "".join(_in_letters(text).split())
    found = _FISCAL_YEAR.fullmatch(written)
    if found is None:
        raise Refused("type-fiscal-year", "2025, 令和7年度, R7")
    era, year = _ERAS.get(found["era"]), _year_of(found)
    if found["unit"] == "年":
        raise Refused("type-fiscal-year-calendar", str(year), year=year, next=year + 1)
    if era and not era.first_day.year <= year <= era.last_day.year:
        raise Refused("type-fiscal-year-era", str(year), year=year, era=era.name)
    return year


def _in_letters(text: str) -> str:
    """The text in narrow capital letters and single spaces, digits for kanji numerals, one letter for an era."""
    written = arabic(hyphened(" ".join(text.split()))).translate(_POINTS).upper()
    letters = _ERA_NAME.sub(lambda hit: _LETTER[unicodedata.normalize("NFKC", hit[0])[0]], written)
    return _TWICE.sub(_said_once, letters)


def _said_once(twice: re.Match[str]) -> str:
    """The first of two writings of one year, as of 令和7年（2025年）; both where they are two years."""
    same = _year_of(twice, "1") == _year_of(twice, "2")
    return twice["first"] + (twice["before"] or twice["unit"]) if same else twice[0]


def _year_of(found: re.Match[str], at: str = "") -> int:
    """The year of a match in the western calendar."""
    western, year = found[f"western{at}"], found[f"year{at}"]
    if western:
        return int(western.replace(",", ""))
    return _ERAS[found[f"era{at}"]].first_day.year - 1 + (1 if year == "元" else int(year))


def _day(written: str) -> dt.date:
    if found := _PARTS.fullmatch(written) or _TOGETHER.fullmatch(written):
        era = _ERAS.get(found["era"])
        day = _existing(_year_of(found), int(found["month"]), int(found["day"]))
        if era and day < era.first_day:
            raise Refused(
                "type-date-era-begin", day.isoformat(), limit=era.first_day, era=era.name, right=day
            )
        if era and day > era.last_day:
            raise Refused("type-date-era-end", day.isoformat(), limit=era.last_day, era=era.name, right=day)
        return day
    if last := _YEAR_LAST.fullmatch(written):
        first, second, year = int(last[1]), int(last[3]), int(last[4])
        days = set()
        for month, of_month in ((first, second), (second, first)):
            with suppress(Refused):
                days.add(_existing(year, month, of_month))
        if len(days) == 1:
            return days.pop()
    if _DAY_NUMBER.fullmatch(written):
        day_meant = _DAY_ZERO + dt.timedelta(days=int(float(written)))
        raise Refused("type-date-number", day_meant.isoformat(), day=day_meant)
    if last or _UNCLEAR.fullmatch(written):
        raise Refused("type-date-unclear", "2025-04-01")
    if _INCOMPLETE.fullmatch(written):
        raise Refused("type-date-incomplete", "2025-04-01")
    raise Refused("type-date", "2025-04-01")


def _in_english(written: str) -> tuple[dt.date, int | None] | None:
    """The day, and the weekday if any, of a text with the English name of a month; None where it has none."""
    weekday, month, numbers = None, 0, []
    for number, word in _ENGLISH.findall(written):
        if number:
            numbers.append(number)
        elif any(name.startswith(word) for name in _MONTHS):
            month = next(place for place, name in enumerate(_MONTHS, start=1) if name.startswith(word))
        elif any(name.startswith(word) for name in _ENGLISH_WEEKDAYS):
            weekday = next(place for place, name in enumerate(_ENGLISH_WEEKDAYS) if name.startswith(word))
        else:
            return None
    if not month:
        return None
    days, years = ([one for one in numbers if (len(one) == 4) == whole] for whole in (False, True))
    if len(days) != 1 or len(years) != 1 or not re.fullmatch("[ ,./()-]*", _ENGLISH.sub("", written)):
        raise Refused("type-date-unclear", "2025-04-01")
    return _existing(int(years[0]), month, int(days[0])), weekday


def _existing(year: int, month: int, day: int) -> dt.date:
    if not 1 <= year <= dt.MAXYEAR:
        raise Refused("type-date", "2025-04-01")
    if not 1 <= month <= 12:
        raise Refused("type-date-no-month", month=month)
    if year < FIRST_YEAR:
        raise Refused("type-date-unclear", "2025-04-01")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise Refused("type-date-no-day", year=year, month=month, days=days)
    return dt.date(year, month, day)


def _is_midnight(time: re.Match[str]) -> bool:
    hour, *rest = map(int, re.findall("[0-9]+", time["clock"]))
    half = time["half"] or time["late"]
    return not any(rest) and ((hour == 0 and half not in ("PM", "午後")) or (hour == 12 and half == "AM"))
