"""Fictional sources of any size, to try things out with.

Nothing here reads a real one.
"""
