"""A process of its own that draws one chart: a Vega-Lite specification comes in, a PNG image goes out.

The drawing engine ends the process it is in over a letter that XML does not have (U+FFFF in a name), and holds all
others up while it draws: none of that is to happen to the server. Started by chart_image.py, without our other modules.
"""

import json
import sys

if __name__ == "__main__":
    import vl_convert

    fonts, scale = sys.argv[1:]
    vl_convert.register_font_directory(fonts)
    spec = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(vl_convert.vegalite_to_png(spec, scale=float(scale), allowed_base_urls=[]))
