"""The house rules that a reader of the code relies on: which way the arrows go, and where SQL and Streamlit live."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "smart_tokyo").rglob("*.py")) + [
    ROOT / "app.py",
    *sorted((ROOT / "pages").glob("*.py")),
]

# What each part of the package may import of the others. Data flows one way:
# source → ledger → snapshot → figures → pages, reports, open data.
COMMON = {"schema", "settings", "store", "words", "formats"}
ALLOWED = {
    "ledger": {"ledger"} | COMMON,
    "figures": {"figures"} | COMMON,
    "outputs": {"outputs", "figures"} | COMMON,
    "view": {"view", "figures", "outputs"} | COMMON,
    "pages": {"view", "figures", "outputs"} | COMMON,
    # The data desk alone drives the ledger from a page, for people at the secretariat (docs/decisions/0005).
    "desk": {"view", "figures", "ledger"} | COMMON,
}
DESK_PAGE = "data_desk.py"


def imports(path: Path) -> set[str]:
    """The dotted names a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def is_desk(path: Path) -> bool:
    """Whether a module is one of the data desk's: `view/desk.py`, `view/desk_*.py`."""
    return path.parent.name == "view" and (path.stem == "desk" or path.stem.startswith("desk_"))


def part_of(path: Path) -> str | None:
    relative = path.relative_to(ROOT).parts
    if relative[0] in ("pages", "app.py"):
        return "pages"
    if is_desk(path):
        return "desk"
    return relative[1] if len(relative) > 2 else None


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_arrows_point_one_way(path: Path) -> None:
    part = part_of(path)
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("smart_tokyo.")}
    if part in ALLOWED:
        assert ours <= ALLOWED[part], f"{path.name} may not import {sorted(ours - ALLOWED[part])}"
    assert not [name for name in imports(path) if name.split(".")[0] in ("pages", "app")]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_streamlit_stays_in_view_and_pages(path: Path) -> None:
    uses = any(name.split(".")[0] == "streamlit" for name in imports(path))
    assert not uses or part_of(path) in ("view", "pages", "desk")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_its_own_page_uses_the_data_desk(path: Path) -> None:
    uses = any(name.startswith("smart_tokyo.view.desk") for name in imports(path))
    assert not uses or is_desk(path) or path.name == DESK_PAGE


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sql_outside_queries_and_no_raw_html(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and part_of(path) in ("pages", "view", "desk")
        ):
            assert not re.match(
                r"\s*(select|with|insert|create)\s.*\s(from|as|into|table)\s", node.value, re.I | re.S
            )
        if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
            pytest.fail("unsafe_allow_html")


@pytest.mark.parametrize(
    "path", [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))], ids=lambda path: path.name
)
def test_a_page_is_an_outline(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 120
