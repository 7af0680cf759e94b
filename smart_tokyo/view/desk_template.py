"""The empty workbook for whoever has no ledger yet: the same as the command `template` writes."""

from __future__ import annotations

import io

from smart_tokyo.ledger.returned.template import write_template
from smart_tokyo.view import download
from smart_tokyo.view.desk_findings import WORKBOOK
from smart_tokyo.view.frame import Page


def offer(page: Page) -> None:
    """The button that downloads it; it is made only when pressed."""
    download.button(
        page,
        page.t("Empty workbook to fill in (Excel)"),
        empty_workbook,
        "ledger.xlsx" if page.lang == "en" else "台帳.xlsx",
        WORKBOOK,
        key="desk_template",
        help=page.t("A sheet for each table, with notes, formats and drop-downs in both languages."),
    )


def empty_workbook() -> bytes:
    """The workbook's bytes."""
    out = io.BytesIO()
    write_template(out)
    return out.getvalue()
