"""A desk whose journal and rows still agree when the test is over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.verify import verify_desk
from tests import make


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[make.Desk]:
    with make.signed_in(tmp_path / "desk") as opened:
        yield opened
        assert verify_desk(opened.program)["findings"] == []
