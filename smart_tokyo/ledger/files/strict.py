"""openpyxl's reader, also for workbooks saved as “Strict Open XML”.

Those call their parts and elements by other names (ISO/IEC 29500 Strict) that openpyxl does not know: to it they are
workbooks without a sheet.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import IO, Any

from openpyxl.reader.excel import ExcelReader

from smart_tokyo.ledger.files.archive import Archive

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"


class _Usual(zipfile.ZipFile):
    """A package of which every part is read whole, with the usual names in it."""

    def open(self, name: Any, mode: Any = "r", *others: Any, **options: Any) -> IO[bytes]:
        """A part to read."""
        with super().open(name, mode, *others, **options) as file:
            return io.BytesIO(_STRICT.sub(_USUAL, file.read()))


def reader_of(archive: Archive, **options: bool) -> ExcelReader:
    """openpyxl's reader of a workbook; `options` are those of load_workbook. Raises what openpyxl raises."""
    reader = ExcelReader(archive.file, **options)
    reader.archive = _Usual(archive.file)
    return reader
