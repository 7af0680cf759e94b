"""Streamlit's empty page: what the dashboard's own pages are measured against."""

import streamlit as st

st.set_page_config(page_title="Empty")
st.divider()
