"""The way from a number to how it is made: a quiet line of links under a headline, a chart or a table.

The address of the page "evidence" says it all: which number (`of`), which row (`key`), the filters, and the page it
came from (`back`). A page in plain Japanese has no such line: this is told in ordinary Japanese only.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlencode

import streamlit as st

from smart_tokyo import formats
from smart_tokyo.figures import Figure, catalog, declared
from smart_tokyo.figures.lineage import BETWEEN, written_key
from smart_tokyo.figures.lineage import address as made_at
from smart_tokyo.view.frame import Page, plain, url


def address(
    page: Page, query: str, column: str, *, over: Mapping[str, Any] | None = None, **key: Any
) -> dict[str, str]:
    """The parameters of the address that shows how a number is made.

    `over`: what the page gave `page.figure` beside its filters, None for one that it lifted. `key`: the values of the
    query's key columns; without them the reader chooses the row there. Raises UnknownFigure, ValueError for a key.
    """
    figure = declared().figure(query, column)
    if key and set(key) != set(figure.key):
        raise ValueError(f"{query} is told apart by {', '.join(figure.key) or 'nothing'}")
    searched = url.asked().values.get("q") if "q" in page.info.asks else None
    return url.followed(**made_at(figure, over or {}, key), back=page.info.name, q=searched)


def read_key(figure: Figure, text: str) -> dict[str, str] | None:
    """The values of a figure's key in the text of an address; None where they are not as many."""
    values = [unquote(part) for part in text.split(BETWEEN)] if text else []
    return dict(zip(figure.key, values, strict=True)) if len(values) == len(figure.key) else None


def markdown(page: Page, query: str, column: str, label: str | None = None, **row: Any) -> str:
    """A Markdown link to how a number is made, named as it is unless by the label; `row`: as in `address`."""
    text = label or plain(title(page, query, column))
    return f"[{text}](evidence?{urlencode(address(page, query, column, **row))})"


def again(label: str, values: list[str]) -> str:
    """A Markdown link to the page that is open, for the row of these key values."""
    return f"[{label}](evidence?{urlencode(url.carried(key=written_key(values)))})"


def title(page: Page, query: str, column: str) -> str:
    """The name of a number in the reader's language."""
    return declared().figure(query, column).word.title[page.lang]


def place(page: Page, row: Mapping[str, Any], prefix: str = "") -> str:
    """Where a row stands in its source: `grants.csv, row 12`; `prefix`: of the columns that say so."""
    file, sheet, number = (row[f"{prefix}{name}"] for name in ("file", "sheet", "row_number"))
    if formats.missing(file):
        return page.t("not known")
    name = str(file) if formats.missing(sheet) else page.t("{file}, sheet {sheet}", file=file, sheet=sheet)
    said = page.t("{file}, row {row}", file=name, row=f"{number:.0f}")
    return page.t("{place} (reference data)", place=said) if row.get("shipped") and not prefix else said


def sql(name: str, params: Mapping[str, Any]) -> None:
    """The SQL of a named query, with its parameters above as they are bound."""
    query = catalog()[name]
    bound = [
        f"-- ${one} = {'null' if params.get(one) is None else repr(params[one])}" for one in query.parameters
    ]
    st.code("\n".join([*bound, query.sql]), language=None, wrap_lines=True)


def link(page: Page, query: str, column: str, **row: Any) -> None:
    """A small link beside a number to how it is made; `row`: as in `address`."""
    if not (page.easy or page.info.alone):  # inside of another site, one link leads to the page that has them
        label = page.t("How this number is made: {name}", name=plain(title(page, query, column)))
        st.markdown(_small([markdown(page, query, column, label, **row)]))


def links(page: Page, query: str, *columns: str, notes: Sequence[str] = (), **row: Any) -> None:
    """Small lines under a chart, a table or a row of numbers: `notes`, and a link for each of its columns."""
    line(page, *((query, column) for column in columns), notes=notes, **row)


def line(page: Page, *numbers: tuple[str, str], notes: Sequence[str] = (), **row: Any) -> None:
    """The same for columns of several queries. All are one element: the browser's time goes by their number."""
    if text := said(page, *numbers, notes=notes, **row):
        st.markdown(text)


def said(page: Page, *numbers: tuple[str, str], notes: Sequence[str] = (), **row: Any) -> str:
    """What `line` puts on the page, as Markdown for an element that has more; "" where there is nothing."""
    lines = [text for text in notes if text]
    if numbers and not (page.easy or page.info.alone):
        made = " ・ ".join(markdown(page, query, column, **row) for query, column in numbers)
        lines.append(page.t("How these numbers are made: {names}", names=made))
    return _small(lines)


def _small(lines: Sequence[str]) -> str:
    # a caption's grey would leave links too little contrast
    return "  \n".join(f":small[{text}]" for text in lines)
