"""The one search: a question about one number answered, and what holds every word, by kind, each the way to it."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from smart_tokyo import formats, schema
from smart_tokyo.addresses import SHEETS, at
from smart_tokyo.figures import Row, ask
from smart_tokyo.figures.search import asked, terms
from smart_tokyo.figures.vocabulary import declaration
from smart_tokyo.lettering import placed, searched
from smart_tokyo.view.frame import PAGES, Page, choices, plain, snapshots, url
from smart_tokyo.view.parts import lineage, phrases, put, sections, values
from smart_tokyo.view.subjects import one_project

MOST = 50  # of a kind, as the query has them


def show(page: Page) -> None:
    """The field, the answer where the text is a question, and the results; without a text, what can be searched."""
    given = st.query_params.get("q", "").strip()
    text = choices.search(page, page.t("Search everything"), page.t("A name, a word, a number or a question"))
    if len(given) > len(text):
        st.warning(page.t("Only the first {n} characters were searched.", n=len(text)))
    page = page.under(**dict.fromkeys(page.filters.params()))
    if not text:
        st.markdown(page.t(ask.SAID["searched"]))
        examples = ask.SAID["examples"][page.lang]
        sections.listed(f"[{plain(one)}](search?{urlencode(url.carried(q=one))})" for one in examples)
        return
    st.set_page_config(page_title=f"{text} | {page.t(page.info.title)}")
    found = ask.ask(snapshots.connection(page.database), text)
    if isinstance(found, ask.Declined):
        st.info(plain(found.said(page.lang)), icon=":material/help:")
    elif found:
        _answer(page, found)
    rows = page.listed("search", params={"q": text}).every()  # not kept: nobody else asks for them
    words = asked(text)["words"]
    rows = [*_themes(page, words), *rows]
    for kind, some in groupby(rows, lambda row: row["kind"]):
        _results(page, kind, list(some), words)
    if not rows and not isinstance(found, ask.Answer):
        page.nothing(page.t(ask.SAID["nothing"]))


def _themes(page: Page, words: Sequence[str]) -> Iterator[Row]:
    """The themes whose names hold every word, as rows of what was found: projects have no other name for theirs."""
    for key, one in page.names["theme"].items():
        held = searched(f"{one['name_ja']}\1{one['name_en']}")
        if words and all(word in held for word in words):
            titles = {"title_ja": one["name_ja"], "title_en": one["name_en"]}
            yield {"kind": "theme", "id": key, "place": f"name_{page.lang}", **titles}


def _answer(page: Page, found: ask.Answer) -> None:
    """A number, of what it is, what it means, and the way to how it is made."""
    figure, beside = found.figure, dict.fromkeys(set(found.params) & set(found.key))
    beside |= dict.fromkeys(("from_fy", "to_fy") if "fiscal_year" in found.key else ())
    narrowed = page.under(**{**found.params, **beside}).narrowed()  # what the key says is said once
    money = figure.word.kind == "yen"
    exact = formats.exact_yen(found.value, page.lang) if money and found.value is not None else ""
    years = page.t("all fiscal years") if money and found.params["from_fy"] is None else ""
    everything = "" if found.key else page.t("all projects")
    of = values.key(page, figure, found.key), plain(narrowed) or everything, years
    st.header(page.t("Answer"), anchor=False)
    st.markdown(" ・ ".join(filter(None, of)))
    phrases.tiles([(figure.word.title[page.lang], values.value(page, figure, found.value), exact)])
    st.markdown(plain(figure.word.means[page.lang]))
    lineage.links(page, figure.query, figure.column, over=found.params, **found.key)


def _results(page: Page, kind: str, rows: Sequence[Row], words: Sequence[str]) -> None:
    """What was found of a kind: each by its name, the words in it bold, the way to it, and where else they stand."""
    said, ids = declaration("search"), tuple(row["id"] for row in rows)
    told = said["kinds"][kind]
    query, key, column = told.get("owner", ("", "", ""))
    owned: dict[str, Any] = {key: ids}
    owners = {row[key]: row[column] for row in page.listed(query, **owned).some()} if query else {}
    projects = one_project.by_id(page, ids) if kind == "project" else {}
    st.header(f"{told['title'][page.lang]} ({len(rows)})", anchor=False)
    if len(rows) == MOST:
        st.caption(page.t("The first {n}; more words find fewer.", n=MOST))
    lines = []
    for row in rows:
        one, place = row["id"], row["place"]
        name = _marked(plain(page.title(projects.get(one, row)) or one), words)
        of_code = said["places"].get(place[:-3])
        where = of_code[page.lang] if of_code else page.named(place)
        to, parameter = SHEETS.get(told.get("as", kind), (told.get("page", one), told.get("parameter")))
        own: dict[str, Any] = {parameter: owners.get(one, one)} if parameter else {}
        means = ""
        if kind == "term":
            to, own = _of_term(one)
            means = f"  \n:small[{plain(terms()[one].means[page.lang])}]"
        address = urlencode(url.followed(**dict.fromkeys(url.FILTERS) | own))
        path = PAGES[to].path.removeprefix("/") or at("/")
        lines.append((f"[{name}]({path}?{address}){means}", plain(where)))
    put((page.named("name"), page.called("search", "place")), lines, told["title"][page.lang])


def _of_term(term: str) -> tuple[str, dict[str, str]]:
    """The page that explains a term and its parameters: a number's own, the data dictionary, or about the programme."""
    owner, _, column = term.partition(".")
    if owner in schema.tables():
        return "open_data", {"table": owner}
    return ("evidence", {"of": term, "back": "search"}) if column else ("about", {})


def _marked(name: str, words: Sequence[str]) -> str:
    """A name that is Markdown already, in it the words bold that are of letters and digits alone: no escape is cut."""
    compared, places = placed(name)
    hits = [hit for word in filter(str.isalnum, words) for hit in re.finditer(word, compared)]
    bold = {at for hit in hits for at in range(places[hit.start()], places[hit.end()])}
    parts = groupby(range(len(name)), bold.__contains__)
    texts = ((is_bold, "".join(name[at] for at in part)) for is_bold, part in parts)
    return "".join(f"**{text}**" if is_bold else text for is_bold, text in texts)
