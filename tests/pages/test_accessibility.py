"""The page on accessibility says all that is declared, and what is declared is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from smart_tokyo.view.pages.accessibility import TEXTS, declared
from smart_tokyo.words import LANGS, t
from tests.pages.conftest import Opener, tables, text_of


def test_every_criterion_of_both_standards_is_there_once() -> None:
    ids = [one["id"] for one in declared()["criteria"]]
    assert len(ids) == len(set(ids)) == 56, "WCAG 2.2 has 55 of level A and AA; 4.1.1 is only in JIS"
    assert sum(one.get("jis", False) for one in declared()["criteria"]) == 38
    assert [one["id"] for one in declared()["criteria"] if one.get("jis") and one["id"].count(".") != 2] == []


def test_what_is_not_plainly_met_says_why_and_what_is_met_says_how_it_was_tested() -> None:
    for one in declared()["criteria"]:
        assert one["name_ja"] and one["name_en"] and one["level"] in ("A", "AA")
        assert one["result"] in TEXTS["results"] and {*one.get("how", ())} <= {*TEXTS["ways"]}, one["id"]
        assert one["result"] == "met" or (one["ja"] and one["en"]), one["id"]
        assert bool(one.get("how")) != (one["result"] == "not_applicable"), one["id"]
    named = {one["id"]: one["result"] for one in declared()["criteria"]}
    for exempt in declared()["exceptions"]:
        assert named[exempt["criterion"]] in ("not_met", "remark"), "an exception is a remark at least"
        assert exempt["ja"] and exempt["en"] and exempt["rule"] and exempt["element"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("audience", ["public", "internal"])
def test_the_page_lists_them_all(lang: str, audience: str, register_store: Path, open_page: Opener) -> None:
    at = open_page("accessibility", register_store, audience, lang=lang)
    (table,) = [one.value for one in tables(at)]
    assert len(table) == len(declared()["criteria"])
    said = text_of(at).replace("\\", "").replace("\u2060", "").replace("\u00a0", " ")
    for one in declared()["criteria"]:
        assert f"{one['id']} {one[f'name_{lang}']}" in said
        assert one.get(lang, "") in said
    for exempt in declared()["exceptions"]:
        assert exempt[lang] in said
    assert t(TEXTS["results"]["not_met"], lang) in said  # type: ignore[arg-type]


def test_it_is_there_before_the_first_snapshot(tmp_path: Path, open_page: Opener) -> None:
    assert tables(open_page("accessibility", tmp_path, lang="ja"))


def test_the_contact_is_whom_the_operator_names(
    register_store: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "問い合わせ先" not in text_of(open_page("accessibility", register_store, lang="ja"))
    monkeypatch.setenv("SMART_TOKYO_CONTACT", "room 7")
    assert "問い合わせ先：room 7" in text_of(open_page("accessibility", register_store, lang="ja"))
