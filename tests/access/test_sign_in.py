"""Signing in and out: with a password, from several places, at the institution."""

import re
from urllib.parse import parse_qsl

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.access.conftest import PASSWORD
from tests.support.html import parse, read
from tests.support.identity_provider import identity_provider
from uncac_portal.access.institution import PROVIDER

pytestmark = pytest.mark.django_db

SIGN_IN = "/admin/account/login/"


def sign_in(client, login="anna", password=PASSWORD, **options):
    return client.post(SIGN_IN, {"login": login, "password": password}, **options)


def who(client):
    """The account that the pages of staff see; nobody, where they lead to the sign-in."""
    response = client.get("/admin/")
    return response.context["user"].username if response.status_code == 200 else None


def errors(response):
    return parse(response.content.decode()).main.texts("ul", class_="errorlist")


@pytest.mark.parametrize("login", ["anna", "anna@example.org", "ANNA@example.org"])
def test_staff_sign_in_by_name_or_address_and_go_on_where_they_wanted(login, client, person):
    person(is_superuser=True)
    wanted = "/admin/meetings/body/?q=irg"
    door = client.get(wanted)
    assert door.status_code == 302
    form = parse(client.get(door.url).content.decode()).main
    field = form.one("input", name="next")
    data = {"login": login, "password": PASSWORD, "next": field["value"]}
    response = client.post(SIGN_IN, data)
    assert (response.status_code, response.url) == (302, wanted)
    assert who(client) == "anna"
    cookie = response.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_sign_in_leads_to_no_other_site(client, person):
    person()
    data = {"login": "anna", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post(SIGN_IN, data).url == "/admin/"


@pytest.mark.parametrize("asked", ["", "?next=%2Fadmin%2Fmeetings%2Fbody%2F"])
def test_djangos_own_sign_in_leads_to_the_one_there_is(asked, client):
    assert client.get(f"/admin/login/{asked}").url == SIGN_IN + asked
    data = {"username": "anna", "password": PASSWORD}
    assert client.post(f"/admin/login/{asked}", data).url == SIGN_IN + asked


def test_signing_out_ends_the_session(client, person):
    person()
    sign_in(client)
    assert client.get("/admin/logout/").status_code == 200
    assert who(client) == "anna"
    assert client.post("/admin/logout/").url == SIGN_IN
    assert who(client) is None


def test_who_is_not_staff_is_told_so_and_led_in_no_circle(client, person):
    person(is_staff=False)
    assert sign_in(client, follow=True).redirect_chain == [("/admin/", 302)]
    for address in ("/admin/", "/admin/meetings/body/", "/admin/no/such/page/"):
        response = client.get(address)
        assert response.status_code == 403
        assert "Your account is not one of staff." in parse(response.content.decode()).main.text
    assert client.get("/admin/account/").status_code == 200


def test_what_a_wrong_name_and_a_wrong_password_tell_is_the_same(client, person):
    person()
    person("shut", is_active=False)
    told = [
        errors(sign_in(client, login, "wrong"))
        for login in ("anna", "nobody", "anna@example.org", "nobody@example.org", "shut")
    ]
    assert told[0] == told[1] == told[4]
    assert told[2] == told[3]
    assert all(told)


def test_an_account_that_is_shut_signs_in_no_more_and_is_out_at_once(client, person):
    anna = person()
    sign_in(client)
    assert who(client) == "anna"
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert who(client) is None
    assert sign_in(client).url == "/admin/account/inactive/"
    assert who(client) is None


def test_shutting_an_account_in_the_administration_deletes_its_sessions(
    client, admin_client, person
):
    anna = person()
    sign_in(client)
    data = {"username": "anna", "first_name": "", "last_name": ""}
    page = reverse("admin:auth_user_change", args=[anna.pk])
    assert admin_client.post(page, data).status_code == 302
    User.objects.filter(pk=anna.pk).update(is_active=True)
    assert who(client) is None


def test_old_hashes_become_argon2_when_their_owner_signs_in(client, person, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    anna = person()
    anna.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    anna.save()
    sign_in(client)
    anna.refresh_from_db()
    assert anna.password.startswith("argon2$argon2id$")
    assert who(client) == "anna"


# Guessing


def test_after_five_failures_a_name_is_held_up_from_that_address_only(client, person):
    person()
    person("ben")
    for _try in range(5):
        sign_in(client, password="wrong")
    told = errors(sign_in(client))
    assert told == [
        "Too many attempts failed. Wait a quarter of an hour, then try again. "
        "A passkey works meanwhile."
    ]
    assert who(client) is None
    sign_in(client, "ben")
    assert who(client) == "ben"
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    sign_in(elsewhere)
    assert who(elsewhere) == "anna"


def test_guessing_from_many_addresses_is_held_up_too(person, settings):
    settings.ACCOUNT_RATE_LIMITS = {
        "login_failed": "20/15m/ip,5/15m/key",
        "login_failed_anywhere": "7/1h/key",
        "login": None,
    }
    anna = person()
    for number in range(7):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), password="wrong")
    late = Client(REMOTE_ADDR="192.0.2.99")
    assert "Too many attempts failed" in errors(sign_in(late))[0]
    anna_again = Client(REMOTE_ADDR="192.0.2.100")
    set_new_password(anna_again, "anna@example.org", "a new one entirely")
    sign_in(anna_again, "anna@example.org", "a new one entirely")
    assert who(anna_again) == anna.username


@pytest.mark.parametrize(("believed", "held_up"), [(0, True), (1, False)])
def test_only_a_proxy_of_our_own_says_who_asks(believed, held_up, person, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = believed
    person()
    for number in range(5):
        sign_in(Client(headers={"X-Forwarded-For": f"192.0.2.{number}"}), password="wrong")
    client = Client(headers={"X-Forwarded-For": "192.0.2.9"})
    sign_in(client)
    assert (who(client) is None) == held_up


def test_a_flood_of_attempts_is_answered_with_a_wait(client):
    statuses = {sign_in(client, f"name {number}", "x").status_code for number in range(31)}
    assert statuses == {200, 429}
    assert "Wait a minute" in parse(sign_in(client).content.decode()).main.text


# Passwords


def set_new_password(client, email, password):
    """As somebody does who forgot the password and reads the e-mail."""
    client.post("/admin/account/password/reset/", {"email": email})
    link = re.search(r"http://\S+", mail.outbox[-1].body)[0]
    form = client.get(link, follow=True)
    new = {"password1": password, "password2": password}
    return client.post(form.redirect_chain[-1][0], new, follow=True)


def test_a_forgotten_password_is_replaced_by_e_mail_and_ends_all_sessions(client, person):
    person()
    sign_in(client)
    other = Client()
    response = set_new_password(other, "anna@example.org", "a new one entirely")
    assert response.status_code == 200
    assert who(client) is None
    assert errors(sign_in(client)) != []
    sign_in(client, password="a new one entirely")
    assert who(client) == "anna"


def test_nobody_learns_whether_an_address_is_known(client, person):
    person()
    person("ben", verified=False)
    person("shut", is_active=False)
    told = []
    for name in ("anna", "nobody", "ben", "shut"):
        response = client.post(
            "/admin/account/password/reset/", {"email": f"{name}@example.org"}, follow=True
        )
        told.append((response.redirect_chain, parse(response.content.decode()).main.text))
    assert told[0] == told[1] == told[2] == told[3]
    links = ["/password/reset/key/" in message.body for message in mail.outbox]
    assert links == [True, False, False, False]


def test_that_e_mail_fails_is_not_seen_either(client, person, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    person()
    for name in ("anna", "nobody"):
        data = {"email": f"{name}@example.org"}
        assert client.post("/admin/account/password/reset/", data).status_code == 302


def test_changing_the_password_keeps_this_session_and_ends_the_others(client, person):
    person()
    other = Client()
    sign_in(other)
    sign_in(client)
    new = {
        "oldpassword": PASSWORD,
        "password1": "a new one entirely",
        "password2": "a new one entirely",
    }
    client.post("/admin/account/password/change/", new)
    assert (who(client), who(other)) == ("anna", None)
    assert "originates from" in mail.outbox[0].body
    weak = {"oldpassword": "a new one entirely", "password1": "anna", "password2": "anna"}
    assert len(errors(client.post("/admin/account/password/change/", weak))) == 1


# Sessions


def test_somebody_sees_where_they_are_signed_in_and_signs_out_there(client, person):
    person()
    person("ben")
    phone, laptop, bens = (
        Client(HTTP_USER_AGENT="Phone"),
        Client(HTTP_USER_AGENT="Laptop"),
        Client(),
    )
    for other in (phone, laptop, client):
        sign_in(other)
    sign_in(bens, "ben")
    table = read(client, "/admin/account/sessions/").main.rows
    assert [row[2] for row in table[1:3]] == ["Phone", "Laptop"]
    phones, bens_own = (
        UserSession.objects.get(user_agent="Phone"),
        UserSession.objects.get(user__username="ben"),
    )
    assert client.get(reverse("access_end_session", args=[phones.pk])).status_code == 405
    assert client.post(reverse("access_end_session", args=[bens_own.pk])).status_code == 404
    client.post(reverse("access_end_session", args=[phones.pk]))
    assert [who(c) for c in (phone, laptop, client, bens)] == [None, "anna", "anna", "ben"]
    client.post("/admin/account/sessions/")
    assert [who(c) for c in (phone, laptop, client, bens)] == [None, None, "anna", "ben"]


def test_a_new_address_counts_once_its_link_is_opened(client, person):
    anna = person()
    sign_in(client)
    client.post("/admin/account/email/", {"email": "new@example.org", "action_add": ""})
    owner = dict(EmailAddress.objects.filter(user=anna).values_list("email", "verified"))
    assert owner == {"anna@example.org": True, "new@example.org": False}
    link = next(
        re.search(r"http://\S+", m.body) for m in mail.outbox if m.to == ["new@example.org"]
    )
    assert client.get(link[0]).status_code == 200
    assert EmailAddress.objects.get(email="new@example.org").verified is False
    client.post(link[0])
    assert list(EmailAddress.objects.values_list("email", "verified")) == [
        ("new@example.org", True)
    ]


# At the institution


@pytest.fixture(scope="module")
def provider():
    with identity_provider() as provider:
        yield provider


@pytest.fixture
def institution(provider, settings):
    """The provider, named in the settings."""
    settings.SOCIALACCOUNT_PROVIDERS = provider.settings()
    return provider


def sign_in_there(client, provider, process="login", **claims):
    """Press the button, sign in there, and come back."""
    provider.claims = {"sub": "1", **claims}
    address = f"/admin/account/oidc/{PROVIDER}/login/?process={process}"
    page = parse(client.post(address).content.decode()).main
    _address, _, query = page.addresses[0].partition("?")
    return client.get(provider.authorize(dict(parse_qsl(query))))


def test_the_button_is_there_only_where_an_institution_is_named(
    client, provider, institution, settings
):
    buttons = read(client, SIGN_IN).main.texts("button")
    assert "Sign in with the institution" in buttons
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert not any("institution" in text for text in read(client, SIGN_IN).main.texts("button"))
    assert client.post(f"/admin/account/oidc/{PROVIDER}/login/").status_code == 404


def test_the_institution_opens_the_account_with_the_same_verified_address(
    client, institution, person
):
    person()
    response = sign_in_there(client, institution, email="Anna@example.org", email_verified=True)
    assert response.url == "/admin/"
    assert who(client) == "anna"


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "nobody@example.org", "email_verified": True},
        {"email": "anna@example.org", "email_verified": False},
        {"email": "anna@example.org", "email_verified": "false"},
        {"email": "anna@example.org"},
        {"email": "ben@example.org", "email_verified": True},
        {},
    ],
)
def test_it_opens_no_other_account_and_makes_none(claims, client, institution, person):
    person()
    person("ben", verified=False)
    response = sign_in_there(client, institution, **claims)
    assert response.status_code == 403
    assert "No account for this sign-in" in parse(response.content.decode()).main.text
    assert who(client) is None
    assert User.objects.count() == 2


def test_nobody_joins_an_account_of_the_institution_to_another_address(client, institution, person):
    person()
    sign_in(client)
    claims = {"email": "other@example.org", "email_verified": True}
    response = sign_in_there(client, institution, process="connect", **claims)
    assert "failed" in parse(response.content.decode()).main.text
    assert who(client) == "anna"
    assert User.objects.get().socialaccount_set.count() == 0


def test_a_shut_account_stays_shut_for_the_institution(client, institution, person):
    person(is_active=False)
    response = sign_in_there(client, institution, email="anna@example.org", email_verified=True)
    assert response.url == "/admin/account/inactive/"


def test_an_institution_that_does_not_answer_is_said_to(client, institution, settings):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:1"
    response = client.post(f"/admin/account/oidc/{PROVIDER}/login/")
    assert "sign-in at your institution failed" in parse(response.content.decode()).main.text
