"""The empty workbook for whoever has no ledger yet: the same as the command `template` writes."""

from __future__ import annotations

import io

import streamlit as st

from smart_tokyo.ledger.template import write_template
from smart_tokyo.view.desk_findings import WORKBOOK
from smart_tokyo.view.frame import Page


def offer(page: Page) -> None:
    """The button that downloads it; it is made only when pressed."""
    st.download_button(
        page.t("Empty workbook to fill in (Excel)"),
        empty_workbook,
        file_name="ledger.xlsx" if page.lang == "en" else "台帳.xlsx",
        mime=WORKBOOK,
        key="desk_template",
        icon=":material/table:",
        type="tertiary",
        on_click="ignore",
        help=page.t("A sheet for each table, with notes, formats and drop-downs in both languages."),
    )


def empty_workbook() -> bytes:
    """The workbook's bytes."""
    out = io.BytesIO()
    write_template(out)
    return out.getvalue()
