"""What kind of file an ending stands for, in the names of the Internet (IANA media types)."""

from __future__ import annotations

_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "md": "text/markdown",
    "zip": "application/zip",
    "png": "image/png",
    "pdf": "application/pdf",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
}


def of(file_name: str) -> str:
    """The media type of a file by its ending."""
    return MEDIA.get(file_name.rpartition(".")[2], "application/octet-stream")
