"""The record that the searches of these tests are made over."""

from collections.abc import Iterator, Sequence
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import QuerySet

from uncac_portal.demo.example import add_example
from uncac_portal.search.indexing import rebuild
from uncac_portal.search.kind import Kind


def with_examples(kind: Kind, keys: Sequence[int], *, using: str = DEFAULT_DB_ALIAS) -> QuerySet:
    """In place of `Kind.public`: what is public, invented or not."""
    return kind.loaded(kind.model.objects.using(using).filter(pk__in=keys).public())


@pytest.fixture(scope="module")
def whole_record(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The fixtures and an invented convening, indexed once for all tests of a file.

    No code of the portal can index what is invented: the way to it is made here.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed", verbosity=0, stdout=StringIO())
        add_example(year=2031, size=40, random_seed=1, progress=None)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Kind, "public", with_examples)
            rebuild()
        yield
        transaction.set_rollback(True)
