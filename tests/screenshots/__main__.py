"""`python -m tests.screenshots --out DIR [NAME…]`: every screen, filled and empty, and every document, as PNG.

Each screen at 1366x690 and at 150 % on the same panel (911x460 logical pixels); the second in a process of its own,
because Qt reads its scale factor once.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from app.config import cache_folder
from app.receipts.font_files import font_files
from tests.screenshots.camera import LARGE, PANEL, take, take_document
from tests.screenshots.registry import all_shots
from tests.screenshots.shot import Shot, Stage
from tests.ui.desk import RESOURCES, open_desk
from ui import language, theme
from ui.fonts import ScreenFonts

_SCALE = "1.5"


def main() -> None:
    """Pictures are named `<shot>.png` and `<shot>-150.png`; documents `<shot>-<page>.png`."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    parser.add_argument("--large", action="store_true", help="only the pictures at 150 %% (called by itself)")
    parser.add_argument("names", nargs="*", help="only shots whose name begins so")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if not given.large:
        again = [sys.executable, "-m", "tests.screenshots", *sys.argv[1:], "--large"]
        large = subprocess.Popen(again, env={**os.environ, "QT_SCALE_FACTOR": _SCALE})
    _take_all(given.out, given.names, given.language, given.large)
    if not given.large and large.wait():
        raise SystemExit(large.returncode)


def _take_all(out: Path, names: list[str], chosen: language.Language, large: bool) -> None:
    app = QApplication([])
    fonts = ScreenFonts(font_files(RESOURCES / "fonts", cache_folder() / "fonts"))
    fonts.install(app)
    theme.apply(app, RESOURCES)
    language.choose(chosen, RESOURCES / "translations")
    for shot in all_shots():
        if names and not any(shot.name.startswith(name) for name in names):
            continue
        with TemporaryDirectory() as folder:
            stage = Stage(desk=open_desk(Path(folder) / "desk"), fonts=fonts, folder=Path(folder))
            if isinstance(shot, Shot):
                file = out / f"{shot.name}{'-150' if large else ''}.png"
                take(shot, stage, LARGE if large else PANEL).save(str(file))
                print(file)
            elif not large:
                for file in take_document(shot, stage, out):
                    print(file)
            stage.desk.close()
            if stage.desk.crashed:
                raise stage.desk.crashed[0]


if __name__ == "__main__":
    main()
