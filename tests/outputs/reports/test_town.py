"""The sheet for a notice board: one A4 page in each language, however much there is to say; in plain words too."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from smart_tokyo import words
from smart_tokyo.figures import Filters, Reading
from smart_tokyo.outputs.documents.document import Document
from smart_tokyo.outputs.reports import town
from smart_tokyo.store import AUDIENCES
from tests.outputs import reading_back
from tests.outputs.conftest import opened, written

ADDRESS = "https://smart.example.jp/town?code=131075"


def notice(store: Path, audience: str, lang: str, code: str = "131075") -> Document:
    with opened(store, audience) as con:
        spoken: Any = "en" if lang == "en" else "ja"
        read = replace(Reading.of(con, spoken, audience, Filters()), easy=lang == words.EASY)
        return town.notice(read, code, ADDRESS)


@pytest.mark.parametrize("lang", words.OFFERED)
def test_it_is_one_page_that_says_what_it_rests_on(
    lang: str, sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMART_TOKYO_CONTACT", "room 7")
    content = written(notice(sample_store, "public", lang), "pdf")
    (page,) = reading_back.pdf_pages(content)
    invented = {"ja": "すべて架空です", "en": "areinvented", words.EASY: "本当のものではありません"}[lang]
    for part in ("120,367,000", "room7", ADDRESS, "2026", invented):
        assert part in page
    box = pypdf.PdfReader(io.BytesIO(content)).pages[0].mediabox
    assert [round(float(side) / 72 * 25.4) for side in box[2:]] == [210, 297]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_it_has_room_for_hostile_and_endless_texts(audience: str, hostile_store: Path) -> None:
    (page,) = reading_back.pdf_pages(written(notice(hostile_store, audience, "ja"), "pdf"))
    assert "HOSTILE" in page


def test_what_stands_there_by_hand(sample_store: Path) -> None:
    """Sumida has SMP-001 to SMP-003; the running one first, then what comes next, no day that is over."""
    document = notice(sample_store, "public", "en")
    done, partners, results, upcoming, ask = document.sections
    assert [one.value for one in done.figures] == [3, 1, 120367000, 8]
    assert done.paragraphs[0] == "・(Sample) Digital Notice Board for Neighbourhood Associations (Active)"
    assert partners.paragraphs[0] == "・Mihon Institute of Technology (sample)"
    assert partners.paragraphs[-1] == "and 2 more" and len(partners.paragraphs) == town.FEW + 1
    assert (
        results.paragraphs[1]
        == "・Days until a notice reaches every home: 5.8 days (9 Sep 2026), target: 2 days"
    )
    assert upcoming.paragraphs[0].startswith("・28 Sep 2026: ") and len(upcoming.paragraphs) == 2
    assert ask.paragraphs[0] == ADDRESS, "no contact is set"


def test_of_a_town_without_projects_that_is_said(register_store: Path) -> None:
    """And nothing that reads as if something were held back: no amount that is not published, no empty part."""
    document = notice(register_store, "public", "en", "133612")
    assert [one.title for one in document.sections] == ["What is done here", "Where to ask"]
    assert document.sections[0].paragraphs == ("No project is listed here at present.",)
    assert document.sections[0].figures == ()
    assert document.warning == "" and len(reading_back.pdf_pages(written(document, "pdf"))) == 1


def test_all_of_it_is_in_plain_japanese(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing, plain = set(), words.t

    def noted(
        text: str, lang: words.Lang, easy: bool = False, staff: bool = False, /, **values: object
    ) -> str:
        if easy and text not in words.catalogue(words.EASY):
            missing.add(text)
        return plain(text, lang, easy, staff, **values)

    monkeypatch.setattr(words, "t", noted)
    for audience in AUDIENCES:
        for code in ("131075", "131121", "133612"):
            written(notice(sample_store, audience, words.EASY, code), "pdf")
    assert missing == set()
