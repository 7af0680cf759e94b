"""Technologies are called by their name in the reader's language."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from smart_tokyo.figures import vocabulary
from smart_tokyo.words import LANGS, Lang

DATA = Path(__file__).parents[2] / "data"
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
ENGLISH = re.compile(r"[A-Z][a-z]{2,}|[a-z]{4}")
AS_WRITTEN = {
    *("LiDAR", "MaaS", "Web", "Web GIS"),
    *("CivicTechコミュニティ", "市民参画プラットフォームLiqlid", "気象IoTセンサー"),
}


def used() -> set[str]:
    """Every technology of the register and the sample."""
    found: set[str] = set()
    for ledger in ("register", "sample"):
        with (DATA / ledger / "projects.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                found |= {part.strip() for part in row["technologies"].split(";") if part.strip()}
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_every_technology_has_a_name_in_both_languages(lang: Lang) -> None:
    names = {vocabulary.technology(one, lang) for one in used()} - AS_WRITTEN
    foreign = JAPANESE if lang == "en" else ENGLISH
    assert sorted(name for name in names if foreign.search(name)) == []


def test_another_is_shown_as_the_ledger_writes_it() -> None:
    assert vocabulary.technologies("Digital key; 量子;", "ja") == ["デジタルキー", "量子"]
    assert vocabulary.technologies("Digital key;量子", "en") == ["Digital key", "量子"]
    assert vocabulary.technologies(None, "en") == vocabulary.technologies(float("nan"), "en") == []
