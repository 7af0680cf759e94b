"""Who the claims of a sign-in speak of, what they may do, and which set-ups of a sign-in are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from smart_tokyo.commands.cli import serve
from smart_tokyo.roles import ROLES, BadSignIn, person, sign_in
from smart_tokyo.settings import BadSetting

NOW = 1_800_000_000.0
SATO = {
    "is_logged_in": True,
    "iat": NOW - 60,
    "sub": "7",
    "email": "sato@example.jp",
    "email_verified": True,
    "name": "佐藤",
}


@pytest.fixture(autouse=True)
def lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMART_TOKYO_VIEWERS", "ito@example.jp, sato@example.jp")
    monkeypatch.setenv("SMART_TOKYO_PUBLISHERS", "Sato@example.jp")


@pytest.fixture
def nobody_listed(monkeypatch: pytest.MonkeyPatch, lists: None) -> None:
    for name in ("VIEWERS", "PUBLISHERS"):
        monkeypatch.delenv(f"SMART_TOKYO_{name}")


def role(**claims: Any) -> str | None:
    found = person(SATO | claims, NOW)
    assert found is not None
    return found.role


def test_the_highest_of_the_lists_counts() -> None:
    found = person(SATO, NOW)
    assert found and (found.name, found.role) == ("佐藤 (sato@example.jp)", "publisher")
    assert [found.may(one, NOW) for one in ROLES] == [True, True, True]
    ito = person(SATO | {"email": "ITO@example.jp"}, NOW)
    assert ito and [ito.may(one, NOW) for one in ROLES] == [True, False, False]


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "unknown@example.jp"},
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"email": ["sato@example.jp"]},
        {"email": ""},
        {"email": "sato@example.jp, ito@example.jp"},
    ],
)
def test_who_is_not_listed_has_no_role(claims: dict[str, Any]) -> None:
    assert role(**claims) is None


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ("editor", "editor"),
        (["viewer", "editor"], "editor"),
        (["admin"], None),
        ("editors", None),
        (7, None),
        ({"publisher": True}, None),
    ],
)
def test_a_claim_may_hold_roles(roles: Any, expected: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert role(email="new@example.jp", groups=roles) is None, "nobody said that the claim counts"
    monkeypatch.setenv("SMART_TOKYO_ROLE_CLAIM", "groups")
    assert role(email="new@example.jp", groups=roles) == expected


def test_another_claim_may_name_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMART_TOKYO_USER_CLAIM", "sub")
    assert role() is None
    monkeypatch.setenv("SMART_TOKYO_EDITORS", "7")
    assert role() == "editor"


@pytest.mark.parametrize(
    "claims",
    [
        {"is_logged_in": False},
        {"is_logged_in": "yes"},
        {"iat": None},
        {"iat": True},
        {"iat": "1800000000"},
        {"iat": NOW - 480 * 60},
        {"iat": NOW + 3600},
        {"iat": float("nan")},
        {"iat": float("inf")},
    ],
)
def test_nobody_is_signed_in(claims: dict[str, Any]) -> None:
    assert person(SATO | claims, NOW) is None


def test_a_session_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMART_TOKYO_SIGN_IN_MINUTES", "5")
    found = person(SATO, NOW)
    assert found is not None and found.until == NOW - 60 + 300
    assert found.may("viewer", found.until - 1) and not found.may("viewer", found.until)
    assert person(SATO, found.until) is None


@pytest.mark.parametrize("minutes", ["0", "-1", "nan", "inf", "soon", "99999"])
def test_a_length_that_makes_no_sense(minutes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMART_TOKYO_SIGN_IN_MINUTES", minutes)
    with pytest.raises(BadSetting, match="SIGN_IN_MINUTES"):
        person(SATO, NOW)


GOOD = """[auth]
redirect_uri = "https://dashboard.example.jp/oauth2callback"
cookie_secret = "0123456789012345678901234567890123456789"
client_id = "dashboard"
client_secret = "not-to-be-shown"
server_metadata_url = "https://id.example.jp/.well-known/openid-configuration"
"""


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "secrets.toml"
    path.write_text(GOOD, "utf-8")
    path.chmod(0o600)
    monkeypatch.setenv("SMART_TOKYO_SECRETS", str(path))
    return path


def test_with_a_sign_in_any_address_will_do(secrets: Path) -> None:
    assert (sign_in("internal", "0.0.0.0") or {})["client_id"] == "dashboard"


def test_the_public_view_gets_no_secret(secrets: Path) -> None:
    assert sign_in("public", "0.0.0.0") is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "no such name"])
def test_without_a_sign_in_only_this_machine(nobody_listed: None, host: str) -> None:
    with pytest.raises(BadSignIn, match="this machine alone"):
        sign_in("internal", host)
    with pytest.raises(BadSignIn, match="this machine alone"):
        serve("internal", Path("nowhere"), 1, host)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_needs_no_sign_in(nobody_listed: None, host: str) -> None:
    assert sign_in("internal", host) is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("client_secret", "other", "lacks client_secret"),
        ("[auth]", "[other]", "lacks redirect_uri"),
        ("[auth]", "[auth", "cannot be read"),
        ("0123456789012345678901234567890123456789", "short", "cookie_secret is shorter"),
        ("/oauth2callback", "/", "redirect_uri does not end"),
    ],
)
def test_a_wrong_set_up_is_refused_without_a_secret(old: str, new: str, said: str, secrets: Path) -> None:
    secrets.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(BadSignIn, match=said) as caught:
        sign_in("internal", "127.0.0.1")
    assert "not-to-be-shown" not in str(caught.value)


def test_the_way_back_from_the_provider_is_below_the_base_path(secrets: Path) -> None:
    with pytest.raises(BadSignIn, match="does not end with /staff/oauth2callback"):
        sign_in("internal", "127.0.0.1", "/staff")
    secrets.write_text(GOOD.replace("/oauth2callback", "/staff/oauth2callback"), "utf-8")
    assert sign_in("internal", "127.0.0.1", "/staff")


def test_secrets_that_everyone_may_read_are_refused(secrets: Path) -> None:
    secrets.chmod(0o644)
    with pytest.raises(BadSignIn, match="chmod 600"):
        sign_in("internal", "127.0.0.1")


def test_secrets_that_are_not_there_are_no_missing_sign_in(secrets: Path) -> None:
    secrets.unlink()
    with pytest.raises(BadSignIn, match="cannot be read"):
        sign_in("internal", "127.0.0.1")


def test_a_list_of_people_without_a_sign_in_keeps_nobody_out(
    nobody_listed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMART_TOKYO_EDITORS", "a@example.jp")
    with pytest.raises(BadSignIn, match="SMART_TOKYO_EDITORS is set, but without a sign-in everybody"):
        sign_in("internal", "127.0.0.1")
    assert sign_in("public", "127.0.0.1") is None
