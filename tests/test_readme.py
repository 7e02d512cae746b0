"""The README tells the truth about commands, settings and folders."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
SETTINGS = (ROOT / "uncac_portal" / "settings.py").read_text()
START = "".join(
    (ROOT / "uncac_portal" / name).read_text() for name in ("start.py", "serve.py", "settings.py")
)
SERVER = (ROOT / "uncac_portal" / "server.py").read_text()


TARGETS = sorted(set(re.findall(r"(?m)(?:^ {4}|`)make ([a-z]+)\b", README)))


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_named_exists(target):
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"manage\.py ([a-z_]+)", README))))
def test_every_management_command_named_exists(command):
    assert command in get_commands()


def test_every_setting_read_is_documented_and_none_is_invented():
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    read = set(re.findall(r"env\.[a-z_]+\(\s*\"([A-Z_]+)\"", SETTINGS))
    read |= set(re.findall(r"environ\.get\(\"([A-Z_]+)\"", SERVER))
    assert documented == read


def test_the_port_is_read_where_the_portal_starts():
    assert '"PORT"' in START


@pytest.mark.parametrize(
    "path",
    sorted(
        set(re.findall(r"`((?:uncac_portal|delegations|meetings|static|\.ci)/[\w./]*)`", README))
    ),
)
def test_every_path_named_exists(path):
    assert (ROOT / path).exists()
