"""Fonts are unpacked once for all tests of a process."""

from pathlib import Path

import pytest

from app.receipts.fonts import Fonts
from app.receipts.wording import Wording
from tests.app.receipts import samples


@pytest.fixture(scope="session")
def font_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


@pytest.fixture(scope="session")
def fonts(font_cache: Path) -> Fonts:
    return samples.fonts(font_cache)


@pytest.fixture(scope="session")
def wording() -> Wording:
    return samples.wording()
