"""Reported and evidence status in counts and words, from rag_agreement."""

from __future__ import annotations

import pandas as pd

from smart_tokyo import formats, schema
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import sentences
from smart_tokyo.view.parts import phrases


def counts(agreement: pd.DataFrame, column: str) -> dict[str | None, int]:
    """Colour (None: no report) → running projects, from rag_agreement; the colours in the schema's order."""
    order = [*schema.field("status_reports", "rag").enum, None]
    keys = [None if formats.missing(key) else str(key) for key in agreement[column]]
    found = agreement["projects"].groupby(
        pd.Series(keys, index=agreement.index, dtype="object"), dropna=False
    )
    sums = {None if formats.missing(key) else str(key): int(n) for key, n in found.sum().items()}
    return {key: sums[key] for key in order if key in sums}


def finding(page: Page, agreement: pd.DataFrame) -> str:
    """How many running projects report that they are on track, and where the evidence says otherwise."""
    if agreement.empty:
        return ""
    reported = counts(agreement, "rag")
    running, silent = sum(reported.values()), reported.get(None, 0)
    if silent == running:
        return page.t("No status report is published.")
    said = page.t(
        "{ratio} running projects report “{word}”.",
        ratio=formats.ratio(reported.get("green", 0), running, page.lang),
        word=phrases.word(page.lang, "status_reports", "rag", "green"),
    )
    other = int(agreement.loc[agreement["disagree"], "projects"].sum())
    ratio = formats.ratio(other, running - silent, page.lang)
    return sentences(
        [
            said,
            page.t("Of those that report, the evidence says otherwise in {ratio}.", ratio=ratio),
        ],
        page.lang,
    )


def differs(page: Page) -> str:
    """Mark and word of a project whose two colours differ, as Markdown."""
    return f"**{page.t('≠ Differs from the report')}**"
