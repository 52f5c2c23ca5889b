"""Serves a temporary PostgreSQL until its standard input ends, then removes every trace of it.

    python -m tests.postgres_guardian [--durable]

prints the server's address as its only line. The tests hold the other end of that input, so the server ends
with them, by kill -9 too; by hand, Ctrl-D ends it.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from resources.setup.system import postgresql_programs

SETTINGS = {
    "fsync": "off",  # tests crash clients, never this computer: nothing has to reach the disk
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "unix_socket_directories": "",
    "timezone": "Asia/Shanghai",  # as on a city's server: who forgets that times are UTC shall notice here
}
ATTEMPTS = 5
"""Another program may take the free port between our look and the server's start."""


@dataclass(frozen=True)
class Server:
    """A server whose end and new start a test may decide."""

    programs: Path
    folder: Path
    account: str | None
    port: int
    url: str

    def stop(self) -> None:
        """As a power cut would, but for what the disk has."""
        _run(self.account, self.folder, self.programs / "pg_ctl", "stop", "-D", self.folder / "data", "-m", "immediate")

    def start(self) -> None:
        """Again, on the same port."""
        if not _started(self.programs, self.folder, self.account, self.port):
            raise SystemExit((self.folder / "log").read_text(errors="replace"))


@contextmanager
def server() -> Iterator[Server]:
    """A running server."""
    programs = postgresql_programs()
    if programs is None:
        raise SystemExit("PostgreSQL's server programs are missing: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="sidao-postgres-"))
    try:
        account = _account()
        if account:
            shutil.chown(folder, account)
        password = _make_cluster(programs, folder, account)
        port = _start(programs, folder, account)
        url = f"postgresql+psycopg://postgres:{password}@127.0.0.1:{port}/postgres"
        made = Server(programs, folder, account, port, url)
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_cluster(programs: Path, folder: Path, account: str | None) -> str:
    """Make the data folder; returns the password without which nobody else on this computer gets in."""
    password = secrets.token_hex(16)
    secret = folder / "password"
    secret.write_text(password)
    if account:
        shutil.chown(secret, account)
    options = ["--auth=scram-sha-256", "--username=postgres", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C"]
    _run(account, folder, programs / "initdb", "--no-sync", *options, "-D", folder / "data", check=True)
    with (folder / "data" / "postgresql.conf").open("a") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in SETTINGS.items())
    return password


def _start(programs: Path, folder: Path, account: str | None) -> int:
    """Start it on a free port of the loopback address; returns the port."""
    for _ in range(ATTEMPTS):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        if _started(programs, folder, account, port):
            return port
    raise SystemExit((folder / "log").read_text(errors="replace"))


def _started(programs: Path, folder: Path, account: str | None, port: int) -> bool:
    place = f"-p {port} -h 127.0.0.1"
    start: list[str | Path] = ["start", "-D", folder / "data", "-l", folder / "log", "-w", "-t", "60", "-o", place]
    return _run(account, folder, programs / "pg_ctl", *start).returncode == 0


def _run(
    account: str | None, folder: Path, *command: str | Path, check: bool = False
) -> subprocess.CompletedProcess[bytes]:
    """Run a program of PostgreSQL as `account`, in a folder that it may enter, out of reach of our pipes."""
    done = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        user=account,
        group=pwd.getpwnam(account).pw_gid if account else None,
        extra_groups=() if account else None,
    )
    if check and done.returncode != 0:
        raise SystemExit(done.stderr.decode(errors="replace"))
    return done


def _account() -> str | None:
    """Whom to run it as: PostgreSQL refuses root; None is ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def main() -> int:
    if "--durable" in sys.argv[1:]:  # what a bench calls durable has to reach the disk
        del SETTINGS["fsync"], SETTINGS["full_page_writes"]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with server() as running:
        print(running.url, flush=True)
        sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main())
