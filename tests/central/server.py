"""A central that really listens, on a thread of its own, and a browser-like client."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import httpx
import uvicorn

from app.central.http import build_app
from app.central.serving import server_of
from tests.central.arrange import City


@contextmanager
def listening(town: City) -> Iterator[str]:
    """The address at which the city answers."""
    started = Event()
    server: uvicorn.Server = server_of(build_app(town.program), started.set)
    server.config.host, server.config.port = "127.0.0.1", 0
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        assert started.wait(30)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)


def browser(address: str) -> httpx.Client:
    """Keeps cookies and does not follow redirects by itself."""
    return httpx.Client(base_url=address, trust_env=False)
