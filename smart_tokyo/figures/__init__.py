"""Named queries over one snapshot: every number a page, a report or a download shows comes from here. Nothing here
writes, and nothing knows who asks."""

from smart_tokyo.figures.filters import FILTER_NAMES, MOST_YEN, YEAR_LISTS, BadParameter, Filters, typed
from smart_tokyo.figures.lineage import Figure, Run, UnknownFigure, declared, key_text, lineage_of
from smart_tokyo.figures.reading import Names, Reading, Row, by_kind
from smart_tokyo.figures.run import ALL, Among, Kept, Part, columns, open_snapshot, page, records, taken
from smart_tokyo.figures.vocabulary import Word, word
from smart_tokyo.named_sql import catalog
