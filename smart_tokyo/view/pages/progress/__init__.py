"""The progress page. What other pages say of KPIs and status is in `view/subjects`."""
