"""What a user may rely on is in the documents: settings, pages, commands, queries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from smart_tokyo.commands.cli import app
from smart_tokyo.figures import catalog
from smart_tokyo.settings import PREFIX, SETTINGS
from smart_tokyo.view.frame.menu import PAGES
from tests.browser import screenshots

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text("utf-8")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_setting_is_documented(setting) -> None:  # type: ignore[no-untyped-def]
    default = f"`{setting.default}`" if setting.default else "–"
    line = f"| `{PREFIX}{setting.name}` | {default} | {setting.description} |"
    assert line in OPERATING


@pytest.mark.parametrize("name", PAGES)
def test_page_is_documented(name: str) -> None:
    address = "/" if PAGES[name].file == "app.py" else f"/{name}"
    assert f"`{address}`" in README


@pytest.mark.parametrize("command", [c.name or c.callback.__name__ for c in app.registered_commands])
def test_command_is_documented(command: str) -> None:
    assert f"smart_tokyo {command}" in " ".join(README.split())


def test_pictures_in_the_readme_are_there_small_and_said_in_words_to_be_fictional() -> None:
    shown = re.findall(r"!\[([^\]]*)\]\((docs/pictures/[^)]*)\)", README)
    assert {path for _, path in shown} == {f"docs/pictures/{name}.png" for name in screenshots.README}
    assert {path.stem for path in (ROOT / "docs" / "pictures").iterdir()} == set(screenshots.README)
    for words, path in shown:
        assert "fictional" in words or "見本データ" in words
        assert (ROOT / path).stat().st_size < 150_000


def test_every_decision_has_a_number_of_its_own() -> None:
    notes = sorted((ROOT / "docs" / "decisions").iterdir())
    assert [path.name[:4] for path in notes] == [f"{number:04}" for number in range(1, len(notes) + 1)]
    for path in notes:
        assert path.read_text("utf-8").startswith(f"# {path.name[:4]} ")


@pytest.mark.parametrize("name", catalog())
def test_query_says_what_it_is(name: str) -> None:
    assert "Grain:" in catalog()[name].doc


def test_the_recipes_name_files_that_are_there() -> None:
    """`<page>` and the like stand for any name."""
    text = (ROOT / "docs" / "recipes.md").read_text("utf-8")
    named = re.findall(r"`([\w.-]+/[\w./<>-]+|[A-Z]+\.md)`", text)
    assert len(named) > 8
    assert [one for one in named if not list(ROOT.glob(re.sub(r"<\w+>", "*", one).rstrip("/")))] == []
