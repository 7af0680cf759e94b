"""The command that writes the open-data package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from smart_tokyo.commands.options import Audience, Mistake, StoreOption, path_of, store_at


def export(
    folder: Annotated[
        Path,
        typer.Argument(
            parser=path_of, metavar="DIR", help="The folder to write: new, empty, or an earlier export."
        ),
    ],
    audience: Annotated[Audience, typer.Option(help="Whose data. Open data is public.")] = Audience.public,
    store: StoreOption = None,
    snapshot: Annotated[
        str | None, typer.Option(metavar="ID", help="A published snapshot. [default: the current public one]")
    ] = None,
) -> int:
    """Write the open-data package of a published snapshot. Prints the snapshot's id."""
    from smart_tokyo.outputs.open_data import package

    if audience is not Audience.public:
        raise Mistake("open data is made of public data alone; leave --audience out")
    paths = store_at(store)
    chosen = package.public_snapshot(paths, snapshot)
    try:
        package.export(package.package(paths, chosen), folder)
    except package.CannotExport as error:
        raise Mistake(str(error)) from error
    print(chosen)
    return 0
