"""A link in a process of its own: `with simulated(road, port) as link:` gives a proxy before the server at `port`.

Bytes wait for the narrow place, which all connections share, in small pieces, and arrive half a round trip later.
What a reset finds on the way is lost. Small socket buffers, so that no megabyte hides in the kernel. Counted are the
bytes that passed the narrow place, whether they arrived or not: what a SIM card pays for.
"""

import asyncio
import json
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.link.road import Road

_PIECE = 512
_SMALL = 4096
_RESET = struct.pack("ii", 1, 0)
_PORTAL = b"<html><body>Please sign in</body></html>"
_ANSWERS = {
    "portal": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(_PORTAL), _PORTAL),
    "bad_gateway": b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n",
}


@dataclass
class Narrow:
    """One way's narrow place: when it is free again, and how much has passed it."""

    rate: float
    free_at: float = 0.0
    passed: int = 0


@dataclass
class Simulator:
    """The proxy within its process."""

    road: Road
    target: int
    began: float = 0.0
    connections: int = 0
    ways: dict[str, Narrow] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = Random(self.road.seed)
        self.ways = {"up": Narrow(self.road.up), "down": Narrow(self.road.down)}

    async def serve(self) -> None:
        """Until standard input ends; a line there is answered with the counts so far."""
        loop = asyncio.get_running_loop()
        self.began = loop.time()
        listener = socket.create_server(("127.0.0.1", 0))
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL)
        server = await asyncio.start_server(self._connected, sock=listener, limit=_PIECE)
        sys.stdout.write(json.dumps({"port": listener.getsockname()[1]}) + "\n")
        sys.stdout.flush()
        while await loop.run_in_executor(None, sys.stdin.readline):
            counts = {name: way.passed for name, way in self.ways.items()}
            sys.stdout.write(json.dumps({**counts, "connections": self.connections}) + "\n")
            sys.stdout.flush()
        server.close()

    async def _connected(self, desk: asyncio.StreamReader, to_desk: asyncio.StreamWriter) -> None:
        number, self.connections = self.connections, self.connections + 1
        road = self.road
        await asyncio.sleep(road.round_trip)  # the handshake
        await self._alive()
        if road.instead and number < road.instead_times:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                await desk.read(1 << 16)
                to_desk.write(_ANSWERS[road.instead])
                await to_desk.drain()
            to_desk.close()
            return
        try:
            central, to_central = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            self._reset(to_desk)
            return
        _small(to_central)
        limits = {
            "up": road.cut_up[number] if number < len(road.cut_up) else None,
            "down": road.cut_down[number] if number < len(road.cut_down) else None,
        }
        twin = await self._twin(number)
        pumps = [
            asyncio.create_task(self._pump("up", desk, to_central, limits["up"], twin)),
            asyncio.create_task(self._pump("down", central, to_desk, limits["down"], None)),
        ]
        life = self.chance.expovariate(1 / road.reset_after) if road.reset_after else None
        await asyncio.wait(pumps, timeout=life, return_when=asyncio.FIRST_COMPLETED)
        for pump in pumps:
            pump.cancel()
        self._reset(to_desk)
        self._reset(to_central)
        if twin is not None:
            self._reset(twin)
        await asyncio.gather(*pumps, return_exceptions=True)

    async def _twin(self, number: int) -> asyncio.StreamWriter | None:
        """A second connection to the server, on which the same request goes once more."""
        if number >= self.road.twice:
            return None
        reader, writer = await asyncio.open_connection("127.0.0.1", self.target)

        async def drop() -> None:
            with suppress(OSError):
                while await reader.read(1 << 16):
                    pass

        self._dropping = asyncio.create_task(drop())
        return writer

    async def _pump(
        self,
        name: str,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
        limit: int | None,
        twin: asyncio.StreamWriter | None,
    ) -> None:
        """Carries bytes until the source ends, the limit is reached or somebody cancels."""
        way, late = self.ways[name], self.road.round_trip / 2
        travelling: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.create_task(self._arrive(travelling, sink, twin))
        loop = asyncio.get_running_loop()
        try:
            while limit is None or limit > 0:
                data = await source.read(_PIECE if limit is None else min(limit, _PIECE))
                if not data:
                    break
                await self._alive()
                begins = max(loop.time(), way.free_at)
                way.free_at = begins + len(data) / way.rate
                if (wait := way.free_at - loop.time()) > 0.0005:
                    await asyncio.sleep(wait)
                way.passed += len(data)
                limit = None if limit is None else limit - len(data)
                travelling.put_nowait((loop.time() + late, data))
            travelling.put_nowait((loop.time() + late, b""))
            await arriving
        finally:
            arriving.cancel()

    async def _arrive(
        self,
        travelling: asyncio.Queue[tuple[float, bytes]],
        sink: asyncio.StreamWriter,
        twin: asyncio.StreamWriter | None,
    ) -> None:
        loop = asyncio.get_running_loop()
        while True:
            when, data = await travelling.get()
            if (wait := when - loop.time()) > 0.0005:
                await asyncio.sleep(wait)
            await self._alive()
            if not data:
                return
            for one in (sink, twin):
                if one is not None:
                    with suppress(OSError):
                        one.write(data)
                        await one.drain()

    async def _alive(self) -> None:
        """Waits while the link is dead."""
        road = self.road
        if not road.dead_every:
            return
        loop = asyncio.get_running_loop()
        within = (loop.time() - self.began) % road.dead_every
        begins = road.dead_every - road.dead
        if within >= begins:
            await asyncio.sleep(road.dead_every - within)

    def _reset(self, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, AttributeError):
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        transport = writer.transport
        if transport is not None:
            transport.abort()


def _small(writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SMALL)


@dataclass
class Link:
    """The running proxy, from outside."""

    port: int
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def counts(self) -> dict[str, int]:
        """Bytes that passed each way (`up`, `down`), and `connections`."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        counts: dict[str, int] = json.loads(self.process.stdout.readline())
        return counts


@contextmanager
def simulated(road: Road, port: int) -> Iterator[Link]:
    """The link before the server at `port`."""
    command = [sys.executable, "-m", "tests.link.simulator", road.to_json(), str(port)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout is not None
        try:
            yield Link(json.loads(process.stdout.readline())["port"], process)
        finally:
            process.kill()


if __name__ == "__main__":
    asyncio.run(Simulator(Road.from_json(sys.argv[1]), int(sys.argv[2])).serve())
