"""The map: where the projects are, by area and municipality, with the islands always in sight."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view import frame, map_controls, map_list, map_page, map_panels, marks

page = frame.shell("map")
per_place = map_page.counts(page)
areas = page.figure("area_list", area_id=None)

answer = st.container()
shade, place = map_controls.controls(page)
chosen = bool(page.filters.area_id or place)
with answer:
    if chosen:
        map_list.chosen(page, place)
    else:
        map_page.finding(page, per_place)
map_panels.show(page, shade, place, per_place, areas)
map_list.remarks(page, areas, chosen=chosen)
map_list.tables_of(page, areas, per_place)
marks.boundary_credit(page)
page.footer()
