"""The charts that another site may show alone, in a frame: declared here once, with what each draws.

The address is `/embed?chart=NAME&embed=true` with the filters of any permalink; `embed=true` is Streamlit's own and
takes its frame away.
"""

import html
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from smart_tokyo import APP_NAME, N_, formats, settings
from smart_tokyo.figures.lineage import PARAMETERS
from smart_tokyo.view.charts import money, progress
from smart_tokyo.view.frame import PAGES, Page, choices, commas, plain, url
from smart_tokyo.view.maps import panels, picture
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.subjects import journey, places, status
from smart_tokyo.view.subjects import money as money_words

PARAMETER = "chart"


@dataclass(frozen=True)
class Embed:
    """A chart to embed: its title (message id), the page it is from, the height of a frame in which all of it is
    in sight from 700 pixels of width on, what draws its finding and itself, and whether it is about projects."""

    title: str
    page: str
    height: int
    draw: Callable[[Page], None]
    of_projects: bool = True


def _where(page: Page) -> None:
    """Where the projects are, in words: all of them, or those of the area that the address asks for."""
    if page.filters.area_id:
        st.markdown(places.summary(page, page.rows("area_list")))
    else:
        places.finding(page)


def _map(page: Page) -> None:
    _where(page)
    shade = choices.asked(page, "shade", page.t("shading"), tuple(places.SHADES), "projects") or "projects"
    panels.show(page, shade, None, page.rows("area_list", area_id=None))
    phrases.boundary_credit(page)


def _areas(page: Page) -> None:
    _where(page)
    picture.areas_map(page, page.one("programme_totals"), page.rows("area_list"))
    phrases.boundary_credit(page)


def _funding(page: Page) -> None:
    totals, coverage = page.one("programme_totals"), page.one("grant_coverage")
    if not coverage["grant_years"]:
        page.nothing(page.t("There is no grant year in this selection."))
        return
    st.markdown(money_words.finding(page, totals, coverage, page.rows("decided_by_status")))
    if money_words.published(totals):
        money.year_chart(page, page.rows("funding_by_fiscal_year"))


def _status(page: Page) -> None:
    pairs = page.rows("rag_agreement")
    if not pairs:
        page.nothing(page.t("No project of this selection is running on this date."))
        return
    st.markdown(status.finding(page, pairs))
    progress.statuses(page, pairs)


def _journey(page: Page) -> None:
    rows = journey.steps(page)
    if not any(row["issues"] for row in rows):
        none = page.t("No issue is in the data for this selection, so there is no journey to show yet.")
        page.nothing(none)
        return
    st.markdown(journey.finding(page, rows))
    progress.steps(page, rows)


EMBEDS: dict[str, Embed] = {
    "map": Embed(N_("Map of the projects"), "map", 1_500, _map),
    "areas": Embed(N_("Where the projects are"), "overview", 1_080, _areas),
    "funding": Embed(N_("Requested, decided, settled and paid by fiscal year"), "funding", 1_010, _funding),
    "status": Embed(N_("Reported and evidence status"), "progress", 780, _status),
    "journey": Embed(N_("From an issue to a paid grant"), "journey", 1_100, _journey, of_projects=False),
}
FIRST = next(iter(EMBEDS))


def asked(page: Page) -> Embed | None:
    """The chart that the address names, the first where it names none; None where there is no such chart."""
    return EMBEDS.get(st.query_params.get(PARAMETER, "") or FIRST)


def title(page: Page) -> str | None:
    """The title of the chart that the address names."""
    found = asked(page)
    return page.t(found.title) if found else None


def show(page: Page) -> None:
    """The chart that the address names, with its finding; a sentence where there is no such chart."""
    found = asked(page)
    if found is None:
        name = plain(st.query_params[PARAMETER][: url.MAX_SHOWN])
        known = commas((f"`{one}`" for one in EMBEDS), page.lang)
        st.error(page.t("There is no chart “{name}”. There are: {known}.", name=name, known=known))
    elif found.of_projects and not page.one("programme_totals")["projects"]:
        phrases.nothing_selected(page)
    else:
        found.draw(page)


def source(page: Page) -> None:
    """The way to the page that the chart is from, with the same filters, in a window of its own."""
    found = asked(page)
    info = PAGES[found.page if found else "overview"]
    query = urlencode(url.carried(without=[PARAMETER]))
    st.divider()
    label = page.t("Open in the {name}", name=page.t(APP_NAME))
    st.markdown(f"[{label}]({url.home()}{info.path}{'?' if query else ''}{query})")


def snippet(page: Page, name: str) -> str:
    """The HTML that shows a chart on another site, in the reader's language and with the filters of the address."""
    chosen = {PARAMETERS[name]: value for name, value in page.filters.params().items() if value is not None}
    unit = {} if page.unit == formats.DEFAULT_UNIT[page.lang] else {"unit": page.unit}
    query = urlencode({PARAMETER: name, "embed": "true", "lang": page.lang} | chosen | unit)
    address = f"{url.UNKNOWN_HOME if page.is_internal else url.home()}/embed?{query}"
    return (
        f'<iframe src="{html.escape(address)}"\n'
        f'  title="{html.escape(page.t(EMBEDS[name].title))}"\n'
        f'  style="width:100%;height:{EMBEDS[name].height}px;border:0" loading="lazy"></iframe>'
    )


def how_to(page: Page) -> None:
    """The section that gives the snippet of a chart to copy, and says who may show it."""
    st.header(page.t("A chart on your own site"), anchor=False)
    st.markdown(page.t("Copy these lines into your page: the chart there is always the current one."))
    words = {key: page.t(one.title) for key, one in EMBEDS.items()}
    name = choices.choose(page, PARAMETER, page.t("chart"), page.t("Chart"), words, default=FIRST) or FIRST
    st.code(snippet(page, name), language=None, wrap_lines=True)
    st.caption(page.t("Filters chosen on another page stay in the address, and so in these lines."))
    if page.is_internal:
        return
    if sites := commas((f"`{one}`" for one in settings.typed("EMBED_HOSTS")), page.lang):
        st.markdown(page.t("These sites may show it: {sites}.", sites=sites))
    else:
        st.markdown(page.t("No other site may show it yet. Ask the secretariat to have yours allowed."))
