"""Closing the desk does not wait for a link on which nobody answers."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from app.errors import Trouble
from app.sync.blob_road import FileRoad
from app.sync.client import CentralClient, Timeouts
from app.sync.hanging_up import Lines
from app.worker import Loop
from tests.sync.make import TestDesk

SOON = 4.0
"""Seconds: far below the twenty that a request waits for a byte, far above what it takes to hang up."""


class Silent:
    """Takes connections, reads what comes, and never answers."""

    def __init__(self) -> None:
        self.asked = Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._taken: list[socket.socket] = []
        self._over = False
        Thread(target=self._take, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self._listening.getsockname()[1])

    def close(self) -> None:
        self._over = True
        for one in (self._listening, *self._taken):
            one.close()

    def _take(self) -> None:
        while True:
            try:
                taken, _ = self._listening.accept()
                self._taken.append(taken)
                if self._over:  # it came while the others were closed
                    taken.close()
                elif taken.recv(1):
                    self.asked.set()
            except OSError:
                return


@pytest.fixture
def silent() -> Iterator[Silent]:
    made = Silent()
    yield made
    made.close()


@contextmanager
def is_soon() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < SOON


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_request_that_nobody_answers_ends_when_the_desk_is_closed(
    desk: TestDesk, silent: Silent, scheme: str
) -> None:
    """With https it waits in the greeting, when the socket is nobody's."""
    desk.record(3)
    engine = desk.engine(f"{scheme}://127.0.0.1:{silent.port}", silence=20.0)

    def meet() -> float:
        engine.cycle()
        return 60.0

    loop = Loop("sync", meet, idle=60.0, failed=lambda error: pytest.fail(str(error)))
    loop.start()
    assert silent.asked.wait(20)
    with is_soon():
        engine.stop()
        assert loop.stop(patience=20.0)
    engine.close()
    with desk.store.reading() as store:
        assert store.sync.contacts() == [], "what we have cut ourselves says nothing of the link"


def test_a_client_that_was_hung_up_waits_for_nobody_afterwards(silent: Silent) -> None:
    client = CentralClient(f"http://127.0.0.1:{silent.port}", timeouts=Timeouts(silence=20.0))
    client.hang_up()
    with is_soon(), pytest.raises(Trouble, match="sync_cut"):
        client.keys()
    client.close()


def test_an_attachment_that_nobody_answers_ends_too(silent: Silent) -> None:
    lines = Lines()
    road = FileRoad(f"http://127.0.0.1:{silent.port}", "token", lines=lines)
    ended = Event()

    def ask() -> None:
        with pytest.raises(Trouble, match="sync_cut"):
            road._ask("HEAD", "x")
        ended.set()

    asking = Thread(target=ask)
    asking.start()
    assert silent.asked.wait(20)
    with is_soon():
        lines.hang_up()
        assert ended.wait(20)
    asking.join()
