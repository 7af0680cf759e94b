"""What the check read of a file: rows and dates of each table, lowest, highest and total of each amount."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from smart_tokyo.ledger.checking.check import Summary, as_finding
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain
from smart_tokyo.view.pages.data_desk.changes import table_title, title
from smart_tokyo.view.pages.data_desk.desk import Desk, guarded
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table


def show(page: Page, desk: Desk) -> None:
    """What was read of the file on the desk, so that a person sees a wrong unit or a wrong year at a glance."""
    if desk.result is None:
        return
    with guarded(page):
        read = desk.result.checked.read
        st.subheader(page.t("What was read"), anchor=False)
        st.markdown(plain(as_finding(read, "").message(page.lang)))
        table(
            page,
            "read_amounts",
            amounts(page, read),
            [
                Column("amount", page.t("Amount")),
                Column("known", page.t("Known amounts"), "count"),
                Column("lowest", page.t("Lowest"), "count"),
                Column("highest", page.t("Highest"), "count"),
                Column("total", page.t("Total"), "count"),
            ],
            page.t("The amounts that were read"),
        )
        table(
            page,
            "read_tables",
            rows(page, read),
            [
                Column("table", page.t("Table")),
                Column("rows", page.t("Number of rows"), "count"),
                Column("first_date", page.t("First date"), "date"),
                Column("last_date", page.t("Last date"), "date"),
            ],
            page.t("The rows that were read of each table"),
        )


def amounts(page: Page, read: Summary) -> pd.DataFrame:
    """One row per column of money: how many amounts are known, and of these in yen; NULL where there are none."""
    found = [
        {"amount": title(page, name, column), **vars(amount)}
        for name, one in read.tables.items()
        for column, amount in one.amounts.items()
    ]
    frame = pd.DataFrame(found, columns=["amount", "known", "lowest", "highest", "total"])
    return frame.astype(dict.fromkeys(("known", "lowest", "highest", "total"), "Int64"))


def rows(page: Page, read: Summary) -> pd.DataFrame:
    """One row per table: how many rows, and its first and last date."""
    found = [{"table": table_title(page, name), **vars(one)} for name, one in read.tables.items()]
    return pd.DataFrame(found, columns=["table", "rows", "first_date", "last_date"])
