"""The rows of a table and the picture of a chart as a file to take away. Which rows those are is the page's."""
