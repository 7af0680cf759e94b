"""The two things that Streamlit does but offers no public call for; pinned in requirements.txt, held by tests."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit.commands.navigation import send_page_not_found
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

_NOT_FOUND = "page_not_found"


def refuse() -> None:
    """Leave this page for what Streamlit does with an address that has no page; call `answer_refused` there."""
    st.session_state[_NOT_FOUND] = True
    st.switch_page("app.py", query_params=st.query_params.to_dict())


def answer_refused() -> None:
    """On the first page: after `refuse`, the same "Page not found" as for any other unknown address."""
    context = get_script_run_ctx()
    if st.session_state.pop(_NOT_FOUND, False) and context is not None:
        send_page_not_found(context)


def forget_upload(uploaded: Any) -> None:
    """Free the memory in which the server holds an uploaded file, instead of at the end of the session."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(session_id=context.session_id, file_id=uploaded.file_id)
