"""The HTTP API of the public data, `/open/v1/…`: figures, tables, the package, older snapshots, a feed.

It exists in the public process alone; elsewhere its addresses answer 404. What it is: docs/open-data.md, and
`/open/v1/openapi.json`, from which its tests are made.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

import duckdb
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from smart_tokyo import __version__, figures, settings
from smart_tokyo.addresses import API, OPEN, at, base
from smart_tokyo.outputs.api import openapi, snapshots
from smart_tokyo.outputs.api.gate import HANDLERS, Buckets, RateLimit, Workers, problem
from smart_tokyo.outputs.api.openapi import FARTHEST, FORMS, LONGEST, MOST_ROWS, ROWS
from smart_tokyo.outputs.open_data import tables
from smart_tokyo.outputs.open_data.label import CC_BY, media_type
from smart_tokyo.safe_cells import safe_csv

LONGEST_S = 10.0  # of one figure; the slowest of a ledger of 10,000 projects takes a few
FILES = ("datapackage.json", "README.md", "package.zip", "data/{file}", "giving/{file}")
CURRENT, KEPT = "public, max-age=60", "public, max-age=3600"  # of what is current now, of one snapshot
Portion = tuple[Sequence[str], Sequence[Sequence[Any]], bool, dict[str, Any]]
"""Columns, rows, whether there are more, and what the answer says besides."""
Work = Callable[[Request], Response]
# path → text and media type of what is cheap to make
DOCUMENTS: dict[str, tuple[Callable[..., str], str]] = {
    "openapi.json": (lambda: written(openapi.document(base())), "application/json"),
    "feed.atom": (lambda *after: snapshots.atom(snapshots.published(), *after), "application/atom+xml"),
    "snapshots": (lambda: written({"snapshots": [*map(vars, snapshots.published())]}), "application/json"),
    "changes": (lambda *after: written({"versions": snapshots.versions(*after)}), "application/json"),
}
SINCE = dict.fromkeys(openapi.SAID["changing"], (openapi.SINCE,))  # path → the parameters that it takes


def routes(audience: str) -> list[BaseRoute]:
    """The routes beside the pages of an audience. Raises BadSetting."""
    if audience != "public":
        return [Mount(at(OPEN), app=problem(404, "The open data is at the address of the public dashboard."))]
    workers = Workers()

    def off_the_loop(work: Work) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            return await workers.run(partial(work, request))

        return endpoint

    works: dict[str, Work] = {path: partial(_document, path) for path in DOCUMENTS}
    for of in ("", "snapshots/{snapshot_id}/"):
        works |= {f"{of}figures/{{name}}": _figure, f"{of}tables/{{table}}": _table}
        works |= {f"{of}{path}": partial(_file, path) for path in FILES}
    found = [Route(f"{API.removeprefix(OPEN)}/{path}", off_the_loop(work)) for path, work in works.items()]
    inner = Starlette(routes=found, exception_handlers=HANDLERS)
    inner.router.redirect_slashes = False
    return [Mount(at(OPEN), app=RateLimit(inner, Buckets(settings.typed("OPEN_RATE", int))))]


def _figure(request: Request) -> Response:
    name = request.path_params["name"]
    query = figures.catalog().get(name)
    if query is None or not query.public:
        raise HTTPException(404, f"There is no figure of this name; {at(API)}/openapi.json lists them.")
    wanted = asked(request, query.parameters)
    for key in set(figures.YEAR_LISTS) & set(wanted.parameters):
        if not re.fullmatch(openapi.YEARS, wanted.parameters[key]):
            raise _wrong(f"The parameter {key} must be fiscal years with commas between, at most 31.")
    try:
        params = {key: figures.typed(key, value) for key, value in wanted.parameters.items()}
    except figures.BadParameter as error:
        raise _wrong(str(error)) from error

    def read(con: duckdb.DuckDBPyConnection) -> Portion:
        return *figures.page(con, name, params, wanted.limit, wanted.offset, LONGEST_S), {}

    return portion(request, name, wanted, (query.sql, params), read)


def _table(request: Request) -> Response:
    table = tables.public_tables().get(request.path_params["table"])
    if table is None:
        names = ", ".join(tables.public_tables())
        raise HTTPException(404, f"There is no public table of this name; there are {names}.")
    wanted, columns = asked(request, (openapi.SINCE,)), tables.columns(table)
    given = wanted.parameters.get(openapi.SINCE)
    old = snapshots.since(given, snapshots.chosen(request)) if given else None

    def read(con: duckdb.DuckDBPyConnection) -> Portion:
        also: dict[str, Any] = {}
        if old is None:
            found, total = tables.page(con, table, wanted.limit, wanted.offset)
        else:
            both = snapshots.both(old, snapshots.chosen(request))
            found, total, also["removed"] = tables.changed(both, table, wanted.limit, wanted.offset)
        return columns, found, wanted.offset + len(found) < total, {"total": total, **also}

    return portion(request, table.name, wanted, (table.name, columns, old), read)


def _file(path: str, request: Request) -> Response:
    _nothing_else(request)
    snapshot, path = snapshots.chosen(request), path.format(**request.path_params)

    def made(own: dict[str, str]) -> Response:
        content = snapshots.packaged(snapshot, path)
        return Response(content, 200, {**own, "Smart-Tokyo-Snapshot": snapshot}, media_type(path))

    return kept(request, (snapshot, path), made)


def _document(path: str, request: Request) -> Response:
    """Its ETag is that of its text."""
    _nothing_else(request, SINCE.get(path, ()))
    make, kind = DOCUMENTS[path]
    text = make(*map(snapshots.since, request.query_params.values()))
    return kept(request, (text,), partial(Response, text, 200, media_type=kind))


def _nothing_else(request: Request, accepted: Sequence[str] = ()) -> None:
    for name in request.query_params:
        if name not in accepted:
            takes = ", ".join(accepted) or "none"
            raise _wrong(f"There is no parameter {name[:40]!r} here; this address takes {takes}.")
        if len(request.query_params.getlist(name)) > 1:
            raise _wrong(f"The parameter {name} is given twice; give it once.")


@dataclass(frozen=True)
class Asked:
    """What a request asks of rows: form, portion, and the other parameters as they were given."""

    form: str
    limit: int
    offset: int
    parameters: dict[str, str]

    def at(self, offset: int) -> str:
        """The query of the address of another portion."""
        return urlencode({**self.parameters, "format": self.form, "limit": self.limit, "offset": offset})


def asked(request: Request, accepted: Collection[str]) -> Asked:
    """What a request asks for; `accepted`: names beside format, limit and offset. Raises HTTPException.

    Without a format the Accept header decides, for JSON where it does not care.
    """
    given: dict[str, str] = {}
    names = [*accepted, "format", "limit", "offset"]
    for name, value in request.query_params.multi_items():
        if name not in names:
            raise _wrong(f"There is no parameter {name[:40]!r} here; there are {', '.join(names)}.")
        if name in given:
            raise _wrong(f"The parameter {name} is given twice; give it once.")
        if not 0 < len(value) <= LONGEST:
            raise _wrong(f"The parameter {name} must have 1 to {LONGEST} characters.")
        given[name] = value
    form = given.pop("format", None)
    if form is not None and form not in FORMS:
        raise _wrong(f"The parameter format must be one of {', '.join(FORMS)}.")
    limit = _integer(given.pop("limit", str(ROWS)), "limit", 1, MOST_ROWS)
    offset = _integer(given.pop("offset", "0"), "offset", 0, FARTHEST)
    if form is None:
        liked = parse_accept_header(request.headers.get("accept", "").lower() or "*/*", MIMEAccept)
        best = liked.best_match(FORMS.values())
        if best is None:
            raise HTTPException(406, f"There is {' and '.join(FORMS.values())} here; accept one of them.")
        form = next(form for form, media in FORMS.items() if media == best)
    return Asked(form, limit, offset, given)


def _wrong(detail: str) -> HTTPException:
    return HTTPException(400, detail)


def _integer(text: str, name: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise _wrong(f"The parameter {name} must be an integer from {least} to {most}.")
    return int(text)


def kept(request: Request, of: Sequence[Any], make: Callable[[dict[str, str]], Response]) -> Response:
    """The answer that `make` gives under its headers, or 304 where the client has it already.

    `of`: what determines the answer together with this version of the program.
    """
    text = json.dumps([__version__, *of], ensure_ascii=False, sort_keys=True)
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'
    age = KEPT if "snapshot_id" in request.path_params else CURRENT
    own = {"ETag": f"W/{tag}", "Cache-Control": age, "Vary": "Accept"}
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    return Response(status_code=304, headers=own) if known & {"*", tag} else make(own)


def portion(
    request: Request,
    name: str,
    wanted: Asked,
    of: Sequence[Any],
    read: Callable[[duckdb.DuckDBPyConnection], Portion],
) -> Response:
    """Rows of the snapshot that was asked for, with what they are, and the way to the next portion.

    `of`: what tells them from others.
    """
    snapshot, path = snapshots.chosen(request), request.url.path

    def made(own: dict[str, str]) -> Response:
        con, said = snapshots.opened(snapshot)
        columns, rows, more, also = read(con)
        links = [(CC_BY, "license")]
        following = f"{path}?{wanted.at(wanted.offset + wanted.limit)}" if more else None
        if following:
            links.append((following, "next"))
        if wanted.offset:
            links.append((f"{path}?{wanted.at(max(0, wanted.offset - wanted.limit))}", "prev"))
        own["Link"] = ", ".join(f'<{address}>; rel="{rel}"' for address, rel in links)
        own["Smart-Tokyo-Snapshot"] = said.snapshot_id
        own["Smart-Tokyo-Fictional"] = str(said.fictional).lower()
        if wanted.form == "csv":
            mark = "-fictional" if said.fictional else ""
            own["Content-Disposition"] = f'inline; filename="{name}-{said.snapshot_id}{mark}.csv"'
            return Response(safe_csv(columns, rows), headers=own, media_type="text/csv")
        body = {
            "name": name,
            **{key: value for key, value in vars(said).items() if key != "built_at"},
            "licence": CC_BY,
            "parameters": wanted.parameters,
            "limit": wanted.limit,
            "offset": wanted.offset,
            **also,
            "next": following,
            "rows": [dict(zip(columns, row, strict=True)) for row in rows],
        }
        return Response(written(body), headers=own, media_type="application/json")

    return kept(request, (snapshot, *of, wanted.form, wanted.limit, wanted.offset), made)


def written(body: Any) -> str:
    """JSON: integers exact, dates ISO, times in UTC, unknown null."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=_iso, allow_nan=False)


def _iso(value: dt.date) -> str:
    return f"{value.isoformat()}Z" if isinstance(value, dt.datetime) else value.isoformat()
