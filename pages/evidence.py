"""How one number is made: what it means, how it is computed, the rows it came from and the SQL."""

from __future__ import annotations

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages.evidence import number

page = shell("evidence")
asked = number.read(page)

if asked is None:
    number.unknown(page)
else:
    number.show(page, asked)
number.way_back(page)
page.footer()
