"""The pages there are: for the menu, for links, and for the server, which answers other addresses as not found."""

from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from smart_tokyo.roles import EDITOR
from smart_tokyo.words import N_


@dataclass(frozen=True)
class PageInfo:
    """A page; its texts are message ids."""

    name: str
    title: str
    icon: str
    filtered: bool = True  # the filters narrow it
    audience: str | None = None  # the only one it is there for
    needs_data: bool = True  # it has nothing to say before the first snapshot, or where that cannot be read
    role: str | None = None  # what it takes to see it, beyond reading
    in_menu: bool = True  # the others are reached by links alone, and are nothing for search engines
    easy: bool = False  # there is a version in plain Japanese
    alone: bool = False  # it is shown inside of another site, without the menu
    about: str = ""  # of a public page: what others say of it
    way: str = ""  # what its card on the overview says, which has none without
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
WHAT_IF = ("try_programme", "try_project", "try_year", "try_earlier", "eligible", "request")
_ENTRIES = (
    PageInfo(
        "overview",
        N_("Overview"),
        ":material/home:",
        easy=True,
        about=N_(
            "The Smart Tokyo projects at a glance: how many there are and where, what has been decided and paid, "
            "and how far they are."
        ),
    ),
    PageInfo(
        "map",
        N_("Map"),
        ":material/map:",
        way=N_("Where the projects are, by municipality and area, with the islands in sight."),
        asks=("shade", "municipality", CHARTS),
        about=N_("The Smart Tokyo projects on a map, by municipality and area, with the islands in sight."),
    ),
    PageInfo(
        "projects",
        N_("Projects"),
        ":material/list_alt:",
        way=N_("Every project with its consortium, money, milestones and sources."),
        asks=("project", "q", "status", "sort", "view", CHARTS),
        about=N_("Every Smart Tokyo project with its consortium, grants, milestones, KPIs and sources."),
    ),
    PageInfo(
        "funding",
        N_("Funding"),
        ":material/payments:",
        way=N_("From request to payment, by year, programme, area and theme, with the limits."),
        asks=("by", CHARTS),
        about=N_(
            "The grants of the Smart Tokyo programmes from request to payment, by fiscal year, programme, area "
            "and theme, against what the rules allow."
        ),
    ),
    PageInfo(
        "rules",
        N_("Grant rules"),
        ":material/rule:",
        asks=("rule", "outcome", "project", *WHAT_IF, CHARTS),
        about=N_("The rules of the grants, checked for every project, and what a request could get."),
    ),
    PageInfo(
        "progress",
        N_("Consortium progress"),
        ":material/flag:",
        asks=(CHARTS,),
        about=N_("How far the consortia are: reported status beside the evidence, milestones and KPIs."),
    ),
    PageInfo(
        "journey",
        N_("Support journey"),
        ":material/conversion_path:",
        asks=(CHARTS,),
        about=N_("How local issues get from a first hearing to a paid grant, and where they wait."),
    ),
    PageInfo(
        "reuse",
        N_("Reuse"),
        ":material/share:",
        way=N_("Which themes and technologies were tried where, with which result; projects side by side."),
        asks=("technology", "kind", "compare", CHARTS),
        about=N_("Which themes and technologies were tried where, and with which result."),
    ),
    PageInfo(
        "review",
        N_("Review board"),
        ":material/checklist:",
        asks=("reason", "since", "project"),
        audience="internal",
    ),
    PageInfo(
        "reports",
        N_("Reports"),
        ":material/description:",
        way=N_("Progress, funding and project sheets as PDF, Excel and slides, ready for a meeting."),
        asks=("report", "project"),
        about=N_("Reports on progress, grants and single projects as PDF, Excel workbook and slides."),
    ),
    PageInfo(
        "about",
        N_("About the programme"),
        ":material/info:",
        way=N_("The programmes and their rules, their history, and what the words mean."),
        filtered=False,
        easy=True,
        about=N_("The Smart Tokyo programmes, their rules and history, and what the words mean."),
    ),
    PageInfo(
        "open_data",
        N_("Open data"),
        ":material/database:",
        asks=("table", "chart"),
        filtered=False,
        about=N_(
            "The data of the Smart Tokyo projects to take away: CSV, Parquet, JSON, 360Giving and an API, "
            "under CC BY 4.0."
        ),
    ),
    PageInfo(
        "evidence",
        N_("How this number is made"),
        ":material/function:",
        asks=("of", "key", "back", "project"),
        in_menu=False,
        about=N_("The definition of a number, the rows it came from, and the SQL that makes it."),
    ),
    PageInfo(
        "embed",
        N_("A single chart"),
        ":material/share_windows:",
        asks=("chart", "shade", CHARTS),
        audience="public",
        in_menu=False,
        alone=True,
        about=N_("One chart of the dashboard, for other sites to show."),
    ),
    PageInfo(
        "data_desk",
        N_("Data desk"),
        ":material/inbox:",
        asks=("desk",),
        filtered=False,
        audience="internal",
        needs_data=False,
        role=EDITOR,
    ),
    PageInfo(
        "accessibility",
        N_("Accessibility"),
        ":material/accessibility_new:",
        filtered=False,
        needs_data=False,
        about=N_(
            "How the Smart Tokyo dashboard meets WCAG 2.2 AA and JIS X 8341-3:2016, criterion by criterion: "
            "what is not met, and why."
        ),
    ),
)
PAGES: dict[str, PageInfo] = {page.name: page for page in _ENTRIES}
