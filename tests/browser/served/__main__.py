"""Serves the whole record to a browser, in a process of its own: `python -m tests.browser.served`.

The database is shared by all that serve in one test run: the first builds it, the last deletes it.
So it takes its time once, nothing has to be restored between tests, and no test of another folder
meets it. One line of JSON tells that all is ready and where. The end of standard input ends it.
"""

import fcntl
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.browser.served.settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.testcases import LiveServerThread  # noqa: E402

from tests.browser.served import record  # noqa: E402


def main(users: Path) -> None:
    with shared_database(users):
        server = LiveServerThread("127.0.0.1", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        served = {"url": f"http://127.0.0.1:{server.port}", **record.particulars()}
        print(json.dumps(served), flush=True)
        sys.stdin.read()
        server.terminate()


@contextmanager
def shared_database(users: Path) -> Iterator[None]:
    """The database, counted in the file: built for its first user and deleted after its last."""
    name = settings.DATABASES["default"]["NAME"]
    with counted(users, 1) as number:
        if number == 1:
            connection.settings_dict["TEST"]["NAME"] = name
            connection.creation._create_test_db(verbosity=0, autoclobber=True)
            record.build()
    try:
        yield
    finally:
        connection.close()
        with counted(users, -1) as number:
            if number == 0:
                connection.creation._destroy_test_db(name, verbosity=0)


@contextmanager
def counted(users: Path, more: int) -> Iterator[int]:
    """How many users there are with this one, or without it, while nobody else can count."""
    with users.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        number = int(file.read() or 0) + more
        yield number
        file.truncate(0)
        file.write(str(number))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
