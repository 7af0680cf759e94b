"""The HTTP API of the public data, `/open/v1/…`: figures, tables, the package, older snapshots, a feed.

It exists in the public process alone; elsewhere its addresses answer 404. What it is: docs/open-data.md, and
`/open/v1/openapi.json`, from which its tests are made.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any

import duckdb
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from smart_tokyo import figures, settings
from smart_tokyo.addresses import API, OPEN, at, base, within
from smart_tokyo.outputs.api import feed, openapi
from smart_tokyo.outputs.api import rows as api_rows
from smart_tokyo.outputs.api.gate import HANDLERS, Buckets, RateLimit, Workers, problem
from smart_tokyo.outputs.api.snapshots import Packages, chosen, opened, store
from smart_tokyo.outputs.open_data import media, tables

LONGEST_S = 10.0  # of one figure; the slowest of a ledger of 10,000 projects takes a few
FILES = ("datapackage.json", "README.md", "package.zip", "data/{file}", "giving/{file}")
Work = Callable[[Request], Response]
Portion = tuple[Sequence[str], Sequence[Sequence[Any]], bool, dict[str, Any]]
"""Columns, rows, whether there are more, and what the answer says besides."""


def routes(audience: str) -> list[BaseRoute]:
    """The routes beside the pages of an audience."""
    if audience != "public":
        return [Mount(at(OPEN), app=_nothing)]
    return [Mount(at(OPEN), app=application())]


def application() -> RateLimit:
    """The API as an application of its own. Raises BadSetting."""
    workers, packages = Workers(), Packages()

    def off_the_loop(work: Work) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            return await workers.run(partial(work, request))

        return endpoint

    works: dict[str, Work] = {"openapi.json": _openapi, "feed.atom": _feed, "snapshots": _snapshots}
    for of in ("", "snapshots/{snapshot_id}/"):
        works |= {f"{of}figures/{{name}}": _figure, f"{of}tables/{{table}}": _table}
        works |= {f"{of}{path}": partial(_file, packages) for path in FILES}
    found = [Route(f"{API.removeprefix(OPEN)}/{path}", off_the_loop(work)) for path, work in works.items()]
    inner = Starlette(routes=found, exception_handlers=HANDLERS)
    inner.router.redirect_slashes = False
    return RateLimit(inner, Buckets(settings.typed("OPEN_RATE", int)))


async def _nothing(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
    await problem(404, "The open data is at the address of the public dashboard.")(scope, receive, send)


def _figure(request: Request) -> Response:
    name = request.path_params["name"]
    query = figures.catalog().get(name)
    if query is None or not query.public:
        raise HTTPException(404, f"There is no figure of this name; {at(API)}/openapi.json lists them.")
    wanted = api_rows.asked(request, query.parameters)
    for key in set(figures.YEAR_LISTS) & set(wanted.parameters):
        if not re.fullmatch(openapi.YEARS, wanted.parameters[key]):
            raise HTTPException(
                400, f"The parameter {key} must be fiscal years with commas between, at most 31."
            )
    try:
        params = {key: figures.typed(key, value) for key, value in wanted.parameters.items()}
    except figures.BadParameter as error:
        raise HTTPException(400, str(error)) from error

    def read(con: duckdb.DuckDBPyConnection) -> Portion:
        return *figures.page(con, name, params, wanted.limit, wanted.offset, LONGEST_S), {}

    return _rows(request, name, wanted, (query.sql, params), read)


def _table(request: Request) -> Response:
    table = tables.public_tables().get(request.path_params["table"])
    if table is None:
        names = ", ".join(tables.public_tables())
        raise HTTPException(404, f"There is no public table of this name; there are {names}.")
    wanted, columns = api_rows.asked(request, ()), tables.columns(table)

    def read(con: duckdb.DuckDBPyConnection) -> Portion:
        rows, total = tables.page(con, table, wanted.limit, wanted.offset)
        return columns, rows, wanted.offset + len(rows) < total, {"total": total}

    return _rows(request, table.name, wanted, (table.name, columns), read)


def _rows(
    request: Request,
    name: str,
    wanted: api_rows.Asked,
    of: Sequence[Any],
    read: Callable[[duckdb.DuckDBPyConnection], Portion],
) -> Response:
    """A portion of rows of the snapshot that was asked for. `of`: what tells them from others."""
    asked_for = request.path_params.get("snapshot_id")
    snapshot = chosen(asked_for)

    def made(carried: Mapping[str, str]) -> Response:
        con, said = opened(snapshot)
        columns, rows, more, also = read(con)
        return api_rows.answer(request, name, said, wanted, columns, rows, more, carried, **also)

    parts = (snapshot, *of, wanted.form, wanted.limit, wanted.offset)
    return api_rows.kept(request, parts, made, current=asked_for is None)


def _file(packages: Packages, request: Request) -> Response:
    api_rows.nothing_asked(request)
    asked_for = request.path_params.get("snapshot_id")
    snapshot = chosen(asked_for)
    after = f"{API}/" + (f"snapshots/{asked_for}/" if asked_for else "")
    path = within(request.url.path).removeprefix(after)

    def made(carried: Mapping[str, str]) -> Response:
        own = {**carried, "Smart-Tokyo-Snapshot": snapshot}
        return Response(packages.read(snapshot, path), headers=own, media_type=media.of(path))

    return api_rows.kept(request, (snapshot, path), made, current=asked_for is None)


def _openapi(request: Request) -> Response:
    return _document(request, openapi.document(base()), "application/json")


def _snapshots(request: Request) -> Response:
    found = [vars(one) for one in feed.published(store())]
    return _document(request, {"snapshots": found}, "application/json")


def _feed(request: Request) -> Response:
    return _document(request, feed.atom(feed.published(store())), "application/atom+xml")


def _document(request: Request, content: object, kind: str) -> Response:
    """A document that is cheap to make: its ETag is that of its text."""
    api_rows.nothing_asked(request)
    text = content if isinstance(content, str) else api_rows.written(content)
    made = partial(Response, text, 200, media_type=kind)
    return api_rows.kept(request, (text,), made, current=True)
