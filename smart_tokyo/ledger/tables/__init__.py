"""Rows in DuckDB, and the SQL of `queries/models` and `queries/checks` run over them. Where rows come from, and where
databases are kept, is not known here."""
