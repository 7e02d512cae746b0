"""The second factor: asked for, required of staff, never the last one removed."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.access.test_sign_in import (  # noqa: F401
    PASSWORD,
    errors,
    institution,
    provider,
    sign_in,
    sign_in_there,
    who,
)
from tests.support.html import parse, read

pytestmark = pytest.mark.django_db

SET_UP = "/admin/account/2fa/"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SECOND_FACTOR = True


def code_of(secret):
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def with_app(user):
    """The secret of the authenticator app that the account now has."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def with_passkey(user, name):
    """A passkey, as far as a list of passkeys looks at it."""
    data = {"name": name, "credential": {}}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/meetings/body/",
        "/admin/meetings/body/add/",
        "/admin/autocomplete/?app_label=meetings&model_name=session&field_name=convening&term=v",
        "/admin/jsi18n/",
        "/admin/auth/user/",
        "/admin/no/such/page/",
    ],
)
def test_staff_without_one_are_led_to_set_it_up_whatever_they_ask(method, address, client, person):
    person(is_superuser=True)
    sign_in(client)
    response = getattr(client, method)(address)
    assert (response.status_code, response.url) == (302, SET_UP)


def test_what_is_set_up_opens_the_administration_and_is_asked_for_from_then_on(client, person):
    person(is_superuser=True)
    sign_in(client)
    assert (
        "Set up a second factor first"
        in parse(client.get("/admin/", follow=True).content.decode()).text
    )
    page = read(client, f"{SET_UP}totp/activate/").main
    secret = page.one("input", id="authenticator_secret")["value"]
    assert page.one("img")["src"].startswith("data:image/svg+xml;base64,")
    assert errors(client.post(f"{SET_UP}totp/activate/", {"code": "000000"})) == ["Incorrect code."]
    assert who(client) is None
    done = client.post(f"{SET_UP}totp/activate/", {"code": code_of(secret)}, follow=True)
    codes = parse(done.content.decode()).main.one("textarea").text.split()
    assert len(codes) == 10
    assert who(client) == "anna"

    other = Client()
    assert sign_in(other).url == f"{SET_UP}authenticate/"
    assert who(other) is None
    assert errors(other.post(f"{SET_UP}authenticate/", {"code": "000000"})) == ["Incorrect code."]
    other.post(f"{SET_UP}authenticate/", {"code": codes[0]})
    assert who(other) == "anna"

    third = Client()
    sign_in(third)
    third.post(f"{SET_UP}authenticate/", {"code": codes[0]})
    assert who(third) is None, "A recovery code opens once."


def test_whose_role_is_none_of_staff_needs_none(client, person, settings):
    person(is_staff=False)
    sign_in(client)
    assert client.get("/admin/").status_code == 403
    settings.SECOND_FACTOR = False
    person("ben")
    other = Client()
    sign_in(other, "ben")
    assert who(other) == "ben"


def test_guessing_a_code_is_held_up(client, person):
    secret = with_app(person())
    sign_in(client)
    for code in ("000000", "", "٣٣٣٣٣٣", "9" * 5000, "0\0", "000001", "000002", "000003"):
        client.post(f"{SET_UP}authenticate/", {"code": code})
    told = errors(client.post(f"{SET_UP}authenticate/", {"code": code_of(secret)}))
    assert "Too many attempts failed" in told[0]
    assert who(client) is None


def test_the_last_one_stays(client, person):
    anna = person()
    secret = with_app(anna)
    sign_in(client)
    client.post(f"{SET_UP}authenticate/", {"code": code_of(secret)})
    told = errors(client.post(f"{SET_UP}totp/deactivate/"))
    assert told == [
        "This is your only second factor, and staff need one. Set up another one first."
    ]
    passkey = with_passkey(anna, "Laptop")
    client.post(f"{SET_UP}totp/deactivate/")
    assert list(Authenticator.objects.all()) == [passkey]
    remove = reverse("mfa_remove_webauthn", args=[passkey.pk])
    response = client.post(remove, follow=True)
    assert told[0] in parse(response.content.decode()).text
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_nobody_touches_the_passkey_of_somebody_else(client, person):
    secret = with_app(person())
    passkey = with_passkey(person("ben"), "Ben's")
    sign_in(client)
    client.post(f"{SET_UP}authenticate/", {"code": code_of(secret)})
    for page in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert client.post(reverse(page, args=[passkey.pk]), {"name": "x"}).status_code == 404
    passkey.refresh_from_db()
    assert str(passkey) == "Ben's"


def test_without_a_fresh_password_nothing_is_set_up(client, person, settings):
    person()
    sign_in(client)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    response = client.get(f"{SET_UP}totp/activate/")
    assert response.url.startswith("/admin/account/reauthenticate/")
    assert client.post(f"{SET_UP}totp/activate/", {"code": "1"}).url.startswith(
        "/admin/account/reauthenticate/"
    )
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    client.post(response.url, {"password": PASSWORD})
    assert client.get(f"{SET_UP}totp/activate/").status_code == 200


@pytest.mark.parametrize("counts", [True, False])
def test_the_sign_in_of_the_institution_counts_as_one_if_the_settings_say_so(
    counts,
    client,
    person,
    settings,
    institution,  # noqa: F811
):
    settings.OIDC_IS_SECOND_FACTOR = counts
    person()
    sign_in_there(client, institution, email="anna@example.org", email_verified=True)
    assert who(client) == ("anna" if counts else None)
    with_password = Client()
    sign_in(with_password)
    assert who(with_password) is None


@pytest.mark.parametrize("by", ["action", "command"])
def test_who_lost_everything_is_helped_and_starts_anew(by, client, person, admin_user, settings):
    anna, ben = person(), person("ben")
    for user in (anna, ben):
        RecoveryCodes.activate(user)
        with_app(user)
    sign_in(client)
    if by == "action":
        settings.SECOND_FACTOR = False
        helper = Client()
        helper.force_login(admin_user)
        data = {"action": "take_away_second_factors", "_selected_action": [anna.pk]}
        helper.post("/admin/auth/user/", data)
        settings.SECOND_FACTOR = True
    else:
        call_command("reset_second_factor", "anna", verbosity=0)
        with pytest.raises(CommandError):
            call_command("reset_second_factor", "nobody")
    assert set(Authenticator.objects.values_list("user", flat=True)) == {ben.pk}
    # At the page that asks for the code, or anew.
    assert client.get(f"{SET_UP}authenticate/").url == "/admin/account/login/"
    assert sign_in(client).url == "/admin/"
    assert client.get("/admin/").url == SET_UP


@pytest.mark.parametrize(
    "credential",
    ["", "x", "{}", "[]", "null", '{"id": 1}', "9" * 5000],
)
def test_no_nonsense_for_a_passkey_makes_the_portal_fail(credential, client, person):
    person()
    client.get(f"{SET_UP}webauthn/login/", headers={"accept": "application/json"})
    response = client.post(f"{SET_UP}webauthn/login/", {"credential": credential})
    assert (response.status_code, response.url) == (302, "/admin/account/login/")
