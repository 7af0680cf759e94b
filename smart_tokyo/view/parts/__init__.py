"""What several pages put on the screen, whatever it is about: tables, tiles, words of values, downloads, the links
under a number.

Sentences of the domain are in `subjects`.
"""
