"""Runs the models and checks of a ledger on a Spark cluster, from the one SQL source.

What needs PySpark or sqlglot stands here and nowhere else; nothing here knows what a model says.
"""
