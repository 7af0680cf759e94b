"""The house rules that a reader of the code relies on: which way the arrows go, what a room holds, where SQL lives.

Each test looks at the whole tree, which is parsed once, and names everything that offends.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from smart_tokyo.ledger.files.source import MAX_BYTES
from smart_tokyo.ledger.tables.checks import KINDS
from smart_tokyo.view.frame.menu import PAGES
from smart_tokyo.view.frame.url import FOLLOWS

ROOT = Path(__file__).parents[1]
PATHS = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in (
        ROOT / "app.py",
        ROOT / "server.py",
        *sorted((ROOT / "pages").glob("*.py")),
        *sorted((ROOT / "smart_tokyo").rglob("*.py")),
    )
}
TEXTS = {name: path.read_text("utf-8") for name, path in PATHS.items()}
TREES = {name: ast.parse(text) for name, text in TEXTS.items()}

# What each room may import beside itself and the foundation, which are the modules of smart_tokyo/ itself. Data flows
# one way: source → ledger → snapshot → figures → pages, reports, open data. A name holds for what is under it.
LEDGER = (
    "values",
    "content",
    "files",
    "tables",
    "checking",
    "snapshot",
    "store",
    "spark",
    "returned",
    "generate",
)  # in their order
READ = ("figures", "outputs")
MAY: dict[str, tuple[str, ...]] = {
    "foundation": (),
    **{
        f"ledger.{room}": tuple(f"ledger.{one}" for one in LEDGER[:place])
        for place, room in enumerate(LEDGER)
    },
    "figures": (),
    "outputs.documents": (),
    "outputs.reports": ("outputs.documents", "figures"),
    "outputs.open_data": ("figures",),
    "outputs.files": ("outputs.documents", "outputs.reports", "outputs.open_data", "figures"),
    "outputs.api": ("outputs.open_data", "figures"),
    "outputs.web": (),
    "view.frame": ("figures",),
    "view.parts": ("view.frame", *READ),
    "view.subjects": ("view.parts", "view.frame", *READ),
    "view.charts": ("view.subjects", "view.parts", "view.frame", *READ),
    "view.maps": ("view.charts", "view.subjects", "view.parts", "view.frame", *READ),
    "view.pages": ("view.charts", "view.maps", "view.subjects", "view.parts", "view.frame", *READ),
    # The data desk alone drives the ledger from a page, for people at the secretariat (docs/decisions/0005).
    "view.pages.data_desk": (
        "view.charts",
        "view.maps",
        "view.subjects",
        "view.parts",
        "view.frame",
        *READ,
        "ledger",
    ),
    "pages": ("view",),
    "server": ("outputs", "view.frame"),
    "commands": ("ledger", "figures", "outputs"),
}
ALSO = {
    "view.parts.download": "ledger.store"
}  # what an internal download writes into the log (docs/decisions/0009)
STREAMLIT = ("view", "pages", "server")
MOST = 15  # modules of a folder; of the foundation one more, as none of its subjects is part of another
LONGEST = 260  # lines of a module: about 250
OUTLINE = 120  # lines of a page


def short(module: str) -> str:
    """The name of a module without the package's."""
    return module.removeprefix("smart_tokyo.")


def under(name: str, *rooms: str) -> bool:
    """Whether a module or room is one of the rooms, or in one."""
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def room_of(module: str) -> str:
    """The room of a module; every page of the view is a room of its own."""
    name = short(module)
    if module in ("app", "server") or under(module, "pages"):
        return "server" if module == "server" else "pages"
    if name == "__main__":
        return "commands"
    if under(name, "view.pages"):
        return ".".join(name.split(".")[:3])
    found = [room for room in MAY if under(name, room)]
    return max(found, key=len) if found else "foundation"


def imports(module: str) -> set[str]:
    """Every dotted name that a module imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: a relative import hides where an arrow points"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def arrows() -> dict[str, set[str]]:
    """Module → the modules of ours that it imports."""
    return {
        module: {
            name if name in PATHS else name.rpartition(".")[0]
            for name in imports(module)
            if name in PATHS or name.rpartition(".")[0] in PATHS
        }
        for module in PATHS
    }


ARROWS = arrows()


def circle(graph: dict[str, set[str]]) -> list[str]:
    """A circle of a graph, the empty list where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_arrows_point_one_way() -> None:
    wrong = []
    for module, targets in ARROWS.items():
        here = room_of(module)
        allowed = MAY.get(here) or MAY.get(here.rpartition(".")[0], ())
        wrong += [
            f"{module} imports {target}"
            for target in sorted(targets)
            if room_of(target) not in (here, "foundation")
            and not under(room_of(target), *allowed)
            and not under(short(target), ALSO.get(short(module), "-"))
        ]
    assert wrong == []


def test_nothing_imports_in_a_circle() -> None:
    assert circle(ARROWS) == []
    rooms: dict[str, set[str]] = {}
    for module, targets in ARROWS.items():
        here = room_of(module)
        rooms.setdefault(here, set()).update({room_of(one) for one in targets} - {here})
    assert circle(rooms) == []


def test_a_room_says_what_belongs_there_and_is_seen_at_a_glance() -> None:
    wrong = []
    for folder in sorted({path.parent for path in PATHS.values()} - {ROOT}):
        modules = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
        most = MOST + (folder.name == "smart_tokyo")
        if len(modules) > most and folder != ROOT / "pages":  # Streamlit wants every page in this one folder
            wrong.append(f"{folder.relative_to(ROOT)}: {len(modules)} modules")
        said = folder / "__init__.py"
        text = said.exists() and ast.get_docstring(ast.parse(said.read_text("utf-8"))) or ""
        if len(re.findall(r"\.(?:\s|$)", text)) < 2 and folder != ROOT / "pages":
            wrong.append(f"{said.relative_to(ROOT)} says what belongs there, and what does not")
    wrong += [f"{module}: {n} lines" for module, text in TEXTS.items() if (n := text.count("\n")) > LONGEST]
    for folder in (ROOT / "queries" / "figures").iterdir():
        if len(list(folder.glob("*.sql"))) > MOST:
            wrong.append(f"{folder.relative_to(ROOT)}: too many queries")
    assert wrong == []


def test_streamlit_stays_in_view_and_pages() -> None:
    uses = {module for module in PATHS if any(name.split(".")[0] == "streamlit" for name in imports(module))}
    assert [module for module in sorted(uses) if not under(room_of(module), *STREAMLIT)] == []


def test_no_sql_outside_queries_and_no_raw_html() -> None:
    sql = re.compile(r"\s*(select|with|insert|create)\s.*\s(from|as|into|table)\s", re.I | re.S)
    wrong = []
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
                wrong.append(f"{module}: unsafe_allow_html")
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and under(room_of(module), "pages", "view")
                and sql.match(node.value)
            ):
                wrong.append(f"{module}:{node.lineno}: SQL")
    assert wrong == []


def test_a_page_is_an_outline() -> None:
    pages = [module for module in PATHS if room_of(module) == "pages"]
    assert [module for module in pages if TEXTS[module].count("\n") > OUTLINE] == []


ASKS = re.compile(
    r'(?:choices\.(?:asked|choose)\(\s*page,|query_params\.get\(|asked\(\)\.values\.get\()\s*"(\w+)"'
)


def test_a_page_says_what_its_address_asks_for() -> None:
    """What it does not name is anybody's text and gets into no file (view/parts/files.py)."""
    asked = {
        (short(module).split(".")[-1 if module.startswith("pages.") else 2], name)
        for module, text in TEXTS.items()
        if module.startswith("pages.") or under(short(module), "view.pages")
        for name in ("q", *ASKS.findall(text)) if name != "q" or "choices.search(" in text
    }  # fmt: skip
    assert sorted((page, name) for page, name in asked if name not in (*PAGES[page].asks, *FOLLOWS)) == []


def test_a_query_has_one_place() -> None:
    names = Counter(
        path.stem for part in ("figures", "checks") for path in (ROOT / "queries" / part).rglob("*.sql")
    )
    assert [name for name, n in names.items() if n > 1] == []
    checks = ROOT / "queries" / "checks"
    assert sorted(path.name for path in checks.iterdir()) == sorted(KINDS)


def test_a_file_is_offered_in_one_way() -> None:
    """An internal download is in the log before it is made (docs/decisions/0009)."""
    offers = [short(module) for module, text in TEXTS.items() if "download_button" in text]
    assert offers == ["view.parts.download"]


# What puts a table, a chart or a picture on a page → the one place for it, which offers its files beside it.
# The desk's cut-outs of a sheet and the previews of a report are pictures of files that stand beside them.
PICTURES = ("view.pages.data_desk.findings", "view.pages.reports")
SHOWN_IN = {
    "table": ("view.parts.tables", "view.pages.data_desk.findings"),
    "plotly_chart": ("view.charts.light",),
    "pydeck_chart": ("view.maps.panels",),
    "image": ("view.pages.reports",),
}
SHOWS = re.compile(r"st\.(table|dataframe|data_editor|image|map|graphviz_chart|pyplot|[a-z_]*chart)\(")


def test_what_is_shown_can_be_taken_away() -> None:
    """Every table and chart of every page has its download, as it is shown by what offers one."""
    wrong = []
    for module, text in TEXTS.items():
        for name in SHOWS.findall(text):
            if short(module) not in SHOWN_IN.get(name, ()):
                wrong.append(f"{module}: st.{name}: use what shows it with its download")
            if "files.offer(" not in text and short(module) not in PICTURES:
                wrong.append(f"{module}: st.{name} without its files")
    assert wrong == []


ACROSS = {
    "test_docs",
    "test_house",
    "test_licences",
    "test_register",
    "test_shell_blocks",
    "test_overview",
}  # of all, of the documents, of the data; the overview is app.py


def test_the_tests_mirror_the_tree() -> None:
    """A folder of tests has the name of the room it is about, and a test that of its module; wider ones stand above."""
    wrong = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        folder = path.relative_to(ROOT / "tests").parent
        if folder.parts[:1] == ("browser",) or path.stem in ACROSS:
            continue
        rooms = [root / folder for root in (ROOT / "smart_tokyo", ROOT) if (root / folder).is_dir()]
        modules = {one.stem for room in rooms for one in room.glob("*.py") if one.stem != "__init__"}
        if not rooms and folder.as_posix() != "pages/every":
            wrong.append(f"{path.relative_to(ROOT)} is about no room")
        elif modules and path.stem.removeprefix("test_") not in modules | {
            one.name for r in rooms for one in r.iterdir()
        }:
            wrong.append(f"{path.relative_to(ROOT)} is about no module of {folder}")
    assert wrong == []


def test_an_upload_may_be_as_large_as_what_the_ledger_reads() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["server"]["maxUploadSize"] * 10**6 == MAX_BYTES
    front = (ROOT / "deploy" / "nginx" / "sites-available" / "smart-tokyo").read_text("utf-8")
    room = max(int(megabytes) for megabytes in re.findall(r"client_max_body_size (\d+)m;", front))
    assert 0 < room * 2**20 - MAX_BYTES < 5 * 2**20  # the form around it


def test_the_address_of_the_api_is_written_once() -> None:
    """Tests write it out: it is a contract."""
    found = [module for module, text in TEXTS.items() if re.search(r"""["'}]/open\b""", text)]
    assert found == ["smart_tokyo.addresses"]
