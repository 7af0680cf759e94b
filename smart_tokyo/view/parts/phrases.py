"""Small words that several pages share: enum words, marks beside them, counts with their noun, badges."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from html import escape
from itertools import chain, repeat
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from babel.lists import format_list

from smart_tokyo import N_, formats, palette, schema, terms, words
from smart_tokyo.addresses import API, SHEETS
from smart_tokyo.figures import Filters, Row
from smart_tokyo.view.frame import Page, linked, plain, unable, url

LONG = 8  # letters of a number on a tile; longer ones stand three in a row
BOUNDARIES = N_("Source: Japan Meteorological Agency website, edited.")
POPULATION: str = words.texts("notes")["map"]["population"]


def rag(page: Page, value: Any) -> str:
    """A status as mark and word."""
    return f"{palette.RAG_MARK.get(str(value), '')} {page.word('status_reports', 'rag', value)}"


def reported(page: Page, value: Any, programme_id: str | None = None) -> str:
    """A reported status as mark and word; what `no_report` says of the programme where there is none."""
    return f"– {page.no_report(programme_id)}" if formats.missing(value) else rag(page, value)


def evidence(page: Page, value: Any) -> str:
    """The status by evidence of a running project as mark and word; that there is nothing to judge by where none is."""
    return f"– {page.t(terms.NO_EVIDENCE)}" if formats.missing(value) else rag(page, value)


def state(page: Page, value: str) -> str:
    """A milestone's state as mark and word."""
    return f"{palette.STATE_MARK[value]} {page.t(terms.STATES[value])}"


def lag(page: Page, permille: Any) -> str:
    """How far a KPI is from its plan, in words."""
    if int(permille) == 0:
        return page.t("● On plan")
    text = N_("▲ Behind plan by {share} points") if permille > 0 else N_("✓ Ahead of plan by {share} points")
    return page.t(text, share=formats.number(Decimal(abs(int(permille))) / 10, 1))


def badges(page: Page, row: Mapping[str, Any]) -> str:
    """What a reader must know about a project at once, as badges: status, inferred, unpublished."""
    status = str(row["status"])
    colour = {"active": "blue", "selected": "violet", "completed": "green"}.get(status, "gray")
    found = [f":{colour}-badge[{page.word('projects', 'status', status)}]"]
    if row["confidence"] == "inferred":
        found.append(f":orange-badge[{page.word('projects', 'confidence', 'inferred')}]")
    if not formats.missing(row["published"]) and not row["published"]:
        found.append(f":gray-badge[{page.t('Unpublished')}]")
    return " ".join(found)


def titled(page: Page, row: Mapping[str, Any], column: str = "title") -> str:
    """The name of a row as safe Markdown, with a note where the row is inferred."""
    text = plain(page.pick(row, column))
    if row.get("confidence") == "inferred":
        text += page.t(" (inferred)")
    return text


def project_link(page: Page, row: Mapping[str, Any], title: str = "title") -> str:
    """The title of a row's project as a Markdown link to its page; one whose (project_)status is withdrawn says so."""
    params = urlencode(url.followed(project=str(row["project_id"])))
    return f"[{plain(page.pick(row, title))}](projects?{params})" + withdrawn(page, row)


def calendar(page: Page, **of: str) -> None:
    """The way to what is to come of something, for one's own calendar; the internal view has no open data."""
    if not page.is_internal:
        address = f"{url.home()}{API}/upcoming.ics?{urlencode({**of, 'lang': page.lang})}"
        st.markdown(f":small[[{page.t('What is to come, for your calendar')}]({address})]")


def named(page: Page, kind: str, key: Any, text: str = "", *, link: bool = True) -> str:
    """The name of what SHEETS has a page of (or the `text` for it, Markdown) as a link to it; plain of all else."""
    text = text or plain(page.name(kind, key))
    if not link or kind not in SHEETS or key not in page.names.get(kind, ()) or page.info.alone:
        return text
    to, parameter = SHEETS[kind]
    return f"[{text}]({to}?{urlencode(url.followed(**{parameter: key}))})"


def way(page: Page, **changed: str) -> str:
    """The address of the page that is open, with another selection."""
    return f"{page.info.path[1:]}?{urlencode(url.at_the_start(**changed))}"


def member(page: Page, row: Mapping[str, Any]) -> str:
    """The organization of a row of project_members or award_members as a link, with a note where it is inferred."""
    return named(page, "organization", row["organization_id"], titled(page, row, "name"))


def withdrawn(page: Page, row: Mapping[str, Any]) -> str:
    """What stands behind the title of a withdrawn project; "" of any other."""
    status = row.get("project_status", row.get("status"))
    return page.aside(page.word("projects", "status", status)) if status == "withdrawn" else ""


def gaps(page: Page, years: Iterable[Any]) -> str:
    """Which fiscal years between the first and the last have no grant, as a sentence; "" where none is missing."""
    known = {int(year) for year in years}
    none = [year for year in range(min(known), max(known)) if year not in known] if known else []
    names = words.commas(map(page.fiscal_year, none), page.lang)
    return page.t("No grant is recorded for {years}.", years=names) if none else ""


def tiles(cells: Sequence[tuple[str, ...]], drawn: Iterable[str] = ()) -> None:
    """Numbers in rows as even as can be (outputs/web/page.css): label, value, remarks ("" for none), no Markdown.

    `drawn`: markup of ours beneath the remarks of each.
    """
    if not cells:
        return
    long = any(len(one[1]) > LONG for one in cells)
    rows = -(-len(cells) // (3 if long else 5))
    made = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd>{f'<dd>{said}{line}</dd>' if said else ''}</div>"
        for (label, value, *remarks), line in zip(cells, chain(drawn, repeat("")), strict=False)
        for said in ["<br>".join(escape(one) for one in remarks if one)]
    )
    st.html(
        f'<dl class="tiles" style="--across:{-(-len(cells) // rows)};--least:{12 if long else 9}rem">{made}</dl>'
    )


def in_unit(page: Page, label: str) -> str:
    """A label with the reader's unit of money, so that the number beside it stays short."""
    return page.t("{label} ({unit})", label=label, unit=page.unit_name)


def nothing_selected(page: Page) -> None:
    """Say kindly that the selection, or the whole ledger, holds no project; and where to go instead."""
    if page.filters != Filters():
        page.nothing(page.t("No project matches this selection. Widen the filters to see more."))
    else:
        page.nothing(page.t("This ledger holds no projects yet."))
        unable.way_on(page.lang, "about")


def boundary_credit(page: Page) -> None:
    """The credit that the outlines of the municipalities require wherever they are shown (see NOTICE)."""
    st.text(page.t(BOUNDARIES))


def joined(page: Page, parts: list[str]) -> str:
    """Parts of a sentence as a list: `a, b and c`, `a、b、c`."""
    return str(format_list(parts, locale="ja" if page.lang == "ja" else "en_GB"))


def declared(page: Page, thing: schema.Table | schema.Field, name: str = "title") -> str:
    """The title (or description) of a table or column in the reader's language."""
    return str(getattr(thing, name if page.lang == "ja" else f"{name}_en"))


def source_line(page: Page, row: Row) -> str:
    """A source as safe Markdown: its title as a link where it has a web address, publisher and date."""
    behind = [plain(str(row["publisher"]))]
    if not formats.missing(row["published_on"]):
        behind.append(page.date(row["published_on"]))
    return linked(plain(str(row["title"])), row["url"]) + page.aside(*behind)
