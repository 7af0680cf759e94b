"""What a ledger of hostile texts must not become: the look at a page that Streamlit has been asked to draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

SOURCE = Path(__file__).parent / "data" / "hostile"
UNSEEN = re.compile(
    "[\u200b\u202a-\u202e\u2066-\u2069\ufeff\u00ad]"
)  # our own word joiner U+2060 is none of these
# What would be read as markup where Streamlit reads Markdown: none of it stands unescaped.
LIVE = re.compile(
    r"(?<!\\)<(?:img|script|b|a|u|i|/td)\b"
    r"|(?<![\\\]])\[HOSTILE\\?\]\("
    r"|(?<!\\)!\[x"
    r"|(?<!\\)\$x"
    r"|(?<!\\):(?:material/home|red\[HOSTILE|blue-badge\[x|smile|streamlit|small\[y)"
    r"|(?<!\\)\*\*HOSTILE\*\*"
    r"|(?<!\\)~~y"
)
MARKDOWN = ("body", "label", "help")  # fields that Streamlit reads as Markdown
ADDRESS = re.compile(
    r"https?://|/|#[a-z_]+$|[a-z_]+(\?|$)"
)  # of a source, or of a page of ours or a part of it
OURS = {
    "a",
    "br",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "h3",
    "img",
    "li",
    "ol",
    "p",
    "span",
    "strong",
    "style",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}  # what our own HTML is made of
DRAWN = "data:image/svg+xml;base64,"


class Html(HTMLParser):
    """What of a piece of HTML would be the ledger's doing: elements, handlers and addresses that are not ours."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.live: list[str] = []
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        wrong = tag not in OURS or any(name.startswith("on") for name in values)
        wrong = wrong or ("href" in values and not (tag == "a" and ADDRESS.match(values["href"])))
        if wrong or not values.get("src", DRAWN).startswith(DRAWN):
            self.live.append(f"<script {tag}")
        self.live += UNSEEN.findall("".join(values.values()))

    def handle_data(self, data: str) -> None:
        self.live += UNSEEN.findall(data)


def spoken(at: AppTest) -> Iterator[tuple[str, str]]:
    """Every text of a page that Streamlit reads as Markdown, and what is live in our HTML: kind of element and text."""
    for node in at._tree:
        proto: Any = getattr(node, "proto", None)
        if node.type == "html":
            yield from (("html", one) for one in Html(proto.body).live)
            continue
        for field in MARKDOWN:
            text = getattr(proto, field, "") if proto is not None else ""
            if isinstance(text, str) and text:
                yield node.type, text
