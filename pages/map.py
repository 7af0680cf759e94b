"""The map: where the projects are, by area and municipality, with the islands always in sight."""

import streamlit as st

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.maps import panels
from smart_tokyo.view.pages import map as around
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.subjects import places

page = shell("map")
areas = page.rows("area_list", area_id=None)

answer = st.container()
shade, place = around.controls(page)
chosen = bool(page.filters.area_id or place)
with answer:
    if chosen:
        around.chosen(page, place)
    else:
        places.finding(page)
panels.show(page, shade, place, areas)
around.remarks(page, areas, chosen=chosen)
around.tables_of(page, shade, areas)
phrases.boundary_credit(page)
page.footer()
