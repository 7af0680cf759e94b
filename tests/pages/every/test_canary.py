"""Nothing that is not public is anywhere in what the public gets; the same search finds it on the internal side.

A new way out is one more line in OUTPUTS.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from mcp import ClientSession
from mcp.types import Result
from streamlit.testing.v1 import AppTest

from smart_tokyo.commands.cli import main
from smart_tokyo.figures import Filters, Reading, catalog, columns, declared, open_snapshot, records
from smart_tokyo.outputs.api import openapi
from smart_tokyo.outputs.open_data import package as open_package
from smart_tokyo.outputs.reports import town
from smart_tokyo.outputs.reports.reports import FORMATS, REPORTS, write
from smart_tokyo.safe_cells import safe_csv
from smart_tokyo.schema import tables
from smart_tokyo.store import AUDIENCES, StorePaths
from smart_tokyo.view.frame.menu import PAGES
from smart_tokyo.words import LANGS
from tests import canary
from tests.outputs.loopback import in_session, serving
from tests.pages.conftest import Opener, names_for, offers, text_of

Texts = Iterable[str | bytes]
OF_ONE: tuple[tuple[str, dict[str, str]], ...] = (
    ("organization", {"id": "org-city"}),
    ("organization", {"id": "org-firm"}),
    ("town", {"code": "131075"}),
    ("town", {"code": "131199"}),
    ("search", {"q": "q7k"}),
    ("search", {"q": "131075 decided"}),
)
OF_A_PROJECT = ("projects", "review", "reports", "rules")

Ledger = tuple[Path, canary.Tokens]


def database(store: StorePaths, audience: str) -> Path:
    return store.database(str(store.current(audience)), audience)


def elements(at: AppTest) -> Iterator[bytes]:
    """Everything that a page sends to the browser, as it is sent."""
    for node in at._tree:
        proto = getattr(node, "proto", None)
        if proto is not None:
            yield proto.SerializeToString()


def pages(store: StorePaths, audience: str, open_page: Opener) -> Texts:
    """Every page in both languages, of the current record and of one that is not published, and of a project."""
    hidden = {"lang": "ja", "snapshot": store.ids()[-1]}
    views = [(name, address) for name in names_for(audience) for address in ({"lang": "en"}, hidden)]
    views += [(name, {"lang": "en", "project": "pro-a", "unit": "yen"}) for name in OF_A_PROJECT]
    views += [(name, {"lang": "ja", **address}) for name, address in OF_ONE]
    views += [("overview", {"lang": "ja", "snapshot": one}) for one in store.ids()[:-1]]
    for name, address in views:
        if PAGES[name].is_for(audience):
            at = open_page(name, store.root, audience, **address)
            yield text_of(at)
            yield from elements(at)


def queries(store: StorePaths, audience: str, open_page: Opener) -> Texts:
    """Every named query, as the command line answers it."""
    for name in catalog():
        for form in ("json", "csv"):
            arguments = ["query", name, "--store", store.root, "--audience", audience, "--format", form]
            asked = ["-p", "q=q7k"] if "q" in catalog()[name].parameters else []  # every token there is
            yield command(*arguments, *asked)


def command(*arguments: object) -> str:
    """What a command writes, to both ends, whatever its exit code."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        main([str(one) for one in arguments])
    return out.getvalue()


def reports(store: StorePaths, audience: str, open_page: Opener) -> Texts:
    """Every report in every format and language, the one about a project for each that there is; sheets of towns."""
    with open_snapshot(database(store, audience)) as con:
        projects = [Filters(project_id=row["project_id"]) for row in records(con, "project_list")]
        for lang in LANGS:
            for code in (address["code"] for name, address in OF_ONE if name == "town"):
                sheet = town.notice(Reading.of(con, lang, audience, Filters()), code, "")
                yield from canary.unpacked(write(sheet, "pdf"))
            for report in (one for one in REPORTS.values() if audience == "internal" or not one.role):
                for asked in projects if report.single else [Filters()]:
                    document = report.declare(Reading.of(con, lang, audience, asked))
                    for form in FORMATS:
                        yield from canary.unpacked(write(document, form))


def evidence(store: StorePaths, audience: str, open_page: Opener) -> Texts:
    """The page of a number, and the file with the rows of every one."""
    at = open_page("evidence", store.root, audience, lang="en", of="programme_totals.decided_yen")
    yield from (text_of(at), *elements(at))
    with open_snapshot(database(store, audience)) as con:
        for rows in declared().rows.values():
            if audience == "internal" or not rows.internal:
                found = records(con, rows.query)
                yield safe_csv(columns(con, rows.query), [tuple(row.values()) for row in found])


def downloads(store: StorePaths, audience: str, open_page: Opener) -> Texts:
    """The files of every table and chart of every page."""
    views: list[tuple[str, dict[str, str]]] = [(name, {}) for name in names_for(audience)]
    views += [
        ("projects", {"project": "pro-a"}),
        ("projects", {"view": "table"}),
        ("review", {"project": "pro-a"}),
        *OF_ONE,
    ]
    for name, address in views:
        if not PAGES[name].is_for(audience):
            continue
        with offers() as files:
            open_page(name, store.root, audience, lang="en", **address)
        for file, make in files.items():
            if file.startswith("smart-tokyo_") and file.endswith((".csv", ".xlsx")):
                yield file
                yield from canary.unpacked(make())


def package(store: StorePaths, audience: str, open_page: Opener) -> Texts:
    """The open-data package, as the command writes it and as one file."""
    with tempfile.TemporaryDirectory() as folder:
        given = given_away(store, audience, Path(folder))
        yield command("export", Path(folder) / "out", "--store", given.root)
        for path in sorted(one for one in (Path(folder) / "out").rglob("*") if one.is_file()):
            yield path.relative_to(folder).as_posix()
            yield from canary.unpacked(path.read_bytes())
        chosen = str(given.current("public"))
        yield from canary.unpacked(open_package.zipped(open_package.package(given, chosen)))


def api(store: StorePaths, audience: str, open_page: Opener) -> Texts:
    """Every address of the API, of every snapshot, figure and table that there is, internal ones too."""
    paths = {path for path in openapi.document()["paths"] if "{" not in path}
    paths |= {f"/open/v1/figures/{name}" for name in catalog()} | {
        "/open/v1/figures/search?q=q7k",
        "/open/v1/search?q=q7k",
    }
    paths |= {f"/open/v1/tables/{name}" for name in tables()}
    paths |= {f"/open/v1/data/{name}.{form}" for name in tables() for form in ("csv", "parquet")}
    paths |= {f"/open/v1/giving/{name}" for name in ("grants.json", "grants.csv")}
    older = {
        path.replace("/v1/", f"/v1/snapshots/{one}/")
        for one in store.ids()
        for path in paths
        if path.removeprefix("/open/v1/") not in ("snapshots", "openapi.json", "feed.atom")
    }
    with tempfile.TemporaryDirectory() as folder:
        given = given_away(store, audience, Path(folder))
        with serving(given.root) as server:
            for path in [*sorted(paths | older), "/robots.txt", "/sitemap.xml", "/open/v1/nothing"]:
                for accept in ("*/*",) if path in older else ("*/*", "text/csv"):
                    answer = server.ask(path, accept=accept)
                    yield f"{answer.status} {answer.headers}"
                    yield from canary.unpacked(answer.body)


def tools_for_programs(store: StorePaths, audience: str, open_page: Opener) -> Texts:
    """What the tools answer: what there is, a search, every figure, and the first numbers of each with their rows."""

    async def all_of(session: ClientSession) -> list[str]:
        said: list[Result] = [await session.list_tools()]
        for tool, asked in (("search", {"q": "q7k"}), ("changes", {})):
            said.append(await session.call_tool(tool, asked))
        for name in catalog():
            said.append(found := await session.call_tool("figure", {"name": name, "limit": 1000}))
            for column, figure in declared().figures.get(name, {}).items():
                for row in (found.structured_content or {"rows": []})["rows"][:3]:
                    key = {one: "-" if row[one] is None else str(row[one]) for one in figure.key}
                    number = {"name": name, "column": column, "parameters": key}
                    said.append(await session.call_tool("explain", number))
        return [one.model_dump_json() for one in said]

    with tempfile.TemporaryDirectory() as folder:
        given = given_away(store, audience, Path(folder))
        with serving(given.root) as server:
            yield from in_session(f"http://127.0.0.1:{server.port}/open/mcp", all_of)


def given_away(store: StorePaths, audience: str, folder: Path) -> StorePaths:
    """A copy to make open data of. The staff have none: there their database is in the public one's place."""
    copy = StorePaths(shutil.copytree(store.root, folder / "store"))
    for chosen in copy.published() if audience == "internal" else ():
        shutil.copy(copy.database(chosen, "internal"), copy.database(chosen, "public"))
    return copy


# What leaves: name → the texts of it, for a store and an audience.
OUTPUTS: dict[str, Callable[[StorePaths, str, Opener], Texts]] = {
    "bytes of the database": lambda store, audience, _: [database(store, audience).read_bytes()],
    "every cell of the database": lambda store, audience, _: canary.cells(database(store, audience)),
    "pages": pages,
    "queries": queries,
    "reports": reports,
    "evidence": evidence,
    "downloads": downloads,
    "open-data package": package,
    "API and feed": api,
    "tools for programs": tools_for_programs,
}
COMPLETE = "every cell of the database"  # where the staff have all of it
COMPRESSED = "bytes of the database"  # where a token may be packed away, and is not looked for in vain


@pytest.mark.parametrize("output", OUTPUTS)
def test_the_public_gets_none_of_it(output: str, canary_ledger: Ledger, open_page: Opener) -> None:
    store = StorePaths(canary_ledger[0])
    assert canary.found_in(OUTPUTS[output](store, "public", open_page)) == set()


@pytest.mark.parametrize("output", [one for one in OUTPUTS if one != COMPRESSED])
def test_the_staff_get_it(output: str, canary_ledger: Ledger, open_page: Opener) -> None:
    """Else the search above would find nothing anywhere. Of what is not complete the first that says enough."""
    store, tokens = StorePaths(canary_ledger[0]), canary_ledger[1]
    found: set[str] = set()
    for text in OUTPUTS[output](store, "internal", open_page):
        found |= canary.found_in([text])
        if output != COMPLETE and len(found & tokens.texts) > 10:
            return
    assert output == COMPLETE and found == tokens.texts | tokens.amounts


def test_every_internal_column_and_hidden_row_has_a_token(canary_ledger: Ledger) -> None:
    assert len(canary_ledger[1].texts) > 60 and len(canary_ledger[1].amounts) >= 3


def test_the_public_needs_no_internal_file(canary_ledger: Ledger, tmp_path: Path, open_page: Opener) -> None:
    """Every page is the same over a store in which there is nothing else than what is public."""
    full, bare = StorePaths(canary_ledger[0]), StorePaths(stripped(canary_ledger[0], tmp_path / "store"))
    assert {path.name for path in bare.root.rglob("*") if path.is_file()} == PUBLIC_FILES
    for name in names_for("public"):
        shown = [text_of(open_page(name, one.root, lang="en")) for one in (full, bare)]
        assert shown[0] == shown[1], name


PUBLIC_FILES = {"current-public", "publications.jsonl", "public.duckdb"}


def given_to_the_public(store: Path) -> Iterator[Path]:
    """The files of a store that the public process is given."""
    for path in store.rglob("*"):
        of = (store.name, "comparisons", *StorePaths(store).published())
        if (path.name in PUBLIC_FILES or path.match("*.public.*.duckdb")) and path.parent.name in of:
            yield path


def stripped(store: Path, to: Path) -> Path:
    """A copy of a store with nothing in it but what the public process is given."""
    for path in given_to_the_public(store):
        target = to / path.relative_to(store)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return to


@pytest.mark.parametrize("audience", AUDIENCES)
def test_only_the_public_file_is_for_everyone(audience: str, canary_ledger: Ledger) -> None:
    store = StorePaths(canary_ledger[0])
    path = store.database(str(store.current("public")), audience)
    assert path.stat().st_mode & 0o777 == (0o644 if audience == "public" else 0o600)
    for private in (store.manifest(str(store.current("public"))), store.root / "history.jsonl"):
        assert private.stat().st_mode & 0o077 == 0
