"""What stands in a page's place when its script fails; imported before Streamlit runs, so it reads no data."""

import streamlit as st

from smart_tokyo import N_, numbered, words
from smart_tokyo.view.frame import url


def failed(error: Exception) -> bool:
    """Says that something went wrong with a number, under which the log has what it was."""
    lang = url.language(url.asked())
    said = N_("Something went wrong. Please tell the secretariat this number: {number}")
    st.error(words.t(said, lang, number=numbered(error)), icon=":material/error:")
    return True  # Streamlit adds nothing
