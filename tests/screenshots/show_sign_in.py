"""Signing in, and a wrong passphrase."""

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from tests.screenshots.shot import Shot, Stage
from ui.sign_in.screen import SignIn


def sign_in(stage: Stage) -> QWidget:
    """As main makes it before anything is opened."""
    program = stage.desk.program
    return SignIn(
        program.queue.slots.holders(),
        program.queue.slots.open,
        stage.desk.lanes.storage,
        point_name=program.config.point_name,
    )


def wrong(stage: Stage, screen: QWidget) -> None:
    """A passphrase that is nobody's."""
    field = screen.findChild(QLineEdit, "passphrase")
    button = screen.findChild(QPushButton, "sign_in")
    assert field is not None
    assert button is not None
    field.setText("12345678")
    button.click()


SHOTS = (Shot(name="sign-in", make=sign_in), Shot(name="sign-in-wrong", make=sign_in, act=wrong))
