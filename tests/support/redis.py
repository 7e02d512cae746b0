"""A Redis server of a test's own."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from tests.support.tools import require_or_skip


@contextmanager
def redis_server() -> Iterator[str]:
    """The address of a server on a socket in a folder of its own, which keeps nothing."""
    program = shutil.which("redis-server")
    require_or_skip(program, "redis-server", "install it, on Debian with: apt install redis-server")
    with TemporaryDirectory(prefix="uncac-redis-") as folder:
        socket = Path(folder, "redis.sock")
        options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", folder]
        server = subprocess.Popen([str(program), *options], stdout=subprocess.DEVNULL)
        try:
            _wait_for(socket)
            yield f"unix://{socket}"
        finally:
            server.terminate()
            server.wait()


def _wait_for(socket: Path) -> None:
    until = monotonic() + 20
    while not socket.exists():
        if monotonic() > until:
            raise TimeoutError("Redis does not start.")
        sleep(0.02)
