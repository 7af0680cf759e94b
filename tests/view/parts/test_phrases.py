"""Words that pages share."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import pytest

from smart_tokyo.figures import declared
from smart_tokyo.view.parts import phrases, values
from tests.view.of_page import page


@pytest.mark.parametrize(
    ("lang", "n", "text"), [("en", 1, "1 project"), ("en", 1200, "1,200 projects"), ("ja", 1, "1事業")]
)
def test_counts_have_their_noun(lang, n, text):
    assert page(lang).counted("project", n) == text


def test_status_is_a_mark_and_a_word():
    assert phrases.rag(page(), "amber") == "▲ Caution"


@pytest.mark.parametrize(
    ("lang", "said", "unit", "text"),
    [
        ("en", "about", "people", "about 630 people"),
        ("en", "About", "%", "about 630%"),
        ("en", "or more", "people", "630 people or more"),
        ("en", "Preliminary", None, "630 (Preliminary)"),
        ("ja", "約", "人", "約630人"),
        ("ja", "以上", "%", "630%以上"),
        ("ja", "速報値", "件", "630件（速報値）"),
        ("ja", None, "件", "630件"),
    ],
)
def test_a_value_has_its_qualifier_in_place(lang, said, unit, text):
    row = {f"q_{lang}": said, f"unit_{lang}": unit}
    assert page(lang).qualified(630.0, row, "q") == text


def test_an_unknown_value_has_neither_unit_nor_qualifier():
    assert page().qualified(None, {"q_en": "about", "unit_en": "people"}, "q") == "–"


@pytest.mark.parametrize(
    ("permille", "text"),
    [
        (0, "● On plan"),
        (113, "▲ Behind plan by 11.3 points"),
        (-63, "✓ Ahead of plan by 6.3 points"),
    ],
)
def test_lag_in_words(permille, text):
    assert phrases.lag(page(), permille) == text


def test_years_without_a_grant_are_named() -> None:
    assert phrases.gaps(page("ja"), [2020, 2022, 2023]) == "令和3年度は、補助金の記録がありません。"
    assert phrases.gaps(page(), [2020, 2021]) == phrases.gaps(page(), []) == ""


def test_a_link_to_a_project_says_where_it_was_withdrawn() -> None:
    row = {"project_id": "P 1", "title_ja": "歩く[1]", "status": "withdrawn"}
    assert phrases.project_link(page("ja"), row) == r"[歩く\[1\]](projects?project=P+1)（取下げ）"
    assert phrases.project_link(page("ja"), {**row, "status": "active"}).endswith("P+1)")


def test_no_report_and_nothing_to_judge_by_are_two_things() -> None:
    assert phrases.evidence(page("ja"), None) == "– 判定できる記録なし"
    assert phrases.evidence(page(), "red") == phrases.rag(page(), "red") == "■ Action needed"


def test_a_report_is_missing_only_where_one_is_expected() -> None:
    public = page("ja")
    assert phrases.reported(public, None) == phrases.reported(public, None, "PG") == "– 非公表"
    assert phrases.reported(replace(public, audience="internal"), None, "PG") == "– 未記録"
    asked = replace(
        public, names={"programme": {**public.names["programme"], "X": {"reports_expected": True}}}
    )
    assert [phrases.reported(asked, None, key) for key in ("X", "PG", None)] == [
        "– 報告なし",
        "– 非公表",
        "– 報告なし",
    ]
    assert phrases.reported(public, "amber", "PG") == "▲ 注意"
    pairs = declared().figure("rag_agreement", "projects")
    assert values.key(public, pairs, {"rag": "-", "rag_evidence": "green"}).startswith("非公表、")
    assert values.key(asked, pairs, {"rag": "-", "rag_evidence": "green"}).startswith("報告なし、")


def test_badges_tell_what_is_inferred_and_unpublished():
    shown = phrases.badges(page(), {"status": "active", "confidence": "inferred", "published": False})
    assert "Active" in shown and "Inferred" in shown and "Unpublished" in shown
    shown = phrases.badges(page(), {"status": "active", "confidence": None, "published": True})
    assert "Inferred" not in shown and "Unpublished" not in shown


@pytest.mark.parametrize(
    ("values", "across"),
    [(["1"], 1), (["1"] * 4, 4), (["1"] * 5, 5), (["1"] * 6, 3), (["1", "2", "3", "not published"], 2)],
)
def test_tiles_stand_in_even_rows(values: list[str], across: int) -> None:
    with patch.object(phrases.st, "html") as html:
        phrases.tiles([("<b>Label", value, "") for value in values])
    ((body,), _) = html.call_args
    assert f"--across:{across};" in body and body.count("<dd>") == len(values)
    assert "<b>" not in body and "<dt>&lt;b&gt;Label</dt>" in body


def test_no_tile_is_no_element() -> None:
    with patch.object(phrases.st, "html") as html:
        phrases.tiles([])
    assert not html.called


def test_titles_are_text_never_markup():
    row = {"title_ja": "*太字* [x](y)", "title_en": None, "confidence": "inferred"}
    assert phrases.titled(page(), row) == r"\*太字\* \[x\]\(y\) (inferred)"
