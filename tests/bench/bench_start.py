"""From starting the program to a painted workbench, passphrase given, against a bare PySide6 window."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests import make
from tests.bench.row import Row
from tests.end_to_end.programs import TOP, environment

ROUNDS = 5
_BARE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("工作台"))
window.resize(1366, 690)
window.show()
app.processEvents()
window.grab()
print('{"painted": true}', flush=True)
print('{"resident": 0}', flush=True)
"""


def main() -> list[Row]:
    """The program is warm: its bytecode is compiled and its fonts are unpacked, as on any day but the first."""
    with TemporaryDirectory() as folder:
        make.new_desk(Path(folder) / "desk", replace(make.surroundings(), cost=None))  # a real passphrase's cost
        bytecode = Path(folder) / "bytecode"
        ours = [sys.executable, "-m", "ui.main", "--data", str(Path(folder) / "desk"), "--painted"]
        bare = [sys.executable, "-c", _BARE]
        _until_painted(ours, bytecode), _until_painted(bare, bytecode)
        times: tuple[list[float], list[float]] = ([], [])
        resident = []
        for _ in range(ROUNDS):
            took, held = _until_painted(ours, bytecode)
            times[0].append(took)
            resident.append(held / 1_000_000)
            times[1].append(_until_painted(bare, bytecode)[0])
    took, floor = median(times[0]), median(times[1])
    return [
        Row(work="start to painted workbench", ours=took, floor=floor, at_most_ratio=7, at_most=1500),
        Row(work="resident with the workbench painted", ours=median(resident), at_most=180, unit="MB"),
    ]


def _until_painted(command: list[str], bytecode: Path) -> tuple[float, float]:
    """Milliseconds until the program says that it has painted, and the bytes that it holds once it is idle."""
    began = perf_counter()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=TOP,
        env=environment(
            SIDAO_PASSPHRASE=make.PASSPHRASE,
            QT_QPA_PLATFORM="offscreen",
            PYTHONDONTWRITEBYTECODE="",  # a build machine's setting; no desk compiles the program at every start
            PYTHONPYCACHEPREFIX=str(bytecode),
        ),
    ) as program:
        assert program.stdout is not None
        assert json.loads(program.stdout.readline()) == {"painted": True}
        took = (perf_counter() - began) * 1000
        resident: float = json.loads(program.stdout.readline())["resident"]
        program.wait(30)
    return took, resident
