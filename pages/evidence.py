"""How one number is made: what it means, how it is computed, the rows it came from and the SQL."""

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import evidence

page = shell("evidence")
asked = evidence.read(page)

if asked is None:
    evidence.unknown(page)
else:
    evidence.show(page, asked)
evidence.way_back(page)
page.footer()
