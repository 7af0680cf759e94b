"""The commands of whoever runs a host: what carries a store, or what is public of it, elsewhere; what looks at it."""

import json
from pathlib import Path
from typing import Annotated

import typer

from smart_tokyo.commands import options


def sync(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE", help="The folder of another store, or the address of a host's open data."
        ),
    ],
    store: options.StoreOption = None,
) -> int:
    """Fetch what another store has published into one of its own, for a host that is public. Prints the current id."""
    from smart_tokyo.ledger.store import sync as hosts

    return options.done(hosts.sync(hosts.source_of(source), options.store_at(store)))


def backup(
    folder: Annotated[
        Path,
        options.PathArgument(metavar="DIR", help="The folder to write, new or empty, best on another disk."),
    ],
    store: options.StoreOption = None,
) -> int:
    """Copy the whole store, the internal files too, with the SHA-256 of every file."""
    from smart_tokyo.ledger.store import backup as ledger

    ledger.backup(options.store_at(store), folder)
    return options.done(str(folder))


def restore(
    folder: Annotated[Path, options.PathArgument(metavar="DIR", help="A folder that backup wrote.")],
    store: options.StoreOption = None,
) -> int:
    """Make a store of a backup, on any host and path. The store must be empty, or not there yet."""
    from smart_tokyo.ledger.store import backup as ledger

    paths = options.store_at(store)
    ledger.restore(folder, paths)
    return options.done(str(paths.root))


def doctor(
    store: options.StoreOption = None,
    address: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Where readers reach the dashboard; looked at as they would."),
    ] = None,
    format: options.WordingOption = "text",
) -> int:
    """Tell whether settings, packages, store and proxy are as they should be. Exit 1 where something is wrong."""
    from smart_tokyo.commands.doctor import findings

    found = list(findings(options.store_at(store), address))
    if format == "json":
        print(json.dumps([one._asdict() for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(
                f"{'ok' if one.ok else 'WRONG':6} {one.check:17} {one.says}"
                + ("" if one.ok else f"; {one.do}")
            )
    return 0 if all(one.ok for one in found) else 1


COMMANDS = (sync, backup, restore, doctor)
