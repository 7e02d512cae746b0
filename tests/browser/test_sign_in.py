"""Signing in as somebody does who was given an account: password, app, passkey."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.access.conftest import (
    PASSWORD,
    person,  # noqa: F401
)
from tests.browser.conftest import hear
from tests.support.identity_provider import identity_provider

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def address(live_server, settings):
    """Where passkeys work: they belong to a name, never to a number."""
    settings.SECOND_FACTOR = True
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    cache.clear()
    return live_server.url.replace("127.0.0.1", "localhost")


def enter_password(page: Page, address: str) -> None:
    page.goto(f"{address}/admin/")
    page.get_by_label("Username or e-mail address").fill("anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.django_db(transaction=True)
def test_a_newcomer_sets_up_an_app_and_a_passkey_and_signs_in_with_either(
    page,
    address,
    person,  # noqa: F811
):
    complaints = hear(page)
    person(is_superuser=True)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    enter_password(page, address)
    page.get_by_role("link", name="Set up an app").click()
    secret = page.get_by_label("Authenticator secret").input_value()
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="Go on to the administration").click()
    expect(page.get_by_role("heading", name="Convenings", exact=True)).to_be_visible()

    page.get_by_role("link", name="Your account").click()
    factor = page.locator("dl.facts > div", has_text="Second factor")
    factor.get_by_role("link", name="Change").click()
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_text("1 is set up.")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Convenings", exact=True)).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    enter_password(page, address)
    page.get_by_role("button", name="Use a security key").click()
    expect(page.get_by_role("heading", name="Convenings", exact=True)).to_be_visible()
    assert complaints == []

    page.get_by_role("button", name="Sign out").click()
    Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).delete()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Incorrect code.")).to_be_visible()
    devices.send("WebAuthn.disable")


@pytest.mark.django_db(transaction=True)
def test_the_button_of_the_institution_leads_there_and_back(page, address, person, settings):  # noqa: F811
    complaints = hear(page)
    person(is_superuser=True)
    with identity_provider() as provider:
        settings.SOCIALACCOUNT_PROVIDERS = provider.settings()
        provider.claims = {"sub": "1", "email": "anna@example.org", "email_verified": True}
        page.goto(f"{address}/admin/meetings/body/")
        page.get_by_role("button", name="Sign in with the institution").click()
        expect(page).to_have_url(f"{address}/admin/meetings/body/")
    assert complaints == []
