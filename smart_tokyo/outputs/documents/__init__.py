"""A document of sections, tables and charts, and how it becomes a file. What a report says is declared in `reports`."""
