"""Fonts are unpacked once for all tests of a process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import config
from app.receipts.fonts import Fonts
from app.receipts.wording import Wording
from tests.app.receipts import samples
from tests.make import Desk, signed_in


@pytest.fixture(scope="session")
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def font_cache(cache_home: Path) -> Path:
    return cache_home / "fonts"


@pytest.fixture(scope="session")
def fonts(font_cache: Path) -> Fonts:
    return samples.fonts(font_cache)


@pytest.fixture(scope="session")
def wording() -> Wording:
    return samples.wording()


@pytest.fixture
def desk(tmp_path: Path, cache_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A real desk with its clerk signed in, not yet enrolled; its fonts are those of all tests."""
    monkeypatch.setattr(config, "cache_folder", lambda: cache_home)
    with signed_in(tmp_path / "desk") as made:
        yield made
