"""The package of open data: its tables, descriptions and the forms of others. It is made of public data alone."""
