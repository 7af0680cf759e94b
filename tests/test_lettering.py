"""Text as it is compared."""

from __future__ import annotations

from smart_tokyo.lettering import folded


def test_folding_makes_texts_comparable() -> None:
    assert folded(" ＡＢＣ　ｶﾅ ") == "abc カナ"
