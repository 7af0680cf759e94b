"""The notes in an open-data package: what is in it, what the numbers mean, and what is missing, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

from smart_tokyo.outputs.open_data import tables
from smart_tokyo.outputs.open_data.giving import Giving
from smart_tokyo.outputs.open_data.label import CC_BY, Label
from smart_tokyo.safe_cells import visible

REASONS = {
    "amount_unknown": ("交付決定額が不明", "decided amount not known"),
    "amount_zero": ("交付決定額が0円", "decided amount is 0"),
    "date_unknown": ("交付決定日が不明", "day of the decision not known"),
    "recipient_unknown": ("連携体が不明", "consortium not known"),
}

TEXT = Path(__file__).with_name("package_readme.md")


def notes(said: Label, given: Giving) -> str:
    """The README.md of a package."""
    giving_ja, giving_en = _giving(given)
    return TEXT.read_text(encoding="utf-8").format(
        title=_plain(said.text),
        notice=said.notice,
        as_of=said.as_of.isoformat(),
        snapshot_id=said.snapshot_id,
        licence=CC_BY,
        citation=_plain(said.citation),
        giving_ja=giving_ja,
        giving_en=giving_en,
        tables="\n".join(
            f"- `{name}` {table.title} / {table.title_en}: {table.description} {table.description_en}"
            for name, table in tables.public_tables().items()
        ),
    )


def _plain(text: str) -> str:
    """Text of the ledger on one line, of which Markdown makes nothing."""
    return re.sub(r"([\\`*_<>\[\]~|$&])", r"\\\1", " ".join(visible(text).split()))


def _giving(given: Giving) -> tuple[str, str]:
    counts = sorted(given.left_out.items())
    left_ja = "、".join(f"{REASONS[reason][0]} {n}件" for reason, n in counts) or "なし"
    left_en = ", ".join(f"{REASONS[reason][1]}: {n}" for reason, n in counts) or "none"
    if not given.awards:
        return (
            f"- 360Giving形式のファイルはありません。交付決定額と決定日が公表された交付がないためです（{left_ja}）。",
            f"- There is no 360Giving file, as no grant has a known amount, day and recipient ({left_en}).",
        )
    n = len(given.awards)
    return (
        f"- `giving/`は360Giving 1.4形式の交付決定{n}件です。含まれない交付：{left_ja}。",
        f"- `giving/`: {n} awards in the 360Giving standard 1.4. Grants that are not in it: {left_en}.",
    )
