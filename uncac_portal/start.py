"""Gets the portal going on a machine that has nothing but Python: what `make run` calls.

    python3 uncac_portal/start.py          install what the portal needs, then serve it
    python3 uncac_portal/start.py tools    install what `make test` and `make check` need

Everything is installed into .venv, and only when a lock file has changed. From there on
`uncac_portal/serve.py` prepares the record and serves it, with the packages at hand.

This file uses the standard library only, and syntax that Python 3.6 reads, so that a Python that
is too old for the portal says so in one line instead of failing with a SyntaxError.
"""

import contextlib
import errno
import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit(
        "The portal needs Python 3.11 or newer; {} is {}.{}. Install a newer one and name it, "
        "for example: make run PYTHON=python3.12".format(sys.executable, *sys.version_info[:2])
    )

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.txt"
UNFINISHED = VENV / "unfinished"

RUN_LOCK = "requirements.txt"
TOOLS_LOCK = "requirements-dev.txt"


def main(arguments):
    if arguments in ([], ["run"]):
        port = free_port(os.environ.get("PORT") or "8000")
        install(RUN_LOCK)
        os.chdir(ROOT)
        os.execv(PYTHON, [str(PYTHON), "-m", "uncac_portal.serve", str(port)])
    elif arguments == ["tools"]:
        install(TOOLS_LOCK)
    else:
        sys.exit("Usage: python3 uncac_portal/start.py [run|tools]")


def free_port(text):
    """The port as a number, once it is known that the portal can have it."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        sys.exit(f"PORT is {text!r}; it has to be a number from 1 to 65535.")
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                why = f"Port {port} is taken by another program."
            else:
                why = f"Port {port} cannot be used ({error.strerror})."
            sys.exit(f"{why} Choose another one, for example: make run PORT={other_port(port)}")
    return port


def other_port(port):
    return port + 1 if 1024 <= port < 65535 else 8080


def install(lock):
    """Makes .venv hold what the lock file names, from whatever state it was left in."""
    works = venv_works()
    if works and is_installed(lock):
        return
    if not works:
        make_venv()
    # A stamp must never outlive the packages it speaks of, nor the mark be missing while pip works.
    STAMP.unlink(missing_ok=True)
    UNFINISHED.touch()
    with step(f"Installing the packages of {lock}"):
        pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input"]
        succeeded = run([*pip, "install", "--require-hashes", "--requirement", ROOT / lock])
        UNFINISHED.unlink()  # pip ended by itself, and takes back what it could not finish
        if not succeeded:
            sys.exit("The packages could not be installed. They are downloaded from the network.")
    # What the tools' lock names includes what the portal's own lock names.
    installed = [RUN_LOCK, TOOLS_LOCK] if lock == TOOLS_LOCK else [lock]
    STAMP.write_text("".join(f"{fingerprint(name)}  {name}\n" for name in installed))


def is_installed(lock):
    return STAMP.exists() and f"{fingerprint(lock)}  {lock}" in STAMP.read_text().splitlines()


def fingerprint(lock):
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def venv_works():
    """False where .venv is missing, was left half made, or has lost its Python."""
    if UNFINISHED.exists() or not PYTHON.exists():
        return False
    question = (
        "import sys; from importlib.util import find_spec; "
        "sys.exit(not find_spec('pip') or sys.version_info < (3, 11))"
    )
    return subprocess.run([PYTHON, "-c", question], capture_output=True).returncode == 0


def make_venv():
    """Make .venv, or say what is missing for it."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        sys.exit(
            "Python's venv module is missing. Install it, on Debian and Ubuntu with: "
            "sudo apt install python3-venv"
        )
    with step("Making .venv"):
        if VENV.exists():
            shutil.rmtree(VENV)
        VENV.mkdir()
        UNFINISHED.touch()
        # Where `python3` is the one in .venv itself, the interpreter behind it does the making.
        python = getattr(sys, "_base_executable", sys.executable)
        if not run([python, "-m", "venv", VENV]):
            sys.exit("The folder .venv could not be made.")


@contextlib.contextmanager
def step(label, has_spoken=lambda: False):
    """Prints what is being done while it is done, then how long it took."""
    print(f"{label} ... ", end="", flush=True)
    began = time.monotonic()
    yield
    took = f"{time.monotonic() - began:.1f} s"
    print(f"{label} took {took}" if has_spoken() else took, flush=True)


def run(command):
    """Whether the command succeeded. Its output is shown only where it did not."""
    finished = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if finished.returncode:
        print("failed", finished.stdout, sep="\n", flush=True)
    return finished.returncode == 0


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.")
        sys.exit(130)
