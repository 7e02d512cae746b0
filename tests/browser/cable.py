"""The cable between a browser and the portal, which tests may cut, pinch and mend."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

PIECE = 64 * 1024


class Cable:
    """Passes on what comes to its own port; service workers notice its state as pages do."""

    def __init__(self, port: int) -> None:
        self.far_port = port
        self.open_ends: list[socket.socket] = []
        self.flowing = Event()
        self.near: socket.socket | None = None
        self.port = 0
        self.mend()

    @property
    def url(self) -> str:
        """Where the portal answers at this end."""
        return f"http://127.0.0.1:{self.port}"

    def mend(self) -> None:
        """Let everything through again, at the same address."""
        self.flowing.set()
        if self.near is None:
            self.near = socket.create_server(("127.0.0.1", self.port))
            self.port = self.near.getsockname()[1]
            Thread(target=self._accept, args=[self.near], daemon=True).start()

    def pinch(self) -> None:
        """Let connections be made over which nothing comes."""
        self.flowing.clear()

    def cut(self) -> None:
        """End every connection and refuse new ones."""
        ends, self.open_ends = [*self.open_ends, self.near], []
        self.near = None
        for end in filter(None, ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.flowing.set()

    def _accept(self, near: socket.socket) -> None:
        with suppress(OSError):  # once it is cut
            while True:
                here, _address = near.accept()
                there = socket.create_connection(("127.0.0.1", self.far_port))
                self.open_ends += [here, there]
                for ends in ((here, there), (there, here)):
                    Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(PIECE):
                self.flowing.wait()
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)


@contextmanager
def cable_to(port: int) -> Iterator[Cable]:
    """A whole cable, taken away at the end."""
    cable = Cable(port)
    try:
        yield cable
    finally:
        cable.cut()
