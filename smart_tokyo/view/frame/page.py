"""What a page has in hand: the snapshot and its figures, the reader's language and unit, the filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import pandas as pd
import streamlit as st

from smart_tokyo import formats, words
from smart_tokyo.figures import Filters
from smart_tokyo.view.frame import snapshots, url, wording
from smart_tokyo.view.frame.menu import PAGES, PageInfo
from smart_tokyo.words import Lang


@dataclass(frozen=True)
class Page:
    """What a page needs to show figures: the snapshot, the reader's language and unit, and the filters.

    Where there is no snapshot, which only a page that needs none gets to see, `snapshot` is empty.
    """

    info: PageInfo
    database: Path
    lang: Lang
    unit: str
    filters: Filters
    snapshot: Mapping[str, Any]
    names: Mapping[tuple[str, str], Mapping[str, Any]]
    audience: str = "public"
    easy: bool = False
    once: dict[str, Any] = field(default_factory=dict, compare=False)  # what one run finds out once

    def t(self, text: str, **values: object) -> str:
        """The text in the reader's language (plain Japanese on `easy` pages), as the audience of this view reads it."""
        return words.t(wording.worded(text, self.audience), self.lang, self.easy, **values)

    def figure(self, query: str, **params: Any) -> pd.DataFrame:
        """The rows of a named query under the page's filters; `params` add to them or (None) lift them."""
        return snapshots.result(self.database, query, {**self.filters.params(), **params})

    def one(self, query: str, **params: Any) -> dict[str, Any]:
        """The only row of a named query, as `figure` runs it, by column."""
        return cast(dict[str, Any], self.figure(query, **params).to_dict("records")[0])

    def under(self, **filters: Any) -> Page:
        """The page for what stands under other filters than its own; None lifts one. Files and charts name them."""
        return replace(self, filters=replace(self.filters, **filters), once={})

    def name(self, kind: str, key: Any) -> str:
        """The name of a programme, area, theme, municipality or organization; its id where there is none."""
        row = self.names.get((kind, str(key)))
        return (words.pick(row, "name", self.lang) if row else "") or str(key)

    def pick(self, row: Any, column: str) -> str:
        """A bilingual column of a row in the reader's language ("" where unknown)."""
        return words.pick(row, column, self.lang)

    def money(self, yen: Any) -> str:
        """Yen in the reader's unit, with the unit; the word for unknown where it is not known."""
        return self.unknown if formats.missing(yen) else formats.money(yen, self.unit, self.lang)

    def amount(self, yen: Any) -> str:
        """Yen in the reader's unit, without the unit, for a column whose header names it."""
        return formats.amount(yen, self.unit, self.lang) or self.unknown

    def derived(self, yen: Any) -> str:
        """As `money`, for an amount that is computed from others: it is not "not published" where unknown."""
        return self.t("cannot be computed") if formats.missing(yen) else self.money(yen)

    @property
    def unknown(self) -> str:
        """The word where an amount is not known: "not published" to the public, "not recorded" to the staff."""
        return self.t("not published")

    @property
    def unit_name(self) -> str:
        """The name of the reader's unit of money."""
        return self.t(formats.UNITS[self.unit].name)

    def fiscal_year(self, year: Any) -> str:
        """A fiscal year in the reader's language."""
        return formats.fiscal_year(year, self.lang)

    def date(self, value: Any, precision: str = "day") -> str:
        """A date in the reader's language."""
        return formats.date(value, self.lang, precision)

    def link(self, to: str, label: str, *, icon: str | None = None, **changed: str | None) -> None:
        """A link to another page that carries the filters on; `changed` sets or (None) drops a parameter."""
        own = to == self.info.name
        params = url.carried(without=("project",), **changed) if own else url.followed(**changed)
        st.page_link(PAGES[to].file, label=label, icon=icon, query_params=params)

    def back(self) -> None:
        """The link from one project to the list of the same page, with search, filters and page of the list kept."""
        label = self.t("All projects") if self.info.name == "projects" else self.t(self.info.title)
        self.link(self.info.name, label, icon=":material/arrow_back:", project=None)

    def nothing(self, text: str) -> None:
        """Say in words that there is nothing to show here, and why."""
        st.info(text, icon=":material/search_off:")

    def footer(self) -> None:
        """The closing lines of every page: what the numbers are, and where they come from."""
        st.divider()
        st.caption(
            self.t(
                "Amounts are whole yen in the data and rounded only on screen. "
                "“Not published” means unknown, never zero."
            )
        )
        if self.snapshot:
            st.caption(self.t("Data version: {id}", id=self.snapshot["snapshot_id"]))
