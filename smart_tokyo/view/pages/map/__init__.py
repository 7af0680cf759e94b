"""The map page.

The maps themselves are in `view/maps`.
"""
