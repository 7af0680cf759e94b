"""Office files whose bytes depend on their content alone."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_CORE = "docProps/core.xml"


def stable(content: bytes, moment: dt.datetime) -> bytes:
    """The Office file with `moment` (UTC) in the place of the time it was written, in the workbooks inside it too."""
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(out, "w") as write:
        for entry in read.infolist():
            data = read.read(entry)
            if entry.filename == _CORE:
                data = _TIMES.sub(rb"\g<1>" + stamp + rb"\g<2>", data)
            elif entry.filename.endswith(".xlsx"):
                data = stable(data, moment)
            fresh = zipfile.ZipInfo(entry.filename, moment.timetuple()[:6])
            fresh.compress_type, fresh.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            write.writestr(fresh, data)
    return out.getvalue()
