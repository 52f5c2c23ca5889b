"""The embedded demo: a desk of its own and a reference central system beside it, ended with the window."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from typing import Any

from app import config
from app.commands.opening import surroundings
from app.config import DEMO_CENTRAL
from app.errors import Trouble
from app.queue_program import QueueProgram
from app.setup import Wanted, make_desk
from app.sync.model import CentralAddress

POINT = "220521100000"
PASSPHRASE = "sidao-demo"
_PORT = int(DEMO_CENTRAL.rpartition(":")[2])


@dataclass(slots=True)
class Demo:
    """What runs for the demo. `review` is where city staff look at cases, with the login in `reviewer`."""

    folder: Path
    passphrase: str
    central: "subprocess.Popen[bytes]"
    address: str
    review: str
    reviewer: dict[str, str]

    @classmethod
    def start(cls, folder: Path) -> "Demo":
        """Starts central on SQLite, makes the desk the first time, and points it at central. Raises Trouble."""
        folder.mkdir(parents=True, exist_ok=True)
        central, told = _serve(folder / "central.db")
        demo = cls(
            folder=folder / "desk",
            passphrase=PASSPHRASE,
            central=central,
            address=told["listening"],
            review=told["review"],
            reviewer=told["reviewer"],
        )
        try:
            demo._desk()
        except BaseException:
            demo.stop()
            raise
        words = f"市级平台（演示）：{demo.review}  账号 {demo.reviewer['login']}  密码 {demo.reviewer['password']}\n"
        sys.stderr.write(words + f"窗口口令：{PASSPHRASE}\n")
        return demo

    def stop(self) -> None:
        """Ends central."""
        self.central.terminate()
        try:
            self.central.wait(10)
        except subprocess.TimeoutExpired:
            self.central.kill()

    def _desk(self) -> None:
        around = surroundings()
        if not (self.folder / "desk.json").exists():
            wanted = Wanted(
                point=POINT,
                device_number=1,
                passphrase=PASSPHRASE,
                clerk_name="王敏",
                central=self.address,
                demo=True,
            )
            make_desk(
                self.folder,
                wanted,
                stores=around.stores,
                resources=around.resources,
                clock=around.clock,
                ids=around.ids,
            )
            config.change(self.folder, printer=f"file:{(self.folder.parent / 'papers').resolve()}")
        queue = QueueProgram(self.folder, around)
        program = queue.sign_in(PASSPHRASE)
        try:
            with program.store.writing() as desk:
                known = desk.sync.address()
                if known is None or known.url != self.address:
                    desk.sync.keep_address(CentralAddress(url=self.address))
        finally:
            program.close()


def _serve(database: Path) -> "tuple[subprocess.Popen[bytes], dict[str, Any]]":
    """Central in a process of its own, on the usual port or any free one; returns when it listens."""
    command = [sys.executable, "-m", "app", "central", "serve", "--demo", "--port", str(_free(_PORT))]
    central = subprocess.Popen([*command, "--db", f"sqlite:///{database.resolve()}"], stdout=subprocess.PIPE)
    assert central.stdout is not None
    line = central.stdout.readline()
    if not line:
        raise Trouble("demo_central")
    told: dict[str, Any] = json.loads(line)
    return central, told


def _free(port: int) -> int:
    """`port` when nobody has it, else 0: any."""
    with socket() as tried:
        return port if tried.connect_ex(("127.0.0.1", port)) else 0
