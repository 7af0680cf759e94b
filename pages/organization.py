"""The organizations: the directory, or with `?id=` one with its projects, roles, money, partners and sources."""

from functools import partial

from smart_tokyo.view.frame import url
from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import organization
from smart_tokyo.view.parts import phrases

page = shell("organization", partial(phrases.asked_name, kind="organization"))

if not url.asked().values.get("id"):
    organization.directory(page)
elif key := phrases.one_named(page, "organization"):
    organization.facts(page, key)
    organization.numbers(page, key)
    organization.projects(page, key)
    organization.years(page, key)
    organization.partners(page, key)
    organization.sources(page, key)
    page.back()
else:
    phrases.unknown_name(page, "organization")

page.footer()
