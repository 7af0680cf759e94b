"""The journey page.

Its steps in words are in `view/subjects`.
"""
