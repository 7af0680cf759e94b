"""From a table to a chart, and the two ways onto the page: Plotly, and Altair where a page has to be light.

What a chart is about comes in as an argument; no page is known here.
"""
