"""What every page has: itself, the menu, filters, the address, the snapshot, the gate, and what is said when something
fails. Nothing here shows a figure."""

from smart_tokyo.view.frame.menu import CHARTS, LIVE, PAGES
from smart_tokyo.view.frame.page import NONE, Listed, Page
from smart_tokyo.view.frame.text import commas, linked, plain, whole
