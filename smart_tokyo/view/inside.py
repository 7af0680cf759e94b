"""What Streamlit does but offers no public call for; pinned in requirements.txt, held by tests."""

from __future__ import annotations

from typing import Any

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx


def forget_upload(uploaded: Any) -> None:
    """Free the memory in which the server holds an uploaded file, instead of at the end of the session."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(session_id=context.session_id, file_id=uploaded.file_id)
