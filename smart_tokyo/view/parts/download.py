"""The one way a page offers a file: made when asked for, and from the internal view not without a line in the log.

This module may use the ledger's history, as the data desk may (docs/decisions/0005); the public view never loads it.
"""

import time
from collections.abc import Callable

import streamlit as st

from smart_tokyo.outputs.open_data.label import media_type
from smart_tokyo.roles import VIEWER
from smart_tokyo.view.frame import Page, access, snapshots


def button(
    page: Page, label: str, make: Callable[[], bytes], file_name: str, *, key: str, help: str | None = None
) -> None:
    """A button that makes a file and hands it over; `make` runs on the click and must not use Streamlit.

    In the internal view it runs only while the reader's session lasts and once the history has the download.
    """
    st.download_button(
        label,
        _noted(page, make, file_name) if page.audience == "internal" else make,
        file_name=file_name,
        mime=media_type(file_name),
        key=key,
        icon=":material/download:",
        on_click="ignore",
        help=help,
    )


def _noted(page: Page, make: Callable[[], bytes], file_name: str) -> Callable[[], bytes]:
    from smart_tokyo.ledger.store import history
    from smart_tokyo.ledger.store.commit import note

    name = access.acting(VIEWER, st.session_state.get("desk_who") or "")
    who, store, snapshot_id = access.reader(), snapshots.store(), str(page.snapshot.get("snapshot_id", ""))

    def made() -> bytes:
        if who is None or not who.may(VIEWER, time.time()):
            raise PermissionError("the session is over")
        note(store, history.entry("download", snapshot_id, "internal", {}, name, file=file_name))
        return make()

    return made
