"""How one number is made: what it means, how it is computed, the rows it came from and the SQL."""

from __future__ import annotations

from smart_tokyo.view import evidence_page, frame

page = frame.shell("evidence")
asked = evidence_page.read(page)

if asked is None:
    evidence_page.unknown(page)
else:
    evidence_page.show(page, asked)
evidence_page.way_back(page)
page.footer()
