"""The catalogues are complete: every text of the code has its Japanese, and nothing in them is unused."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import write_po

from smart_tokyo import words
from smart_tokyo.figures import vocabulary
from smart_tokyo.terms import AMOUNTS
from smart_tokyo.view.frame.menu import PAGES
from smart_tokyo.view.parts.phrases import BOUNDARIES, POPULATION
from tests import catalogue

ROOT = Path(__file__).parents[1]
VIEW = ROOT / "smart_tokyo" / "view"
NAMES = words.CATALOGUES
PLACES = re.compile(r"\{(\w+)\}")


def test_every_text_has_its_japanese() -> None:
    assert sorted(catalogue.wanted("ja") - set(words.catalogue())) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_japanese_is_unused(name: str) -> None:
    assert sorted(set(words.catalogue(name)) - catalogue.wanted(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_catalogue_is_in_its_one_form(name: str) -> None:
    """Sorted, without fuzzy or obsolete entries or empty ones: as `make words` writes it."""
    said = words.catalogue(name)
    file = io.BytesIO()
    write_po(file, catalogue.brought_up(name, said, set(said)), sort_output=True, width=100)
    assert (words.LOCALE / f"{name}.po").read_bytes() == file.getvalue()


def test_a_fuzzy_entry_is_no_translation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx.po").write_text(
        '#, fuzzy\nmsgid "Map"\nmsgstr "地図"\n\nmsgid "Area"\nmsgstr "エリア"\n', "utf-8"
    )
    monkeypatch.setattr(words, "LOCALE", tmp_path)
    assert words.catalogue.__wrapped__("xx") == {"Area": "エリア"}


def test_places_to_fill_are_the_same_in_both_languages() -> None:
    said = [pair for name in NAMES if words.EASY not in name for pair in words.catalogue(name).items()]
    wrong = [en for en, text in said if set(PLACES.findall(en)) != set(PLACES.findall(text))]
    assert wrong == []


def test_the_staff_reads_its_own_wording_in_every_language() -> None:
    assert set(words.catalogue("ja-staff")) == set(words.catalogue("en-staff"))
    assert not [text for text in words.catalogue("en-staff").values() if text in words.catalogue()]
    assert words.t("not published", "en", False, True) == "not recorded"
    assert words.t("Map", "en", False, True) == "Map"
    text = "No amount has been published, and no limit is known."
    assert words.t(text, "ja", True, True) == words.catalogue(f"{words.EASY}-staff")[text]


def test_plain_japanese_fills_no_place_that_is_not_given() -> None:
    wrong = [
        en
        for en, ja in words.catalogue(words.EASY).items()
        if set(PLACES.findall(ja)) - set(PLACES.findall(en))
    ]
    assert wrong == []


# Plain Japanese, by the guidelines of the Immigration Services Agency and the Agency for Cultural Affairs (2020):
# short sentences, です・ます, the reading behind every kanji that is not learnt in the first two years of school.
THEIRS = (
    "pages/overview/finding",
    "parts/sections",
    "maps/picture",
    "pages/about",
    "subjects/rules",
    "frame/choices",
)
IN_CHARTS = {"April of the year", "Beneath each year: decided amount", "Limit"}  # of these pages
COLUMNS = (
    "projects",
    "areas",
    "organizations",
    "fiscal_year",
    "projects_granted",
    *AMOUNTS,
)  # that these pages show
AS_IT_IS = {BOUNDARIES, POPULATION}  # credits in the words that their licences ask for
LONGEST = 45  # letters of a sentence, without readings
FIRST_TWO_YEARS = set(
    "一右雨円王音下火花貝学気九休玉金空月犬見五口校左三山子四糸字耳七車手十出女小上森人水正生青夕石赤千川先早草足村大男竹中虫町天田"
    "土二日入年白八百文木本名目立力林六引羽雲園遠何科夏家歌画回会海絵外角楽活間丸岩顔汽記帰弓牛魚京強教近兄形計元言原戸古午後語工公"
    "広交光考行高黄合谷国黒今才細作算止市矢姉思紙寺自時室社弱首秋週春書少場色食心新親図数西声星晴切雪船線前組走多太体台地池知茶昼"
    "長鳥朝直通弟店点電刀冬当東答頭同道読内南肉馬売買麦半番父風分聞米歩母方北毎妹万明鳴毛門夜野友用曜来里理話"
)
READING = re.compile(r"[一-龠々]+[ぁ-ん]*（([ぁ-んー]+)）")


def texts_of_the_plain_pages() -> set[str]:
    """What the pages with a version in plain Japanese say."""
    said = (ROOT / "app.py", ROOT / "pages" / "about.py", words.TEXTS / "about.yml")
    found = catalogue.texts(said) - {"The main questions"}
    found |= {text for page in PAGES.values() for text in (page.title, page.way) if text}
    for name in THEIRS:
        found |= catalogue.texts((VIEW / f"{name}.py",))
    columns = [word for one in COLUMNS if (word := vocabulary.anywhere(one))]
    found |= IN_CHARTS | {(word.short or word.title)["en"] for word in columns}
    return found | {word.means["en"] for word in columns if word.name in AMOUNTS}


def test_every_text_of_the_plain_pages_is_in_plain_japanese() -> None:
    assert sorted(texts_of_the_plain_pages() - set(words.catalogue(words.EASY)) - AS_IT_IS) == []


def not_plain(text: str) -> Iterator[object]:
    """What of a text in plain Japanese is not plain."""
    bare = PLACES.sub("○○", re.sub(r"（[ぁ-んー]+）|\*", "", text))
    yield from (one for one in re.split(r"[。？]", bare) if len(one) > LONGEST)
    if "）**" in re.sub(r"）\*\*(?=[。、]|$)", "", text):
        yield "Markdown does not end bold type there"
    yield from re.findall(r"ない(?:わけ|こと)では?(?:な|あり)|なくは(?:な|あり)|である。|だ。", bare)
    yield from set(re.findall(r"[一-龠]", PLACES.sub("", READING.sub("", text)))) - FIRST_TWO_YEARS


def test_plain_japanese_is_plain() -> None:
    texts = [*words.catalogue(words.EASY).values(), *words.catalogue(f"{words.EASY}-staff").values()]
    assert [(text, found) for text in texts if (found := list(not_plain(text)))] == []


def test_a_text_without_translation_is_shown_in_english() -> None:
    assert words.t("no such text {n}", "ja", n=1) == "no such text 1"


def test_a_text_without_plain_japanese_is_shown_in_ordinary_japanese() -> None:
    assert words.t("Reports", "ja", True) == "報告書（ほうこくしょ）"
    assert words.t("Bottlenecks", "ja", True) == words.t("Bottlenecks", "ja")
    assert words.t("Reports", "en", True) == "Reports"


def test_pick_falls_back_to_japanese_and_then_to_nothing() -> None:
    assert words.pick({"name_ja": "墨田区", "name_en": "Sumida City"}, "name", "en") == "Sumida City"
    assert words.pick({"name_ja": "墨田区", "name_en": None}, "name", "en") == "墨田区"
    assert words.pick({"name_ja": None, "name_en": float("nan")}, "name", "en") == ""


# Words that stand beside what they name, outside of Python: in both languages or in neither.
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
DECLARED = (
    *sorted((ROOT / "data" / "schema").glob("*.yaml")),
    ROOT / "queries" / "words.yml",
    *sorted((ROOT / "queries" / "figures").rglob("*.yml")),
    ROOT / "smart_tokyo" / "ledger" / "values" / "characters.yaml",
    ROOT / "smart_tokyo" / "ledger" / "content" / "findings.yaml",
    ROOT / "smart_tokyo" / "ledger" / "content" / "checks.yaml",
    *sorted((ROOT / "queries" / "checks" / "programme").glob("*.yml")),
)


def pairs(found: object) -> Iterator[tuple[str, str]]:
    """Every text of a declaration with its English: `ja` and `en`, `title` and `title_en`; "" where one is missing."""
    if isinstance(found, list):
        for one in found:
            yield from pairs(one)
    if not isinstance(found, dict):
        return
    if {"ja", "en"} & set(found):
        yield found.get("ja", ""), found.get("en", "")
    for name in ("title", "description"):
        english = found.get(f"{name}_en", "")
        if isinstance(found.get(name), str) or isinstance(english, str) and english:
            yield found.get(name, ""), english
    for one in found.values():
        yield from pairs(one)


def filled(text: str) -> set[str]:
    """The places of a text; some have a name for each language, and a column may be named by its title."""
    names = {name.removesuffix("_ja").removesuffix("_en") for name in PLACES.findall(text)}
    return {"column" if name == "title" else name for name in names}


@pytest.mark.parametrize("path", DECLARED, ids=lambda path: path.stem)
def test_a_declared_word_is_there_in_both_languages(path: Path) -> None:
    found = list(pairs(yaml.safe_load(path.read_text("utf-8"))))
    assert found or {"figures", "checks"} & set(path.parts)  # whose words stand elsewhere
    for japanese, english in found:
        assert japanese and english, (japanese, english)
        assert not JAPANESE.search(re.sub(r"[「『`][^」』`]*[」』`]|such as \S+", "", english)), english
        assert filled(japanese) == filled(english), english


def test_the_two_statuses_have_one_name_each() -> None:
    """実績による判定 and 報告された状況, as docs/words.md has them; 根拠 is where a number comes from."""
    texts = [*words.catalogue().values(), *(path.read_text("utf-8") for path in DECLARED)]
    assert [text[:60] for text in texts if re.search("実績判定|根拠による|記録からみた|報告状況", text)] == []


def test_the_limit_has_one_name() -> None:
    """上限額, as docs/words.md has it; of what is no money (補助年数の上限) 上限 may be said."""
    texts = [
        *words.catalogue().values(),
        *(path.read_text("utf-8") for path in DECLARED if path.parent.name != "schema"),
    ]
    others = re.compile(
        r".{0,6}(?:(?<!年数の)(?<!の数の)上限(?!額)|限度額|適用される上限|制度上の上限).{0,6}"
    )
    assert [found for text in texts for found in others.findall(text)] == []
