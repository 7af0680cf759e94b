"""The chart of the journey: a bar for each step."""

from __future__ import annotations

import pandas as pd

from smart_tokyo.palette import ACCENT
from smart_tokyo.view.charts import plotly
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.subjects.journey import label, step, under, with_previous


def bars(page: Page, rows: pd.DataFrame) -> None:
    """A bar for each step of the journey."""
    records = with_previous(rows)
    names = [step(page, row["step"]) for row in records]
    labels = [label(page, row) for row in records]
    colours = [ACCENT] * len(records)
    plotly.show(
        under(page),
        "journey",
        lambda: plotly.counts(names, [int(row["issues"]) for row in records], labels, colours),
        "; ".join(f"{name}: {text.replace('<br>', ', ')}" for name, text in zip(names, labels, strict=True)),
        page.t("From an issue to a paid grant"),
        rows,
    )
