"""What a page shows or reads out in the other language: English in the Japanese view, Japanese in the English one."""

from __future__ import annotations

import csv
import getpass
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from smart_tokyo.words import NAMES_OF_LANGUAGES

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "words.md"
SEEN = """() => {
    const aria = ['label', 'description', 'roledescription', 'valuetext'].map(name => `aria-${name}`);
    const said = [...aria, 'title', 'placeholder', 'alt'];
    const found = new Set();
    for (const one of document.body.querySelectorAll('*')) {
        if (one.closest('script, style, noscript, pre, code, [translate=no], [data-testid=stIconMaterial]')) continue;
        for (const name of said) if (one.getAttribute(name)) found.add(one.getAttribute(name));
        for (const node of one.childNodes) if (node.nodeType === 3) found.add(node.textContent);
    }
    return [...found];
}"""
# Words that Japanese writes in Latin letters: formats, standards and signs of the trade.
LATIN = {
    *("KPI", "SQL", "URL", "ID", "API", "OpenAPI", "Atom", "curl", "null", "MB", "UTF", "CC", "BY"),
    *("CSV", "PDF", "PNG", "ZIP", "zip", "JSON", "XLSX", "XLSM", "Parquet", "Excel", "PowerPoint"),
    *("Frictionless", "Data", "Package", "Giving", "iCalendar"),
    *(
        "WCAG",
        "JIS",
        "AA",
        "HTML",
        "axe",
        "core",
        "Tab",
        "Esc",
        "alert",
        "presentation",
        "name",
        "role",
        "value",
        "Pagination",
    ),
    *(
        "Streamlit",
        "Plotly",
        "Vega",
        "deck",
        "gl",
        "Chromium",
        "Firefox",
        "Safari",
        "Orca",
        "NVDA",
        "PC",
        "Talker",
        "VoiceOver",
        "TalkBack",
        "sitemap",
        "xml",
        "MCP",
    ),
}
NO_WORD = re.compile(
    r"https?:\S+|[\w.-]+@[\w.-]+|\b[\w-]+\.(?:csv|xlsx|yaml|jp|com|html?|zip|json)\b|/[\w./{}-]+"  # addresses, files
    r"|\b[A-Z]{1,4}\d*-[\w-]+|\b[0-9a-f]{12}\b|\?\w+="  # ids, versions
)
KEYS = {  # columns whose cells are keys, or have names of their own: no reader is to see the cells
    *("status", "kind", "region", "role", "rag", "direction", "precision", "theme", "confidence", "stage"),
    *("published", "technology"),
}
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]+")
WORD = re.compile(r"[A-Za-z]{2,}")


@cache
def known_english() -> re.Pattern[str]:
    """The English that Streamlit leaves us, as docs/words.md lists it."""
    section = DOCUMENT.read_text("utf-8").split("## English that Streamlit")[1].split("\n## ")[0]
    listed = [
        text
        for line in section.splitlines()
        if line.startswith("- ")
        for text in re.findall(r"`([^`]+)`", line.split(" — ")[0])
    ]
    assert len(listed) > 20
    return re.compile("|".join(re.escape(text).replace("…", ".*") for text in listed), re.DOTALL)


def rows() -> Iterator[dict[str, str]]:
    """Every row of the data that the tests show."""
    for folder in ("register", "sample", "reference"):
        for path in (ROOT / "data" / folder).glob("*.csv"):
            with path.open(encoding="utf-8-sig", newline="") as file:
                yield from csv.DictReader(file)


@cache
def names(lang: str) -> tuple[str, ...]:
    """What the data calls things for readers of a language, the longest first; without English, Japanese for all."""
    known = {row["technology"] for row in rows() if "technology" in row}  # these have a name in each language
    found = {getpass.getuser()}  # who built the store that is shown
    for row in rows():
        for column, cell in row.items():
            english = row.get(f"{column.removesuffix('_ja')}_en")
            if column in KEYS or column.endswith("_en") or not cell or (lang == "en" and english):
                continue
            parts = set(cell.split(";")) - known if column == "technologies" else {cell}
            found |= {" ".join(part.split()) for part in parts}
    foreign = WORD if lang == "ja" else JAPANESE
    return tuple(sorted((text for text in found if foreign.search(text)), key=len, reverse=True))


@cache
def a_name(lang: str) -> re.Pattern[str]:
    """A name as a whole, not as a part of a longer word in Latin letters."""
    return re.compile(f"(?<![A-Za-z])(?:{'|'.join(map(re.escape, names(lang)))})(?![A-Za-z])")


def foreign(texts: list[str], lang: str) -> list[str]:
    """What of a page's texts is in the other language, without names and what Streamlit leaves us."""
    found = []
    for text in texts:
        text = " ".join(re.sub(r"[\u2060\u200b]", "", text).split())
        if text in NAMES_OF_LANGUAGES.values():
            continue
        if lang == "ja" and known_english().fullmatch(text):
            continue
        if any(text.strip("…") in name for name in names(lang)):
            continue  # a line of a long name, as charts break them
        rest = a_name(lang).sub("", text)
        if lang == "en":
            left = JAPANESE.findall(rest)
        else:
            left = [word for word in WORD.findall(NO_WORD.sub("", rest)) if word not in LATIN]
        if left:
            found.append(text)
    return found


def in_the_other_language(page: Page, lang: str, names: Iterable[str] = ()) -> list[str]:
    """What the page that stands open shows or reads out in the other language, its controls by their `names`."""
    return foreign([*page.evaluate(SEEN), *names], lang)
