"""A Vega-Lite chart as a PNG image, drawn in this process: no browser, no outside request, our own font.

White ground and dark ink whatever page it comes from; above the chart its title and what must be known of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from smart_tokyo.outputs.sheets import INK, letters
from smart_tokyo.outputs.table_files import LICENCE, About

FONTS, FONT = Path(__file__).parent / "fonts", "IPAexGothic"
WIDTH, SCALE = 720, 2
LINE = 100  # half-width letters of a line above the chart
QUIET = "#5A6272"
_TURN = Lock()  # the drawing engine is one, whatever the number of readers


@cache
def _engine() -> Any:
    """The engine with our font; loaded with the first image, as it takes some eighty megabytes."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def png(specification: Mapping[str, Any], about: About, *, ink: str = INK, credit: str = "") -> bytes:
    """The chart as PNG. `ink`: the colour in which the specification writes on the reader's page.

    `credit`: whose work is in the picture beside the data.
    """
    spec = json.loads(json.dumps(specification).replace(ink, INK))
    spec.setdefault("width", WIDTH)
    spec["title"] = {
        "text": _lines(about.title),
        "subtitle": [*said(about), *([credit] if credit else [])],
        "anchor": "start",
        "frame": "group",
        "fontSize": 16,
        "subtitleFontSize": 11,
        "subtitleColor": QUIET,
        "offset": 14,
    }
    spec["background"] = "#FFFFFF"
    spec["padding"] = 16
    config = spec.get("config", {})
    spec["config"] = {
        **config,
        "font": FONT,
        "view": {"stroke": None},
        "legend": {**config.get("legend", {}), "labelLimit": 400},
    }
    with _TURN:
        made: bytes = _engine().vegalite_to_png(spec, scale=SCALE, allowed_base_urls=[])
    return made


def said(about: About) -> list[str]:
    """The lines under the title: that it is invented, data set and date, filters, licence and data version."""
    facts = dict(about.facts())
    t = about.t
    first = [about.label, t("as of {date}", date=about.as_of) if about.as_of else "", facts[t("Audience")]]
    last = [
        facts[t("Licence")] if about.audience == "internal" else LICENCE,
        facts.get(t("Data version"), ""),
    ]
    lines = [
        about.warning,
        *(" ・ ".join(one for one in part if one) for part in (first, [about.selection], last)),
    ]
    return [short for line in lines if line for short in _lines(line)]


def _lines(text: str) -> list[str]:
    """The text in lines that fit over the chart."""
    found = [""]
    for letter in " ".join(text.split()):
        if letters(found[-1] + letter) > LINE:
            found.append("")
        found[-1] += letter
    return [line.strip() for line in found]
