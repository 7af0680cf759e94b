"""Where a fact is known from: a source as a link, and the rules of the programmes with theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import linked, plain, whole
from smart_tokyo.view.parts import lineage, tables
from smart_tokyo.view.parts.columns import Column


def link(row: Mapping[Any, Any]) -> str:
    """A source as Markdown: publisher and title, linked where the address is a web address."""
    publisher, title, url = (row.get(key) for key in ("publisher", "title", "url"))
    words = [plain(str(one)) for one in (publisher, title) if not formats.missing(one) and one]
    return linked(": ".join(words), url)


def in_language(page: Page, row: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """The source to name to the reader: in Japanese the Japanese page of an English one, where the data holds it."""
    url = str(row.get("url"))
    if page.lang != "ja" or "/en/" not in url:
        return row
    wanted = url.replace("/en/", "/", 1)
    return next((one for one in page.rows("source_list") if one["url"] == wanted), row)


def bounds(page: Page, rules: pd.DataFrame) -> None:
    """The rules of each programme as a table, each with the source that says so."""
    shown = rules.assign(
        _name=[page.pick(row, "name") for row in rules.to_dict("records")],
        _years=[
            whole(formats.years(row["first_fy"], row["last_fy"], page.lang)).replace("～", "～ ")
            for row in rules.to_dict("records")
        ],
        _rate=[
            page.t("no rule") if formats.missing(rate) else page.t("up to {n}%", n=int(rate))
            for rate in rules["subsidy_rate_percent"]
        ],
        _cap=[
            page.t("no rule") if formats.missing(cap) else whole(page.money(cap))
            for cap in rules["grant_cap_yen"]
        ],
        _max=[
            page.t("no rule") if formats.missing(n) else formats.number(n) for n in rules["max_fiscal_years"]
        ],
        _source=[link(in_language(page, row)) for row in rules.to_dict("records")],
    )
    tables.table(
        page,
        "programme_rules",
        shown,
        (
            Column("_name", page.t("Programme")),
            Column("_years", page.t("Fiscal years"), "markdown"),
            Column("_cap", page.t("At most per project and fiscal year"), "markdown"),
            Column("_rate", page.t("Share of the eligible expense")),
            Column("_max", page.t("Fiscal years at most")),
            Column("_source", page.t("Source"), "markdown"),
        ),
        page.t("Rules of each programme: limit, share, number of years, with source"),
    )
    st.caption(page.t("“No rule” means that no such rule was found in the sources."))
    lineage.links(page, "programme_rules", "grant_cap_yen", "subsidy_rate_percent", "max_fiscal_years")
