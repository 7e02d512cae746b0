"""What the tests of sign-in share: an account, and counters that begin at nought."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import transaction

from tests.support.weeks import Weeks, grow_weeks

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _nothing_was_tried_before() -> None:
    cache.clear()


@pytest.fixture
def person() -> Callable[..., Any]:
    """Makes an account of staff with a verified address."""

    def make(username: str = "anna", *, verified: bool = True, **fields: Any) -> User:
        email = f"{username}@example.org"
        options = {"is_staff": True, **fields}
        user = User.objects.create_user(username, email, PASSWORD, **options)
        EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
        return user

    return make


@pytest.fixture(scope="module")
def weeks(django_db_setup: None, django_db_blocker: Any) -> Iterator[Weeks]:
    """Two bodies and their weeks, made once for the tests of a file, and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield grow_weeks()
        transaction.set_rollback(True)
