"""What the text of one cell can mean: an amount, a day, a code, a choice, an id; and the characters that nobody
sees.

Which row or column it is of is not asked here.
"""
