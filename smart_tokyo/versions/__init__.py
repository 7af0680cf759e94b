"""What became public and why, and what is different between two versions: each answer from the files of both alone.

Nothing here moves a pointer or knows who asks; whoever writes a store, serves the API or shows a page uses it.
"""
