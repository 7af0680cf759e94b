"""What a person selects, as typed values: the six parameters that all figures have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from smart_tokyo import schema
from smart_tokyo.faults import Mistake

_YEAR = schema.field("grants", "fiscal_year")
FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR = _YEAR.minimum or 0, _YEAR.maximum or 9999
FISCAL_YEARS = ("from_fy", "to_fy", "fiscal_year")
YEAR_LISTS = ("earlier_years",)
_YEN = schema.field("grants", "eligible_expense_yen")
MOST_YEN = int(_YEN.maximum or 0)
YEN = ("eligible_expense_yen", "requested_yen")


class BadParameter(Mistake, ValueError):
    """A parameter's value cannot be meant: the message says what was given and what is accepted."""


@dataclass(frozen=True)
class Filters:
    """A selection: projects by programme, area, theme and id, grant rows by fiscal year. None selects all.

    Fiscal years are named by the year they start, both included. An id that no row has selects nothing.
    Raises BadParameter for a value of another type or a fiscal year that no grant can have.
    """

    programme_id: str | None = None
    from_fy: int | None = None
    to_fy: int | None = None
    area_id: str | None = None
    theme: str | None = None
    project_id: str | None = None

    def __post_init__(self) -> None:
        for name, value in self.params().items():
            object.__setattr__(self, name, typed(name, value))

    @classmethod
    def parse(cls, texts: Mapping[str, str | None]) -> Filters:
        """Read a selection from an address or a command line; names that are no filter are left aside."""
        return cls(**{name: _from_text(name, texts.get(name)) for name in FILTER_NAMES})

    def params(self) -> dict[str, Any]:
        """The six values by name, as `frame` and `records` take them."""
        return asdict(self)


FILTER_NAMES: tuple[str, ...] = tuple(field.name for field in fields(Filters))


def typed(name: str, value: Any) -> str | int | list[int] | None:
    """The value of the parameter `name` in its type; raises BadParameter.

    A fiscal year and yen are an int, a list of fiscal years (text with commas between, or a list) is one without
    doubles in their order, anything else text.
    """
    if value is None:
        return None
    if name in FISCAL_YEARS:
        return _fiscal_year(name, value)
    if name in YEAR_LISTS:
        given = value if isinstance(value, list | tuple) else _text(name, value).split(",")
        return sorted({_fiscal_year(name, year) for year in given if year != ""})
    return _yen(name, value) if name in YEN else _text(name, value)


def _from_text(name: str, text: str | None) -> Any:
    return typed(name, text.strip() or None) if isinstance(text, str) else typed(name, text)


def _yen(name: str, value: Any) -> int:
    if (
        not isinstance(value, bool)
        and re.fullmatch(r" *[0-9]{1,20} *", str(value))
        and int(value) <= MOST_YEN
    ):
        return int(value)
    raise BadParameter(f"{name} must be whole yen from 0 to {MOST_YEN:,}, not {value!r}.")


def _fiscal_year(name: str, value: Any) -> int:
    if not isinstance(value, bool) and re.fullmatch(r" *[0-9]{4} *", str(value)):
        year = int(value)
        if FIRST_FISCAL_YEAR <= year <= LAST_FISCAL_YEAR:
            return year
    raise BadParameter(
        f"{name} must be a fiscal year from {FIRST_FISCAL_YEAR} to {LAST_FISCAL_YEAR}, not {value!r}."
    )


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise BadParameter(f"{name} must be text, not {value!r}.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise BadParameter(f"{name} must be Unicode text, not {value!r}.") from None
    return value
