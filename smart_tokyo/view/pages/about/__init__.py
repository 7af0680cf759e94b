"""The about page.

What other pages say of sources is in `view/subjects`.
"""
