"""What a check says: its findings, each with the few cells of the sheet around it, and what was read of the file."""

from collections import Counter
from pathlib import PurePath

import streamlit as st

from smart_tokyo import N_, Kind, palette, schema
from smart_tokyo.ledger.checking.check import as_finding
from smart_tokyo.ledger.content.findings import SEVERITIES, Finding, weight
from smart_tokyo.ledger.returned.cutout import Cutout
from smart_tokyo.view.frame import Page, plain
from smart_tokyo.view.pages.data_desk.desk import TEXTS, Desk, Result, guarded
from smart_tokyo.view.pages.data_desk.history import table_title
from smart_tokyo.view.parts import download, headed, phrases, put, table

FIRST = 5
MORE = 50
LONGEST = 28  # characters of a cell in a cut-out
ALL = ""
# its colour and word
SEVERITY = {"error": ("red", N_("Error")), "warning": ("orange", N_("Warning")), "info": ("blue", N_("Note"))}
Pair = tuple[Finding, Cutout]


def show(page: Page, desk: Desk) -> None:
    """The findings of the file on the desk, those of the chosen severity and table, the first few and then more."""
    result = desk.result
    if result is None or not result.checked.findings:
        return
    with guarded(page):
        if (content := result.annotated) is not None:
            download.button(
                page,
                page.t("Download the annotated copy (Excel)"),
                lambda: content,
                f"{PurePath(result.name).stem}_{'指摘' if result.lang == 'ja' else 'findings'}.xlsx",
                key="desk_annotated",
                help=page.t(TEXTS["annotated"]),
            )
        chosen = _chosen(page, result)
        key = f"desk_shown_{desk.round}"
        shown = st.session_state.get(key, FIRST)
        for finding, cutout in chosen[:shown]:
            with st.container(border=True):
                st.markdown(heading(page, finding))
                if cutout.rows:
                    rows, styles = marked(cutout, finding.severity)
                    alt = page.t("The cells around {place}", place=finding.location)
                    put([page.t("Row"), *cutout.columns], rows, alt, styles=styles)
        rest = len(chosen) - shown
        if rest > 0:
            st.caption(page.t("{n} of {total} findings are shown.", n=shown, total=len(chosen)))
            st.button(
                page.t("Show {n} more", n=min(rest, MORE)),
                key="desk_more",
                icon=":material/expand_more:",
                on_click=lambda: st.session_state.update({key: shown + MORE}),
            )


def _chosen(page: Page, result: Result) -> list[Pair]:
    pairs: list[Pair] = sorted(
        zip(result.checked.findings, result.cutouts, strict=True), key=lambda pair: weight(pair[0])
    )
    severities = Counter(finding.severity for finding, _ in pairs)
    tables = Counter(finding.table or ALL for finding, _ in pairs)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        severity = st.segmented_control(
            page.t("Severity"),
            [one for one in SEVERITIES if severities[one]],
            format_func=lambda one: f"{palette.SEVERITY_MARK[one]} {page.counted(one, severities[one])}",
            key="desk_severity",
            help=page.t("An error stops the build. A warning does not. A note says how a value was read."),
        )
        names = list(dict.fromkeys(finding.table or ALL for finding in result.checked.findings))
        wanted = st.selectbox(
            page.t("Table"),
            names,
            index=None,
            format_func=lambda one: (
                f"{page.t('The file as a whole') if one == ALL else table_title(page, one)} ({tables[one]:,})"
            ),
            key="desk_table",
            placeholder=page.t("All tables"),
            width=320,
        )
    return [
        (finding, cutout)
        for finding, cutout in pairs
        if (severity is None or finding.severity == severity)
        and (wanted is None or (finding.table or ALL) == wanted)
    ]


def heading(page: Page, finding: Finding) -> str:
    """A finding in words: mark and severity, where it is, what is wrong and what is right."""
    colour, text = SEVERITY[finding.severity]
    badge = f":{colour}-badge[{palette.SEVERITY_MARK[finding.severity]} {page.t(text)}]"
    return f"{badge} **{plain(finding.location)}**  \n{plain(finding.message(page.lang))}"


def marked(cutout: Cutout, severity: str) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of the cut-out as Markdown, each after its number, and their styles: the cells meant are coloured."""
    ground, ink = palette.SEVERITY[severity]
    style = f"background-color: {ground}; color: {ink}; font-weight: bold"
    cells, styles = [], []
    for number, row in cutout.rows:
        meant = [(number, place) in cutout.marked for place in range(len(row))]
        first = meant.index(True) if True in meant else -1  # of a whole row the first cell has the mark
        marks = [f"{palette.SEVERITY_MARK[severity]} " if place == first else "" for place in range(len(row))]
        short = [cell if len(cell) <= LONGEST else cell[:LONGEST] + "…" for cell in row]
        texts = [mark + plain(cell) for mark, cell in zip(marks, short, strict=True)]
        cells.append([str(number), *texts])
        styles.append(["", *(style if one else "" for one in meant)])
    return cells, styles


def read(page: Page, desk: Desk) -> None:
    """What was read of the file on the desk, so that a person sees a wrong unit or a wrong year at a glance.

    Each amount: how many are known, and of these in yen lowest, highest and total; each table: its rows and dates.
    """
    if desk.result is None:
        return
    with guarded(page):
        found = desk.result.checked.read
        st.subheader(page.t("What was read"), anchor=False)
        st.markdown(plain(as_finding(found, "").message(page.lang)))
        amounts = [
            {"amount": phrases.declared(page, schema.field(name, column)), **vars(amount)}
            for name, one in found.tables.items()
            for column, amount in one.amounts.items()
        ]
        numbers: dict[str, Kind] = dict.fromkeys(("known", "lowest", "highest", "total"), "count")
        shown = headed(page, TEXTS["read_amounts"], **numbers)
        table(page, "read_amounts", amounts, shown, page.t("The amounts that were read"))
        shown = headed(page, TEXTS["read_tables"], rows="count", first_date="date", last_date="date")
        rows = [
            {"table": table_title(page, name), **{of.key: getattr(one, of.key) for of in shown[1:]}}
            for name, one in found.tables.items()
        ]
        table(page, "read_tables", rows, shown, page.t("The rows that were read of each table"))
