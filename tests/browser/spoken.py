"""What a screen reader is told of the page that stands open: Chromium's accessibility tree, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession

SILENT = frozenset(
    [
        "none",
        "generic",
        "RootWebArea",
        "InlineTextBox",
        "LineBreak",
        "ListMarker",
        "LabelText",
        "paragraph",
        "strong",
        "emphasis",
        "superscript",
        "rowgroup",
        "LayoutTable",
        "LayoutTableRow",
        "LayoutTableCell",
        "Iframe",
        "Canvas",
        "EmbeddedObject",
        "PluginObject",
        "SectionHeader",
        "SectionFooter",
    ]
)
STATES = ("level", "checked", "disabled", "expanded", "invalid", "pressed", "required", "selected")
NAMED = {  # what is nothing to a reader who is not told what it is
    *("button", "checkbox", "combobox", "dialog", "DisclosureTriangle", "image", "link", "listbox", "option"),
    *("progressbar", "radio", "radiogroup", "region", "searchbox", "slider", "spinbutton", "switch", "tab"),
    *("textbox", "table", "heading"),
}


@dataclass(frozen=True)
class Said:
    """One thing that is told: how far within others it is, its role, name, states and value."""

    depth: int
    role: str
    name: str
    more: tuple[str, ...]

    def __str__(self) -> str:
        named = f" “{self.name}”" if self.name else ""
        return f"{'  ' * self.depth}{', '.join((f'{self.role}{named}', *self.more))}"


def said(wire: CDPSession) -> list[Said]:
    """All that the tree holds; a text inside a thing that has a name is told with the name."""
    nodes: list[dict[str, Any]] = wire.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def read(node: dict[str, Any], depth: int, told: str) -> Iterator[Said]:
        role, name, value = (
            str(node.get(part, {}).get("value", "")).strip() for part in ("role", "name", "value")
        )
        spoken = not node["ignored"] and role not in SILENT and not (role == "StaticText" and name in told)
        if spoken:
            states = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
            more = [f"{one} {states[one]}" for one in STATES if states.get(one) not in (None, False, "false")]
            yield Said(depth, role, name, (*more, *([f"value {value}"] if value else [])))
            told = name or told
        for child in node.get("childIds", ()):
            if child in by_id:
                yield from read(by_id[child], depth + spoken, told)

    return list(read(nodes[0], 0, ""))
