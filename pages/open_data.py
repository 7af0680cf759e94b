"""Open data: what is published, to take away whole, to ask for by program, and to cite."""

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import embed, open_data

page = shell("open_data")
found = open_data.published(page)

open_data.intro(page, found)
if found is not None:
    open_data.package(page, found)
    open_data.dictionary(page, found)
    open_data.addresses(page)
    embed.how_to(page)
    open_data.citation(page, found)
page.footer()
