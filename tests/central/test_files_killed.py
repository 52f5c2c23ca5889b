"""Central is killed while an attachment comes; another one on the same database and folder goes on with it."""

import base64
import hashlib
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from app.config import central_files
from app.sync.messages import FILES_PATH, upload_address
from tests.central.arrange import RESOURCES, city
from tests.central.test_files import DIGEST, SCAN, STREAM

WHERE = f"{FILES_PATH}/{upload_address(DIGEST)}"


@contextmanager
def central(database: str) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    command = [sys.executable, "-m", "app", "central", "serve", "--demo", "--port", "0", "--db", database]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=RESOURCES.parent) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())["listening"], process
        finally:
            process.kill()


@pytest.mark.parametrize("came", [1, 40_000, len(SCAN) - 1])
def test_what_came_before_a_kill_is_there_after_it(tmp_path: Path, came: int) -> None:
    database = f"sqlite:///{tmp_path}/central.db"
    town = city(database)
    town.clock.at = datetime.now(UTC)
    token = town.desk().exchange(files_waiting=1).upload
    town.program.store.close()
    part = central_files(database, None) / "unfinished"
    good = {"Tus-Resumable": "1.0.0", "Authorization": f"Bearer {token}"}
    told = {"Upload-Metadata": f"digest {_base64(DIGEST)}", "Upload-Length": str(len(SCAN))}
    with central(database) as (address, process):
        assert httpx.post(address + FILES_PATH, headers=good | told, trust_env=False).status_code == 201
        headers = {
            **good,
            "Host": "central",
            "Upload-Offset": "0",
            "Content-Type": STREAM,
            "Content-Length": str(len(SCAN)),
        }
        with socket.create_connection((urlsplit(address).hostname, urlsplit(address).port)) as road:
            head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            road.sendall(f"PATCH {WHERE} HTTP/1.1\r\n{head}\r\n".encode() + SCAN[:came])
            while sum(path.stat().st_size for path in part.glob("*")) < came:
                assert process.poll() is None
            process.send_signal(signal.SIGKILL)
            process.wait()
    with central(database) as (address, _):
        found = httpx.head(address + WHERE, headers=good, trust_env=False)
        assert int(found.headers["upload-offset"]) == came
        rest = {**good, "Upload-Offset": str(came), "Content-Type": STREAM}
        last = httpx.patch(address + WHERE, content=SCAN[came:], headers=rest, trust_env=False)
        assert last.status_code == 204
    contents = [path.read_bytes() for path in part.parent.rglob("*") if path.is_file()]
    assert [hashlib.sha256(content).hexdigest() for content in contents] == [DIGEST]


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
