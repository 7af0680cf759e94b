"""The package of open data: its tables, descriptions, notes and the forms that others have set.

Everything here is made of public data alone.
"""
