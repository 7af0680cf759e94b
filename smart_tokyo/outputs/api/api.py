"""The HTTP API of the public data, `/open/v1/…`: figures, tables, the package, older snapshots, a feed.

It exists in the public process alone; elsewhere its addresses answer 404. What it is: docs/open-data.md, and
`/open/v1/openapi.json`, from which its tests are made.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Awaitable, Callable, Collection, Sequence
from functools import partial
from typing import Any

import duckdb
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route

from smart_tokyo import __version__, figures, settings
from smart_tokyo.addresses import API, OPEN, at, base, home
from smart_tokyo.named_sql import Query
from smart_tokyo.outputs.api import openapi, search, snapshots, upcoming
from smart_tokyo.outputs.api.asked import Asked, asked, nothing_else, wrong
from smart_tokyo.outputs.api.gate import HANDLERS, Buckets, RateLimit, Workers, problem
from smart_tokyo.outputs.open_data import tables
from smart_tokyo.outputs.open_data.label import CC_BY, Label, media_type
from smart_tokyo.safe_cells import safe_csv
from smart_tokyo.versions import offer
from smart_tokyo.words import LANGS

LONGEST_S = 10.0  # of one figure; the slowest of a ledger of 10,000 projects takes a few
FILES = ("datapackage.json", "README.md", "package.zip", "data/{file}", "giving/{file}")  # of the package
CURRENT, KEPT = "public, max-age=60", "public, max-age=3600"  # of what is current now, of one snapshot
Portion = tuple[Sequence[str], Sequence[Sequence[Any]], bool, dict[str, Any]]
"""Columns, rows, whether there are more, and what the answer says besides."""
Work = Callable[[Request], Response]
# path → text and media type of what is cheap to make
DOCUMENTS: dict[str, tuple[Callable[..., str], str]] = {
    "openapi.json": (lambda: written(openapi.document(base())), "application/json"),
    "feed.atom": (lambda *after: snapshots.atom(snapshots.published(), *after), "application/atom+xml"),
    "snapshots": (lambda: written({"snapshots": [*map(vars, snapshots.published())]}), "application/json"),
    "sync": (lambda: written(offer.offered(snapshots.store())), "application/json"),
    "changes": (lambda *after: written({"versions": snapshots.versions(*after)}), "application/json"),
}
SINCE = dict.fromkeys(openapi.SAID["changing"], (openapi.SINCE,))  # path → the parameters that it takes


def routes(audience: str, more: Callable[[Workers], Sequence[BaseRoute]] = lambda _: ()) -> list[BaseRoute]:
    """The routes beside the pages of an audience; `more`: of the public, under the same limits. Raises BadSetting."""
    if audience != "public":
        return [Mount(at(OPEN), app=problem(404, "The open data is at the address of the public dashboard."))]
    workers = Workers()

    def off_the_loop(work: Work) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            return await workers.run(partial(work, request))

        return endpoint

    works: dict[str, Work] = {path: partial(document, path) for path in DOCUMENTS} | {"search": figure}
    works |= {f"upcoming.{form}": partial(_upcoming, form) for form in openapi.SAID["upcoming"]["forms"]}
    for of in ("", "snapshots/{snapshot_id}/"):
        works |= {f"{of}figures/{{name}}": figure, f"{of}tables/{{table}}": _table}
        works |= {f"{of}{path}": partial(_file, path) for path in FILES} | {f"{of}{offer.PUBLIC}": _database}
    found = [Route(f"{API.removeprefix(OPEN)}/{path}", off_the_loop(work)) for path, work in works.items()]
    inner = Starlette(routes=[*found, *more(workers)], exception_handlers=HANDLERS)
    inner.router.redirect_slashes = False
    return [Mount(at(OPEN), app=RateLimit(inner, Buckets(settings.typed("OPEN_RATE"))))]


def figure(request: Request) -> Response:
    """Rows of a named query."""
    query = public_query(request)
    wanted, params = asked_of(request, query.parameters)

    def read(con: duckdb.DuckDBPyConnection) -> Portion:
        also = {} if "name" in request.path_params else search.answered(con, params.get("q"))
        return *figures.page(con, query.name, params, wanted.limit, wanted.offset, LONGEST_S), also

    return portion(request, query.name, wanted, (query.sql, params), read)


def public_query(request: Request) -> Query:
    """The query that a request names, else the search. Raises HTTPException."""
    query = figures.catalog().get(request.path_params.get("name", "search"))
    if query is None or not query.public:
        raise HTTPException(404, f"There is no figure of this name; {at(API)}/openapi.json lists them.")
    return query


def asked_of(
    request: Request, parameters: Sequence[str], also: Collection[str] = ()
) -> tuple[Asked, dict[str, Any]]:
    """What a request asks for, and the values of these parameters; `also`: more names. Raises as `asked`."""
    wanted = asked(request, dict.fromkeys((*parameters, *also)))
    given = {name: value for name, value in wanted.parameters.items() if name in parameters}
    for name in set(figures.YEAR_LISTS) & set(given):
        if not re.fullmatch(openapi.YEARS, given[name]):
            raise wrong(f"The parameter {name} must be fiscal years with commas between, at most 31.")
    return wanted, {name: figures.typed(name, value) for name, value in given.items()}


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
    nothing_else(request)
    snapshot, path = snapshots.chosen(request), path.format(**request.path_params)

    def made(own: dict[str, str]) -> Response:
        content = snapshots.packaged(snapshot, path)
        return Response(content, 200, {**own, "Smart-Tokyo-Snapshot": snapshot}, media_type(path))

    return kept(request, (snapshot, path), made)


def _database(request: Request) -> Response:
    """The public database of a snapshot as it is; it is sent while it is read."""
    nothing_else(request)
    snapshot = snapshots.chosen(request)
    path = snapshots.store().database(snapshot, "public")

    def made(own: dict[str, str]) -> Response:
        own |= {"Smart-Tokyo-Snapshot": snapshot, "Content-Length": str(path.stat().st_size)}
        return StreamingResponse(offer.content(path), 200, own, media_type(offer.PUBLIC))

    return kept(request, (snapshot, offer.digest(path)), made)


def _upcoming(form: str, request: Request) -> Response:
    names = openapi.SAID["upcoming"]["parameters"]
    nothing_else(request, (*names, "lang"))
    given = dict(request.query_params)
    lang: Any = given.get("lang", "ja")
    if lang not in LANGS:
        raise wrong(f"The parameter lang must be one of {', '.join(LANGS)}.")
    town, filters = given.get("municipality_code"), figures.Filters.parse(given)
    scheme = request.headers.get("x-forwarded-proto", request.url.scheme)
    snapshot, at_home = snapshots.chosen(request), home(str(request.url), scheme)
    due = settings.get("NEXT_UPDATE_ON")

    def made(own: dict[str, str]) -> Response:
        con, said = snapshots.opened(snapshot)
        reading = figures.Reading.of(con, lang, "public", filters)
        write = {"ics": upcoming.calendar, "atom": upcoming.feed}[form]
        return Response(
            write(said, list(upcoming.items(reading, town)), at_home),
            200,
            own,
            media_type(f"upcoming.{form}"),
        )

    return kept(request, (snapshot, form, given, at_home, due), made)


def document(path: str, request: Request) -> Response:
    """One of DOCUMENTS; its ETag is that of its text."""
    nothing_else(request, SINCE.get(path, ()))
    make, kind = DOCUMENTS[path]
    text = make(*map(snapshots.since, request.query_params.values()))
    return kept(request, (text,), partial(Response, text, 200, media_type=kind))


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
            **says(said),
            "parameters": wanted.parameters,
            "limit": wanted.limit,
            "offset": wanted.offset,
            **also,
            "next": following,
            "rows": [dict(zip(columns, row, strict=True)) for row in rows],
        }
        return Response(written(body), headers=own, media_type="application/json")

    return kept(request, (snapshot, *of, wanted.form, wanted.limit, wanted.offset), made)


def says(said: Label) -> dict[str, Any]:
    """What an answer says of the snapshot that it is from."""
    return {**{key: value for key, value in vars(said).items() if key != "built_at"}, "licence": CC_BY}


def written(body: Any) -> str:
    """JSON: integers exact, dates ISO, times in UTC, unknown null."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=_iso, allow_nan=False)


def _iso(value: dt.date) -> str:
    return f"{value.isoformat()}Z" if isinstance(value, dt.datetime) else value.isoformat()
