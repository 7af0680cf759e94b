"""Rows over HTTP: which were asked for, in which form, and the answer as JSON or CSV."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import duckdb
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from smart_tokyo import __version__
from smart_tokyo.outputs.api.snapshots import chosen, opened
from smart_tokyo.outputs.open_data.label import CC_BY
from smart_tokyo.safe_cells import safe_csv

FORMS = {"json": "application/json", "csv": "text/csv"}
ROWS, MOST_ROWS, FARTHEST = 1_000, 10_000, 100_000_000  # rows by default, at most, and passed over at most
LONGEST = 200  # characters of a parameter
CURRENT, KEPT = "public, max-age=60", "public, max-age=3600"  # of what is current now, of one snapshot
Portion = tuple[Sequence[str], Sequence[Sequence[Any]], bool, dict[str, Any]]
"""Columns, rows, whether there are more, and what the answer says besides."""


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
    """What a request asks for; `accepted`: names beside format, limit and offset. Raises HTTPException."""
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
    return Asked(form or accepted_form(request.headers.get("accept", "")), limit, offset, given)


def accepted_form(accept: str) -> str:
    """The form that an Accept header prefers, JSON where it does not care. Raises HTTPException 406 for neither."""
    liked = parse_accept_header(accept.lower() or "*/*", MIMEAccept)
    best = liked.best_match(FORMS.values())
    if best is None:
        raise HTTPException(406, f"There is {' and '.join(FORMS.values())} here; accept one of them.")
    return next(form for form, media in FORMS.items() if media == best)


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
    snapshot, path = chosen(request), request.url.path

    def made(own: dict[str, str]) -> Response:
        con, said = opened(snapshot)
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


def _iso(value: Any) -> str:
    return f"{value.isoformat()}Z" if isinstance(value, dt.datetime) else str(value.isoformat())
