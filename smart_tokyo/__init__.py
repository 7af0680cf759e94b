"""Smart Tokyo dashboard: a checked ledger, immutable snapshots of it, and figures over them.

The modules beside this one are the foundation, which imports nothing that stands above it; what nearly every module
says its words, values and mistakes with is imported from here.
"""

from smart_tokyo.faults import Mistake, numbered
from smart_tokyo.kinds import DASH, NUMBERS, Kind, written
from smart_tokyo.words import APP_NAME, LANGS, N_, Lang, Text, commas, pick, t, texts

__version__ = "1.0.0"
