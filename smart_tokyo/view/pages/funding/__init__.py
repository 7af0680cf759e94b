"""The funding page.

What other pages say of money is in `view/subjects`.
"""
