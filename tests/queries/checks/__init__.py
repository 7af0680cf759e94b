"""The checks of queries/checks/, each with a test of its own name."""
