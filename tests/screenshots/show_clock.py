"""The question for today's date, over the workbench."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from app.timekeeping.model import Doubt, Standing
from tests.screenshots.shot import Shot, Stage
from tests.screenshots.show_workbench import workbench
from ui.timekeeping.dialogs import DateDialog


def asked(stage: Stage, screen: QWidget) -> None:
    """The battery is dead."""
    program = stage.desk.program
    now = stage.desk.clock.now()
    standing = Standing(
        pc=now.replace(year=2000, month=1, day=1),
        now=now.replace(year=2000, month=1, day=1),
        last=now - timedelta(hours=15),
        doubt=Doubt.UNSET,
        unconfirmed=True,
        said_by_clerk=False,
    )
    DateDialog(standing, program.time.confirm, stage.desk.lanes.storage, screen.window()).open()


SHOTS = (Shot(name="clock-asked", place="workbench", make=workbench, act=asked),)
