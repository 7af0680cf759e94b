"""The pages there are: for the menu, for links, and for the server, which answers other addresses as not found."""

from __future__ import annotations

from dataclasses import dataclass

from smart_tokyo.roles import EDITOR
from smart_tokyo.words import N_


@dataclass(frozen=True)
class PageInfo:
    """A page: its name, file, title (message id), icon and whether the filters narrow it.

    `audience`: the only one it is there for, None for all. `needs_data`: it has nothing to say before the
    first snapshot, or where the current one cannot be read. `role`: what it takes to see it, beyond reading.
    `in_menu`: the others are reached by links alone.
    """

    name: str
    file: str
    title: str
    icon: str
    filtered: bool = True
    audience: str | None = None
    needs_data: bool = True
    role: str | None = None
    in_menu: bool = True

    def is_for(self, audience: str) -> bool:
        """Whether the page exists for an audience."""
        return self.audience in (None, audience)


PAGES: dict[str, PageInfo] = {
    page.name: page
    for page in (
        PageInfo("overview", "app.py", N_("Overview"), ":material/home:"),
        PageInfo("map", "pages/map.py", N_("Map"), ":material/map:"),
        PageInfo("projects", "pages/projects.py", N_("Projects"), ":material/list_alt:"),
        PageInfo("funding", "pages/funding.py", N_("Funding"), ":material/payments:"),
        PageInfo("rules", "pages/rules.py", N_("Grant rules"), ":material/rule:"),
        PageInfo("progress", "pages/progress.py", N_("Consortium progress"), ":material/flag:"),
        PageInfo("journey", "pages/journey.py", N_("Support journey"), ":material/conversion_path:"),
        PageInfo("reuse", "pages/reuse.py", N_("Reuse"), ":material/share:"),
        PageInfo(
            "review",
            "pages/review.py",
            N_("Review board"),
            ":material/checklist:",
            audience="internal",
        ),
        PageInfo("reports", "pages/reports.py", N_("Reports"), ":material/description:"),
        PageInfo("about", "pages/about.py", N_("About the programme"), ":material/info:", filtered=False),
        PageInfo("open_data", "pages/open_data.py", N_("Open data"), ":material/database:", filtered=False),
        PageInfo(
            "evidence",
            "pages/evidence.py",
            N_("How this number is made"),
            ":material/function:",
            in_menu=False,
        ),
        PageInfo(
            "data_desk",
            "pages/data_desk.py",
            N_("Data desk"),
            ":material/inbox:",
            filtered=False,
            audience="internal",
            needs_data=False,
            role=EDITOR,
        ),
        PageInfo(
            "accessibility",
            "pages/accessibility.py",
            N_("Accessibility"),
            ":material/accessibility_new:",
            filtered=False,
            needs_data=False,
        ),
    )
}
