"""A Vega-Lite chart as a PNG image, drawn in a process of its own: no browser, our own font.

White ground and dark ink whatever page it comes from; above the chart its title and what must be known of it.
"""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from smart_tokyo import lettering
from smart_tokyo.outputs.files.table_files import About
from smart_tokyo.palette import INK, PAPER, QUIET

FONTS, FONT = Path(__file__).parents[1] / "documents" / "fonts", "IPAexGothic"
WIDTH, SCALE = 720, 2
LINE = 100  # half-width letters of a line above the chart
LONGEST_S = 20
_TURN = Lock()  # one image at a time, whatever the number of readers: each takes a processor and some memory
# What XML does not have, which the image is written in on the way: the drawing engine fails over it.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NotDrawn(RuntimeError):
    """The engine failed over a chart, or took too long."""


def png(
    specification: Mapping[str, Any], about: About, *, ink: str = INK["light"], credit: str = ""
) -> bytes:
    """The chart as PNG. `ink`: the colour in which the specification writes on the reader's page. Raises NotDrawn.

    `credit`: whose work is in the picture beside the data.
    """
    spec = {"width": WIDTH, **json.loads(json.dumps(specification).replace(ink, INK["light"]))}
    config = spec.get("config", {})
    legend = {**config.get("legend", {}), "labelLimit": 400}
    spec |= {
        "title": {
            "text": _lines(about.title),
            "subtitle": [*said(about), *([credit] if credit else [])],
            "anchor": "start",
            "frame": "group",
            "fontSize": 16,
            "subtitleFontSize": 11,
            "subtitleColor": QUIET,
            "offset": 14,
        },
        "background": PAPER["light"],
        "padding": 16,
        "config": {**config, "font": FONT, "view": {"stroke": None}, "legend": legend},
    }
    command = [sys.executable, "-P", str(Path(__file__).with_name("draw.py")), str(FONTS), str(SCALE)]
    text = json.dumps(_written(spec)).encode()
    try:
        with _TURN:
            done = subprocess.run(command, input=text, capture_output=True, timeout=LONGEST_S)
    except subprocess.TimeoutExpired as error:
        raise NotDrawn(f"the chart was not drawn within {LONGEST_S} seconds") from error
    if done.returncode:
        raise NotDrawn(done.stderr.decode(errors="replace")[-1_000:])
    return done.stdout


def _written(part: Any) -> Any:
    """The specification with a sign in place of every letter that cannot be drawn."""
    if isinstance(part, Mapping):
        return {key: _written(one) for key, one in part.items()}
    if isinstance(part, list):
        return [_written(one) for one in part]
    return _NO_XML.sub("\ufffd", part) if isinstance(part, str) else part


def said(about: About) -> list[str]:
    """The lines under the title: that it is invented, data set and date, filters, licence and data version."""
    r = about.reading
    last = " ・ ".join(filter(None, (about.licence, r.snapshot.get("snapshot_id"))))
    return [short for line in (r.warning, r.mark, about.selection, last) for short in _lines(line)]


def _lines(text: str) -> list[str]:
    """The text in lines that fit over the chart."""
    return lettering.lines(" ".join(text.split()), LINE)
