"""The page of what can be reused, and of projects side by side. What other pages say of a project is in
`view/subjects`."""
