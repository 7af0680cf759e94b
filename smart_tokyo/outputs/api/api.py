"""The HTTP API of the public data, `/open/v1/…`: figures, tables, the package, older snapshots, a feed.

It exists in the public process alone; elsewhere its addresses answer 404. What it is: docs/open-data.md, and
`/open/v1/openapi.json`, from which its tests are made.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import partial

import duckdb
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from smart_tokyo import figures, settings
from smart_tokyo.addresses import API, OPEN, at, base
from smart_tokyo.outputs.api import openapi, rows, snapshots
from smart_tokyo.outputs.api.gate import HANDLERS, Buckets, RateLimit, Workers, problem
from smart_tokyo.outputs.open_data import tables
from smart_tokyo.outputs.open_data.label import media_type

LONGEST_S = 10.0  # of one figure; the slowest of a ledger of 10,000 projects takes a few
FILES = ("datapackage.json", "README.md", "package.zip", "data/{file}", "giving/{file}")
Work = Callable[[Request], Response]
DOCUMENTS: dict[str, tuple[Callable[[], str], str]] = {  # path → text and media type of what is cheap to make
    "openapi.json": (lambda: rows.written(openapi.document(base())), "application/json"),
    "feed.atom": (lambda: snapshots.atom(snapshots.published()), "application/atom+xml"),
    "snapshots": (
        lambda: rows.written({"snapshots": list(map(vars, snapshots.published()))}),
        "application/json",
    ),
}


def routes(audience: str) -> list[BaseRoute]:
    """The routes beside the pages of an audience. Raises BadSetting."""
    elsewhere = problem(404, "The open data is at the address of the public dashboard.")
    return [Mount(at(OPEN), app=application() if audience == "public" else elsewhere)]


def application() -> RateLimit:
    """The API as an application of its own. Raises BadSetting."""
    workers, packages = Workers(), snapshots.Packages()

    def off_the_loop(work: Work) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            return await workers.run(partial(work, request))

        return endpoint

    works: dict[str, Work] = {path: partial(_document, *how) for path, how in DOCUMENTS.items()}
    for of in ("", "snapshots/{snapshot_id}/"):
        works |= {f"{of}figures/{{name}}": _figure, f"{of}tables/{{table}}": _table}
        works |= {f"{of}{path}": partial(_file, packages, path) for path in FILES}
    found = [Route(f"{API.removeprefix(OPEN)}/{path}", off_the_loop(work)) for path, work in works.items()]
    inner = Starlette(routes=found, exception_handlers=HANDLERS)
    inner.router.redirect_slashes = False
    return RateLimit(inner, Buckets(settings.typed("OPEN_RATE", int)))


def _figure(request: Request) -> Response:
    name = request.path_params["name"]
    query = figures.catalog().get(name)
    if query is None or not query.public:
        raise HTTPException(404, f"There is no figure of this name; {at(API)}/openapi.json lists them.")
    wanted = rows.asked(request, query.parameters)
    for key in set(figures.YEAR_LISTS) & set(wanted.parameters):
        if not re.fullmatch(openapi.YEARS, wanted.parameters[key]):
            raise HTTPException(
                400, f"The parameter {key} must be fiscal years with commas between, at most 31."
            )
    try:
        params = {key: figures.typed(key, value) for key, value in wanted.parameters.items()}
    except figures.BadParameter as error:
        raise HTTPException(400, str(error)) from error

    def read(con: duckdb.DuckDBPyConnection) -> rows.Portion:
        return *figures.page(con, name, params, wanted.limit, wanted.offset, LONGEST_S), {}

    return rows.portion(request, name, wanted, (query.sql, params), read)


def _table(request: Request) -> Response:
    table = tables.public_tables().get(request.path_params["table"])
    if table is None:
        names = ", ".join(tables.public_tables())
        raise HTTPException(404, f"There is no public table of this name; there are {names}.")
    wanted, columns = rows.asked(request, ()), tables.columns(table)

    def read(con: duckdb.DuckDBPyConnection) -> rows.Portion:
        found, total = tables.page(con, table, wanted.limit, wanted.offset)
        return columns, found, wanted.offset + len(found) < total, {"total": total}

    return rows.portion(request, table.name, wanted, (table.name, columns), read)


def _file(packages: snapshots.Packages, path: str, request: Request) -> Response:
    _nothing_asked(request)
    snapshot, path = snapshots.chosen(request), path.format(**request.path_params)

    def made(own: dict[str, str]) -> Response:
        content = packages.read(snapshot, path)
        return Response(content, 200, {**own, "Smart-Tokyo-Snapshot": snapshot}, media_type(path))

    return rows.kept(request, (snapshot, path), made)


def _document(make: Callable[[], str], kind: str, request: Request) -> Response:
    """Its ETag is that of its text."""
    _nothing_asked(request)
    text = make()
    return rows.kept(request, (text,), partial(Response, text, 200, media_type=kind))


def _nothing_asked(request: Request) -> None:
    for name in request.query_params:
        raise HTTPException(400, f"There is no parameter {name[:40]!r} here; this address takes none.")
