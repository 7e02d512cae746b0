"""The server that `make run` and a deployment start: `python -m uncac_portal.server`.

Granian, since it answers more often than gunicorn with as many workers and threads, and since
whoever reads slowly occupies none of them (`make bench ARGS=servers` measures both).
"""

import ctypes
import gc
import multiprocessing
import os
import sys
from importlib import import_module
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

APPLICATION = "uncac_portal.wsgi:application"
THREADS = 4
SECONDS_TO_FINISH = 30  # for requests that are being answered when the server is stopped
MILLISECONDS_TO_ASK = 15_000
ARENAS = -8  # M_ARENA_MAX of mallopt(3)
WAITING = 256  # connections per worker; more wait in the queue of the operating system


def serve(*, host: str, port: int, workers: int, application: str = APPLICATION) -> None:
    """Answer requests until the process is told to stop.

    A worker that fails is started again.
    """
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork", force=True)
        hold_little_memory()
    load(application)
    gc.freeze()  # what is loaded by now is shared by the processes that are made of this one
    Granian(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=600,  # each holds a connection to the database
        backpressure=WAITING,
        http1_settings=HTTP1Settings(header_read_timeout=MILLISECONDS_TO_ASK),
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.warning,
    ).serve(target_loader=load_in_worker)


def hold_little_memory() -> None:
    """Have all threads take memory from one place, not each from one that only it fills again.

    They compute one at a time anyway. Pages are larger than what Python manages by itself, and with
    places of their own the threads of a worker held a tenth more after some thousand of them.
    """
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):  # that of GNU
        libc.mallopt(ARENAS, 1)


def load(application: str) -> Any:
    """The application that is named “module:attribute”."""
    module, _colon, name = application.partition(":")
    return getattr(import_module(module), name)


def load_in_worker(application: str) -> Any:
    """The same, in a process that its parent ends: Ctrl-C in a terminal does not reach it as well.

    Told twice, a worker of granian would not end at all.
    """
    os.setsid()
    return load(application)


def default_workers() -> int:
    """As many as there are processors."""
    return os.cpu_count() or 2


if __name__ == "__main__":
    serve(
        host=os.environ.get("HOST") or "127.0.0.1",
        port=int(os.environ.get("PORT") or "8000"),
        workers=int(os.environ.get("WORKERS") or default_workers()),
    )
