"""What a person selects, as typed values: the six parameters that all figures have in common."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from smart_tokyo import Mistake, schema

_YEAR = schema.field("grants", "fiscal_year")
FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR = _YEAR.minimum or 0, _YEAR.maximum or 9999
FISCAL_YEARS = ("from_fy", "to_fy", "fiscal_year")
YEAR_LISTS = ("earlier_years",)
MOST_YEN = int(schema.field("grants", "eligible_expense_yen").maximum or 0)
YEN = ("eligible_expense_yen", "requested_yen")


class BadParameter(Mistake, ValueError):
    """A parameter's value cannot be meant: the message says what was given and what is accepted."""


@dataclass(frozen=True)
class Filters:
    """A selection: projects by programme, area, theme and id, grant rows by fiscal year, both ends included.

    None selects all, an id that no row has nothing. Raises BadParameter.
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
    def parse(cls, texts: Mapping[str, str | None]) -> Self:
        """Read a selection from an address or a command line; names that are no filter are left aside."""
        return cls(**{name: (texts.get(name) or "").strip() or None for name in FILTER_NAMES})  # type: ignore[arg-type]

    def params(self) -> dict[str, Any]:
        """The six values by name, as `frame` and `records` take them."""
        return {name: getattr(self, name) for name in FILTER_NAMES}


FILTER_NAMES: tuple[str, ...] = tuple(field.name for field in fields(Filters))


def typed(name: str, value: Any) -> str | int | list[int] | None:
    """The value of the parameter `name` in its type: an int, text, or fiscal years in order. Raises BadParameter."""
    if value is None:
        return None
    if name in FISCAL_YEARS:
        return _fiscal_year(name, value)
    if name in YEAR_LISTS:
        given = value if isinstance(value, list | tuple) else _text(name, value).split(",")
        return sorted({_fiscal_year(name, year) for year in given if year != ""})
    if name in YEN:
        return _whole(name, value, r" *[0-9]{1,20} *", 0, MOST_YEN, f"whole yen from 0 to {MOST_YEN:,}")
    return _text(name, value)


def _fiscal_year(name: str, value: Any) -> int:
    meant = f"a fiscal year from {FIRST_FISCAL_YEAR} to {LAST_FISCAL_YEAR}"
    return _whole(name, value, r" *[0-9]{4} *", FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR, meant)


def _whole(name: str, value: Any, form: str, least: float, most: float, meant: str) -> int:
    if not isinstance(value, bool) and re.fullmatch(form, str(value)) and least <= int(value) <= most:
        return int(value)
    raise BadParameter(f"{name} must be {meant}, not {value!r}.")


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise BadParameter(f"{name} must be text, not {value!r}.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise BadParameter(f"{name} must be Unicode text, not {value!r}.") from None
    return value
