"""What a page has to download, made on the click: every table and chart as CSV and Excel, a chart as PNG."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from smart_tokyo.figures import Row, records
from smart_tokyo.outputs.files import table_files
from smart_tokyo.view.frame import Page, plain, snapshots, url
from smart_tokyo.view.frame.menu import CHARTS
from smart_tokyo.view.parts import download, file_columns
from smart_tokyo.view.parts.columns import Column

TITLED = {"title_ja", "project_title_ja"}  # columns with the name of the project that a row is about
LONGEST = 500  # letters of an address, or of choices, in a note: it stands in every row of a CSV file
Rows = Sequence[Row] | Callable[[], Sequence[Row]]  # of a file, or what reads them on the click
NO_CHOICE = ("view", "sort", "back", CHARTS)  # of the page's own parameters, those that choose no rows


def about(page: Page, title: str) -> table_files.About:
    """What a file from this page says of itself."""
    own = page.info.asks  # what no page asks for is anybody's text, and has no place in a file of ours
    carried = {
        key: value for key, value in url.carried().items() if key in (*url.FOLLOWS, *own) or url.is_place(key)
    }
    choices = (f"{key}={value}" for key, value in carried.items() if key in own and key not in NO_CHOICE)
    path = f"{url.home()}{page.info.path}"[:LONGEST]
    address = f"{path}?{urlencode(carried)}" if carried else path
    return table_files.About(
        title=title,
        reading=page if page.info.needs_data else replace(page, snapshot={}),  # the desk's rows are of none
        selection=(page.narrowed() if page.info.filtered else "") or page.t("no filter"),
        choices=", ".join(choices)[:LONGEST],
        address=address if len(address) <= LONGEST else path,
    )


def stem(page: Page, of: str) -> str:
    """The name of a file without its ending: which page, which table or chart, which data version and language."""
    version = str(page.snapshot["snapshot_id"]) if page.snapshot and page.info.needs_data else ""
    inside = "internal" if page.audience == "internal" else ""
    own = of.removeprefix(f"{page.info.name}_")
    return table_files.file_stem((page.info.name, own, version, inside, page.lang))


def offer(
    page: Page,
    of: str,
    title: str,
    rows: Rows,
    columns: Sequence[Column] = (),
    *,
    query: str | None = None,
    image: Callable[[table_files.About], bytes] | None = None,
) -> None:
    """Offer the rows of the table or chart `of` (its name on the page, ASCII), which are under the page's filters.

    They stand under the page's one "Download" (Page.footer). `rows`: or what reads them on the click. `columns`: those
    that are shown; what else the rows hold follows. `query`: whose columns the rows have, where no shown one says so.
    `image`: makes the chart as PNG; must not use Streamlit.
    """
    query = query or next((one.query for one in columns if one.query), None)

    def buttons() -> None:
        said = about(page, title)
        # the connection is taken here, as what runs on the click has no session
        con = snapshots.connection(page.database) if page.info.needs_data else None

        def made(write: Callable[..., bytes]) -> bytes:
            every = rows() if callable(rows) else rows
            named = {name for row in every[:1] for name in row}
            untitled = "project_id" in named and not TITLED & named
            found = records(con, "titles") if con and untitled else []
            titles = {row["id"]: page.pick(row, "title") for row in found if row["kind"] == "project"}
            return write(said, file_columns.columns(page, every, columns, titles, query))

        kinds: dict[str, tuple[str, Callable[[], bytes]]] = {
            "csv": ("CSV", partial(made, table_files.csv)),
            "xlsx": ("Excel", partial(made, table_files.workbook)),
        }
        if image is not None:
            kinds["png"] = page.t("Image (PNG)"), partial(image, said)
        st.caption(plain(title))
        with st.container(horizontal=True):
            for ending, (label, make) in kinds.items():
                download.button(page, label, make, f"{stem(page, of)}.{ending}", key=f"{ending}_{of}")

    page.offers.append(buttons)
