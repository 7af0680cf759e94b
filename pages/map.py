"""The map: where the projects are, by area and municipality, with the islands always in sight."""

from __future__ import annotations

from smart_tokyo.view import frame, map_list, map_page, marks

page = frame.shell("map")
per_place = map_page.counts(page)
areas = page.figure("area_list", area_id=None)

map_page.finding(page, per_place)
shade, place = map_page.controls(page)
map_page.show(page, shade, place, per_place, areas)
map_list.remarks(page, areas)
map_list.chosen(page, place)
map_list.tables_of(page, areas, per_place)
marks.boundary_credit(page)
page.footer()
