"""The organizations: the directory, or with `?id=` one with its projects, roles, money, partners and sources."""

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import organization
from smart_tokyo.view.subjects import several

page = shell("organization", several.title)
several.show(page, organization.directory, organization.sheet)
page.footer()
