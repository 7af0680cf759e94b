"""Find partners: the open issues, oldest first, or with `?issue=` one, who may help and what may serve as a model."""

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import partners

page = shell("partners", partners.title)
partners.show(page)
page.footer()
