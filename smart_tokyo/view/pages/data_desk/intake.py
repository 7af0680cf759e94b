"""The data desk takes a file: checks it in a temporary folder that is gone afterwards, and says what came out."""

import datetime as dt
import io
import re
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

import streamlit as st

from smart_tokyo import N_, roles, store, words
from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.content.dataset import as_of_days
from smart_tokyo.ledger.content.findings import SEVERITIES
from smart_tokyo.ledger.files.source import MAX_BYTES, UnreadableSource
from smart_tokyo.ledger.returned.annotate import annotate
from smart_tokyo.ledger.returned.cutout import Cutout, cutouts
from smart_tokyo.ledger.returned.template import write_template
from smart_tokyo.ledger.store import commit, history
from smart_tokyo.view.frame import Page, access, commas, plain, snapshots, streamlit_inside, unable
from smart_tokyo.view.pages.data_desk.desk import TEXTS, Desk, Result, guarded
from smart_tokyo.view.parts import download

LIMIT = MAX_BYTES // 10**6  # MB
TEMPORARY = "smart-tokyo-"
LONGEST = 80  # characters of a file's name


def take(page: Page, desk: Desk, who: str) -> None:
    """The place to drop a file; what is dropped is checked at once, which goes into the history first."""
    first, last = as_of_days()
    as_of = st.date_input(
        page.t("As-of date"),
        value=None,
        key="desk_as_of",
        min_value=first,
        max_value=last,
        help=page.t("Leave it empty for the date that the file itself names, or else today."),
        width=260,
    )
    uploaded = st.file_uploader(
        page.t("Excel workbook, or a zip of CSV files (up to {limit} MB)", limit=LIMIT),
        key=f"desk_upload_{desk.token}_{desk.round}",  # of any kind, so that the refusal is ours and says the way out
        max_upload_size=LIMIT,
        help=page.t("One sheet, or one CSV file, per table. The file is checked at once and not kept."),
    )
    if uploaded is None:
        if desk.result is None:
            download.button(
                page,
                page.t("Empty workbook to fill in (Excel)"),
                empty_workbook,
                "ledger.xlsx" if page.lang == "en" else "台帳.xlsx",
                key="desk_template",
                help=page.t("A sheet for each table, with notes, formats and drop-downs in both languages."),
            )
        return
    desk.result, desk.refused, desk.asked = None, "", ()
    with guarded(page):
        name = safe_name(uploaded.name)
        try:
            with st.status(page.t("Checking {name} …", name=plain(name)), expanded=True):
                result = examine(
                    name,
                    uploaded.getbuffer(),
                    as_of if isinstance(as_of, dt.date) else None,
                    page.lang,
                    lambda step: st.markdown(page.t(step)),
                )
            _note(name, who, history.counts(one.severity for one in result.checked.findings))
            desk.result = result
        except UnreadableSource as error:
            _note(name, who, {})
            # without the place it lay at
            reason = re.sub(rf"\S*{TEMPORARY}[^/]*/", "", error.message(page.lang))
            desk.refused = page.t("{name} was refused: {reason}", name=plain(name), reason=plain(reason))
        except store.Locked as error:  # said after the rerun, with a field that takes the file again
            desk.refused = unable.in_use(page.lang, error)
        finally:
            streamlit_inside.forget_upload(uploaded)
            desk.round += 1
        st.rerun()


def _note(name: str, who: str, findings: dict[str, int]) -> None:
    line = history.entry("check", "", "internal", findings, access.acting(roles.EDITOR, who), file=name)
    commit.note(snapshots.store(), line)


def examine(
    name: str, content: Any, as_of: dt.date | None, lang: words.Lang, step: Callable[[str], object]
) -> Result:
    """Everything there is to know about a file; nothing of it stays on the disk.

    `step` is told what is being done. Raises UnreadableSource where the file cannot be read at all.
    """
    with tempfile.TemporaryDirectory(prefix=TEMPORARY) as folder:
        source = Path(folder) / name
        source.write_bytes(content)
        step(N_("Reading the tables and checking every cell …"))
        checked = check_source(source, as_of=as_of)
        annotated = None
        cut: tuple[Cutout, ...] = ()
        if findings := checked.findings:
            step(N_("Finding the places in the file …"))
            cut = tuple(cutouts(source, findings))
            step(N_("Writing the annotated copy …"))
            out = Path(folder) / "annotated.xlsx"
            annotate(source, findings, out, lang)
            annotated = out.read_bytes()
    return Result(name, checked.as_of, checked, cut, annotated, lang)


def safe_name(name: str) -> str:
    """The name of an upload as a file's name on this machine: its last part, printable, not too long."""
    last = PurePath(name.replace("\\", "/")).name
    text = "".join(letter if letter.isprintable() else "_" for letter in last).lstrip(". ~")
    stem, suffix = PurePath(text).stem[:LONGEST], PurePath(text).suffix[:8]
    return f"{stem or 'upload'}{suffix}"


def outcome(page: Page, desk: Desk) -> None:
    """The result of the check in a sentence."""
    if desk.refused:
        st.error(desk.refused, icon=":material/block:")
    if (result := desk.result) is None:
        return
    counts = Counter(one.severity for one in result.checked.findings)
    said = [page.counted(severity, counts[severity]) for severity in SEVERITIES if counts[severity]]
    if counts["error"]:
        say, icon = st.error, ":material/error:"
        text = "errors"
    elif said:
        say, icon = st.info, ":material/check_circle:"
        text = "noted"
    else:
        say, icon = st.success, ":material/check_circle:"
        text = "ready"
    name, date = plain(result.name), page.date(result.as_of)
    say(page.t(TEXTS[text], name=name, findings=commas(said, page.lang), date=date), icon=icon)


def empty_workbook() -> bytes:
    """The workbook to fill in."""
    out = io.BytesIO()
    write_template(out)
    return out.getvalue()
