"""What every document says of itself: title, facts, that its data is invented, and the words that its writers need."""

from __future__ import annotations

import datetime as dt

from smart_tokyo import formats
from smart_tokyo.figures import Reading
from smart_tokyo.outputs.documents.document import Document, Pair, Section, Words
from smart_tokyo.words import APP_NAME

UNDATED = dt.date(1980, 1, 1)  # of what is of no snapshot


def document(
    r: Reading,
    title: str,
    sections: tuple[Section, ...],
    about: tuple[Pair, ...],
    definitions: tuple[Pair, ...] = (),
) -> Document:
    """The document around its sections. `about`: the facts between audience and data version."""
    return Document(
        title=title,
        lang=r.lang,
        as_of=r.snapshot["as_of"] if r.snapshot else UNDATED,
        facts=facts(r, about),
        mark=r.mark,
        warning=r.warning,
        sections=sections,
        definitions=definitions,
        words=own_words(r),
        author=r.t(APP_NAME),
    )


def facts(r: Reading, about: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Label and value of each thing to know, the data version last, without what is empty."""
    found = (
        (r.t("Data set"), r.label),
        (r.t("As of"), r.as_of),
        (r.t("Audience"), r.view_name),
        *about,
        (r.t("Data version"), str(r.snapshot.get("snapshot_id", ""))),
    )
    return tuple((label, value) for label, value in found if value)


def filters(r: Reading) -> Pair:
    """The fact that says what the document is narrowed to."""
    return r.t("Filters"), r.narrowed() or r.t("no filter: all projects")


def own_words(r: Reading) -> Words:
    """The words that the writers of documents need."""
    t = r.t
    return Words(
        definitions=t("Definitions"),
        cover=t("Cover"),
        charts=t("Charts"),
        chart_data=t("Data of the chart"),
        million_yen=t("million yen"),
        unknown=r.unknown,
        gap=t("An empty cell means {unknown}.", unknown=r.unknown),
        nothing_known=t("No value is known, so there is nothing to draw."),
        more=lambda shown, total: t(
            "The first {shown} of {total}; all of them are in the workbook of this report.",
            shown=formats.number(shown),
            total=formats.number(total),
        ),
        elsewhere=lambda rows: t("{n} rows: see the workbook of this report.", n=formats.number(rows)),
    )
