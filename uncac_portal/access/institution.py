"""The institution's own sign-in, as the environment describes it."""

from typing import Any

PROVIDER = "institution"


def institution_at(issuer: str, *, client: str, secret: str, name: str) -> dict[str, Any]:
    """The settings of allauth for the OpenID Connect provider; none without an issuer."""
    if not issuer:
        return {}
    app = {
        "provider_id": PROVIDER,
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer.rstrip("/")},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
