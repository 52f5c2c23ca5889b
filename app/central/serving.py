"""Serving HTTP until told to stop."""

import gc
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from fastapi import FastAPI

from app.central.upkeep import Upkeep, kept_up
from app.errors import Trouble

GRACE = 10
"""Seconds that requests under way have to end after SIGTERM."""


def serve(app: FastAPI, upkeep: Upkeep, host: str, port: int, listening: Callable[[str], None]) -> None:
    """Serves, with its upkeep, until SIGTERM or Ctrl-C; `listening` is told the address once connections are taken.

    Port 0 takes a free one. Raises Trouble("port_taken").
    """
    with _bound(host, port) as bound:
        server = server_of(app, lambda: listening(address_of(bound)))
        _settle_memory()
        with _stopping(server), kept_up(upkeep):
            server.run(sockets=[bound])


def _settle_memory() -> None:
    """What is in memory by now stays there: the collector need not go through it for each thousand entries."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


def server_of(app: FastAPI, started: Callable[[], None]) -> uvicorn.Server:
    """A server for `app`. No access log: addresses and tokens are nobody's business."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=65,
    )
    return _Server(config, started)


class _Server(uvicorn.Server):
    """Tells when it listens, and leaves signals to us: uvicorn would end the process by the signal it caught."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._told = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._told()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextmanager
def _stopping(server: uvicorn.Server) -> Iterator[None]:
    def stop(_: int, __: FrameType | None) -> None:
        server.should_exit = True

    former = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


@contextmanager
def _bound(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as found:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, port))
        except OSError as error:
            raise Trouble("port_taken", port=port, host=host) from error
        yield found


def address_of(bound: socket.socket) -> str:
    """The URL of a listening socket."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
