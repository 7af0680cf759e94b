"""Ledger text inside Streamlit's Markdown: shown as text, never read as markup."""

import re

from smart_tokyo.safe_cells import visible
from smart_tokyo.words import commas

__all__ = ["commas", "linked", "plain", "whole"]

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")
_ADDRESS = re.compile(r"https?(?=:)|www(?=\.)|\S(?=@)", re.IGNORECASE)  # Markdown would make links of these
_DIRECTIVE = re.compile(r":(?=[a-zA-Z])")  # `:material/home:`: no backslash stops Streamlit reading it
_WIDE = r"[\u3000-\u9fff\uff00-\uffef]"
_JOINT = re.compile(rf"(?<=[^\s\\])(?={_WIDE})|(?<={_WIDE})(?=[^\s\\])|(?<=\u2212)(?=\S)")
_IN_A_LINK = str.maketrans({"(": "%28", ")": "%29", " ": "%20"})


def plain(text: str) -> str:
    """The text on one line with every Markdown, HTML, LaTeX and directive character escaped, the invisible named."""
    text = _ADDRESS.sub("\\g<0>\u2060", " ".join(visible(text).split()))
    return _MARKUP.sub(r"\\\1", _DIRECTIVE.sub(":\u2060", text))


def whole(text: str) -> str:
    """A short text without Markdown that a narrow column does not break: joiners hold the Japanese, and a minus."""
    return _JOINT.sub("\u2060", text)


def linked(label: str, address: object) -> str:
    """A label that is already Markdown, as a link where the address is a web address that can be one."""
    if isinstance(address, str) and re.fullmatch(r"https?://[^<>\n]*", address):
        return f"[{label or plain(address)}](<{address.translate(_IN_A_LINK)}>)"
    return label
