"""The addresses of the provider of `provider.py`, and what it says of people."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import LoginView
from django.urls import include, path
from oauth2_provider.oauth2_validators import OAuth2Validator

from tests.browser.provider import ROLES


class Validator(OAuth2Validator):  # type: ignore[misc]
    oidc_claim_scope = OAuth2Validator.oidc_claim_scope | {"roles": "profile"}

    def get_additional_claims(self, request: Any) -> dict[str, Any]:
        name = request.user.username
        return {
            "name": name.title(),
            "email": request.user.email,
            "email_verified": True,
            "roles": [ROLES[name]],
        }


urlpatterns = [
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    path("login/", LoginView.as_view()),
]
