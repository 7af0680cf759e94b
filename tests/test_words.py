"""The catalogue is complete: every text of the code has its Japanese, and nothing in it is unused."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from smart_tokyo import words

ROOT = Path(__file__).parents[1]


def texts_of_the_code() -> set[str]:
    """Every literal given to `t` or `N_` in the package and the pages (inside f-strings too, hence no extractor)."""
    found: set[str] = set()
    for path in (ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "smart_tokyo").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
                if name in ("t", "N_") and isinstance(node.args[0].value, str):
                    found.add(node.args[0].value)
    return found


def test_every_text_has_its_japanese() -> None:
    assert sorted(texts_of_the_code() - set(words.catalogue())) == []


def test_no_japanese_is_unused() -> None:
    assert sorted(set(words.catalogue()) - texts_of_the_code()) == []


def test_places_to_fill_are_the_same_in_both_languages() -> None:
    places = re.compile(r"\{(\w+)\}")
    wrong = [en for en, ja in words.catalogue().items() if set(places.findall(en)) != set(places.findall(ja))]
    assert wrong == []


def test_a_text_without_translation_is_shown_in_english() -> None:
    assert words.t("no such text {n}", "ja", n=1) == "no such text 1"


def test_pick_falls_back_to_japanese_and_then_to_nothing() -> None:
    assert words.pick({"name_ja": "墨田区", "name_en": "Sumida City"}, "name", "en") == "Sumida City"
    assert words.pick({"name_ja": "墨田区", "name_en": None}, "name", "en") == "墨田区"
    assert words.pick({"name_ja": None, "name_en": float("nan")}, "name", "en") == ""
