"""Classes for shading: every value is in exactly one, and the legend names only what occurs."""

from __future__ import annotations

import pytest

from smart_tokyo.view import palette
from smart_tokyo.view.shading import shade_of, shades


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


def test_no_values_no_classes() -> None:
    assert shades([]) == ()


def test_a_value_outside_every_class_is_an_error() -> None:
    with pytest.raises(ValueError, match="7"):
        shade_of(7, shades([1, 2]))
