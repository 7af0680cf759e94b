"""One chart alone, for another site to show in a frame."""

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import embed

page = shell("embed", embed.title)
embed.show(page)
embed.source(page)
