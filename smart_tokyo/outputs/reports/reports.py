"""The reports there are, and the formats they come in: a name and a format give the bytes of a file."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from smart_tokyo.figures import Reading
from smart_tokyo.outputs.documents.document import Document
from smart_tokyo.outputs.reports import funding, partners, progress, project
from smart_tokyo.roles import EDITOR
from smart_tokyo.words import N_

UnknownProject = project.UnknownProject


@dataclass(frozen=True)
class Report:
    """A report: its title (message id) and what declares it. `single`: it is about one project.

    `role`: of the internal view, which alone has it, that it takes; "" where all have it.
    """

    title: str
    declare: Callable[[Reading], Document]
    single: bool = False
    role: str = ""


REPORTS: dict[str, Report] = {
    "progress": Report(N_("Progress report"), progress.report),
    "funding": Report(N_("Funding report"), funding.report),
    "project": Report(N_("Project sheet"), project.report, single=True),
    "partners": Report(N_("Find partners"), partners.report, role=EDITOR),
}
# ending: what a reader calls it (message id)
FORMATS: dict[str, str] = {"pdf": N_("PDF"), "xlsx": N_("Excel workbook"), "pptx": N_("PowerPoint slides")}


def write(document: Document, format: str) -> bytes:
    """The file of a document in a format of FORMATS: the same document gives the same bytes.

    The writer is loaded when it is asked for, as python-pptx and typst take a while.
    """
    return import_module(f"smart_tokyo.outputs.documents.{format}").write(document)
