"""The projects: the list, and the page of one. What other pages say of a project is in `view/subjects`."""
