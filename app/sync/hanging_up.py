"""Connections that another thread may end: a request to a dead link must not hold the program when it is closed."""

import socket
from collections.abc import Mapping
from contextlib import suppress
from threading import Lock
from typing import Any
from weakref import WeakSet


class Lines:
    """The open connections of one client. `hang_up` may be called from any thread, the rest from the client's."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._open: WeakSet[socket.socket] = WeakSet()
        self._over = False
        self._greeting: socket.socket | None = None

    def hang_up(self) -> None:
        """Whatever waits for the other side fails at once, now and from now on, as if the link had broken."""
        with self._lock:
            self._over = True
            found = [*self._open, *([self._greeting] if self._greeting is not None else [])]
        for line in found:
            _shut(line)

    def opened(self, line: socket.socket) -> None:
        """One more connection; it is forgotten when it goes."""
        with self._lock:
            self._open.add(line)
            over = self._over
        if over:
            _shut(line)

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """What httpcore tells of a request (its `trace` extension).

        While TLS greets, the socket belongs to nobody whom we are told: a second handle on it is kept until then.
        """
        if event == "connection.connect_tcp.complete":
            line = info["return_value"].get_extra_info("socket")
            self.opened(line)
            self._greet(line.dup())
        elif event == "connection.start_tls.complete":
            self.opened(info["return_value"].get_extra_info("socket"))
            self._greeted()
        elif event in ("connection.start_tls.failed", "http11.send_request_headers.started"):
            self._greeted()

    def _greet(self, line: socket.socket) -> None:
        with self._lock:
            self._greeting, over = line, self._over
        if over:
            _shut(line)

    def _greeted(self) -> None:
        with self._lock:
            line, self._greeting = self._greeting, None
        if line is not None:
            line.close()


def _shut(line: socket.socket) -> None:
    """The plain socket's own: TLS would forget its state first, under the hands of the thread that reads."""
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)
