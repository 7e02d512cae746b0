"""Whole outputs, kept beside the tests: `REWRITE_GOLDEN=1 pytest …` writes them anew."""

import os
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "golden"


def check_golden(name: str, content: bytes) -> None:
    """The content is byte for byte what the file of the name holds."""
    path = FOLDER / name
    if os.environ.get("REWRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    assert path.read_bytes().decode() == content.decode()
