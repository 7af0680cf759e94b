"""One chart alone, for another site to show in a frame."""

from __future__ import annotations

from smart_tokyo.view import embeds, frame

page = frame.shell("embed", embeds.title)
embeds.show(page)
embeds.source(page)
