"""What several pages put on the screen, whatever it is about: tables, tiles, words of values, downloads, the links
under a number. Sentences of the domain are in `subjects`."""

from smart_tokyo.view.parts.columns import Column, headed, worded
from smart_tokyo.view.parts.tables import put, table
