"""The draft is saved as one types: at every field, at most 300 ms later, on the storage lane."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.cases.service import CaseDesk
from app.errors import SidaoError
from app.ids import DraftId
from app.storage.cases import Draft
from ui.intake.body import Body, is_blank
from ui.tasks import Lane

DELAY_MS = 250


class Autosave(QObject):
    """`saved(Draft)` when it lies on the disk, `failed(error)` when it does not: then the next edit tries again."""

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, cases: CaseDesk, lane: Lane, body: Callable[[], Body], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cases, self._lane, self._body = cases, lane, body
        self._draft: DraftId | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._save)

    @property
    def waiting(self) -> bool:
        """Something typed is not on its way to the disk yet."""
        return self._timer.isActive()

    def begin(self, draft: DraftId) -> None:
        """From now on under this id; what was still unsaved of the one before is saved first."""
        self.flush()
        self._draft = draft

    def touch(self) -> None:
        """Something changed. The first change starts the clock, so that steady typing is saved too."""
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Save now what is waiting to be saved."""
        if self._timer.isActive():
            self._timer.stop()
            self._save()

    def stop(self) -> None:
        """Save nothing more of this draft: it has become a case, or was given up."""
        self._timer.stop()
        self._draft = None

    def _save(self) -> None:
        draft, body = self._draft, self._body()
        if draft is None or is_blank(body):
            return
        cases = self._cases
        self._lane.run(lambda: cases.save_draft(draft, body), self._done, self._trouble)

    def _done(self, draft: Draft) -> None:
        if draft.id == self._draft:
            self.saved.emit(draft)

    def _trouble(self, error: SidaoError) -> None:
        self.failed.emit(error)
