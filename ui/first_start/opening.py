"""A window of its own in which a computer without a desk gets one, before anything else begins."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from app import config
from app.crash import write_crash
from app.devices.drives import system_drives
from app.queue_program import Surroundings
from app.receipts.font_files import font_files
from app.setup import Wanted, make_desk, opened_packet
from ui.failures import Failures
from ui.first_start.rows import packet_near
from ui.first_start.screen import FirstStart
from ui.fonts import ScreenFonts
from ui.manual.opener import Manual
from ui.tasks import start_lanes

_SIZE = 1366, 690


def first_desk(app: QApplication, folder: Path, around: Surroundings) -> str | None:
    """Asks for a packet until a desk stands; its first clerk's passphrase, None when the window was closed instead."""
    failures = Failures(lambda error: write_crash(folder, error))
    lanes = start_lanes(failures.report)
    resources = around.resources
    ScreenFonts(font_files(resources / "fonts", config.cache_folder() / "fonts")).install(app)

    def make(wanted: Wanted) -> object:
        return make_desk(
            folder,
            wanted,
            stores=around.stores,
            resources=resources,
            clock=around.clock,
            ids=around.ids,
            cost=around.cost,
        )

    made: list[str] = []
    screen = FirstStart(opened_packet, make, lanes.storage, near=lambda: packet_near(system_drives().others(resources)))
    screen.setWindowTitle("Sidao 四到")
    screen.resize(*_SIZE)
    screen.made.connect(made.append)
    screen.made.connect(screen.close)
    manual = Manual(resources / "manual")
    manual.serve(screen, lambda: "sign_in")
    app.setQuitOnLastWindowClosed(True)
    screen.show()
    QApplication.exec()
    app.setQuitOnLastWindowClosed(False)
    manual.close()
    lanes.stop()
    screen.deleteLater()
    return made[0] if made else None
