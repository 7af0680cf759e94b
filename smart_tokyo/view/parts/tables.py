"""Tables: one element of real HTML (read by screen readers, printable), numbers right-aligned, units in the header."""

import json
import re
from collections.abc import Callable, Collection, Sequence
from html import escape

import streamlit as st
from markdown_it import MarkdownIt

from smart_tokyo import NUMBERS, formats
from smart_tokyo.figures import Row
from smart_tokyo.view.frame import Page, whole
from smart_tokyo.view.parts import files, narrow, values
from smart_tokyo.view.parts.columns import Column

WHOLE = 8  # letters of a header or text that stays on one line; a longer one would push the last columns out of sight
LONG = 60  # more rows than this scroll in a box of fixed height instead of lengthening the page
_CELL = MarkdownIt("zero").enable(["backticks", "emphasis", "escape", "link", "newline"])
_CLOSES = "\ue000"  # stands for an escaped bracket, which closes no mark
_ESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)\\\]")  # not where the backslash itself is escaped
# tried only where a word begins: an address may be thousands of letters long
_WHOLE = re.compile(
    rf"(?<![^ \n<>])[^ \n<>]*(?:(?:[^ -~\n]|-){narrow.JOINER}(?!@)|{narrow.JOINER}[^ -~\n])[^ \n<>]*"
)
_SIGN = re.compile(r"^([^\w\s]) ", re.MULTILINE)  # stays with its word
# that of a minus holds its amount in a block, too
_JOINERS = re.compile(f"(?<!{formats.MINUS}){narrow.JOINER}")
_MARK = re.compile(r":(small|\w+-badge)\[([^\]]*)\]")


def _header(page: Page, column: Column) -> str:
    """The header as it is set: a short one stays whole, a long one may break."""
    header = column.label
    if column.kind == "yen":
        header = page.t("{label} ({unit})", label=header, unit=page.unit_name)
    return whole(header) if len(header) <= WHOLE else header


def _cell(page: Page, column: Column, row: Row) -> str:
    value = row[column.key]
    if column.absent is not None and formats.missing(value):
        said = column.absent if isinstance(column.absent, str) else column.absent(row)
    else:
        said = values.cell(page, value, column.kind)
    if column.kind in NUMBERS:
        return whole(said)
    is_short = column.kind == "text" and len(said.replace("\\", "")) <= WHOLE
    if is_short or column.kind in ("date", "fiscal_year"):
        return whole(said).replace(" ", "\u00a0").replace("-", f"-{narrow.JOINER}")
    return _SIGN.sub("\\1\u00a0", said)


def _held(made: str) -> str:
    """What `whole` holds together the browser does: a screen reader would speak it letter by letter."""
    return _loose(_WHOLE.sub(r"<span class=whole>\g<0></span>", made))


def _loose(text: str) -> str:
    return _JOINERS.sub("", text)


def _html(markdown: str) -> str:
    """The Markdown of a cell as HTML: what Streamlit would make of it."""
    made = _CELL.renderInline(_ESCAPED.sub(rf"\1{_CLOSES}", markdown))
    return _held(_MARK.sub(r'<span class="\1">\2</span>', made).replace(_CLOSES, "]"))


def _filled(opened: str, cell: str, style: str) -> str:
    look = f' style="{style}"' if style else ""
    return f"{opened}{look}><div>{_html(cell)}</div></td>"


@st.cache_data(max_entries=1_000, show_spinner=False)
def _put(made: str) -> None:
    """Put a table on the page: it is made once, and then shown again as it is. `made`: all that is shown, as JSON."""
    headers, right, rows, styles, alt = json.loads(made)
    need = narrow.needed(zip(headers, *rows, strict=True))
    told = [escape(" ".join(header.split())) for header in headers]
    heads = [
        f"<th scope=col class={side}><div>{_held(text)}</div></th>"
        for text, side in zip(told, right, strict=True)
    ]
    opened = [
        f'<td class={side} data-header="{_loose(text)}"' for text, side in zip(told, right, strict=True)
    ]
    lines = "".join(
        f"<tr>{''.join(map(_filled, opened, cells, looks))}</tr>"
        for cells, looks in zip(rows, styles, strict=True)
    )
    name = f'aria-label="{escape(alt)}"'
    scrolls = " scrolls" if len(rows) > LONG else ""
    st.html(  # what may scroll is reached by the keyboard
        f'<div class="table{scrolls}" tabindex=0 role=group {name}><table class="{narrow.blocks(need)}" {name}>'
        f"<thead><tr>{''.join(heads)}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def put(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    alt: str,
    right: Collection[int] = (),
    styles: Sequence[Sequence[str]] = (),
) -> None:
    """Put rows of Markdown on the page as a table, of which `alt` says what it is.

    `right`: places of the columns that hold numbers. `styles`: of each cell of each row, as CSS.
    """
    sides = ["right" if place in right else "left" for place in range(len(headers))]
    plain = styles or [[""] * len(headers)] * len(rows)
    _put(json.dumps([headers, sides, rows, plain, alt], ensure_ascii=False))


def table(
    page: Page,
    name: str,
    rows: Sequence[Row],
    columns: Sequence[Column],
    alt: str,
    *,
    every: Callable[[], Sequence[Row]] | None = None,
) -> None:
    """Show the rows as a table, with their download; `alt` says what it is. Says so in words where there is no row.

    `name`: of the table among those of the page, also in the name of its file. `every`: reads the rows of the file,
    where the screen shows a part of them.
    """
    if not rows:
        st.markdown(page.t("There is nothing to show here."))
        return
    rows = [{**row, **{one.key: one.of(row) for one in columns if one.of}} for row in rows]
    if len(rows) > LONG:
        st.caption(page.t("{n} rows. Scroll within the table to see them all.", n=len(rows)))
    cells = [[_cell(page, one, row) for one in columns] for row in rows]
    numbers = [place for place, one in enumerate(columns) if one.kind in NUMBERS]
    put([_header(page, one) for one in columns], cells, alt, numbers)
    files.offer(page, name, alt, every or rows, columns)
