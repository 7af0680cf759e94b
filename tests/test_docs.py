"""What a user may rely on is in the documents: settings, pages, commands, queries."""

from __future__ import annotations

import re
from pathlib import Path

from smart_tokyo import named_sql, schema
from smart_tokyo.commands.cli import app
from smart_tokyo.ledger.content.findings import ALL_CODES
from smart_tokyo.rules import RULES
from smart_tokyo.settings import PREFIX, SETTINGS
from smart_tokyo.view.frame.menu import PAGES
from tests import glossary
from tests.browser import screenshots

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text("utf-8")


def test_every_setting_page_and_command_is_documented() -> None:
    readme = " ".join(README.split())
    lines = [
        f"| `{PREFIX}{name}` | {f'`{default}`' if default else '–'} | {description} |"
        for name, (default, description, _) in SETTINGS.items()
    ]
    assert [line for line in lines if line not in OPERATING] == []
    assert [name for name, page in PAGES.items() if f"`{page.path}`" not in README] == []
    commands = [one.name or one.callback.__name__ for one in app.registered_commands if one.callback]
    assert [name for name in commands if f"smart_tokyo {name}" not in readme] == []


def test_the_glossary_is_current_and_has_every_table_column_query_rule_and_code() -> None:
    text = glossary.FILE.read_text("utf-8")
    assert text == glossary.text(), "docs/glossary.md is older than the declarations: make words"
    columns = {one.name for table in schema.tables().values() for one in table.fields}
    named = {*columns, *named_sql.catalog(), *RULES, *ALL_CODES}
    assert sorted(name for name in named if f"`{name}`" not in text) == []
    assert [name for name in schema.tables() if f"### {name}: " not in text] == []


def of_readme(name: str) -> dict[str, list[str]]:
    """What two readmes have in common: levels of headings, commands without what is said of them, addresses, code."""
    text = (ROOT / name).read_text("utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S)
    prose = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    return {
        "headings": re.findall(r"^#+ ", prose, re.M),
        "commands": [re.sub(r"\s+#.*", "", line) for block in blocks for line in block.splitlines()],
        "links": [one for one in re.findall(r"\]\(([^)]+)\)", prose) if not one.startswith("README")],
        "addresses": re.findall(r"http://[\w.:]+", prose),
        "code": sorted(re.findall(r"`([^`]+)`", prose)),
        "rows": re.findall(r"^(?:\||\d\.|-) ", prose, re.M),
    }


def test_the_two_readmes_are_equal() -> None:
    assert of_readme("README.ja.md") == of_readme("README.md")


def test_links_and_anchors_between_documents_lead_somewhere() -> None:
    wrong = []
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.M | re.S)
        for link in re.findall(r"\]\((?!https?:|mailto:|/)([^)\s]+)\)", text):
            file, _, anchor = link.partition("#")
            to = (path.parent / file) if file else path
            said = [f"# {line}" for line in to.read_text("utf-8").splitlines()] if anchor else []
            slugs = {re.sub(r"[^\w -]", "", one.lstrip("# ").lower()).replace(" ", "-") for one in said}
            if not to.exists() or (anchor and anchor not in slugs):
                wrong.append(f"{path.relative_to(ROOT)}: {link}")
    assert wrong == []


def test_pictures_in_the_readme_are_there_small_and_said_in_words_to_be_fictional() -> None:
    shown = re.findall(r"!\[([^\]]*)\]\((docs/pictures/[^)]*)\)", README)
    assert {path for _, path in shown} == {f"docs/pictures/{name}.png" for name in screenshots.README}
    assert {path.stem for path in (ROOT / "docs" / "pictures").iterdir()} == set(screenshots.README)
    for words, path in shown:
        assert "fictional" in words
        assert (ROOT / path).stat().st_size < 150_000


def test_every_decision_has_a_number_of_its_own() -> None:
    notes = sorted((ROOT / "docs" / "decisions").iterdir())
    assert len({path.name[:4] for path in notes}) == len(notes)
    for path in notes:
        assert path.read_text("utf-8").startswith(f"# {path.name[:4]} ")


def test_recipes_and_architecture_name_files_that_are_there() -> None:
    """`<page>` and the like stand for any name."""
    for name in ("recipes", "architecture"):
        text = (ROOT / "docs" / f"{name}.md").read_text("utf-8")
        named = re.findall(r"`([\w.-]+/[\w./<>-]+|[A-Z]+\.md)`", text)
        assert len(named) > 8
        assert [one for one in named if not list(ROOT.glob(re.sub(r"<\w+>", "*", one).rstrip("/")))] == []


def test_what_is_to_change_has_a_file() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("## Where to change what")[1]
    rows = re.findall(r"^\| (?!to change|-)([^|]*) \| ([^|]*) \| .*\(", text, re.M)
    assert len(rows) >= 10
    assert [what for what, files in rows if not re.search(r"`[\w./-]+/[\w./-]+`", files)] == []


def test_what_an_operator_copies_is_told_and_sets_what_is_a_setting() -> None:
    files = [path for path in (ROOT / "deploy").rglob("*") if path.is_file()]
    folders = {path.parent.relative_to(ROOT).as_posix() for path in files}
    assert len(folders) > 5 and [one for one in folders if one not in OPERATING] == []
    named = {name for path in files for name in re.findall(rf"{PREFIX}([A-Z_]+)", path.read_text("utf-8"))}
    assert named <= {*SETTINGS, "METRICS_PORT"}  # which comes with the metrics
