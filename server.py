"""What `streamlit run` serves: the pages, with the language of the page in `<html lang>` and safe headers."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from smart_tokyo.outputs.http import middleware

HERE = Path(__file__).parent
app = st.App(HERE / "app.py", middleware=middleware([page.stem for page in (HERE / "pages").glob("*.py")]))
