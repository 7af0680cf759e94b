"""What a request to the HTTP API asks for: its parameters, each refused in a sentence where it cannot be meant."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from smart_tokyo.outputs.api.openapi import FARTHEST, FORMS, LONGEST, MOST_ROWS, ROWS


def nothing_else(request: Request, accepted: Sequence[str] = ()) -> None:
    """Sees to it that a request has these parameters at most. Raises HTTPException."""
    for name, value in request.query_params.items():
        if name not in accepted:
            takes = ", ".join(accepted) or "none"
            raise wrong(f"There is no parameter {name[:40]!r} here; this address takes {takes}.")
        if len(request.query_params.getlist(name)) > 1:
            raise wrong(f"The parameter {name} is given twice; give it once.")
        _of_a_length(name, value)


def _of_a_length(name: str, value: str) -> None:
    if not 0 < len(value) <= LONGEST:
        raise wrong(f"The parameter {name} must have 1 to {LONGEST} characters.")


@dataclass(frozen=True)
class Asked:
    """What a request asks of rows: form, portion, and the other parameters as they were given."""

    form: str
    limit: int
    offset: int
    parameters: dict[str, str]

    def at(self, offset: int) -> str:
        """The query of the address of another portion."""
        return urlencode({**self.parameters, "format": self.form, "limit": self.limit, "offset": offset})


def asked(request: Request, accepted: Collection[str]) -> Asked:
    """What a request asks for; `accepted`: names beside format, limit and offset. Raises HTTPException.

    Without a format the Accept header decides, for JSON where it does not care.
    """
    given: dict[str, str] = {}
    names = [*accepted, "format", "limit", "offset"]
    for name, value in request.query_params.multi_items():
        if name not in names:
            raise wrong(f"There is no parameter {name[:40]!r} here; there are {', '.join(names)}.")
        if name in given:
            raise wrong(f"The parameter {name} is given twice; give it once.")
        _of_a_length(name, value)
        given[name] = value
    form = given.pop("format", None)
    if form is not None and form not in FORMS:
        raise wrong(f"The parameter format must be one of {', '.join(FORMS)}.")
    limit = _integer(given.pop("limit", str(ROWS)), "limit", 1, MOST_ROWS)
    offset = _integer(given.pop("offset", "0"), "offset", 0, FARTHEST)
    if form is None:
        liked = parse_accept_header(request.headers.get("accept", "").lower() or "*/*", MIMEAccept)
        best = liked.best_match(FORMS.values())
        if best is None:
            raise HTTPException(406, f"There is {' and '.join(FORMS.values())} here; accept one of them.")
        form = next(form for form, media in FORMS.items() if media == best)
    return Asked(form, limit, offset, given)


def wrong(detail: str) -> HTTPException:
    """The refusal of a parameter."""
    return HTTPException(400, detail)


def _integer(text: str, name: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise wrong(f"The parameter {name} must be an integer from {least} to {most}.")
    return int(text)
