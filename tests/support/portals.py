"""Processes of the portal on a database of their own, which the test writes itself."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.db.utils import load_backend

from uncac_portal.databases import database_at

HOST = "127.0.0.1"
PATIENCE = 60  # seconds for a process to start, on a busy machine


@contextmanager
def connected_to(url: str) -> Iterator[None]:
    """A block whose thread reads and writes the database at the address."""
    usual = connections["default"]
    settings: Any = usual.settings_dict | database_at(url)
    connections["default"] = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "default")
    ContentType.objects.clear_cache()  # each database has numbers of its own
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = usual
        ContentType.objects.clear_cache()


@dataclass
class Portal:
    """A process of the portal. Each thread that asks it has a connection of its own."""

    port: int

    def get(self, address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and content of the answer."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            sent = {name.replace("_", "-"): text for name, text in headers.items()}
            connection.request("GET", address, headers=sent)
            answer = connection.getresponse()
            said = {name.lower(): text for name, text in answer.getheaders()}
            return answer.status, said, answer.read()
        finally:
            connection.close()

    def page(self, address: str, **headers: str) -> str:
        """The text of a page that is there."""
        status, _headers, content = self.get(address, **headers)
        assert status == 200, (address, status, content[:500])
        return content.decode()


@contextmanager
def portal(database_url: str, **environment: str) -> Iterator[Portal]:
    """A process of the portal, with the settings of the tests."""
    port = free_port()
    own = {
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PORT": str(port),
        "WORKERS": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "uncac_portal.server"], env=os.environ | own | environment
    )
    try:
        wait_for(port, process)
        yield Portal(port)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def free_port() -> int:
    """A port that nobody has."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return once the process answers at the port."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("The portal did not start; its own words are above.")
