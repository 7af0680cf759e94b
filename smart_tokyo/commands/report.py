"""The command `report`: one report of one snapshot as a file."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from smart_tokyo.commands.options import (
    Audience,
    Lang,
    Mistake,
    OfAudience,
    Parameters,
    SnapshotOption,
    StoreOption,
    lang_of,
    opened,
    parameters_of,
    path_of,
)

STEPS = 2  # reading the numbers, writing the file


class Kind(StrEnum):
    """The reports there are."""

    progress = "progress"
    funding = "funding"
    project = "project"


class Form(StrEnum):
    """The formats there are."""

    pdf = "pdf"
    xlsx = "xlsx"
    pptx = "pptx"


def report(
    kind: Annotated[Kind, typer.Argument(help="Which report.")],
    out: Annotated[
        Path,
        typer.Option(parser=path_of, metavar="FILE", help="The file to write; replaced if it is there."),
    ],
    format: Annotated[Form, typer.Option(help="PDF, Excel workbook or PowerPoint slides.")] = Form.pdf,
    lang: Annotated[Lang | None, typer.Option(help="Language of the report. [default: ja]")] = None,
    project: Annotated[str | None, typer.Option(metavar="ID", help="The project of a project sheet.")] = None,
    store: StoreOption = None,
    audience: OfAudience = Audience.internal,
    snapshot: SnapshotOption = None,
    parameter: Parameters = None,
) -> int:
    """Write a report: the same snapshot and arguments give the same bytes."""
    from smart_tokyo import figures
    from smart_tokyo.figures import Reading
    from smart_tokyo.outputs.reports import reports

    wanted = reports.REPORTS[kind.value]
    asked = parameters_of(parameter or [])
    unknown = sorted(asked.keys() - figures.FILTER_NAMES)
    if unknown:
        raise Mistake(f"-p {unknown[0]} is not a filter; there are: {', '.join(figures.FILTER_NAMES)}")
    if project and not wanted.single:
        raise Mistake(f"--project belongs to the project sheet; narrow a {kind} report with -p project_id=ID")
    if wanted.single and asked:
        raise Mistake("a project sheet takes --project ID and no -p")
    if wanted.single and not project:
        raise Mistake("a project sheet needs --project ID")
    filters = figures.Filters.parse({**asked, **({"project_id": project} if project else {})})
    language = lang_of(lang)
    with (
        opened(store, audience, snapshot) as con,
        typer.progressbar(  # a long report takes some seconds; nothing of it where nobody looks on
            length=STEPS, label=kind.value, file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar,
    ):
        try:
            document = wanted.declare(Reading.of(con, language, audience.value, filters))
        except reports.UnknownProject as error:
            raise Mistake(
                f"there is no project {project!r} in the {audience.value} data; see query project_list"
            ) from error
        bar.update(1)
        content = reports.write(document, format.value)
        bar.update(1)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Mistake(f"cannot write {out}: {error.strerror or error}") from error
    return 0
