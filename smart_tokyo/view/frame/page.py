"""What a page has in hand: the snapshot and its figures, the reader's language and unit, the filters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import streamlit as st

from smart_tokyo import formats
from smart_tokyo.addresses import ONE_OF
from smart_tokyo.figures import Among, Part, Reading, Row
from smart_tokyo.view.frame import snapshots, url
from smart_tokyo.view.frame.menu import PAGES, PageInfo

NONE: Mapping[str, Any] = {}


@dataclass(frozen=True, kw_only=True)
class Page(Reading):
    """A reading of the snapshot's database that is kept between reruns, with the reader's unit of money."""

    info: PageInfo
    database: Path
    unit: str
    once: dict[str, Any] = field(default_factory=dict)  # what a run does or looks up once
    # each puts the buttons of one table or chart where the page's files are offered
    offers: list[Callable[[], None]] = field(default_factory=list)

    def part(self, query: str, part: Part, **params: Any) -> Sequence[Row]:
        """Those rows of a named query that a Part says. All readers share them: nobody changes them."""
        return snapshots.records(self.database, query, {**self.filters.params(), **params}, part)

    def listed(
        self, query: str, order: str = "", only: str = "", params: Mapping[str, Any] = NONE, **where: Any
    ) -> "Listed":
        """The rows of a long list with these values, of which a page shows a part; `params` as in `rows`.

        `order`, `only` and `where` as in `figures.Part`.
        """
        part = Part(tuple(where.items()), only, order)
        return Listed(self, query, {**self.filters.params(), **params}, part)

    def under(self, **filters: Any) -> Self:
        """The page for what stands under other filters than its own; None lifts one. Files and charts name them."""
        return replace(self, filters=replace(self.filters, **filters))

    def all_names(self, kind: str) -> dict[str, str]:
        """The names of all programmes, areas, themes or municipalities, by id."""
        return {key: self.name(kind, key) for key in self.names.get(kind, ())}

    def each(self, texts: Mapping[str, str]) -> dict[str, str]:
        """The texts of a declaration in the reader's language, by what they stand for."""
        return {key: self.t(text) for key, text in texts.items()}

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
    def unit_name(self) -> str:
        """The name of the reader's unit of money."""
        return self.t(formats.UNITS[self.unit].name)

    def link(self, to: str, label: str, *, icon: str | None = None, **changed: str | None) -> None:
        """A link to another page that carries the filters on; `changed` sets or (None) drops a parameter."""
        own = to == self.info.name
        params = url.carried(without=ONE_OF, **changed) if own else url.followed(**changed)
        st.page_link(PAGES[to].target, label=label, icon=icon, query_params=params)

    def back(self) -> None:
        """The link from one thing to the list of the same page, with search, filters and page of the list kept."""
        self.link(self.info.name, self.t(self.info.all or self.info.title), icon=":material/arrow_back:")

    def nothing(self, text: str) -> None:
        """Say in words that there is nothing to show here, and why."""
        st.info(text, icon=":material/search_off:")

    def footer(self) -> None:
        """The closing lines of every page: what the numbers are, and where they are from; its files, where wanted."""
        # inside of another site, one link leads to the page that has them
        if self.offers and not self.info.alone:
            icon = ":material/download:"
            files = st.expander(self.t("Download"), icon=icon, key="files", on_change="rerun")
            if files.open:
                with files:
                    for offer in self.offers:
                        offer()
        st.divider()
        said = self.t(
            "Amounts are whole yen in the data and rounded only on screen. "
            "“Not published” means unknown, never zero."
        )
        version = self.t("Data version: {id}", id=self.snapshot["snapshot_id"]) if self.snapshot else ""
        st.caption(f"{said}  \n{version}")


@dataclass(frozen=True)
class Listed:
    """A list as long as the ledger, of which a page reads no more rows than it shows."""

    page: Page
    query: str
    params: Mapping[str, Any]
    part: Part

    def __len__(self) -> int:
        """How many rows there are."""
        return int(self.together("count(*)"))

    def together(self, aggregate: str) -> Any:
        """What an aggregate of the columns (a constant of the code) makes of all rows."""
        return snapshots.taken(self.page.database, self.query, self.params, self.part, aggregate)

    def some(self, limit: int | None = None, offset: int = 0) -> Sequence[Row]:
        """So many rows after `offset`; all of them (None) only where the values leave few."""
        part = self.part._replace(limit=limit, offset=offset)
        return snapshots.records(self.page.database, self.query, self.params, part)

    def at(self, limit: int, offset: int) -> tuple[Sequence[Row], int]:
        """So many rows after `offset`, and how many there are in all."""
        # to find those that a macro names takes longer than to count them
        counted = any(isinstance(value, Among) for _, value in self.part.where)
        rows = replace(self, part=self.part._replace(counted=counted)).some(limit, offset)
        if rows and counted:
            return rows, int(rows[0]["of_all"])
        is_last = len(rows) < limit and (rows or not offset)
        return rows, offset + len(rows) if is_last else len(self)

    @property
    def every(self) -> Callable[[], Sequence[Row]]:
        """What reads all rows, for a file that is made on the click."""
        return snapshots.every(self.page.database, self.query, self.params, self.part)
