"""What holds of every answer under `/admin/`, whatever it is and whoever asks."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories import DocumentFileFactory, SessionFactory
from tests.support.html import parse
from uncac_portal.access.models import Invitation

pytestmark = pytest.mark.django_db

ACCOUNT = "/admin/account/"


def account_patterns():
    """Each address of sign-in, with its name."""
    admin_urls = next(p for p in get_resolver().url_patterns if "access.urls" in str(p))

    def walk(patterns, before):
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern) and pattern.name:
                yield pattern.name

    return sorted(walk(admin_urls.url_patterns, ""))


ARGUMENTS = {
    "access_invitation": ["x"],
    "access_end_session": [1],
    "account_confirm_email": ["x"],
    "account_reset_password_from_key": ["1", "x"],
    "mfa_edit_webauthn": [1],
    "mfa_remove_webauthn": [1],
    "openid_connect_login": ["institution"],
    "openid_connect_callback": ["institution"],
}


NASTY = {
    "next": "\0//elsewhere.example",
    "login": "a\0b",
    "password": "\0",
    "email": "a\0@example.org",
    "code": "٣" * 6,
    "credential": '{"id": 1}',
    "name": "\0",
    "oldpassword": "é" * 5000,
    "action_add": "x",
    "state": "\0",
    "process": "\0",
}


def is_kept_from_all(response):
    headers = response.headers
    return (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store, private", "noindex")


def test_every_address_of_sign_in_is_known():
    assert account_patterns() == [
        "access_account",
        "access_end_session",
        "access_invitation",
        "account_change_password",
        "account_confirm_email",
        "account_email",
        "account_email_verification_sent",
        "account_inactive",
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_set_password",
        "account_signup",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_authenticate",
        "mfa_deactivate_totp",
        "mfa_download_recovery_codes",
        "mfa_edit_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_login_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
        "openid_connect_callback",
        "openid_connect_login",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
        "usersessions_list",
    ]


@pytest.mark.parametrize("signed_in", [False, True])
def test_every_page_of_sign_in_is_ours_to_look_at_and_kept_by_nobody(signed_in, client, admin_user):
    if signed_in:
        client.force_login(admin_user)
    for name in account_patterns():
        address = reverse(name, args=ARGUMENTS.get(name))
        for method in (client.get, client.post):
            response = method(address, NASTY)
            assert response.status_code in (200, 302, 400, 401, 403, 404, 405, 410), address
            assert is_kept_from_all(response), address
        response = client.get(address)
        is_page = response["Content-Type"].startswith("text/html") and response.content
        if is_page and response.status_code not in (404, 405):
            html = response.content.decode()
            page = parse(html)
            assert any("admin/account.css" in link["href"] for link in page.all("link")), address
            assert len(page.main.all("h1")) == 1, address
            assert page.one("html")["lang"] == "en"
            scripts = page.all("script")
            inline = [s for s in scripts if "src" not in s.attributes]
            assert all(s["type"] == "application/json" for s in inline), address
            assert ' style="' not in html, address
            assert "onclick" not in html, address


def test_no_answer_of_the_administration_is_kept_or_indexed(client, admin_client):
    session = SessionFactory()
    file = DocumentFileFactory()
    fail = Client(raise_request_exception=False, enforce_csrf_checks=True)
    opened = [
        "/admin/",
        "/admin/jsi18n/",
        "/admin/meetings/session/",
        f"/admin/meetings/session/{session.pk}/change/",
        f"/admin/meetings/session/{session.pk}/history/",
        "/admin/autocomplete/?app_label=meetings&model_name=agendaitem&field_name=session&term=",
    ]
    closed = [
        f"/admin/meetings/documentfile/{file.pk}/file/",
        "/admin",
        "/admin/no/such/page/",
        "/admin/meetings/session/999/change/",
    ]
    for address in opened + closed:
        for who in (client, admin_client):
            response = who.get(address)
            assert is_kept_from_all(response), address
        assert response.status_code == 200 or address not in opened, address
    refused = fail.post("/admin/account/login/", {"login": "x"})
    assert (refused.status_code, is_kept_from_all(refused)) == (403, True)
    assert "This form is out of date" in parse(refused.content.decode()).main.text
    assert is_kept_from_all(fail.post("/admin/"))


def test_that_pages_fail_or_move_to_https_changes_nothing(
    client, admin_client, settings, monkeypatch
):
    monkeypatch.setattr(admin.site, "get_app_list", lambda *_args, **_options: 1 / 0)
    admin_client.raise_request_exception = False
    response = admin_client.get("/admin/")
    assert (response.status_code, is_kept_from_all(response)) == (500, True)
    settings.SECURE_SSL_REDIRECT = True
    response = Client().get("/admin/")
    assert (response.status_code, is_kept_from_all(response)) == (301, True)


def test_robots_are_told_to_stay_away(client):
    assert "Disallow: /admin/" in client.get("/robots.txt").content.decode().splitlines()
    assert "X-Robots-Tag" not in client.get("/").headers


def test_a_signed_in_person_leaves_no_trace_on_public_pages(
    client, admin_user, django_assert_num_queries
):
    client.force_login(admin_user)
    seen = list(UserSession.objects.values())
    response = client.get("/meetings/")
    assert response.cookies == {}
    assert "cookie" not in response.headers.get("Vary", "").lower()
    assert list(UserSession.objects.values()) == seen


def test_keys_and_sessions_of_others_have_no_page():
    shown = {f"{m._meta.app_label}.{m._meta.model_name}" for m in admin.site._registry}
    hidden = {"mfa.authenticator", "usersessions.usersession", "account.emailaddress"}
    hidden |= {
        "socialaccount.socialapp",
        "socialaccount.socialtoken",
        "socialaccount.socialaccount",
    }
    assert shown & hidden == set()
    assert {"auth.user", Invitation._meta.label_lower} <= shown
