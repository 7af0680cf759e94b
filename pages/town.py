"""The municipalities: the directory, or with `?code=` one with its projects, money, results, and those like it."""

from functools import partial

from smart_tokyo.view.frame import url
from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import town
from smart_tokyo.view.parts import phrases

page = shell("town", partial(phrases.asked_name, kind="municipality"))

if not url.asked().values.get("code"):
    town.directory(page)
elif code := phrases.one_named(page, "municipality"):
    town.numbers(page, code)
    town.projects(page, code)
    town.upcoming(page, code)
    town.kpis(page, code)
    town.partners(page, code)
    town.issues(page, code)
    if page.is_internal:
        town.events(page, code)
    town.around(page, code)
    phrases.boundary_credit(page)
    page.back()
else:
    phrases.unknown_name(page, "municipality")

page.footer()
