"""The dataset is of one edition though others write while it is made, and nobody waits."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from meetings.models import Topic
from meetings.records.domain import editions
from meetings.records.domain.snapshots import one_edition
from tests.factories import TopicFactory
from tests.support.connections import connected, in_a_file


def state() -> tuple[int, int]:
    return editions.current(), Topic.objects.count()


@pytest.mark.django_db(transaction=True)
def test_a_write_meanwhile_waits_for_nobody_and_is_of_the_next_edition(tmp_path):
    TopicFactory()
    path = in_a_file(tmp_path / "portal.sqlite3")

    def write() -> None:
        with connected(path):
            TopicFactory()

    with connected(path), ThreadPoolExecutor(1) as colleague:
        number, count = state()
        with one_edition() as edition:
            assert state() == (edition.number, count) == (number, count)
            colleague.submit(write).result(timeout=10)
            assert state() == (number, count)
        assert state() == (number + 1, count + 1)
        TopicFactory()  # and who has read may write as before
        assert state() == (number + 2, count + 2)
