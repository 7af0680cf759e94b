"""A document of sections, tables and charts, and how it becomes PDF, Excel and slides.

What a report says is declared in `reports`.
"""
