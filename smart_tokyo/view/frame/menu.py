"""The pages there are: for the menu, for links, and for the server, which answers other addresses as not found."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import streamlit as st
import yaml

from smart_tokyo.settings import PROJECT


@dataclass(frozen=True)
class PageInfo:
    """A page; its texts are message ids."""

    name: str
    title: str
    icon: str
    filtered: bool = True  # the filters narrow it
    exact: bool = False  # all of its money is to the yen, whatever unit a reader has
    audience: str | None = None  # the only one it is there for
    needs_data: bool = True  # it has nothing to say before the first snapshot, or where that cannot be read
    role: str | None = None  # what it takes to see it, beyond reading
    in_menu: bool = True  # the others are reached by links alone, and are nothing for search engines
    easy: bool = False  # there is a version in plain Japanese
    alone: bool = False  # it is shown inside of another site, without the menu
    about: str = ""  # of a public page: what others say of it
    way: str = ""  # what its card on the overview says, which has none without
    all: str = ""  # what its list is called where it shows one thing of it
    # parameters of its own, beside those of every page (url.FOLLOWS) and of its lists
    asks: tuple[str, ...] = ()

    def is_for(self, audience: str) -> bool:
        """Whether the page exists for an audience."""
        return self.audience in (None, audience)

    @property
    def file(self) -> str:
        """The script that Streamlit runs for it."""
        return "app.py" if self.name == "overview" else f"pages/{self.name}.py"

    @cached_property
    def target(self) -> st.Page:
        """What a link to it names, in a run: Streamlit looks its file up once, not for each link."""
        return st.Page(self.file, default=self.name == "overview")

    @property
    def path(self) -> str:
        """Where it is inside of the dashboard."""
        return "/" if self.name == "overview" else f"/{self.name}"


CHARTS, LIVE = "charts", "live"  # whether the charts of a page that `asks` for it answer to the pointer
PAGES: Mapping[str, PageInfo] = {
    name: PageInfo(name, **{**raw, "asks": tuple(raw.get("asks", ()))})
    for name, raw in yaml.safe_load((PROJECT / "smart_tokyo" / "pages.yml").read_text("utf-8")).items()
}
