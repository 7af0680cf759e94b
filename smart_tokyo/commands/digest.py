"""The command that tells people what needs a look, by the operator's file of alerts; a build says whom it concerns."""

import sys
from pathlib import Path
from typing import Annotated

from smart_tokyo import Mistake, settings
from smart_tokyo.commands import options
from smart_tokyo.store import StorePaths


def digest(
    out: Annotated[
        Path | None,
        options.PathOption(
            metavar="DIR", help="Folder for the mails. [default: none, they go to the relay of the settings]"
        ),
    ] = None,
    store: options.StoreOption = None,
    snapshot: options.SnapshotOption = None,
) -> int:
    """Write a mail to each list of the operator's alerts that has something to be told. Prints a line a list."""
    from smart_tokyo.outputs.documents import mail
    from smart_tokyo.outputs.reports import digest

    lists, relay = digest.lists(), settings.typed("SMTP_RELAY")
    if not lists:
        raise Mistake("no alerts are set; name their file in SMART_TOKYO_ALERTS")
    if out is None and not relay:
        raise Mistake("name a folder with --out DIR, or the relay in SMART_TOKYO_SMTP_RELAY")
    with options.opened(store, "internal", snapshot) as con:
        for place, told in enumerate(lists, 1):
            document = digest.document(con, told)
            if document is None:
                print(f"{told.name}: nothing to tell")
                continue
            stem = f"digest-{document.version}-{place}"
            made = mail.message(document, told.to, settings.get("MAIL_FROM"), f"{stem}.pdf")
            if out is None:
                mail.send(made, relay)
                print(f"{told.name}: {relay}")
            else:
                out.mkdir(parents=True, exist_ok=True)
                file = out / f"{stem}.eml"
                file.write_bytes(made.as_bytes())
                print(f"{told.name}: {file}")
    return 0


def alerted(store: StorePaths, snapshot: str) -> None:
    """Says which lists of the operator's alerts have something to be told; it is built, whatever is wrong with them."""
    if not settings.get("ALERTS"):  # most builds need nothing of what tells it
        return
    from smart_tokyo.outputs.reports import digest

    try:
        lists = digest.lists()
        with options.opened(store.root, "internal", snapshot) as con:
            names = [one.name for one in lists if digest.document(con, one)]
        print(f"alerts: {', '.join(names) or 'nothing to tell'}; digest writes the mails", file=sys.stderr)
    except Mistake as error:
        print(f"warning: alerts: {error}", file=sys.stderr)
