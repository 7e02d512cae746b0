"""The server ends when it is told to, however it is told."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.portals import Portal, free_port, wait_for
from uncac_portal.server import SECONDS_TO_FINISH

# A worker that hangs is killed after SECONDS_TO_FINISH; one that ends, ends long before.
SOON = SECONDS_TO_FINISH - 10


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_all_of_its_group_as_from_a_terminal_ends_it_with_its_worker(told):
    port = free_port()
    own = {
        "DATABASE_URL": "sqlite://:memory:",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PORT": str(port),
        "WORKERS": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "uncac_portal.server"],
        env=os.environ | own,
        start_new_session=True,
    )
    wait_for(port, process)
    Portal(port).get("/health/")  # a worker that has answered has threads to end
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    # Told twice, once by the terminal and once by their parent, they now and then never end.
    assert {os.getsid(int(number)) for number in children} == {int(number) for number in children}
    os.killpg(process.pid, told)
    process.wait(SOON)
    assert children
    assert [number for number in children if Path("/proc", number).exists()] == []
