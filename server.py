"""What `streamlit run` serves: the pages, with the language of the page in `<html lang>` and safe headers."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from smart_tokyo.outputs.http import middleware

app = st.App(Path(__file__).parent / "app.py", middleware=middleware())
