"""The house rules that a reader of the code relies on: which way the arrows go, and where SQL and Streamlit live."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "smart_tokyo").rglob("*.py")) + [
    ROOT / "app.py",
    ROOT / "server.py",
    *sorted((ROOT / "pages").glob("*.py")),
]

# What each part of the package may import of the others. Data flows one way:
# source → ledger → snapshot → figures → pages, reports, open data.
FOUNDATION = {
    "__version__",
    "schema",
    "settings",
    "store",
    "words",
    "formats",
    "roles",
    "palette",
    "safe_cells",
    "faults",
    "technologies",
    "terms",
    "accessibility",
    "addresses",
}  # these import nothing of the layers
ALLOWED = {
    "foundation": FOUNDATION,
    "ledger": {"ledger"} | FOUNDATION,
    "figures": {"figures"} | FOUNDATION,
    "outputs": {"outputs", "figures"} | FOUNDATION,
    "view": {"view", "outputs", "figures"} | FOUNDATION,  # outputs: what a page offers for download
    "pages": {"view", "words", "formats"},
    # The data desk alone drives the ledger from a page, for people at the secretariat (docs/decisions/0005).
    "desk": {"view", "outputs", "figures", "ledger"} | FOUNDATION,
    "server": {"outputs", "view"} | FOUNDATION,
    # what starts things: the command line, `make run`, the server's process, text for other programs
    "commands": {"commands", "ledger", "figures", "outputs"} | FOUNDATION,
}
STREAMLIT = ("view", "pages", "desk", "server")
DESK_PAGE = "data_desk.py"


def imports(path: Path) -> set[str]:
    """The dotted names a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name}: a relative import hides where an arrow points"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def is_desk(path: Path) -> bool:
    """Whether a module is one of the data desk's: `view/desk.py`, `view/desk_*.py`."""
    return path.parent.name == "view" and (path.stem == "desk" or path.stem.startswith("desk_"))


def part_of(path: Path) -> str:
    """The part of the house that a module belongs to, a key of ALLOWED."""
    relative = path.relative_to(ROOT).parts
    if relative[0] in ("pages", "app.py"):
        return "pages"
    if is_desk(path) or path.name == "download.py":  # what an internal download writes into the history
        return "desk"
    if relative[0] == "server.py":
        return "server"
    if len(relative) > 2:
        return relative[1]
    return "foundation" if path.stem in FOUNDATION else "commands"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_arrows_point_one_way(path: Path) -> None:
    allowed = ALLOWED[part_of(path)]
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("smart_tokyo.")}
    assert ours <= allowed, f"{path.name} may not import {sorted(ours - allowed)}"
    assert not [name for name in imports(path) if name.split(".")[0] in ("pages", "app")]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_streamlit_stays_in_view_and_pages(path: Path) -> None:
    uses = any(name.split(".")[0] == "streamlit" for name in imports(path))
    assert not uses or part_of(path) in STREAMLIT


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


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_offered_in_one_way(path: Path) -> None:
    """An internal download is in the log before it is made (docs/decisions/0009)."""
    assert "download_button" not in path.read_text("utf-8") or path.name == "download.py"


# What puts a table, a chart or a picture on a page: module → the one place for it, which offers its files beside it.
# The desk's cut-outs of a sheet and the previews of a report are pictures of files that stand beside them.
SHOWN_IN = {
    "table": {"tables", "desk_findings"},
    "plotly_chart": {"charts"},
    "vega_lite_chart": {"vega"},
    "pydeck_chart": {"map_panels"},
    "image": {"report_files"},
}
SHOWS = re.compile(r"st\.(table|dataframe|data_editor|image|map|graphviz_chart|pyplot|[a-z_]*chart)\(")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_shown_can_be_taken_away(path: Path) -> None:
    """Every table and chart of every page has its download, as it is shown by what offers one."""
    text = path.read_text("utf-8")
    for name in SHOWS.findall(text):
        assert path.stem in SHOWN_IN.get(name, ()), f"st.{name}: use what shows it with its download"
        assert "files.offer(" in text or path.stem in ("desk_findings", "report_files")
