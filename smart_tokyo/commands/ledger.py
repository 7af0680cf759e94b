"""The commands around a ledger: from check and build to publish, what changes between snapshots, template, generate."""

import json
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from smart_tokyo import Lang, Mistake, settings
from smart_tokyo.commands import digest, options
from smart_tokyo.versions import Figure

NoteOption = Annotated[str, typer.Option(help="Why what is public is corrected; everyone can read it.")]
OldArgument = Annotated[str, typer.Argument(metavar="OLD", help="A snapshot's id.")]
NewArgument = Annotated[str, typer.Argument(metavar="NEW", help="Another one's.")]
SourceArgument = Annotated[
    Path,
    options.PathArgument(
        metavar="SOURCE",
        help="A folder with a <table>.csv or .parquet per table, a zip of CSV files, or an .xlsx.",
    ),
]


def check(
    source: SourceArgument,
    lang: Annotated[Lang | None, typer.Option(help="Language of the findings. [default: ja]")] = None,
    format: options.WordingOption = "text",
    as_of: options.AsOfOption = None,
    all: Annotated[
        bool, typer.Option("--all", help="Every finding, not only the first few of a kind.")
    ] = False,
    annotated: Annotated[
        Path | None,
        options.PathOption(
            metavar="OUT.xlsx", help="Write a copy of the workbook with every finding marked."
        ),
    ] = None,
) -> int:
    """Tell everything that is wrong with a source, and what was read of it. Exit 1 if anything is an error."""
    from smart_tokyo.ledger.checking import check as ledger
    from smart_tokyo.ledger.content import findings
    from smart_tokyo.ledger.files.source import UnreadableSource

    date = options.date_of(as_of)
    if annotated is not None:
        _new_workbook(annotated, "--annotated")
        if annotated.resolve() == source.resolve():
            raise Mistake(f"--annotated {annotated} is the source itself; name another file")
    try:
        with options.told(options.lang_of(lang)):
            checked = ledger.check_source(source, date)
    except UnreadableSource as error:
        raise Mistake(error.message(options.lang_of(lang))) from error
    found = checked.findings
    if format == "json":
        said = asdict(ledger.as_finding(checked.read, source.name))
        print(findings.to_json(found, said | {"read": asdict(checked.read)}))
    else:
        text = findings.to_text(found, options.lang_of(lang), all)
        print(text, ledger.summary_text(checked.read, options.lang_of(lang)), sep="\n\n")
    if annotated is not None:
        from smart_tokyo.ledger.returned.annotate import annotate

        annotate(source, found, annotated, options.lang_of(lang))
    return 1 if findings.has_errors(found) else 0


def build(
    source: SourceArgument,
    store: options.StoreOption = None,
    as_of: options.AsOfOption = None,
    label: Annotated[str | None, typer.Option(help="What the snapshot is called, in both languages.")] = None,
    brief: Annotated[
        bool, typer.Option("--brief", help="Tell of a source without errors only how many findings it has.")
    ] = False,
    engine: Annotated[
        Literal["duckdb", "spark"], typer.Option(help="What runs models and checks; the outcome is the same.")
    ] = "duckdb",
) -> int:
    """Check a source, build its snapshot and make it the current internal one. Prints what was read; its id last."""
    from smart_tokyo.ledger.checking import check as checker
    from smart_tokyo.ledger.content import findings
    from smart_tokyo.ledger.store import build as ledger

    date = options.date_of(as_of)
    if label is not None and not (label.strip() and label.isprintable()):
        raise Mistake("--label is one line of text that is not empty")
    paths, lang = options.store_at(store, ledger=True), options.lang_of()
    settings.typed("BUILD_MEMORY")  # said before the work, not after
    with options.run_by(engine):
        with options.told(lang):
            checked = checker.check_source(source, date)
        if brief and checked.content is not None:
            print(findings.in_numbers(checked.findings, lang))
        elif checked.findings:
            print(findings.to_text(checked.findings, lang), file=sys.stderr)
        if checked.content is None:
            return 1
        resolved = source.resolve()
        own = resolved.name if resolved.is_dir() else resolved.stem
        with options.told(lang):
            built = ledger.build(checked, paths, own, date, label and label.strip())
    with suppress(OSError):  # it is built, whether anybody reads so or not
        if not brief:
            print(checker.as_finding(checked.read, source.name).message(lang), file=sys.stderr)
        digest.alerted(paths, built)
    return options.done(built)


def publish(
    snapshot: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="[default: the current internal one]")
    ] = None,
    store: options.StoreOption = None,
    note_ja: NoteOption = "",
    note_en: NoteOption = "",
) -> int:
    """Make a snapshot the one the public sees. Prints its id. Exit 1 if it corrects something without a note."""
    from smart_tokyo.ledger.store import build as ledger
    from smart_tokyo.ledger.store.corrections import NeedsNote
    from smart_tokyo.store import StoreError
    from smart_tokyo.versions import comparison

    paths = options.store_at(store, ledger=True)
    before = paths.shown()["public"]
    try:
        published = ledger.publish(paths, snapshot, notes={"ja": note_ja, "en": note_en})
    except NeedsNote as error:
        print(f"error: {error}; give --note-ja and --note-en", file=sys.stderr)
        return 1
    with suppress(OSError, StoreError):  # it is public, whether anybody reads so or not
        if before == published and (note_ja or note_en):
            said = f"{published} is public already; what is said of it stays, this note is not kept"
            print(f"note: {said}", file=sys.stderr)
        if before and (hidden := comparison.unpublished(paths, before, published)):
            said = "no longer public, but in versions published before; rollback --audience public to one without"
            print(f"warning: {', '.join(hidden)}: {said} and publish again to withdraw them", file=sys.stderr)
    return options.done(published)


def rollback(
    snapshot: Annotated[str, typer.Argument(metavar="ID", help="The snapshot to go back to.")],
    store: options.StoreOption = None,
    audience: Annotated[
        options.Audience, typer.Option(help="Whose current snapshot it becomes.")
    ] = "internal",
) -> int:
    """Go back to an earlier snapshot; none is deleted. Prints its id."""
    from smart_tokyo.ledger.store import build as ledger

    return options.done(ledger.rollback(options.store_at(store, ledger=True), snapshot, audience))


def snapshots(store: options.StoreOption = None, format: options.WordingOption = "text") -> int:
    """List the snapshots of a store, and which is current for whom."""
    from smart_tokyo.ledger.store import build as ledger

    paths = options.store_at(store)
    rows = ledger.snapshots(paths)
    if format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        print(ledger.to_text(rows, options.lang_of()) if rows else f"no snapshot in {paths.root} yet")
    return 0


def upgrade(store: options.StoreOption = None) -> int:
    """Build every snapshot of an older layout again, under a new id; none is deleted. Prints old and new ids."""
    from smart_tokyo.ledger.store import upgrade as ledger

    paths = options.store_at(store, ledger=True)
    with options.told(options.lang_of()):
        found = ledger.upgrade(paths)
    lines = [f"{old} -> {new}" for old, new in found.items()]
    return options.done("\n".join(lines) or f"no snapshot of an older layout in {paths.root}")


def diff(
    old: OldArgument,
    new: NewArgument,
    store: options.StoreOption = None,
    audience: Annotated[options.Audience, typer.Option(help="Whose databases to compare.")] = "internal",
    format: options.WordingOption = "text",
) -> int:
    """Tell what changes from one snapshot to another: rows, values, and the totals."""
    from smart_tokyo.ledger.snapshot import diff as ledger

    found = ledger.diff_snapshots(options.store_at(store, audience == "internal"), old, new, audience)
    print(ledger.to_json(found) if format == "json" else ledger.to_text(found))
    return 0


def bridge(
    old: OldArgument,
    new: NewArgument,
    figure: Annotated[Figure, typer.Option(help="The figure, in yen or, of projects, their number.")],
    store: options.StoreOption = None,
    audience: Annotated[options.Audience, typer.Option(help="Whose databases to compare.")] = "internal",
    format: Annotated[Literal["json", "table"], typer.Option(help="JSON, or a table to read.")] = "table",
) -> int:
    """Tell why a figure is another in a newer snapshot than in an older one: by cause how many rows, and how much."""
    from smart_tokyo.versions import comparison

    if old != new and not comparison.precedes(old, new):
        raise Mistake(f"{new} is as of an earlier day than {old}; name the older snapshot first")
    with comparison.opened(
        options.store_at(store, audience == "internal"), old, new, audience, most=None
    ) as con:
        rows = comparison.bridge(con, figure)
    if format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        print(f"{'cause':12} {'rows':>9} {'value':>20}")
        for row in rows:
            print(f"{row['cause']:12} {row['rows']:>9,} {row['value']:>+20,}")
    return 0


def template(
    file: Annotated[Path, options.PathArgument(metavar="FILE.xlsx", help="The workbook to write.")],
) -> int:
    """Write an empty workbook to fill in, with titles, notes and drop-downs."""
    from smart_tokyo.ledger.returned.template import write_template

    _new_workbook(file, "FILE.xlsx")
    if file.exists():
        raise Mistake(f"{file} is there already; name a new file, so that nothing filled in is lost")
    write_template(file)
    return 0


def generate(
    folder: Annotated[Path, options.PathArgument(metavar="DIR", help="The folder to write, new or empty.")],
    projects: Annotated[int, typer.Option(min=1, max=10_000_000, help="How many projects it has.")],
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same source.")] = 1,
    format: Annotated[Literal["csv", "parquet"], typer.Option(help="Files of text, or of columns.")] = "csv",
) -> int:
    """Write a fictional source of any size, to try things out with."""
    from smart_tokyo.ledger.generate import generate as ledger

    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise Mistake(f"{folder} is there already and not an empty folder; name a new one")
    ledger.generate(folder, projects, seed, format)
    return 0


COMMANDS = (check, build, publish, rollback, snapshots, upgrade, diff, bridge, template, generate)


def _new_workbook(file: Path, name: str) -> None:
    """Raises Mistake for a file that cannot be a workbook to write."""
    if file.suffix.lower() != ".xlsx":
        raise Mistake(f"{name}: {file} does not end in .xlsx")
    if file.is_dir() or not file.absolute().parent.is_dir():
        raise Mistake(f"{name}: {file} cannot be written; its folder is not there, or it is one itself")
