"""Labels find a free place or stay away; none overlaps another or leaves the map."""

from __future__ import annotations

import random

from smart_tokyo import lettering
from smart_tokyo.view.maps import placing
from smart_tokyo.view.maps.placing import Label

BOUNDS = (0.0, 0.0, 322.0, 350.0)


def box(label: Label, size: float = 12) -> tuple[float, float, float, float]:
    lines = label.text.split("\n")
    wide = max(map(lettering.width, lines)) * size * 0.55
    high = len(lines) * size * placing.LINE
    return label.x - wide / 2, label.y - high / 2, label.x + wide / 2, label.y + high / 2


def test_a_lone_point_has_its_label_beside_it() -> None:
    (label,) = placing.place([("a", "豊洲", 100, 100)], 12, BOUNDS)
    assert label.x > 100 and label.y == 100 and not label.far


def test_labels_of_a_crowd_do_not_overlap_and_stay_inside() -> None:
    chance = random.Random(1)
    marks = [
        (str(i), "Central Tokyo ward", chance.uniform(0, 322), chance.uniform(0, 350)) for i in range(60)
    ]
    boxes = [box(label) for label in placing.place(marks, 12, BOUNDS)]
    assert 2 < len(boxes) < 60
    for i, a in enumerate(boxes):
        assert a[0] >= 0 and a[1] >= 0 and a[2] <= 322 and a[3] <= 350
        for b in boxes[i + 1 :]:
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])


def test_the_first_mark_chooses_first() -> None:
    tight = (0.0, 0.0, 70.0, 20.0)
    marks = [("a", "one two", 10, 10), ("b", "three four", 10, 10)]
    assert [label.key for label in placing.place(marks, 12, tight)] == ["a"]
    assert [label.key for label in placing.place(marks[::-1], 12, (0, 0, 95, 20))] == ["b"]


def test_wrapping_breaks_at_spaces_and_dots_and_cuts_only_what_is_too_long() -> None:
    assert lettering.wrapped("Otemachi, Marunouchi, Yurakucho", 12) == "Otemachi,\nMarunouchi,\nYurakucho"
    assert lettering.wrapped("大手町・丸の内・有楽町", 17) == "大手町・丸の内・\n有楽町"
    assert lettering.wrapped("地域課題解決型スマート東京", 10) == "地域課題解\n決型スマー\nト東京"
    assert lettering.wrapped("", 10) == ""


def test_width_counts_japanese_twice() -> None:
    assert lettering.width("東京 x") == 6
