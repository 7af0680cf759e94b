"""Text as it is compared."""

from __future__ import annotations

import pytest

from smart_tokyo.lettering import folded, searched


def test_folding_makes_texts_comparable() -> None:
    assert folded(" ＡＢＣ　ｶﾅ ") == "abc カナ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("センサー", "せんさ"),
        ("ｾﾝｻｰ", "せんさ"),
        ("せんさー の　まち", "せんさのまち"),
        ("ヴァイオリン ヶヵ ヽヾ", "ゔぁいおりんゖゕゝゞ"),
        ("ｶﾞｷﾞ・５Ｇ Data", "がぎ・5gdata"),
        ("ーｰ", ""),
        ("ŌTA Kōtō", "otakoto"),
        ("\1a b\1", "\1ab\1"),
    ],
)
def test_a_text_as_the_search_compares_it(text: str, expected: str) -> None:
    assert searched(text) == expected
