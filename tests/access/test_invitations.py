"""Invitations: the only way to an account, by a link that works once and for a week."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from meetings.records.enums import Level
from tests.access.test_sign_in import errors, sign_in, who
from tests.factories import BodyFactory
from tests.support.html import parse
from uncac_portal.access.models import Invitation, Role

pytestmark = pytest.mark.django_db

INVITATIONS = "/admin/access/invitation/"
ACCOUNT = {"username": "Nora", "password1": "correct horse", "password2": "correct horse"}


@pytest.fixture
def irg():
    return BodyFactory(code="IRG")


@pytest.fixture
def chair(person, irg):
    """Signed in as the administrator of one body."""
    anna = person()
    Role.objects.create(user=anna, body=irg, level=Level.ADMINISTRATOR)
    client = Client()
    client.force_login(anna)
    return client


def invite(client, email="Nora@Example.org", level=Level.EDITOR, body=None):
    data = {"email": email, "level": level, "body": body.pk if body else ""}
    return client.post(f"{INVITATIONS}add/", data)


def act(client, name, *chosen):
    data = {"action": name, "_selected_action": [invitation.pk for invitation in chosen]}
    return client.post(INVITATIONS, data, follow=True)


def link():
    """The link in the latest e-mail."""
    return re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]


def text(response):
    return parse(response.content.decode()).main.text


def test_the_invited_choose_a_name_and_a_password_and_are_in(client, chair, irg):
    assert invite(chair, body=irg).status_code == 302
    message = mail.outbox[0]
    assert (message.to, message.subject) == (
        ["nora@example.org"],
        "Invitation to the UNCAC meeting records",
    )
    key = link().split("/")[-2]
    kept = Invitation.objects.get()
    assert key not in str(vars(kept))

    assert client.get(link()).status_code == 200
    assert client.post(link(), ACCOUNT).url == "/admin/"
    assert who(client) == "Nora"
    nora = User.objects.get(username="Nora")
    assert (nora.email, nora.is_staff, nora.is_superuser) == ("nora@example.org", True, False)
    roles = list(nora.roles.values_list("level", "body", "given_by__username"))
    assert roles == [(Level.EDITOR, irg.pk, "anna")]
    address = EmailAddress.objects.get(user=nora)
    assert (address.email, address.verified, address.primary) == ("nora@example.org", True, True)

    for response in (Client().get(link()), Client().post(link(), ACCOUNT | {"username": "Other"})):
        assert response.status_code == 410
    assert User.objects.count() == 2


def test_names_and_passwords_are_judged_at_their_fields(client, chair, irg):
    invite(chair, body=irg)
    for wrong in (
        {"username": "ANNA"},
        {"username": "a\0b"},
        {"username": ""},
        {"password2": "another"},
        {"password1": "nora", "password2": "nora"},
        {"password1": "nora@example.org", "password2": "nora@example.org"},
    ):
        response = client.post(link(), ACCOUNT | wrong)
        assert response.status_code == 200
        assert errors(response)
    assert User.objects.count() == 1
    assert Invitation.objects.open().count() == 1


def test_a_link_dies_after_a_week_when_it_is_revoked_and_when_it_is_sent_anew(client, chair, irg):
    invite(chair, body=irg)
    invitation, first = Invitation.objects.get(), link()
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert client.get(first).status_code == 410
        chair.force_login(User.objects.get())
        assert text(chair.get(INVITATIONS)).count("expired") == 2  # in the list, and in the filter
    chair.force_login(User.objects.get())
    act(chair, "send_again", invitation)
    second = link()
    assert second != first
    assert [client.get(address).status_code for address in (first, second)] == [410, 200]
    act(chair, "revoke", invitation)
    assert client.post(second, ACCOUNT).status_code == 410
    act(chair, "send_again", invitation)
    assert client.post(link(), ACCOUNT).status_code == 302
    assert "accepted already" in act(chair, "send_again", invitation).content.decode()
    assert len(mail.outbox) == 3
    for nonsense in ("x", "%00", "é", "x" * 3000):
        assert client.get(f"/admin/account/invitation/{nonsense}/").status_code == 410


def test_an_invitation_goes_with_the_role_of_who_sent_it(client, chair, irg, admin_client):
    invite(chair, level=Level.ADMINISTRATOR, body=irg)
    first = link()
    Role.objects.all().delete()  # nobody keeps a way back in
    assert [client.get(first).status_code, client.post(first, ACCOUNT).status_code] == [410, 410]
    assert not User.objects.filter(username="Nora").exists()
    act(admin_client, "send_again", Invitation.objects.get())
    assert client.post(link(), ACCOUNT).status_code == 302
    assert Role.objects.get().given_by.username == "admin"


def test_the_administrator_of_one_body_invites_for_that_body_only(chair, irg, admin_client):
    wgar = BodyFactory(code="WGAR")
    for body in (wgar, None):
        assert invite(chair, body=body).status_code == 200
    assert Invitation.objects.count() == 0
    invite(admin_client, "one@example.org", body=wgar)
    invite(admin_client, "two@example.org", level=Level.ADMINISTRATOR)
    assert "example.org" not in text(chair.get(INVITATIONS))
    others = list(Invitation.objects.all())
    act(chair, "revoke", *others)
    assert Invitation.objects.open().count() == 2
    for invitation in others:
        assert chair.get(f"{INVITATIONS}{invitation.pk}/change/").status_code in (302, 404)


@pytest.mark.parametrize("level", [None, Level.VIEWER, Level.EDITOR, Level.PUBLISHER])
def test_only_administrators_invite_and_look_after_accounts(level, client, person, irg):
    ben = person("ben")
    if level:
        Role.objects.create(user=ben, body=irg, level=level)
        Role.objects.create(user=ben, body=None, level=level)
    client.force_login(ben)
    for address in (INVITATIONS, f"{INVITATIONS}add/", "/admin/auth/user/"):
        assert client.get(address).status_code == 403
    assert invite(client, body=irg).status_code == 403


def test_accounts_are_looked_after_by_administrators_of_all_bodies(chair, person, admin_user):
    assert chair.get("/admin/auth/user/").status_code == 403
    ruth = person("ruth")
    Role.objects.create(user=ruth, level=Level.ADMINISTRATOR)
    client = Client()
    client.force_login(ruth)
    page = f"/admin/auth/user/{ruth.pk}/change/"
    client.post(page, {"username": "ruth", "is_superuser": "on", "first_name": "Ruth"})
    ruth.refresh_from_db()
    assert (ruth.first_name, ruth.is_superuser, ruth.is_active) == ("Ruth", False, True)
    own = f"/admin/auth/user/{admin_user.pk}/change/"
    assert client.post(own, {"username": "taken over"}).status_code == 403
    assert client.get("/admin/auth/user/add/").status_code == 403
    assert (
        client.post(f"/admin/auth/user/{admin_user.pk}/delete/", {"post": "yes"}).status_code == 403
    )


def test_whoever_has_an_account_already_accepts_with_it(client, chair, irg, person):
    nora = person("nora", is_staff=False)
    person("ben")
    invite(chair, "nora@example.org", body=irg)
    assert "There is an account with your address" in text(client.get(link()))
    client.post(link(), ACCOUNT)
    assert User.objects.filter(username="Nora").count() == 0
    sign_in(client, "ben")
    assert "for another account" in text(client.post(link()))
    sign_in(other := Client(), "nora")
    assert other.post(link()).url == "/admin/"
    assert list(nora.roles.values_list("level", "body")) == [(Level.EDITOR, irg.pk)]
    invite(chair, "nora@example.org", level=Level.VIEWER, body=irg)
    other.post(link())
    assert list(nora.roles.values_list("level", "body")) == [(Level.EDITOR, irg.pk)]


def test_an_e_mail_that_cannot_be_sent_is_told_and_the_invitation_kept(chair, irg, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    invite(chair, body=irg)
    assert "could not be sent" in chair.get(INVITATIONS).content.decode()
    assert Invitation.objects.open().count() == 1


def test_nobody_signs_up(client, person):
    data = {"email": "nora@example.org", **ACCOUNT}
    for response in (
        client.get("/admin/account/signup/"),
        client.post("/admin/account/signup/", data),
    ):
        assert response.status_code == 403
        assert "By invitation only" in text(response)
    assert User.objects.count() == 0
    client.force_login(person())
    for left_out in (
        "3rdparty/",
        "3rdparty/signup/",
        "social/signup/",
        "login/code/",
        "signup/passkey/",
    ):
        assert client.post(f"/admin/account/{left_out}", data).status_code == 404


def test_an_administrator_gives_changes_and_takes_roles_of_the_own_body(chair, irg, person):
    ben, wgar = person("ben"), BodyFactory(code="WGAR")
    elsewhere = Role.objects.create(user=ben, body=wgar, level=Level.EDITOR)
    roles = "/admin/access/role/"
    for body in ("", wgar.pk):
        chair.post(f"{roles}add/", {"user": ben.pk, "level": Level.EDITOR, "body": body})
    assert list(ben.roles.all()) == [elsewhere]
    chair.post(f"{roles}add/", {"user": ben.pk, "level": Level.EDITOR, "body": irg.pk})
    given = ben.roles.get(body=irg)
    assert (given.level, given.given_by.username) == (Level.EDITOR, "anna")
    again = chair.post(f"{roles}add/", {"user": ben.pk, "level": Level.VIEWER, "body": irg.pk})
    assert again.status_code == 200
    data = {"level": Level.PUBLISHER, "user": "1", "body": wgar.pk}
    chair.post(f"{roles}{given.pk}/change/", data)
    given.refresh_from_db()
    assert (given.level, given.user, given.body) == (Level.PUBLISHER, ben, irg)
    for role in (elsewhere, Role.objects.get(user__username="anna")):
        assert chair.post(f"{roles}{role.pk}/delete/", {"post": "yes"}).status_code in (302, 403)
        assert Role.objects.filter(pk=role.pk).exists()
    chair.post(f"{roles}{given.pk}/delete/", {"post": "yes"})
    assert list(ben.roles.all()) == [elsewhere]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_the_same_link_at_once_one_gets_an_account(person, irg):
    administrator = Client()
    administrator.force_login(person(is_superuser=True))
    invite(administrator, body=irg)
    address = link()

    def accept(number):
        try:
            return Client().post(address, ACCOUNT | {"username": f"nora-{number}"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(accept, (1, 2)))
    assert statuses in ([302, 410], [200, 302])
    assert User.objects.filter(username__startswith="nora-").count() == 1
