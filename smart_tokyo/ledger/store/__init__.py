"""Building, publishing and rolling back, each whole or not at all, and the log of it.

Nothing else writes into a store.
"""
