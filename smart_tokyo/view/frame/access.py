"""The gate of the internal view: asked on every page, for every figure, and where something is done or downloaded.

The public view has no gate, and nothing behind it. Without a sign-in the internal view answers this machine alone,
and everyone on it may do everything.
"""

import ipaddress
import logging
import time
from collections.abc import Mapping
from typing import Any, NoReturn

import streamlit as st

from smart_tokyo import N_, Lang, roles, settings, words
from smart_tokyo.view.frame import url
from smart_tokyo.view.frame.text import plain

_LOG = logging.getLogger(__name__)
NOTES = words.texts("notes")["frame"]
LOCAL = roles.Person("", roles.PUBLISHER)  # whoever sits at this machine, where there is no sign-in
NAMELESS = N_("(no name given)")  # in the history, where nobody is signed in or gives a name
ROLE_NAMES = {"viewer": N_("viewer"), "editor": N_("editor"), "publisher": N_("publisher")}
PASSED_ON = ("x-forwarded-", "forwarded", "x-real-ip", "via")  # how what a proxy adds to a request begins


def is_internal() -> bool:
    """Whether this process serves the internal view."""
    return settings.get("AUDIENCE") != "public"


def has_sign_in() -> bool:
    """Whether a sign-in is set up."""
    return bool(settings.get("SECRETS"))


def reader() -> roles.Person | None:
    """Who reads the internal view; None where nobody is signed in, or not any more."""
    if has_sign_in():
        return roles.person(_claims(), time.time())
    address = st.context.ip_address  # none for 127.0.0.1 and ::1
    here = not isinstance(address, str) or ipaddress.ip_address(address.split("%")[0]).is_loopback
    proxied = any(name.lower().startswith(PASSED_ON) for name in st.context.headers)
    return LOCAL if here and not proxied else None


def _claims() -> Mapping[str, Any]:
    """What the provider says of the reader, from the signed cookie that the connection was opened with."""
    return st.user.to_dict()


def may(role: str) -> bool:
    """Whether the reader has a role, just now."""
    found = reader()
    return found is not None and found.may(role, time.time())


def insist(role: str = roles.VIEWER) -> None:
    """Goes on only for somebody with the role: everyone else reads why not, and nothing below it.

    Called by whatever reads the store, so that a page, a fragment and a callback are held alike.
    """
    if is_internal() and not may(role):
        _refuse(url.language(url.asked()), reader(), role)


def acting(role: str, name: str = "") -> str:
    """Whose name goes into the history for what is done now: without a sign-in `name`. Stops without the role."""
    insist(role)
    found = reader()
    assert found is not None
    return found.name or name.strip() or NAMELESS


def _refuse(lang: Lang, found: roles.Person | None, role: str) -> NoReturn:
    if found is None:
        st.title(words.t("Internal view", lang), anchor=False)
        if not has_sign_in():
            st.error(words.t(NOTES["local"], lang))
            st.stop()
        over = _claims().get("is_logged_in") is True
        st.markdown(words.t(NOTES["over" if over else "sign_in"], lang))
        label, icon = words.t("Sign in", lang), ":material/login:"
        st.button(label, key="sign_in", type="primary", icon=icon, on_click=st.login)
    elif found.role is None:
        _LOG.warning("somebody who is signed in has no role")
        st.title(words.t("No access", lang), anchor=False)
        st.markdown(words.t(NOTES["no_access"], lang, name=plain(found.name)))
    else:
        _LOG.warning("a %s asked for what takes %s", found.role, role)
        st.warning(needs(lang, role), icon=":material/lock:")
    contact = settings.get("CONTACT")
    text = N_("For access, ask {contact}.") if contact else N_("For access, ask the secretariat.")
    st.caption(words.t(text, lang, contact=plain(contact)))
    if found is not None and found.role is None:
        _sign_out(lang)
    st.stop()


def needs(lang: Lang, role: str) -> str:
    """Which role something takes, in a sentence."""
    return words.t("This takes the role “{role}”.", lang, role=words.t(ROLE_NAMES[role], lang))


def _sign_out(lang: Lang) -> None:
    st.button(words.t("Sign out", lang), key="sign_out", icon=":material/logout:", on_click=st.logout)


def standing(lang: Lang) -> None:
    """Who is signed in with which role, and the way out; without a sign-in, nothing."""
    found = reader() if is_internal() and has_sign_in() else None
    if found is not None and found.role is not None:
        st.caption(f"{plain(found.name)} ・ {words.t(ROLE_NAMES[found.role], lang)}")
        _sign_out(lang)


def warning(lang: Lang) -> str:
    """What every page of an internal view without a sign-in says; "" for others."""
    if not is_internal() or has_sign_in():
        return ""
    return words.t(NOTES["no_sign_in"], lang)
