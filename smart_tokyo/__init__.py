"""Smart Tokyo dashboard: a checked ledger, immutable snapshots of it, and figures over them.

The modules beside this one are the foundation, which imports nothing that stands above it.
"""

__version__ = "0.1.0"
