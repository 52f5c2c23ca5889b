"""A road that breaks after so many bytes: a TCP proxy on port 0 that resets its connections as planned."""

import socket
import struct
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

_AT_CLOSE_RESET = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Cut:
    """A connection's end: after `up` bytes to central or `down` bytes to the desk, whichever comes first."""

    up: int | None = None
    down: int | None = None


class CuttingProxy:
    """Each connection takes the next of `plans`; with none left the road holds. `carried` counts bytes per way."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self.plans: deque[Cut] = deque()
        self.connections = 0
        self.carried = {"up": 0, "down": 0}
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        # A shutdown wakes the thread that waits in accept(); closing alone would not.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.drop_all()
        for thread in [self._accepting, *self._threads]:
            thread.join(5)

    def drop_all(self) -> None:
        """Resets every open connection, so that the next request begins a new one."""
        with self._lock:
            for one in tuple(self._open):
                self._reset(one)

    def _accept(self) -> None:
        while True:
            try:
                desk, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            plan = self.plans.popleft() if self.plans else Cut()
            central = socket.create_connection(("127.0.0.1", self._target))
            for one in (desk, central):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._open |= {desk, central}
            for way, source, sink, limit in (("up", desk, central, plan.up), ("down", central, desk, plan.down)):
                thread = threading.Thread(target=self._pump, args=(way, source, sink, limit), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _pump(self, way: str, source: socket.socket, sink: socket.socket, limit: int | None) -> None:
        left = limit
        with suppress(OSError):
            while left is None or left > 0:
                data = source.recv(1 << 14 if left is None else min(left, 1 << 14))
                if not data:
                    break
                sink.sendall(data)
                self.carried[way] += len(data)
                left = None if left is None else left - len(data)
        with self._lock:
            self._reset(source)
            self._reset(sink)

    def _reset(self, one: socket.socket) -> None:
        """Ends it so that the other side reads a reset, also while another thread waits in it."""
        if one not in self._open:
            return
        self._open.discard(one)
        with suppress(OSError):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_CLOSE_RESET)
            one.shutdown(socket.SHUT_RDWR)
        one.close()


@contextmanager
def cutting_proxy(port: int) -> Iterator[CuttingProxy]:
    """A proxy before the server at `port` of this computer."""
    proxy = CuttingProxy(port)
    try:
        yield proxy
    finally:
        proxy.close()
