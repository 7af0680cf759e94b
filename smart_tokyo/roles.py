"""Who may do what in the internal view: roles, and how the claims of a signed-in person become one.

Whether somebody is who they say is the sign-in's business (OpenID Connect); what they may do is settled here and
asked for at the point of action (view/frame/access.py).
"""

import ipaddress
import math
import socket
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from smart_tokyo import Mistake, settings

VIEWER, EDITOR, PUBLISHER = ROLES = ("viewer", "editor", "publisher")  # each may what those before it may
LISTS = {VIEWER: "VIEWERS", EDITOR: "EDITORS", PUBLISHER: "PUBLISHERS"}
REQUIRED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SHORTEST_SECRET = 32  # characters of what signs the cookies
AHEAD_S = 300  # by how much the provider's clock may be ahead


class BadSignIn(Mistake):
    """The sign-in is set up wrongly; the message is one line for a person and holds no secret."""


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in: name in the history, role (None: none), end of the session in seconds since 1970."""

    name: str
    role: str | None
    until: float = math.inf

    def may(self, role: str, now: float) -> bool:
        """Whether they have a role or a higher one, and their session still lasts."""
        return self.role is not None and ROLES.index(self.role) >= ROLES.index(role) and now < self.until


def person(claims: Mapping[str, Any], now: float) -> Person | None:
    """Who the claims of an ID token speak of; None where nobody is, or the session is over. Raises BadSetting."""
    since: Any = claims.get("iat")
    if claims.get("is_logged_in") is not True or type(since) not in (int, float):
        return None
    until = since + 60 * settings.typed("SIGN_IN_MINUTES")
    if not since - AHEAD_S <= now < until:
        return None
    return Person(_name(claims), _role(claims), until)


def _identity(claims: Mapping[str, Any]) -> str:
    """What names a person in the lists; "" where the provider does not vouch for it."""
    claim = settings.get("USER_CLAIM")
    value = claims.get(claim)
    if not isinstance(value, str) or (claim == "email" and claims.get("email_verified") is not True):
        return ""
    return value.strip().casefold() if claim == "email" else value.strip()


def _name(claims: Mapping[str, Any]) -> str:
    """Name and identity, as names are not unique and people choose them."""
    given = (claims.get("name"), _identity(claims) or claims.get("sub"))
    name, identity = (" ".join(one.split())[:100] if isinstance(one, str) else "" for one in given)
    return f"{name} ({identity})" if name and identity and name != identity else name or identity or "?"


def _role(claims: Mapping[str, Any]) -> str | None:
    """The highest role that the lists or the role claim give."""
    identity = _identity(claims)
    claimed = claims.get(settings.get("ROLE_CLAIM")) if settings.get("ROLE_CLAIM") else None
    values = [claimed] if isinstance(claimed, str) else claimed if isinstance(claimed, list | tuple) else []
    email = settings.get("USER_CLAIM") == "email"
    for role in reversed(ROLES):
        listed = [one.casefold() if email else one for one in settings.parts(settings.get(LISTS[role]))]
        if role in values or (identity and identity in listed):
            return role
    return None


def sign_in(audience: str, host: str, base: str = "") -> dict[str, Any] | None:
    """The section [auth] of the sign-in's file for a view that is served on a host; None where it has no sign-in.

    `base`: the path below which it is served. The public view has no sign-in. Raises BadSignIn, also for an internal
    view without one that others could reach.
    """
    if audience == "public":
        return None
    found = _auth(f"{base}/oauth2callback")
    if found is None and (given := [name for name in LISTS.values() if settings.get(name)]):
        said = f"{settings.PREFIX}{given[0]} is set, but without a sign-in everybody may do everything"
        raise BadSignIn(f"{said}: set {settings.PREFIX}SECRETS, too (docs/security.md)")
    if found is None and not _is_loopback(host):
        raise BadSignIn(
            f"without a sign-in the internal view is for this machine alone, not for {host}: "
            f"use 127.0.0.1, or set {settings.PREFIX}SECRETS (docs/security.md)"
        )
    return found


def _is_loopback(host: str) -> bool:
    try:
        found = {ipaddress.ip_address(str(one[4][0]).split("%")[0]) for one in socket.getaddrinfo(host, None)}
    except (OSError, ValueError):
        return False
    return bool(found) and all(one.is_loopback for one in found)


def _auth(callback: str) -> dict[str, Any] | None:
    if not settings.get("SECRETS"):
        return None
    path = (settings.PROJECT / Path(settings.get("SECRETS")).expanduser()).resolve()
    try:
        if path.stat().st_mode & 0o007:
            raise BadSignIn(f"{path} holds secrets and everyone on this machine may read it; chmod 600 it")
        auth = tomllib.loads(path.read_text("utf-8")).get("auth", {})
    except (OSError, ValueError) as error:
        raise BadSignIn(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    missing = [key for key in REQUIRED if not isinstance(auth, dict) or not isinstance(auth.get(key), str)]
    if missing:
        raise BadSignIn(f"{path}: the section [auth] lacks {', '.join(missing)}")
    if len(auth["cookie_secret"]) < SHORTEST_SECRET:
        raise BadSignIn(f"{path}: cookie_secret is shorter than {SHORTEST_SECRET} characters")
    if not auth["redirect_uri"].endswith(callback):
        raise BadSignIn(f"{path}: redirect_uri does not end with {callback}")
    return dict(auth)
