"""What needs a look, in a sentence, and in which order."""

from __future__ import annotations

import pandas as pd

from smart_tokyo import formats
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import sentences
from smart_tokyo.view.parts import phrases


def finding(page: Page, rows: pd.DataFrame, projects: int) -> str:
    """How many points there are about how many of the projects, and since when the oldest is open."""
    if rows.empty:
        return page.t(
            "**Nothing recorded calls for a look** in the {projects}.",
            projects=phrases.counted(page.lang, "project", projects),
        )
    said = [
        page.t(
            "**{points} about {ratio} projects** need a look.",
            points=phrases.counted(page.lang, "point", len(rows)),
            ratio=formats.ratio(rows["project_id"].nunique(), projects, page.lang),
        )
    ]
    dated = rows.dropna(subset=["since_on"])
    if len(dated):
        oldest = phrases.records(dated.nlargest(1, "days"))[0]
        said.append(
            page.t(
                "The oldest is open since {date} ({days}).",
                date=page.date(oldest["since_on"]),
                days=phrases.counted(page.lang, "day", oldest["days"]),
            )
        )
    return sentences(said, page.lang)
