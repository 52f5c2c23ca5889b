"""Central's database as tests of its tables want it: in a city."""

from tests.central.conftest import either

__all__ = ["either"]
