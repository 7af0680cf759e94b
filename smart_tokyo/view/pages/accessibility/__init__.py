"""The accessibility page, and what it declares.

The tests in the browser leave out what is declared here, and nothing else.
"""
