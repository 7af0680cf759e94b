"""The table of figures: each with its target, what was measured, and what the table that is committed says."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

WORSE = 1.2  # times the committed figure: more than that is told
_ROW = re.compile(r"^\| `(?P<key>[a-z0-9-]+)` \|.*\| (?P<value>[0-9.]+|–) \|[^|]*\|$", re.MULTILINE)


@dataclass(frozen=True)
class Figure:
    """One measured figure. `target`: the bound; `least`: it is a lower bound. None: for information."""

    key: str
    name: str
    value: float
    target: float | None = None
    least: bool = False

    @property
    def missed(self) -> bool:
        """Whether the target is missed; a figure that could not be measured misses it."""
        if self.target is None:
            return False
        return math.isnan(self.value) or (
            self.value < self.target if self.least else self.value > self.target
        )

    def worse(self, before: float) -> bool:
        """Whether it got over a fifth worse than the figure before."""
        small, large = (self.value, before) if self.least else (before, self.value)
        return small * WORSE < large

    @property
    def bound(self) -> str:
        """The target in words."""
        return "" if self.target is None else f"{'≥' if self.least else '≤'} {self.target:g}"


def shown(value: float) -> str:
    """A figure with as many digits as it deserves."""
    if math.isnan(value):
        return "–"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def markdown(figures: Iterable[Figure], before: str = "") -> str:
    """The figures as the table of docs/performance.md; what was not measured keeps its line of the text before."""
    lines = {hit["key"]: hit[0] for hit in _ROW.finditer(before)}
    for one in figures:
        met = "" if one.target is None else "missed" if one.missed else "met"
        lines[one.key] = f"| `{one.key}` | {one.name} | {one.bound} | {shown(one.value)} | {met} |"
    return "\n".join(["| key | figure | target | measured | |", "|---|---|---|---|---|", *lines.values()])


def committed(path: Path) -> dict[str, float]:
    """The figures by key that a table says; none where there is no file."""
    text = path.read_text("utf-8") if path.exists() else ""
    return {hit["key"]: float(hit["value"]) for hit in _ROW.finditer(text) if hit["value"] != "–"}


def report(figures: Iterable[Figure], before: dict[str, float]) -> list[str]:
    """Which targets are missed, and which figures got over a fifth worse than before."""
    said = []
    for one in figures:
        if one.missed:
            said.append(f"missed: {one.name}: {shown(one.value)}, target {one.bound}")
        if one.key in before and one.worse(before[one.key]):
            said.append(f"worse: {one.name}: {shown(one.value)}, before {shown(before[one.key])}")
    return said
