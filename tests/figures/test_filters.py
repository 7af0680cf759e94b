"""Filters as typed values, from code and from the texts of an address or a command line."""

from __future__ import annotations

import pytest

from smart_tokyo.figures import BadParameter, Filters
from smart_tokyo.figures.filters import typed


def test_nothing_selects_all() -> None:
    assert Filters.parse({}) == Filters()
    assert set(Filters().params().values()) == {None}


def test_texts_become_values() -> None:
    texts = {
        "from_fy": "2024",
        "to_fy": " 2025 ",
        "theme": "mobility",
        "area_id": "",
        "lang": "ja",
        "programme_id": None,
    }
    assert Filters.parse(texts).params() == {
        "programme_id": None,
        "from_fy": 2024,
        "to_fy": 2025,
        "area_id": None,
        "theme": "mobility",
        "project_id": None,
    }


@pytest.mark.parametrize(
    "year", ["2018", "2041", "25", "R7", "2024.0", "-2024", "２０２５", "2024x", "1e3", "true"]
)
@pytest.mark.parametrize("name", ["from_fy", "to_fy"])
def test_what_is_no_fiscal_year(name: str, year: str) -> None:
    with pytest.raises(BadParameter, match=f"{name} must be a fiscal year from 2019 to 2040, not '{year}'"):
        Filters.parse({name: year})


@pytest.mark.parametrize("year", ["2019", "2040"])
def test_first_and_last_fiscal_year(year: str) -> None:
    assert Filters.parse({"from_fy": year}).from_fy == int(year)


@pytest.mark.parametrize(
    "values", [{"from_fy": 2018}, {"from_fy": True}, {"to_fy": 2024.5}, {"theme": 5}, {"area_id": "\udcff"}]
)
def test_values_of_another_type(values: dict[str, object]) -> None:
    with pytest.raises(BadParameter):
        Filters(**values)  # type: ignore[arg-type]


def test_filters_are_values() -> None:
    assert Filters(theme="tourism") == Filters(theme="tourism")
    assert len({Filters(), Filters(), Filters(from_fy=2024)}) == 2


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("fiscal_year", "2024", 2024),
        ("earlier_years", "2024, 2022,2024", [2022, 2024]),
        ("earlier_years", [2023], [2023]),
        ("earlier_years", "", []),
        ("eligible_expense_yen", "30000001", 30_000_001),
        ("requested_yen", 0, 0),
        ("requested_yen", 10**13, 10**13),
    ],
)
def test_values_of_one_query(name: str, value: object, expected: object) -> None:
    assert typed(name, value) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fiscal_year", "2041"),
        ("earlier_years", "2024;2025"),
        ("earlier_years", ["x"]),
        ("earlier_years", 2024),
        ("eligible_expense_yen", "1,000"),
        ("eligible_expense_yen", -1),
        ("requested_yen", 1.5),
        ("requested_yen", True),
        ("requested_yen", 10**13 + 1),
    ],
)
def test_values_that_no_query_takes(name: str, value: object) -> None:
    with pytest.raises(BadParameter, match=name):
        typed(name, value)
