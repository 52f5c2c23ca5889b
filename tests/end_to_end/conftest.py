"""A desk's folder for commands."""

from pathlib import Path
from shutil import copytree

import pytest

from tests import make
from tests.end_to_end.command import Folder

pytest.register_assert_rewrite("tests.end_to_end.week")


@pytest.fixture(scope="session")
def fresh_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that nobody has used, to be copied."""
    folder = tmp_path_factory.mktemp("fresh") / "desk"
    make.new_desk(folder)
    return folder


@pytest.fixture
def desk(fresh_desk: Path, tmp_path: Path) -> Folder:
    """A desk of one's own; its passphrase is that of the commands."""
    return Folder(Path(copytree(fresh_desk, tmp_path / "desk")))
