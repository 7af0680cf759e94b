"""What changed from version to version, and why."""

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import changes

page = shell("changes")
changes.show(page)
page.footer()
