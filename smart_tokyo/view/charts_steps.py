"""The chart of the journey: a bar for each step."""

from __future__ import annotations

import pandas as pd

from smart_tokyo.palette import ACCENT
from smart_tokyo.view import charts
from smart_tokyo.view.journey_words import label, step, under, with_previous
from smart_tokyo.view.page import Page


def bars(page: Page, rows: pd.DataFrame) -> None:
    """A bar for each step of the journey."""
    records = with_previous(rows)
    names = [step(page, row["step"]) for row in records]
    labels = [label(page, row) for row in records]
    colours = [ACCENT] * len(records)
    charts.show(
        under(page),
        "journey",
        lambda: charts.counts(names, [int(row["issues"]) for row in records], labels, colours),
        "; ".join(f"{name}: {text.replace('<br>', ', ')}" for name, text in zip(names, labels, strict=True)),
        page.t("From an issue to a paid grant"),
        rows,
    )
