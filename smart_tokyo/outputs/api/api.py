"""The HTTP API of the public data, `/open/v1/…`: figures, tables, the package, older snapshots, a feed.

It exists in the public process alone; elsewhere its addresses answer 404. What it is: docs/open-data.md, and
`/open/v1/openapi.json`, from which its tests are made.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

import duckdb
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from smart_tokyo import figures, settings
from smart_tokyo.addresses import at, base, within
from smart_tokyo.outputs.api import feed, openapi
from smart_tokyo.outputs.api import rows as api_rows
from smart_tokyo.outputs.api.gate import (
    Buckets,
    Gate,
    Workers,
    failed,
    problem,
    refused,
    too_long,
    unreadable,
)
from smart_tokyo.outputs.api.snapshots import Packages, chosen, opened, store
from smart_tokyo.outputs.open_data import tables
from smart_tokyo.outputs.open_data.descriptor import MEDIA
from smart_tokyo.store import StoreError

PREFIX = "/open"
VERSION = "/v1"
LONGEST_S = 10.0  # of one figure; the slowest of a ledger of 10,000 projects takes a few
HANDLERS: Mapping[Any, Any] = {
    HTTPException: refused,
    StoreError: unreadable,
    OSError: unreadable,
    duckdb.InterruptException: too_long,
    duckdb.Error: unreadable,
    Exception: failed,
}
FILES = ("datapackage.json", "README.md", "package.zip", "data/{file}", "giving/{file}")
Work = Callable[[Request], Response]


def routes(audience: str) -> list[BaseRoute]:
    """The routes beside the pages of an audience."""
    if audience != "public":
        return [Mount(at(PREFIX), app=_nothing)]
    return [Mount(at(PREFIX), app=application())]


def application() -> Gate:
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
    found = [Route(f"{VERSION}/{path}", off_the_loop(work)) for path, work in works.items()]
    inner = Starlette(routes=found, exception_handlers=HANDLERS)
    inner.router.redirect_slashes = False
    return Gate(inner, Buckets(settings.typed("OPEN_RATE", int)))


async def _nothing(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
    await problem(404, "The open data is at the address of the public dashboard.")(scope, receive, send)


def _figure(request: Request) -> Response:
    name = request.path_params["name"]
    query = figures.catalog().get(name)
    if query is None or not query.public:
        raise HTTPException(
            404, f"There is no figure of this name; {at('/open/v1/openapi.json')} lists them."
        )
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
    asked_for = request.path_params.get("snapshot_id")
    snapshot = chosen(asked_for)
    etag = api_rows.tag(snapshot, query.sql, params, wanted.form, wanted.limit, wanted.offset)
    carried = api_rows.headers(etag, current=asked_for is None)
    if same := api_rows.unchanged(request, etag, carried):
        return same
    con, said = opened(snapshot)
    columns, rows, more = figures.page(con, name, params, wanted.limit, wanted.offset, LONGEST_S)
    return api_rows.answer(request, name, said, wanted, columns, rows, more, carried)


def _table(request: Request) -> Response:
    table = tables.public_tables().get(request.path_params["table"])
    if table is None:
        names = ", ".join(tables.public_tables())
        raise HTTPException(404, f"There is no public table of this name; there are {names}.")
    wanted = api_rows.asked(request, ())
    asked_for = request.path_params.get("snapshot_id")
    snapshot = chosen(asked_for)
    columns = tables.columns(table)
    etag = api_rows.tag(snapshot, table.name, columns, wanted.form, wanted.limit, wanted.offset)
    carried = api_rows.headers(etag, current=asked_for is None)
    if same := api_rows.unchanged(request, etag, carried):
        return same
    con, said = opened(snapshot)
    rows, total = tables.page(con, table, wanted.limit, wanted.offset)
    more = wanted.offset + len(rows) < total
    return api_rows.answer(request, table.name, said, wanted, columns, rows, more, carried, total=total)


def _file(packages: Packages, request: Request) -> Response:
    api_rows.nothing_asked(request)
    asked_for = request.path_params.get("snapshot_id")
    snapshot = chosen(asked_for)
    after = f"{PREFIX}{VERSION}/" + (f"snapshots/{asked_for}/" if asked_for else "")
    path = within(request.url.path).removeprefix(after)
    etag = api_rows.tag(snapshot, path)
    carried = api_rows.headers(etag, current=asked_for is None)
    if same := api_rows.unchanged(request, etag, carried):
        return same
    media = MEDIA.get(path.rpartition(".")[2], "application/octet-stream")
    carried |= {"Smart-Tokyo-Snapshot": snapshot}
    return Response(packages.read(snapshot, path), headers=carried, media_type=media)


def _openapi(request: Request) -> Response:
    return _document(request, openapi.document(base()), "application/json")


def _snapshots(request: Request) -> Response:
    found = [vars(one) for one in feed.published(store())]
    return _document(request, {"snapshots": found}, "application/json")


def _feed(request: Request) -> Response:
    return _document(request, feed.atom(feed.published(store())), "application/atom+xml")


def _document(request: Request, content: object, media: str) -> Response:
    """A document that is cheap to make: its ETag is that of its text."""
    api_rows.nothing_asked(request)
    text = content if isinstance(content, str) else api_rows.written(content)
    carried = api_rows.headers(api_rows.tag(text), current=True)
    return api_rows.unchanged(request, carried["ETag"], carried) or Response(
        text, headers=carried, media_type=media
    )
