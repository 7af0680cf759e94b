"""Ids with characters that cannot be seen, or look like others, and ids that are the same but for such."""

from __future__ import annotations

from pathlib import Path

import pytest

from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.values.reading import alike_form, hidden, names, odd, overlooked, printable
from tests.ledger.sources import changed, core, errors, held


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pro-a", ""),
        ("事業-1", ""),
        ("pro\u200b-a", "幅のない空白（ゼロ幅スペース） U+200B"),
        ("\u202epro\u202c", "文字の向きを変える記号 U+202E、文字の向きを変える記号 U+202C"),
        ("a\u00ada\u00ad", "見えないハイフン（ソフトハイフン） U+00AD"),
        ("\ufeffp", "ファイルの先頭の印（BOM、幅のない空白） U+FEFF"),
        ("a\u3164", "ハングルの空白 U+3164"),
        ("葛\U000e0100", "異体字の指定（異体字セレクタ） U+E0100"),
    ],
)
def test_hidden(text: str, found: str) -> None:
    assert names(hidden(text), "ja") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pro-a_1.2", ""),
        ("データ連携-1", ""),
        ("ギリシャΑ", ""),
        ("一", ""),
        ("Ｐ1", "“Ｐ” full-width character U+FF30"),
        ("pro\u2010a", "“\u2010” dash U+2010"),
        ("proーa", "“ー” Japanese long-vowel mark U+30FC"),
        ("рro", "“р” Cyrillic letter U+0440"),
        ("a\u00a0b", "no-break space U+00A0"),
        ("ﾀA", "“ﾀ” half-width character U+FF80"),
    ],
)
def test_odd(text: str, found: str) -> None:
    assert names(odd(text), "en") == found


def test_an_id_that_cannot_be_seen_whole_is_an_error_where_it_is_written(tmp_path: Path) -> None:
    source = core(tmp_path, projects=changed("projects", "pro-a,prog-a,", "pro-a,prog\u200b-a,"))
    assert errors(source) == [("hidden-character", "projects.csv:2", "programme_id", "prog\u200b-a")]
    (one,) = [one for one in check_source(source).findings if one.code == "hidden-character"]
    assert "幅のない空白（ゼロ幅スペース） U+200B" in one.message_ja
    assert "zero-width space U+200B" in one.message_en and "\u200b" not in one.message_ja + one.message_en


def test_a_full_width_id_is_kept_with_a_warning(tmp_path: Path) -> None:
    checked = check_source(core(tmp_path, events="event_id,name_ja,held_on\nｅ１,会,2025-04-01\n"))
    (one,) = checked.findings
    assert (one.severity, one.code, one.location, one.value) == (
        "warning",
        "odd-character",
        "events.csv:2",
        "ｅ１",
    )
    assert [row[0] for row in held(checked, "events")] == ["ｅ１"]


def test_other_texts_may_hold_what_they_like(tmp_path: Path) -> None:
    checked = check_source(
        core(tmp_path, events="event_id,name_ja,held_on\ne1,ＡＢ葛\U000e0100飾,2025-04-01\n")
    )
    assert checked.findings == ()


def test_messages_show_what_cannot_be_seen() -> None:
    assert (
        printable("a\u200bb\n\x07", "en")
        == "a〔zero-width space U+200B〕b〔line break U+000A〕〔bell U+0007〕"
    )
    assert printable("\ufeffa", "ja") == "〔ファイルの先頭の印（BOM、幅のない空白） U+FEFF〕a"
    assert printable("葛\U000e0100飾 ① ｱ", "ja") == "葛\U000e0100飾 ① ｱ"


# ---- ids that are the same but for what a person overlooks


@pytest.mark.parametrize(
    ("other", "differing"),
    [
        ("smp-001", ("case",)),
        ("ＳＭＰ-001", ("width",)),
        ("SMP－001", ("width",)),
        ("SMP\u2010001", ("dash",)),
        ("SMPー001", ("dash",)),
        ("SMP001", ("dash",)),
        ("SMP_001", ("dash",)),
        ("SMP-1", ("zeros",)),
        ("smp\u22121", ("case", "dash", "zeros")),
    ],
)
def test_alike(other: str, differing: tuple[str, ...]) -> None:
    assert alike_form("SMP-001") == alike_form(other)
    assert overlooked("SMP-001", other) == differing


@pytest.mark.parametrize("other", ["SMP-002", "SMP-010", "SMP-0-01", "SMQ-001", "SMP-001a"])
def test_not_alike(other: str) -> None:
    assert alike_form("SMP-001") != alike_form(other)


def test_alike_ids_of_a_table_are_a_warning_at_both_rows_and_are_read(tmp_path: Path) -> None:
    rows = "event_id,name_ja,held_on\ne-01,会,2025-04-01\nE-1,会,2025-05-01\ne-2,会,2025-06-01\n"
    checked = check_source(core(tmp_path, イベント=rows))
    first, second = checked.findings
    assert [(one.severity, one.code, one.location, one.value, one.expected) for one in checked.findings] == [
        ("warning", "alike-ids", "イベント.csv:2", "e-01", "E-1"),
        ("warning", "alike-ids", "イベント.csv:3", "E-1", "e-01"),
    ]
    assert "イベント.csv:3 の「E-1」と大文字と小文字、先頭の0の数だけが違います" in first.message_ja
    assert (
        'the same as "e-01" in イベント.csv:2 but for upper and lower case and leading zeros'
        in second.message_en
    )
    assert len(held(checked, "events")) == 3


def test_an_id_that_is_alike_to_a_shipped_one_is_a_warning_at_its_row(tmp_path: Path) -> None:
    source = core(
        tmp_path, themes="theme_id,name_ja,name_en\ntheme-hidden,体育,Sports\nMobility,交通,Traffic\n"
    )
    found = [one for one in check_source(source).findings if one.code == "alike-ids"]
    assert [(one.location, one.expected) for one in found] == [("themes.csv:3", "mobility")]
