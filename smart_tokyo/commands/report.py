"""The commands that give out what a snapshot holds: `query`, `report` and `export`."""

import json
import sys
from collections.abc import Mapping, Sequence
from operator import methodcaller
from pathlib import Path
from typing import Annotated, Any, Literal

import duckdb
import typer

from smart_tokyo import Lang, Mistake
from smart_tokyo.commands import options
from smart_tokyo.commands.options import Audience, OfAudience, Parameters, SnapshotOption, StoreOption
from smart_tokyo.safe_cells import safe_csv

STEPS = 2  # reading the numbers, writing the file


def query(
    name: Annotated[str, typer.Argument(help="The query's name.")],
    store: StoreOption = None,
    audience: OfAudience = "internal",
    snapshot: SnapshotOption = None,
    parameter: Parameters = None,
    format: Annotated[
        Literal["json", "csv"], typer.Option(help="A JSON list of objects, or CSV with a header.")
    ] = "json",
) -> int:
    """Print the rows of one named query."""
    from smart_tokyo import figures

    parameters = options.parameters_of(parameter)
    if name not in figures.catalog():
        raise Mistake(f"there is no query {name!r}; there are: {', '.join(figures.catalog())}")
    with options.opened(store, audience, snapshot) as con:
        try:
            columns = figures.columns(con, name, parameters) if format == "csv" else []
            rows = figures.records(con, name, parameters)
        except duckdb.CatalogException as error:
            if audience == "public":
                raise Mistake(f"query {name} is internal; ask with --audience internal") from error
            raise
    print(as_json(rows) if format == "json" else as_csv(columns, rows), end="")
    return 0


def as_json(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as a JSON list of objects, one a line. Unknown is null, dates are ISO."""
    lines = [
        json.dumps(row, ensure_ascii=False, default=methodcaller("isoformat"), allow_nan=False)
        for row in rows
    ]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def as_csv(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV with a header, safe to open in a spreadsheet. Unknown is an empty cell."""
    return safe_csv(columns, ([row[name] for name in columns] for row in rows))


def report(
    kind: Annotated[
        Literal["progress", "funding", "project", "partners"], typer.Argument(help="Which report.")
    ],
    out: Annotated[
        Path, options.PathOption(metavar="FILE", help="The file to write; replaced if it is there.")
    ],
    format: Annotated[
        Literal["pdf", "xlsx", "pptx"], typer.Option(help="PDF, Excel workbook or PowerPoint slides.")
    ] = "pdf",
    lang: Annotated[Lang | None, typer.Option(help="Language of the report. [default: ja]")] = None,
    project: Annotated[str | None, typer.Option(metavar="ID", help="The project of a project sheet.")] = None,
    store: StoreOption = None,
    audience: OfAudience = "internal",
    snapshot: SnapshotOption = None,
    parameter: Parameters = None,
) -> int:
    """Write a report: the same snapshot and arguments give the same bytes."""
    from smart_tokyo import figures
    from smart_tokyo.outputs.reports import reports

    wanted = reports.REPORTS[kind]
    asked = options.parameters_of(parameter)
    unknown = sorted(asked.keys() - figures.FILTER_NAMES)
    if unknown:
        raise Mistake(f"-p {unknown[0]} is not a filter; there are: {', '.join(figures.FILTER_NAMES)}")
    if project and not wanted.single:
        raise Mistake(f"--project belongs to the project sheet; narrow a {kind} report with -p project_id=ID")
    if wanted.single and asked:
        raise Mistake("a project sheet takes --project ID and no -p")
    if wanted.single and not project:
        raise Mistake("a project sheet needs --project ID")
    if wanted.role and audience == "public":
        raise Mistake(f"report {kind} is internal; ask with --audience internal")
    filters = figures.Filters.parse({**asked, **({"project_id": project} if project else {})})
    language = options.lang_of(lang)
    with (
        options.opened(store, audience, snapshot) as con,
        typer.progressbar(  # a long report takes some seconds; nothing of it where nobody looks on
            length=STEPS, label=kind, file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar,
    ):
        try:
            document = wanted.declare(figures.Reading.of(con, language, audience, filters))
        except reports.UnknownProject as error:
            raise Mistake(
                f"there is no project {project!r} in the {audience} data; see query project_list"
            ) from error
        bar.update(1)
        content = reports.write(document, format)
        bar.update(1)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Mistake(f"cannot write {out}: {error.strerror or error}") from error
    return 0


def export(
    folder: Annotated[
        Path,
        options.PathArgument(metavar="DIR", help="The folder to write: new, empty, or an earlier export."),
    ],
    audience: Annotated[Audience, typer.Option(help="Whose data. Open data is public.")] = "public",
    store: StoreOption = None,
    snapshot: Annotated[
        str | None, typer.Option(metavar="ID", help="A published snapshot. [default: the current public one]")
    ] = None,
) -> int:
    """Write the open-data package of a published snapshot. Prints the snapshot's id."""
    from smart_tokyo.outputs.open_data import package

    if audience != "public":
        raise Mistake("open data is made of public data alone; leave --audience out")
    paths = options.store_at(store)
    chosen = package.public_snapshot(paths, snapshot)
    package.export(package.package(paths, chosen), folder)
    print(chosen)
    return 0
