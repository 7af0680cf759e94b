"""Smart Tokyo dashboard: a checked ledger, immutable snapshots of it, and figures over them."""

from __future__ import annotations

__version__ = "0.1.0"
