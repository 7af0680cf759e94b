"""The headers that every answer carries, by audience; docs/security.md says what each is for."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence

_INLINE = re.compile(rb"<script>(.*?)</script>", re.S)
_HOST = re.compile(r"[A-Za-z0-9.:\-\[\]]+")
NOTHING_OF_THE_DEVICE = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)


def inline_hashes(document: bytes) -> list[str]:
    """The hashes of the scripts inside a document, as a Content-Security-Policy names them."""
    digests = (hashlib.sha256(script).digest() for script in _INLINE.findall(document))
    return [f"'sha256-{base64.b64encode(one).decode()}'" for one in digests]


def fixed(private: bool, embedders: Sequence[str], *, https: bool) -> dict[str, str]:
    """The headers that are the same in every answer. `embedders`: origins that may show the public view."""
    found = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in NOTHING_OF_THE_DEVICE),
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if private:
        found |= {"X-Frame-Options": "DENY", "X-Robots-Tag": "noindex, nofollow"}
    elif not embedders:
        found |= {"X-Frame-Options": "SAMEORIGIN"}
    if https:
        found |= {"Strict-Transport-Security": "max-age=31536000"}
    return found


def policy(scripts: Sequence[str], frames: Sequence[str], host: str) -> str:
    """The Content-Security-Policy: everything from this server, nothing evaluated, nothing from elsewhere.

    `scripts`: hashes of inline scripts. `frames`: who may show the page in a frame. `host`: the request's Host, as
    older browsers do not take the WebSocket for 'self'.
    """
    sockets = [f"ws://{host}", f"wss://{host}"] if _HOST.fullmatch(host) else []
    parts: Mapping[str, Sequence[str]] = {
        "default-src": ["'none'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'", *scripts],  # the map's library compiles WebAssembly
        "style-src": ["'self'", "'unsafe-inline'"],  # Streamlit writes its styles into the page
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'", *sockets],
        "worker-src": ["'self'", "blob:"],
        "media-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": frames or ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in parts.items())
