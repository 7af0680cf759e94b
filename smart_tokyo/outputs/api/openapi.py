"""The OpenAPI 3.1 document of the HTTP API, made from the catalogue of figures and the schemas of the tables."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from smart_tokyo import __version__
from smart_tokyo.addresses import API
from smart_tokyo.figures import catalog, filters
from smart_tokyo.outputs.open_data import tables
from smart_tokyo.outputs.open_data.label import CC_BY, MEDIA, PRODUCT, known
from smart_tokyo.schema import Field, Table
from smart_tokyo.terms import CAUSES

FORMS = {"json": "application/json", "csv": "text/csv"}
ROWS, MOST_ROWS, FARTHEST = 1_000, 10_000, 100_000_000  # rows by default, at most, and passed over at most
SINCE = "changed_since"
LONGEST = 200  # characters of a parameter
Node = dict[str, Any]
_YEAR = "|".join(
    str(year) for year in range(int(filters.FIRST_FISCAL_YEAR), int(filters.LAST_FISCAL_YEAR) + 1)
)
YEARS = rf"^({_YEAR})(,({_YEAR})){{0,30}}$"
REFUSALS = {
    "400": "A parameter that is unknown, given twice or has a value that cannot be meant",
    "404": "Nothing at this address",
    "406": "Neither of the forms is accepted",
    "414": "The query is too long",
    "429": "Too many requests of one client",
    "503": "Too many requests at once, nothing published yet, or the data cannot be read",
}
FILES = {
    "datapackage.json": ("The description of the open-data package: tables, columns, sources", "json"),
    "package.zip": ("The whole open-data package", "zip"),
    "README.md": ("The notes of the package, in Japanese and English", "md"),
}


ANSWERS = {  # of a portion of rows, beside the rows: name → schema
    "name": {"type": "string"},
    "snapshot_id": {"type": "string"},
    "as_of": {"type": "string", "format": "date"},
    "label_ja": {"type": "string"},
    "label_en": {"type": "string"},
    "fictional": {"type": "boolean", "description": "The data is invented."},
    "licence": {"type": "string", "format": "uri"},
    "parameters": {"type": "object", "additionalProperties": {"type": "string"}},
    "limit": {"type": "integer"},
    "offset": {"type": "integer"},
    "next": {"type": ["string", "null"], "description": "Where the next portion is."},
}


@cache
def document(base: str = "") -> Node:
    """The whole document; `base`: the path below which the dashboard is served."""
    older = f"snapshots/{{{_SNAPSHOT['name']}}}"
    figures = {name: query for name, query in catalog().items() if query.public}
    paths: Node = {}
    for name, query in figures.items():
        own = [_parameter(one, _kind(one)) for one in query.parameters]
        paths[f"figures/{name}"] = _get(f"figure_{name}", query.doc, [*own, *PORTION], _rows(None))
    for name, table in tables.public_tables().items():
        text = f"{table.title_en} ({table.title}). {table.description_en}"
        paths[f"tables/{name}"] = _get(f"table_{name}", text, [*PORTION, CHANGED], _rows(table))
    for path, (text, kind) in FILES.items():
        paths[path] = _get(f"current_{path}", text, [], _file(kind))
        paths[f"{older}/{path}"] = _get(f"snapshot_{path}", text, [_SNAPSHOT], _file(kind))
    for folder, name, values, text, more in (
        ("figures", "name", figures, "A figure as known on an earlier date.", ()),
        ("tables", "table", tables.public_tables(), "A table of an earlier snapshot.", (CHANGED,)),
    ):
        which = _parameter(name, {"type": "string", "enum": list(values)}, within="path")
        text = f"{text} Parameters as at the current one."
        found = _get(f"snapshot_{name}", text, [_SNAPSHOT, which, *PORTION, *more], _rows(None))
        paths[f"{older}/{folder}/{{{name}}}"] = found
    rows = {
        name: {
            **_object(
                {field.name: _column(field) for field in table.public_fields()},
                title=f"{table.title} / {table.title_en}",
            ),
            "additionalProperties": False,
        }
        for name, table in tables.public_tables().items()
    }
    text = "The published snapshots, the latest first."
    paths["snapshots"] = _get("snapshots", text, [], _file("json"))
    paths["openapi.json"] = _get("openapi", "This document.", [], _file("json"))
    feed = {"application/atom+xml": {"schema": {"type": "string"}}}
    text = "The published snapshots as an Atom feed, with what changed in each and why."
    paths["feed.atom"] = _get("feed", text, [CHANGED], feed)
    paths["changes"] = _get("changes", VERSIONS, [CHANGED], _file("json"))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{PRODUCT}: open data",
            "version": __version__,
            "description": (
                "Public data of published snapshots. null means unknown, never 0. Amounts are whole yen, dates "
                "ISO 8601, times UTC; a fiscal year is named by the year whose April it starts in. CSV is safe to "
                "open in a spreadsheet; JSON holds the text as it is."
            ),
            "license": {"name": "CC BY 4.0", "url": CC_BY},
        },
        "servers": [{"url": base or "/"}],
        "paths": {f"{API}/{path}": found for path, found in paths.items()},
        "components": {"schemas": {"Problem": PROBLEM, **rows}},
    }


def _get(name: str, text: str, parameters: Sequence[Node], content: Node) -> Node:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    held = {"schema": {"type": "string"}, "required": True}
    headers = {"ETag": held, "Cache-Control": held, "Link": {"schema": {"type": "string"}}}
    return {
        "get": {
            "operationId": name.replace(".", "_").replace("-", "_"),
            "summary": text.splitlines()[0],
            "description": text,
            "parameters": list(parameters),
            "responses": {
                "200": {"description": "What was asked for", "headers": headers, "content": content},
                "304": {"description": "What the client has under this ETag is still right"},
                **{code: {"description": said, "content": problem} for code, said in REFUSALS.items()},
            },
        }
    }


def _parameter(name: str, schema: Node, text: str = "", within: str = "query") -> Node:
    required = within == "path" or None
    return known(
        {"name": name, "in": within, "required": required, "description": text or None, "schema": schema}
    )


def _kind(name: str) -> Node:
    """The kind of a figure's parameter, as `figures.typed` reads it."""
    if name in filters.FISCAL_YEARS:
        return _integer(filters.FIRST_FISCAL_YEAR, filters.LAST_FISCAL_YEAR)
    if name in filters.YEN:
        return _integer(0, filters.MOST_YEN)
    if name in filters.YEAR_LISTS:
        return {"type": "string", "pattern": YEARS, "description": "Fiscal years with commas between."}
    return {"type": "string", "minLength": 1, "maxLength": LONGEST}


def _integer(least: float, most: float) -> Node:
    return {"type": "integer", "minimum": least, "maximum": most}


PORTION = (
    _parameter(
        "format", {"type": "string", "enum": list(FORMS)}, "The form; without it the Accept header decides."
    ),
    _parameter("limit", {**_integer(1, MOST_ROWS), "default": ROWS}, "Rows at most."),
    _parameter(
        "offset",
        {**_integer(0, FARTHEST), "default": 0},
        "Rows to pass over; the Link header names the next portion.",
    ),
)
_SNAPSHOT = _parameter(
    "snapshot_id",
    {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{12}$"},
    f"A published snapshot, as {API}/snapshots lists them.",
    within="path",
)


def _file(kind: str) -> Node:
    return {MEDIA[kind]: {"schema": {"type": "object"} if kind == "json" else {}}}


def _rows(table: Table | None) -> Node:
    row: Node = {"$ref": f"#/components/schemas/{table.name}"} if table else {"type": "object"}
    total = {"total": {"type": "integer", "minimum": 0}} if table else {}
    properties = {**ANSWERS, "rows": {"type": "array", "maxItems": MOST_ROWS, "items": row}, **total}
    answer = _object(properties)
    removed = {"type": "integer", "description": f"With {SINCE}: rows of that version that are gone."}
    answer["properties"] |= {"removed": removed} if table else {}
    return {FORMS["json"]: {"schema": answer}, FORMS["csv"]: {"schema": {"type": "string"}}}


def _object(properties: Node, **said: str) -> Node:
    return {"type": "object", **said, "properties": properties, "required": list(properties)}


def _column(field: Field) -> Node:
    dated = field.type == "date"
    found = {
        "type": "string" if dated else field.type,
        "title": f"{field.title} / {field.title_en}",
        "description": f"{field.description} {field.description_en}",
        "format": "date" if dated else None,
        "enum": list(field.enum),
        **{name: getattr(field, name) for name in ("minimum", "maximum", "pattern")},
    }
    if not field.required:
        found["type"] = [found["type"], "null"]
        found["enum"] += [None] if field.enum else []
    return known(found)


VERSIONS = f"""The versions that were public, the last one first: what changed in each, what was corrected and why.
`notes` {{ja, en}}: why what was public is corrected; `replaces`: what was public until then; `withdrawn_for`: what was
gone back to; `counts` and `totals`: what is another than in the version `since`, as rows of the source by cause
({", ".join(CAUSES)}), and as the old and the new value of each figure of programme_totals. null: there is none."""
CHANGED = _parameter(
    SINCE,
    _SNAPSHOT["schema"],
    "An id that was published earlier: only what is not exactly so in it; of versions, those that came after it.",
)
PROBLEM = _object(
    {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "One sentence: what is wrong, what would be right."},
    },
    description="RFC 9457",
)
