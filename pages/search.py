"""The one search: with `?q=` a question about one number answered, and everything that holds the words, by kind."""

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import search

page = shell("search")
search.show(page)
page.footer()
