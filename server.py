"""What `streamlit run` serves: the pages of an audience, with their language in `<html lang>` and safe headers."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from smart_tokyo import settings
from smart_tokyo.outputs import api, site
from smart_tokyo.outputs.http import middleware
from smart_tokyo.view.menu import PAGES

audience = settings.get("AUDIENCE")
pages = [page.name for page in PAGES.values() if page.is_for(audience)]
routes = [*api.routes(audience), *site.routes(audience, pages)]
app = st.App(Path(__file__).parent / "app.py", routes=routes, middleware=middleware(pages))
