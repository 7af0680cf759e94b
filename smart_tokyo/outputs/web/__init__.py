"""The layers around every answer of the server: headers, the head of a page, addresses that are none.

No data is read here.
"""
