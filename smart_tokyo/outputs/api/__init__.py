"""The open data for programs, by address and by version: answers, limits and their description.

What an answer is made of comes from `open_data` and `figures`.
"""
