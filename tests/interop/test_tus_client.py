"""The official tus client (tus-js-client, on node) brings attachments to central."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest

from tests.central.arrange import POINT, RESOURCES, City, city
from tests.central.server import listening

HERE = Path(__file__).parent
TOP = RESOURCES.parent
CONTENT = b"\xff\xd8\xff" + Random(4).randbytes(700_000)
DIGEST = sha256(CONTENT).hexdigest()


@pytest.fixture(scope="session")
def client() -> Path:
    """The client's own packages, as the lock names them, installed beside the other tools."""
    folder = TOP / ".build" / "tus-js-client"
    lock = (HERE / "package-lock.json").read_bytes()
    if not (folder / "done").exists() or (folder / "done").read_bytes() != lock:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        npm = shutil.which("npm")
        assert npm is not None
        subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder, check=True, timeout=300)
        (folder / "done").write_bytes(lock)
    return folder / "package.json"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[City]:
    made = city(f"sqlite:///{tmp_path}/central.db")
    yield made
    made.program.store.close()


def brought(client: Path, town: City, tmp_path: Path, how: str, *told: str, chunk: int = 100_000) -> dict[str, Any]:
    """What the client said, and the status at which its upload's address then answers."""
    token = town.desk().exchange(files_waiting=1).upload
    assert token is not None
    (tmp_path / "scan.jpg").write_bytes(CONTENT)
    node = shutil.which("node")
    assert node is not None
    with listening(town) as address:
        ran = subprocess.run(
            [
                *(node, str(HERE / "upload.mjs"), f"{address}/sync/v1/files", token, str(tmp_path / "scan.jpg")),
                *(str(chunk), how, *told),
            ],
            env={**os.environ, "SIDAO_TUS": str(client)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        said: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
        headers = {"Tus-Resumable": "1.0.0", "Authorization": f"Bearer {token}"}
        said["status"] = httpx.head(said["url"], headers=headers, trust_env=False).status_code
    return said


def whole(town: City) -> bytes | None:
    found = town.program.files.read(POINT, DIGEST)
    return None if found is None else found[1].read_bytes()


def test_it_brings_a_file_in_chunks(client: Path, town: City, tmp_path: Path) -> None:
    said = brought(client, town, tmp_path, "whole", "filename=scan.jpg", "filetype=image/jpeg")
    assert (said["status"], whole(town)) == (200, CONTENT)


def test_it_goes_on_where_it_was_broken_off(client: Path, town: City, tmp_path: Path) -> None:
    said = brought(client, town, tmp_path, "resume")
    assert (said["resumed"], said["status"], whole(town)) == (True, 200, CONTENT)


def test_it_may_name_the_digest_as_our_desks_do(client: Path, town: City, tmp_path: Path) -> None:
    said = brought(client, town, tmp_path, "resume", f"digest={DIGEST}", "media=image/jpeg")
    assert (said["status"], whole(town)) == (200, CONTENT)


def test_it_throws_an_upload_away(client: Path, town: City, tmp_path: Path) -> None:
    said = brought(client, town, tmp_path, "terminate")
    assert (said["status"], whole(town)) == (404, None)
