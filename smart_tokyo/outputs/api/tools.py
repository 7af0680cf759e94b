"""The open data for programs that read for people: an MCP server at `/open/mcp`, whose tools answer as the API does.

What the tools are and take is in `tools.yml`. A call is a request to the API, under its limits. Nothing is kept from
one call to the next, so any process may answer it.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlencode

import duckdb
import yaml
from jsonschema import Draft202012Validator
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.types import CallToolRequestParams, CallToolResult, ListToolsResult, TextContent, Tool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from smart_tokyo import __version__, figures
from smart_tokyo.addresses import OPEN, TOOLS
from smart_tokyo.outputs.api import api, snapshots
from smart_tokyo.outputs.api.asked import wrong
from smart_tokyo.outputs.api.gate import Workers, told
from smart_tokyo.outputs.api.openapi import LONGEST, MOST_ROWS, SINCE
from smart_tokyo.outputs.open_data.label import PRODUCT

MOST_BYTES = 20_000  # of a call


@cache
def said() -> dict[str, Any]:
    """What `tools.yml` says; the tools by name."""
    known = [one for one in figures.catalog().values() if one.public and not one.name.startswith("rows_")]
    listed = "\n      ".join(f"{query.name}: {query.doc.splitlines()[0]}" for query in known)
    text = Template(Path(__file__).with_suffix(".yml").read_text("utf-8"))
    filled = yaml.safe_load(text.substitute(PRODUCT=PRODUCT, LONGEST=LONGEST, MOST=MOST_ROWS, FIGURES=listed))
    return {**filled, "tools": {one["name"]: one for one in filled["tools"]}}


def explain(request: Request) -> Response:
    """What a number is made of, and a portion of those rows of the source."""
    query, column = api.public_query(request), request.path_params["column"]
    figure = figures.declared().figure(query.name, column)
    wanted, params = api.asked_of(request, query.parameters, figure.key)
    key = {one: value for one, value in wanted.parameters.items() if one in figure.key}

    def read(con: duckdb.DuckDBPyConnection) -> api.Portion:
        longest = api.LONGEST_S
        run = figures.Run(
            lambda name, params, part: figures.records(con, name, params, part=part, seconds=longest),
            lambda name, params, part, of: figures.taken(
                con, name, params, part, together=of, seconds=longest
            ),
        )
        found = figures.lineage_of(run, query.name, column, params, key)
        also = {"column": column, "value": found.value, "kind": figure.word.kind, "rows_give": found.made}
        also |= {"title": figure.word.title, "means": figure.word.means}
        also |= {"how": figure.how, "of": figure.of, "where": figure.where}
        also |= {"rows_of": figure.rows.query, "rows_title": figure.rows.title}
        if found.part is None:  # its rows are internal
            return [], [], False, {**also, "total": None, "agrees": None}
        rows = figures.page(con, figure.rows.query, params, wanted.limit, wanted.offset, longest, found.part)
        return *rows, {**also, "total": found.count, "agrees": found.agrees}

    return api.portion(request, query.name, wanted, (query.sql, column, key, params), read)


WORKS: Mapping[str, api.Work] = {
    "search": api.figure,
    "figure": api.figure,
    "explain": explain,
    "changes": partial(api.document, "changes"),
}


def answer(tool: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The answer of a tool: that of the API, and what it says of itself. Raises HTTPException, and as the API does."""
    if tool not in WORKS:
        raise wrong(f"There is no tool {tool[:40]!r}; there are {', '.join(WORKS)}.")
    schema = said()["tools"][tool]["inputSchema"]
    given = {name: value for name, value in arguments.items() if value is not None}
    for error in Draft202012Validator(schema).iter_errors(given):
        raise wrong(f"{'.'.join(('The arguments', *map(str, error.path)))}: {error.message[-LONGEST:]}.")
    given = {name: one["default"] for name, one in schema["properties"].items() if "default" in one} | given
    places = {one: given.pop(one) for one in ("name", "column", "lang") if one in given}
    query = given.pop("parameters", {}) | {SINCE if name == "since" else name: given[name] for name in given}
    scope = {"type": "http", "method": "GET", "path": TOOLS, "path_params": places, "headers": []}
    request = Request({**scope, "query_string": urlencode(query).encode()})
    found = json.loads(bytes(WORKS[tool](request).body))
    label = snapshots.opened(found.get("snapshot_id") or snapshots.chosen(request))[1]
    if found.get("next"):
        found["next"] = given["offset"] + given["limit"]
    if tool == "search":
        found["rows"] = [{"title": row[f"title_{places['lang']}"], **row} for row in found["rows"]]
    about = {"notice": label.notice, "attribution": label.citation, "unknown": said()["unknown"]}
    return {**about, **json.loads(api.written(api.says(label))), **found}


class Stateless:
    """The ASGI app of a server without sessions: a manager for each request, which nothing outlives."""

    def __init__(self, server: Server[Any]) -> None:
        self.server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        manager = StreamableHTTPSessionManager(
            self.server, json_response=True, stateless=True, max_request_body_size=MOST_BYTES
        )
        async with manager.run():
            await manager.handle_request(scope, receive, send)


def routes(workers: Workers, hosts: Sequence[str] = ()) -> list[Route]:
    """The route of the tools; `hosts`: the names under which they answer, all where none is given."""

    async def listed(_: Any, __: Any) -> ListToolsResult:
        return ListToolsResult(tools=[Tool(**one) for one in said()["tools"].values()])

    async def called(_: Any, params: CallToolRequestParams) -> CallToolResult:
        try:
            found = await workers.run(partial(answer, params.name, params.arguments or {}))
        except Exception as error:
            return CallToolResult(content=[TextContent(text=told(error)[1])], is_error=True)
        return CallToolResult(content=[TextContent(text=api.written(found))], structured_content=found)

    words = {"version": __version__, "title": PRODUCT, "instructions": said()["instructions"]}
    server: Server[Any] = Server("smart-tokyo", on_list_tools=listed, on_call_tool=called, **words)
    names = [f"[{name}]" if ":" in name else name for name in hosts] or ["*"]
    named = Middleware(TrustedHostMiddleware, names, www_redirect=False)
    return [Route(TOOLS.removeprefix(OPEN), Stateless(server), methods=["POST"], middleware=[named])]
