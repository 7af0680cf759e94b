"""Open data: what is published, to take away whole, to ask for by program, and to cite."""

from __future__ import annotations

from smart_tokyo.view import embeds, frame, open_data_page

page = frame.shell("open_data")
found = open_data_page.published(page)

open_data_page.intro(page, found)
if found is not None:
    open_data_page.package(page, found)
    open_data_page.dictionary(page, found)
    open_data_page.addresses(page)
    embeds.how_to(page)
    open_data_page.citation(page, found)
    open_data_page.unknown(page, found)
page.footer()
