"""The rules page, and what-if. The words of a rule are in `view/subjects`."""
