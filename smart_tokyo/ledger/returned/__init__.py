"""Workbooks given back to people: the annotated copy, cut-outs of a sheet, the template. Nothing here changes a
ledger."""
