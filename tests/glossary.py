"""docs/glossary.md, written from the declarations: `make words`. tests/test_docs.py holds that it is current."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from smart_tokyo import Text, named_sql, schema
from smart_tokyo.figures import vocabulary
from smart_tokyo.ledger.content.findings import ALL_CODES
from smart_tokyo.rules import RULES

FILE = Path(__file__).parents[1] / "docs" / "glossary.md"
HEAD = """# Glossary

Written by `make words` from the declarations; change those, not this file. Terms that texts have to keep to, and why,
are in [words.md](words.md).
"""
BOTH = ("ja", "en")


def row(*cells: str) -> str:
    """A row of a table; a line break or a bar in a cell would end it."""
    return f"| {' | '.join(' '.join(cell.split()).replace('|', '¦') for cell in cells)} |"


def table(title: str, says: str, heads: tuple[str, ...], rows: Iterable[str]) -> Iterator[str]:
    """A heading, a sentence and a table."""
    yield from (
        "",
        f"## {title}",
        "",
        says,
        "",
        row(*heads),
        row(*["---"] * len(heads)).replace(" ", ""),
        *rows,
    )


def of(text: Text) -> tuple[str, str]:
    """A text in both languages; `–` where it has none."""
    ja, en = (text.get(lang) or "–" for lang in BOTH)
    return ja, en


def computed() -> dict[tuple[str, str], vocabulary.Word]:
    """Computed columns that have a name for readers: (column, query it is of alone or '') → its words."""
    found = {(name, ""): word for name, word in vocabulary.words().items()}
    for query in named_sql.catalog():
        found |= {(name, query): word for name, word in vocabulary.own(query).items()}
    return {key: word for key, word in sorted(found.items()) if word.title}


def lines() -> Iterator[str]:
    """The lines of the glossary."""
    yield HEAD.rstrip()
    yield from ("", "## Tables and their columns", "", "What a source may hold; `data/schema/` declares it.")
    for one in schema.tables().values():
        titled = (f"{one.name}: {one.title}, {one.title_en}", f"{one.description} {one.description_en}")
        rows = (
            row(f"`{each.name}`", each.title, each.title_en, each.visibility, each.description_en)
            for each in one.fields
        )
        section = table(*titled, ("column", "日本語", "English", "visible", "meaning"), rows)
        yield from (line.replace("## ", "### ", 1) if line.startswith("## ") else line for line in section)
    yield from table(
        "Computed columns",
        "`queries/words.yml`, and where a query is named its own `.yml`.",
        ("column", "query", "日本語", "English", "意味", "meaning"),
        (
            row(f"`{name}`", f"`{query}`" if query else "", *of(word.title), *of(word.means))
            for (name, query), word in computed().items()
        ),
    )
    yield from table(
        "Queries",
        "`queries/figures/<subject>/<query>.sql`; run by `python -m smart_tokyo query NAME`.",
        ("query", "subject", "parameters", "what it gives"),
        (
            row(f"`{name}`", one.path.parent.name, ", ".join(one.parameters), one.doc)
            for name, one in sorted(named_sql.catalog().items())
        ),
    )
    yield from table(
        "Rules of the programme",
        "`queries/checks/programme/<rule>.yml`.",
        ("rule", "日本語", "English", "説明", "says"),
        (
            row(f"`{name}`", *of(one.name), one.sentence("ja"), one.sentence("en"))
            for name, one in RULES.items()
        ),
    )
    yield from table(
        "Codes of findings",
        "What `check` may say. `{…}` is filled in from the data.",
        ("code", "severity", "日本語", "English"),
        (row(f"`{code}`", one.severity, one.ja, one.en) for code, one in sorted(ALL_CODES.items())),
    )


def text() -> str:
    """The whole file."""
    return "\n".join(lines()) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
