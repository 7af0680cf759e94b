"""The review board, what changed, and the sheet for a meeting. What the overview says of it is in `view/subjects`."""
