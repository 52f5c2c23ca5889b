"""From typing an item to a printed acceptance, for a person whom the desk knows: how many keys beyond the data."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.cases.model import CaseState
from tests import make
from tests.ui.desk import PERSON
from tests.ui.typing import focused, press, write
from tests.ui.workbench.conftest import Bench

MOST = 12
Key, Alt = Qt.Key, Qt.KeyboardModifier.AltModifier


class Clerk:
    """Types data, and counts every other key."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.keys = 0

    def data(self, text: str) -> None:
        """What belongs to this case alone: the item, the number, an answer (a digit picks it from a list)."""
        write(text)

    def go(self, *keys: Qt.Key, alt: bool = False) -> None:
        """Keys that only lead on."""
        for key in keys:
            self.keys += 1
            if alt:
                QTest.keyClick(focused(), key, Alt)
            else:
                press(key)
        QApplication.processEvents()
        self.bench.settle()


def known(bench: Bench) -> None:
    """王桂兰 was here before, about something else."""
    bench.desk.program.intake.record(make.line(make.CLAIM, applicant=PERSON))
    bench.desk.printed.clear()


@pytest.mark.parametrize(
    ("item", "answers"),
    [
        ("灵活就业登记", ["1", "快大茂镇长安街", "20261101"]),
        ("困难残疾人生活补贴", ["1", "1", "1", "20291231", "2", "1", "6217000012345678"]),
    ],
)
def test_an_item_for_a_known_person_takes_at_most_twelve_keys_beyond_the_data(
    bench: Bench, item: str, answers: list[str]
) -> None:
    known(bench)
    bench.screen.free.without_number.emit()
    bench.settle()
    clerk = Clerk(bench)
    clerk.data(item)
    clerk.go(Key.Key_Return)
    clerk.go(Key.Key_Return, Key.Key_Return)
    assert focused().objectName() == "applicant.id_no"
    clerk.data(PERSON["id_no"])
    bench.qtbot.waitUntil(bench.field("use_earlier").isVisible)
    clerk.go(Key.Key_U, alt=True)
    for place, answer in enumerate(answers):
        if place:
            clerk.go(Key.Key_Return)
        assert focused().objectName().startswith("answers.")
        clerk.data(answer)
    clerk.go(Key.Key_A, alt=True)
    clerk.go(Key.Key_F9)
    assert bench.complained == []
    assert len(bench.desk.printed) == 1
    case = bench.desk.program.cases.get(bench.desk.printed[0])
    assert case.state is CaseState.ACCEPTED
    assert (case.applicant.name, case.applicant.phone) == (PERSON["name"], PERSON["phone"])
    assert clerk.keys <= MOST


def test_only_what_is_asked_for_is_ticked_at_once_and_what_was_chosen_stays(bench: Bench) -> None:
    bench.screen.free.without_number.emit()
    bench.settle()
    clerk = Clerk(bench)
    clerk.data("待遇领取资格认证")
    clerk.go(Key.Key_Return)
    clerk.go(Key.Key_A, alt=True)
    assert [one["code"] for one in bench.screen.form.materials.values()] == ["id_card"], "the photo is asked of nobody"
