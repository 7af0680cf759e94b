"""The OpenAPI 3.1 document of the HTTP API, made from the catalogue of figures and the schemas of the tables.

What else it says stands in `openapi.yml`.
"""

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import yaml

from smart_tokyo import __version__
from smart_tokyo.addresses import API, TOOLS
from smart_tokyo.figures import catalog, filters
from smart_tokyo.outputs.open_data import tables
from smart_tokyo.outputs.open_data.label import CC_BY, MEDIA, PRODUCT, known
from smart_tokyo.schema import Field, Table
from smart_tokyo.terms import CAUSES
from smart_tokyo.versions import offer

Node = dict[str, Any]
_FILLED = {
    "API": API,
    "LICENCE": CC_BY,
    "PRODUCT": PRODUCT,
    "TOOLS": TOOLS,
    "VERSION": __version__,
    "CAUSES": ", ".join(CAUSES),
}
_TEXT = Path(__file__).with_suffix(".yml").read_text("utf-8")
SAID: Node = yaml.safe_load(Template(_TEXT).safe_substitute(_FILLED))
FORMS: dict[str, str] = SAID["forms"]
_LIMIT, _OFFSET = (one["schema"] for one in SAID["portion"][1:])
ROWS, MOST_ROWS, FARTHEST = _LIMIT["default"], _LIMIT["maximum"], _OFFSET["maximum"]
LONGEST: int = SAID["longest"]
SINCE: str = SAID["changed"]["name"]
_YEAR = "|".join(
    str(year) for year in range(int(filters.FIRST_FISCAL_YEAR), int(filters.LAST_FISCAL_YEAR) + 1)
)
YEARS = rf"^({_YEAR})(,({_YEAR})){{0,30}}$"


@cache
def document(base: str = "") -> Node:
    """The whole document; `base`: the path below which the dashboard is served."""
    snapshot, portion, changed = SAID["snapshot"], SAID["portion"], SAID["changed"]
    older = f"snapshots/{{{snapshot['name']}}}"
    figures = {name: query for name, query in catalog().items() if query.public}
    paths: Node = {}
    for name, query in figures.items():
        own = [{"name": one, "in": "query", "schema": _kind(one)} for one in query.parameters]
        paths[f"figures/{name}"] = _get(f"figure_{name}", query.doc, [*own, *portion], _rows(None))
    found = _rows(None)
    found[FORMS["json"]]["schema"]["properties"] |= SAID["search"]["answers"]
    paths["search"] = _get("search", SAID["search"]["says"], [SAID["search"]["q"], *portion], found)
    for name, table in tables.public_tables().items():
        text = f"{table.title_en} ({table.title}). {table.description_en}"
        paths[f"tables/{name}"] = _get(f"table_{name}", text, [*portion, changed], _rows(table))
    for path, (text, kind) in SAID["files"].items():
        paths[path] = _get(f"current_{path}", text, [], _file(kind))
        paths[f"{older}/{path}"] = _get(f"snapshot_{path}", text, [snapshot], _file(kind))
    known_names: tuple[Collection[str], ...] = (figures, tables.public_tables())
    for (folder, name, text), names in zip(SAID["older"], known_names, strict=True):
        schema = {"type": "string", "enum": list(names)}
        which = {"name": name, "in": "path", "required": True, "schema": schema}
        more = [changed] if folder == "tables" else []
        found = _get(f"snapshot_{name}", text, [snapshot, which, *portion, *more], _rows(None))
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
    for path, (text, kind) in SAID["documents"].items():
        own = [changed] if path in SAID["changing"] else []
        content = _file(kind)
        if path == "sync":
            content[MEDIA[kind]]["schema"] = offer.SCHEMA
        paths[path] = _get(path.partition(".")[0], text, own, content)
    upcoming = SAID["upcoming"]
    own = [{"name": one, "in": "query", "schema": _kind(one)} for one in upcoming["parameters"]]
    for form in upcoming["forms"]:
        path = f"upcoming.{form}"
        paths[path] = _get(path, upcoming["says"], [*own, upcoming["lang"]], _file(form))
    return {
        **SAID["document"],
        "servers": [{"url": base or "/"}],
        "paths": {f"{API}/{path}": found for path, found in paths.items()},
        "components": {"schemas": {"Problem": SAID["problem"], **rows}},
    }


def _get(name: str, text: str, parameters: Sequence[Node], content: Node) -> Node:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "get": {
            "operationId": name.replace(".", "_").replace("-", "_"),
            "summary": text.splitlines()[0],
            "description": text,
            "parameters": list(parameters),
            "responses": {
                "200": {**SAID["found"], "content": content},
                "304": SAID["same"],
                **{
                    code: {"description": said, "content": problem} for code, said in SAID["refusals"].items()
                },
            },
        }
    }


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


def _file(kind: str) -> Node:
    schemas = {"json": {"type": "object"}, "atom": {"type": "string"}}
    return {MEDIA[kind]: {"schema": schemas.get(kind, {})}}


def _rows(table: Table | None) -> Node:
    row: Node = {"$ref": f"#/components/schemas/{table.name}"} if table else {"type": "object"}
    total = {"total": {"type": "integer", "minimum": 0}} if table else {}
    properties = {**SAID["answers"], "rows": {"type": "array", "maxItems": MOST_ROWS, "items": row}, **total}
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
