"""Charts drawn as SVG, which a page shows at once: no script, no waiting, on paper too.

Widths are shares of whatever room the picture gets, heights and letters are CSS pixels: one drawing fits a telephone
and a desk, and its words keep their size. Words are as wide as `lettering.ems` estimates them; the alternative text
and the table beside a chart say the same.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from smart_tokyo import lettering, palette
from smart_tokyo.outputs.files.chart_image import as_xml
from smart_tokyo.view.charts.chart import INK, OUTLINE, Chart, Lines, Scale, Series, Words

HALF = 0.56  # em: what a half-width letter takes
LETTERS, SMALL = 13, 12  # pixels: of labels and legends; of axes and of numbers at marks
# Pixels: the room of a chart on a telephone, which its legend and the words at its left have to fit.
NARROW = 288
LINE, FOOT, RIGHT = 17, 8, 10  # pixels: of a line of words, between plot and words, free at the right
EDGE = 0.1  # of the width: a label nearer to an end is held inside
DASHES = {"dash": "7 5", "dot": "2 4"}
# the white of a pattern in a square of 8 pixels
MESH = {"/": "M-2 2L2 -2M0 8L8 0M6 10L10 6", "x": "M0 0L8 8M8 0L0 8", ".": "M3 4h2"}
SYMBOLS = {  # of marks, around their place
    "circle": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z",
    "diamond": "M0 -8L8 0L0 8L-8 0z",
    "square": "M-6 -6h12v12h-12z",
    "star": "M0 -9L2.2 -3L8.6 -2.8L3.6 1.1L5.3 7.3L0 3.7L-5.3 7.3L-3.6 1.1L-8.6 -2.8L-2.2 -3z",
    "triangle-right": "M-5 -6L6 0L-5 6z",
}


def sheet(wide: float, high: float, parts: Iterable[str]) -> str:
    """The parts as one picture of that size, which keeps its proportions."""
    box = f'viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}"'
    return as_xml(f'<svg xmlns="http://www.w3.org/2000/svg" {box} {_family()}>{"".join(parts)}</svg>')


def _family() -> str:
    return f'font-family="{palette.FONT.replace(chr(34), chr(39))}"'


def _wide(said: str, size: float = LETTERS) -> float:
    return lettering.ems(said, HALF) * size


def _longest(texts: Iterable[Lines], size: float = SMALL) -> float:
    return max((_wide(light + bold, size) for text in texts for light, bold in text), default=0)


class _Plot:
    """The drawing of one chart: in shares of its room, or in pixels where it is to be so `wide`."""

    def __init__(self, chart: Chart, theme: palette.Theme, wide: float | None):
        self.chart, self.wide = chart, wide
        self.ink, self.paper, self.grid = palette.INK[theme], palette.PAPER[theme], palette.GRID[theme]
        marks = [text for _, text in chart.y.marks]
        self.left = 1.1 * _longest(marks, LETTERS) + FOOT if marks else 1.0  # wide letters are not cut
        self.start, self.part = self.left / NARROW, 1 - (self.left + RIGHT) / NARROW
        # Bars with their labels beside them begin at a pixel: in a column of a page they have less room still.
        self.shift = self.left if marks and not chart.y.grid and not wide else 0.0
        self.start = 0.0 if self.shift else self.start
        self.top = chart.above
        self.meshes: dict[tuple[str, str], str] = {}

    def x(self, share: float) -> str:
        """A place between the low end of the scale and the high one."""
        return self.length(share + self.start / self.part)

    def length(self, share: float) -> str:
        """So much of the scale."""
        whole = share * self.part
        return f"{whole * self.wide:.1f}" if self.wide else f"{whole * 100:.2f}%"

    def at(self, x: str, y: float, inner: str) -> str:
        """Something drawn around a place."""
        if self.wide:
            return f'<g transform="translate({x} {y:.1f})">{inner}</g>'
        return f'<svg x="{x}" y="{y:.1f}" overflow="visible">{inner}</svg>'

    def y(self, place: float) -> float:
        """The pixels from the top."""
        return self.top + self.chart.high * (1 - self.chart.y.share(place))

    def colour(self, one: str) -> str:
        """A colour of the palette as it stands, INK as that of the page's words."""
        return self.ink if one == INK else one

    def fill(self, one: Series) -> str:
        """What fills a bar: its colour, or its pattern."""
        if one.style not in MESH:
            return self.colour(one.colour)
        return f"url(#{self.meshes.setdefault((one.colour, one.style), f'm{len(self.meshes)}')})"

    def defined(self) -> str:
        """The patterns that were used."""
        return "".join(
            f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="{colour}"/>'
            f'<path d="{MESH[style]}" stroke="{palette.WHITE}" stroke-width="1.5"/></pattern>'
            for (colour, style), name in self.meshes.items()
        )

    def text(self, x: str, y: float, text: Lines, *, anchor: str = "middle", size: int = SMALL,
             right: float = 0, turned: bool = False) -> str:  # fmt: skip
        """Lines of words, the last of which stands on `y`."""
        found = []
        for back, (light, bold) in enumerate(reversed(text)):
            weight = "" if self.wide else ' font-weight="bold"'  # the font of images has none
            said = escape(light) + (f"<tspan{weight}>{escape(bold)}</tspan>" if bold else "")
            place = f'x="{x}" y="{y - back * LINE:.1f}" dx="{right + self.shift:g}"'
            if turned:
                place = f'transform="rotate(-90)" y="{size * 0.36 - back * LINE:.1f}"'
            found.append(f'<text {place} font-size="{size}" text-anchor="{anchor}">{said}</text>')
        return self.at(x, y, "".join(found)) if turned else "".join(reversed(found))

    def series(self, one: Series) -> str:
        """Everything of one meaning."""
        scale, colour = self.chart.x, self.colour(one.colour)
        if one.shape == "bar":
            look = f'fill="{self.fill(one)}" stroke="{self.paper}"'
            if one.style == OUTLINE:
                look = f'fill="none" stroke="{colour}" stroke-width="1.5"'
            bars = (
                (scale.share(point[0]), scale.share(point[1]), self.y(point[3]), self.y(point[2]))
                for point in one.points
                if point
            )
            return "".join(
                f'<rect x="{self.shift or self.x(left)}" y="{top:.1f}" width="{self.length(right - left)}" '
                f'height="{bottom - top:.1f}" {look}/>'
                for left, right, top, bottom in bars
                if right > left and bottom > top
            )
        places = [(scale.share(point[0]), self.y(point[1])) if point else None for point in one.points]
        if one.shape == "line":
            return "".join(
                f'<line x1="{self.x(a[0])}" y1="{a[1]:.1f}" x2="{self.x(b[0])}" y2="{b[1]:.1f}" '
                f"{self.stroke(one)}/>"
                for a, b in zip(places, places[1:], strict=False)
                if a and b
            )
        return "".join(self.at(self.x(place[0]), place[1], self.symbol(one)) for place in places if place)

    def stroke(self, one: Series) -> str:
        """The look of a line."""
        dashes = f' stroke-dasharray="{DASHES[one.style]}"' if one.style in DASHES else ""
        return f'stroke="{self.colour(one.colour)}" stroke-width="2.5"{dashes}'

    def symbol(self, one: Series) -> str:
        """A mark around the origin."""
        name, _, hollow = one.shape.partition("-open")
        colour = self.colour(one.colour)
        fill = "none" if one.shape.endswith("-open") else colour
        return f'<path d="{SYMBOLS[name]}" fill="{fill}" stroke="{colour}" stroke-width="2"/>'

    def swatch(self, one: Series) -> str:
        """What stands for a series in the legend, around the origin."""
        if one.shape == "line":
            return f'<path d="M-7 0h14" {self.stroke(one)}/>'
        if one.shape != "bar":
            return self.symbol(one)
        look = f'fill="{self.fill(one)}"'
        if one.style == OUTLINE:
            look = f'fill="none" stroke="{self.colour(one.colour)}" stroke-width="1.5"'
        return f'<path d="{SYMBOLS["square"]}" {look}/>'

    def legend(self) -> tuple[str, float]:
        """The names of the series in lines, and the pixels that they take."""
        parts, x, y = [], 0.0, 0
        named = {one.name: one for one in self.chart.series if one.name}
        for name, one in named.items():
            needs = 22 + _wide(name)
            if x and x + needs > (self.wide or NARROW):
                x, y = 0.0, y + 22
            parts.append(f'<g transform="translate({x + 9:.1f} {y + 10})">{self.swatch(one)}</g>')
            parts.append(f'<text x="{x + 22:.1f}" y="{y + 14.5}" font-size="{LETTERS}">{escape(name)}</text>')
            x += needs + 12
        return "".join(parts), y + 30 if named else 0


def _axes(plot: _Plot, x: Scale, y: Scale) -> str:
    """Lines through the plot, and the words beside and under it."""
    parts, bottom = [], plot.top + plot.chart.high
    for place, text in y.marks:
        at = plot.y(place)
        if y.grid:
            ends = f'x1="{plot.left:.1f}" x2="{plot.wide or "100%"}"'
            parts.append(f'<line {ends} y1="{at:.1f}" y2="{at:.1f}" stroke="{plot.grid}"/>')
        start, size = (f"{plot.left:.1f}", SMALL) if y.grid else (plot.x(0), LETTERS)
        parts.append(plot.text(start, at + 4.5, text, anchor="end", size=size, right=-FOOT))
    for place, text in x.marks:
        share = x.share(place)
        if x.grid:
            at_x = f'x1="{plot.x(share)}" x2="{plot.x(share)}"'
            parts.append(f'<line {at_x} y1="{plot.top:.1f}" y2="{bottom:.1f}" stroke="{plot.grid}"/>')
        if x.turned:
            parts.append(plot.text(plot.x(share), bottom + FOOT, text, anchor="end", turned=True))
        else:
            below = bottom + FOOT + 12 + LINE * (len(text) - 1)
            edge = EDGE if x.grid else 0  # without lines a word is of the room around it, and fits in there
            anchor = "start" if share < edge else "end" if share > 1 - edge else "middle"
            parts.append(plot.text(plot.x(share), below, text, anchor=anchor))
    return "".join(parts)


def _foot(x: Scale) -> float:
    """The pixels that the words under the plot take, without its title."""
    if not x.marks:
        return 0
    if x.turned:
        return _longest(text for _, text in x.marks) + 2 * FOOT
    return LINE * max(len(text) for _, text in x.marks) + FOOT


def _word(plot: _Plot, one: Words) -> str:
    return plot.text(
        plot.x(plot.chart.x.share(one.x)),
        plot.y(one.y) - one.up,
        one.lines,
        anchor=one.anchor,
        size=SMALL if one.turned else LETTERS,
        right=one.right,
        turned=one.turned,
    )


def places(chart: Chart, rows: int) -> list[tuple[float, float]]:
    """Between which pixels from the top each row of `chart.rows` stands, with its label."""
    plot = _Plot(chart, "light", None)
    plot.top += plot.legend()[1]
    return [(max(plot.y(chart.y.low + n - 1), plot.top), plot.y(chart.y.low + n)) for n in range(1 - rows, 1)]


def svg(chart: Chart, theme: palette.Theme, wide: float | None = None) -> str:
    """The chart as SVG: as wide as the room it gets, or so many pixels `wide`."""
    plot = _Plot(chart, theme, wide)
    legend, top = plot.legend()
    unit = f'<text x="0" y="{top + 12}" font-size="{SMALL}">{escape(chart.y.title)}</text>'
    plot.top += top + (24 if chart.y.title else 0)
    words = "".join(_word(plot, one) for one in chart.words)
    inner = _axes(plot, chart.x, chart.y) + "".join(map(plot.series, chart.series))
    # Words have a rim of the page's colour, so that no line crosses them.
    inner += (
        f'<g stroke="{plot.paper}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">{words}</g>'
    )
    high = plot.top + chart.high + _foot(chart.x) + 2
    title = ""
    if chart.x.title:
        high += LINE + 4
        title = (
            f'<text x="{plot.x(0.5)}" y="{high - 6:.1f}" font-size="{SMALL}" text-anchor="middle">'
            f"{escape(chart.x.title)}</text>"
        )
    size = f'width="{wide:g}" height="{high:.0f}"' if wide else f'width="100%" height="{high:.0f}"'
    defined = f"<defs>{plot.defined()}</defs>" if plot.meshes else ""
    return as_xml(
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {_family()} fill="{plot.ink}" xml:space="preserve">'
        f"{defined}{legend}{unit if chart.y.title else ''}{inner}{title}</svg>"
    )
