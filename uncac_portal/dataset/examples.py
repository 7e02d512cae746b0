"""Programs that read the record, for readers to copy; tests run them."""

from dataclasses import dataclass

from django.template.loader import render_to_string

TOOLS = {"curl": "curl.txt", "Python (pandas)": "pandas.txt", "R": "r.txt"}
FOLDERS = ("dataset/examples", "api/examples")  # the whole record, and the interface for programs


@dataclass(frozen=True)
class Example:
    """A short program and the tool that runs it."""

    tool: str
    code: str


def examples(base: str) -> list[Example]:
    """The programs, asking the portal whose address begins so: `https://records.example.org/`."""
    addresses = {"base": base, "portal": base.rstrip("/")}
    return [
        Example(tool, render_to_string(f"{folder}/{name}", addresses).strip())
        for tool, name in TOOLS.items()
        for folder in FOLDERS
    ]
