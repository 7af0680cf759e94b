"""A chart or map that is drawn as SVG as a PNG image, made in a process of its own: no browser, our own font.

On white; above it its title and what must be known of it.
"""

import re
import subprocess
import sys
from pathlib import Path
from threading import Lock
from xml.sax.saxutils import escape

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


def png(svg: str, about: About, *, credit: str = "") -> bytes:
    """The picture as PNG. `credit`: whose work is in it beside the data. Raises NotDrawn."""
    wide, high = (float(re.search(rf' {one}="([0-9.]+)"', svg)[1]) for one in ("width", "height"))  # type: ignore[index]
    scale = WIDTH / wide
    lines = [(16, INK["light"], one) for one in _lines(about.title)]
    lines += [(11, QUIET, one) for one in [*said(about), *lettering.wrapped(credit, LINE).splitlines()]]
    y, parts = 16.0, []
    for size, colour, text in lines:
        y += size * 1.35
        parts.append(f'<text x="16" y="{y:.1f}" font-size="{size}" fill="{colour}">{escape(text)}</text>')
    whole = (WIDTH + 32, y + 14 + high * scale + 16)
    inner = re.sub("^<svg ", f'<svg x="16" y="{y + 14:.1f}" ', svg, count=1)
    inner = re.sub(
        r' width="[0-9.]+" height="[0-9.]+"', f' width="{WIDTH}" height="{high * scale:.1f}"', inner, count=1
    )
    inner = re.sub(r' font-family="[^"]*"', "", inner, count=1)
    return _run(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole[0]:g}" height="{whole[1]:g}" font-family="{FONT}">'
        f'<rect width="100%" height="100%" fill="{PAPER["light"]}"/>{"".join(parts)}{inner}</svg>'
    )


def as_xml(text: str) -> str:
    """The text with a sign in place of every letter that cannot be drawn."""
    return _NO_XML.sub("\ufffd", text)


def _run(svg: str) -> bytes:
    command = [sys.executable, "-P", str(Path(__file__).with_name("draw.py")), str(FONTS), str(SCALE)]
    text = as_xml(svg).encode()
    try:
        with _TURN:
            done = subprocess.run(command, input=text, capture_output=True, timeout=LONGEST_S)
    except subprocess.TimeoutExpired as error:
        raise NotDrawn(f"the chart was not drawn within {LONGEST_S} seconds") from error
    if done.returncode:
        told, _, _ = done.stderr.decode(errors="replace").partition("Stack backtrace")
        raise NotDrawn(told.strip()[-1_000:])
    return done.stdout


def said(about: About) -> list[str]:
    """The lines under the title: that it is invented, data set and date, filters, licence and data version."""
    r = about.reading
    last = " ・ ".join(filter(None, (about.licence, r.snapshot.get("snapshot_id"))))
    return [short for line in (r.warning, r.mark, about.selection, last) for short in _lines(line)]


def _lines(text: str) -> list[str]:
    """The text in lines that fit over the chart."""
    return lettering.lines(" ".join(text.split()), LINE)
