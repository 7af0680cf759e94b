"""`make bench`: how fast the dashboard is, against its targets and beside its peers, all in one run on one machine.

One module for each kind of measuring; `peers/` holds what the dashboard is measured against. Nothing here is a test.
"""
