"""The data desk: the one part of the view that drives the ledger (docs/decisions/0005). No other page imports it."""
