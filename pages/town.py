"""The municipalities: the directory, or with `?code=` one with its projects, money, results, and those like it."""

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import town
from smart_tokyo.view.subjects import several

page = shell("town", several.title)
several.show(page, town.directory, town.sheet)
page.footer()
