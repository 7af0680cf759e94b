"""Classes for shading: every value is in exactly one, and the legend names only what occurs."""

from __future__ import annotations

import pytest

from smart_tokyo import palette
from smart_tokyo.view.maps.shading import round_shades, shade_of, shades


@pytest.mark.parametrize(
    "values", [[1], [1, 2], [1, 2, 2, 5], list(range(1, 6)), list(range(1, 100)), [7] * 50]
)
def test_every_value_has_one_class(values: list[int]) -> None:
    classes = shades(values)
    assert 1 <= len(classes) <= 5
    for value in values:
        assert len([one for one in classes if one.low <= value <= one.high]) == 1
        assert shade_of(value, classes).colour in palette.SHADES[1:]
    assert {one.low for one in classes} | {one.high for one in classes} <= set(values)


def test_up_to_five_values_have_a_class_each() -> None:
    assert [(one.low, one.high) for one in shades([3, 1, 1, 2])] == [(1, 1), (2, 2), (3, 3)]


def test_darker_is_more() -> None:
    order = [palette.SHADES.index(one.colour) for one in shades(range(1, 1000))]
    assert order == sorted(order) and len(set(order)) == 5


@pytest.mark.parametrize(
    "values",
    [[0], [7], [0, 9_999_999], [-5, 3], [10**7] * 9, [x * 1_234_567 for x in range(90)], [1, 2, 5, 10**12]],
)
def test_round_classes_join_and_hold_every_value(values: list[int]) -> None:
    classes = round_shades(values)
    assert [one.high + 1 for one in classes[:-1]] == [one.low for one in classes[1:]]
    for value in values:
        assert shade_of(value, classes).colour in palette.SHADES[1:]
    assert all(any(one.low <= value <= one.high for value in values) for one in classes)


def test_round_classes_are_round() -> None:
    classes = round_shades([12_345_678, 23_456_789, 48_700_000, 99_000_000])
    assert [(one.low, one.high + 1) for one in classes] == [
        (10_000_000, 20_000_000),
        (20_000_000, 30_000_000),
        (30_000_000, 50_000_000),
        (50_000_000, 100_000_000),
    ]


def test_no_values_no_classes() -> None:
    assert shades([]) == round_shades([]) == ()


def test_a_value_outside_every_class_is_an_error() -> None:
    with pytest.raises(ValueError, match="7"):
        shade_of(7, shades([1, 2]))
