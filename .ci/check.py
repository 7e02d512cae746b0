"""Checks everything that needs no test: what `make check` calls.

All checks run, also after one has failed. What a check says is shown only where it fails.
"""

import os
import secrets
import shlex
import subprocess
import sys
import time
from pathlib import Path

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"

CHECKS = {
    "Form of the Python files": "-m ruff format --check --output-format concise .",
    "Python files": "-m ruff check --output-format concise .",
    "Form of the templates": "-m djlint --check templates",
    "Templates": "-m djlint --lint templates",
    "Types": "-m mypy --no-incremental",  # the Django plugin loses managers between runs
    "Direction of imports": f"-c '{LINT_IMPORTS}'",
    "Migrations match the models": "manage.py makemigrations --check --dry-run",
    "Safe to deploy": "manage.py check --deploy --fail-level WARNING",
}

# Checked is what production gets by default, whatever is set in this terminal.
SETTINGS = ["ALLOWED_HOSTS", "BEHIND_PROXY", "DATA_DIR", "DEBUG", "DJANGO_SETTINGS_MODULE", "HTTPS"]


def main() -> int:
    os.chdir(Path(__file__).resolve().parent.parent)
    for name in SETTINGS:
        os.environ.pop(name, None)
    os.environ["SECRET_KEY"] = secrets.token_urlsafe(50)
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    failed = [name for name, arguments in CHECKS.items() if not passes(name, arguments)]
    if failed:
        print(f"{len(failed)} of {len(CHECKS)} checks failed: {'; '.join(failed)}.")
        print("What concerns only the form of files, `make format` mends.")
    else:
        print(f"All {len(CHECKS)} checks passed.")
    return int(bool(failed))


def passes(name: str, arguments: str) -> bool:
    print(f"{name} ... ", end="", flush=True)
    began = time.monotonic()
    finished = subprocess.run(
        [sys.executable, *shlex.split(arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    took = time.monotonic() - began
    if finished.returncode:
        print(f"failed, {took:.1f} s", finished.stdout.rstrip(), sep="\n\n", end="\n\n", flush=True)
    else:
        print(f"passed, {took:.1f} s", flush=True)
    return finished.returncode == 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
