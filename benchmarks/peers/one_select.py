"""A page with one select box and one sentence: the least that choosing a filter can cost in Streamlit."""

import streamlit as st

st.set_page_config(page_title="One select box")
chosen = st.selectbox("Theme", ["All", "Mobility", "Health", "Tourism", "Disaster prevention"])
st.markdown(f"Chosen: {chosen}")
st.divider()
