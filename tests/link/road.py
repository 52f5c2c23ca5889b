"""What a township's link does, as numbers: how wide and slow it is, and how it fails."""

from dataclasses import asdict, dataclass, replace

import msgspec


@dataclass(frozen=True, kw_only=True)
class Road:
    """A link. Bytes a second each way, seconds for a round trip.

    Every connection is reset after a random time of `reset_after` seconds on average (0: never). For `dead` of every
    `dead_every` seconds nothing passes. `cut_down` and `cut_up`: the first connections end after so many bytes of
    the answer or the request, one number a connection. `twice`: each request of so many first connections is sent
    twice to the server, and the second answer dropped. `instead`: what a box in between answers itself, for the first
    `instead_times` connections: "portal" (200 and a page) or "bad_gateway" (502).
    """

    up: float = 16_000.0
    down: float = 32_000.0
    round_trip: float = 0.3
    reset_after: float = 0.0
    dead: float = 0.0
    dead_every: float = 0.0
    cut_down: tuple[int, ...] = ()
    cut_up: tuple[int, ...] = ()
    twice: int = 0
    instead: str = ""
    instead_times: int = 0
    seed: int = 1

    def faster(self, scale: float) -> "Road":
        """The same road with all its times `scale` times shorter: what takes T on it takes T / scale on this."""
        return replace(
            self,
            up=self.up * scale,
            down=self.down * scale,
            round_trip=self.round_trip / scale,
            reset_after=self.reset_after / scale,
            dead=self.dead / scale,
            dead_every=self.dead_every / scale,
        )

    def to_json(self) -> str:
        return msgspec.json.encode(asdict(self)).decode()

    @classmethod
    def from_json(cls, text: str) -> "Road":
        return msgspec.json.decode(text, type=cls)


FREE = Road(up=1e9, down=1e9, round_trip=0.0)
STEADY = Road()
"""128 kbit/s up and 256 down, 300 ms round trip."""
BAD = Road(reset_after=5.0)
"""The same, every connection reset after 5 s on average."""
BAD_WITH_OUTAGES = Road(reset_after=5.0, dead=10.0, dead_every=30.0)
