"""The page of one number.

The links that lead to it are in `view/parts`.
"""
