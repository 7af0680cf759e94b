"""A process of its own that draws one picture: an SVG comes in, a PNG image goes out.

The drawing engine ends the process it is in over a letter that XML does not have (U+FFFF in a name), and holds all
others up while it draws: none of that is to happen to the server. Started by chart_image.py, without our other modules.
"""

import sys

if __name__ == "__main__":
    import vl_convert

    fonts, scale = sys.argv[1:]
    vl_convert.register_font_directory(fonts)
    sys.stdout.buffer.write(vl_convert.svg_to_png(sys.stdin.buffer.read().decode(), scale=float(scale)))
