"""Ids with characters that cannot be seen, or look like others."""

from __future__ import annotations

from pathlib import Path

import pytest

from smart_tokyo.ledger.check import check_source
from smart_tokyo.ledger.findings import printable
from smart_tokyo.ledger.lookalikes import hidden, odd
from tests.ledger.sources import changed, core, errors


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pro-a", ""),
        ("事業-1", ""),
        ("pro\u200b-a", "U+200B ZERO WIDTH SPACE"),
        ("\u202epro\u202c", "U+202E RIGHT-TO-LEFT OVERRIDE, U+202C POP DIRECTIONAL FORMATTING"),
        ("a\u00ada\u00ad", "U+00AD SOFT HYPHEN"),
        ("\ufeffp", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("a\u3164", "U+3164 HANGUL FILLER"),
        ("葛\U000e0100", "U+E0100 VARIATION SELECTOR-17"),
    ],
)
def test_hidden(text: str, found: str) -> None:
    assert hidden(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pro-a_1.2", ""),
        ("データ連携-1", ""),
        ("ギリシャΑ", ""),
        ("一", ""),
        ("Ｐ1", "U+FF30 FULLWIDTH LATIN CAPITAL LETTER P"),
        ("pro\u2010a", "U+2010 HYPHEN"),
        ("proーa", "U+30FC KATAKANA-HIRAGANA PROLONGED SOUND MARK"),
        ("рro", "U+0440 CYRILLIC SMALL LETTER ER"),
        ("a\u00a0b", "U+00A0 NO-BREAK SPACE"),
        (
            "ﾃﾞｰﾀ",
            "U+FF83 HALFWIDTH KATAKANA LETTER TE, U+FF9E HALFWIDTH KATAKANA VOICED SOUND MARK, "
            "U+FF70 HALFWIDTH KATAKANA-HIRAGANA PROLONGED SOUND MARK, U+FF80 HALFWIDTH KATAKANA LETTER TA",
        ),
    ],
)
def test_odd(text: str, found: str) -> None:
    assert odd(text) == found


def test_an_id_that_cannot_be_seen_whole_is_an_error_where_it_is_written(tmp_path: Path) -> None:
    source = core(tmp_path, projects=changed("projects", "pro-a,prog-a,", "pro-a,prog\u200b-a,"))
    assert errors(source) == [("hidden-character", "projects.csv:2", "programme_id", "prog\u200b-a")]
    (one,) = [one for one in check_source(source).findings if one.code == "hidden-character"]
    assert "U+200B ZERO WIDTH SPACE" in one.message_ja and "U+200B" in one.message_en


def test_a_full_width_id_is_kept_with_a_warning(tmp_path: Path) -> None:
    checked = check_source(core(tmp_path, events="event_id,name_ja,held_on\nｅ１,会,2025-04-01\n"))
    (one,) = checked.findings
    assert (one.severity, one.code, one.location, one.value) == (
        "warning",
        "odd-character",
        "events.csv:2",
        "ｅ１",
    )
    assert checked.content is not None
    assert [row[0] for row in checked.content.rows["events"]] == ["ｅ１"]


def test_other_texts_may_hold_what_they_like(tmp_path: Path) -> None:
    checked = check_source(
        core(tmp_path, events="event_id,name_ja,held_on\ne1,ＡＢ葛\U000e0100飾,2025-04-01\n")
    )
    assert checked.findings == ()


def test_messages_show_what_cannot_be_seen() -> None:
    assert printable("a\u200bb\u202e\x07\u2028") == "a\\u200bb\\u202e\\x07\\u2028"
    assert printable("葛\U000e0100飾 ① ｱ") == "葛\U000e0100飾 ① ｱ"
