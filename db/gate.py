"""The way into an open store, which its closing shuts: from then on nothing opens the file again."""

from threading import Condition, Lock

from app.errors import Trouble
from db.engine import LOCK_WAIT


class Gate:
    """`with gate:` around each use of a store; Trouble("store_closed") once it is shut.

    It counts who is inside, from whatever thread. An object that is entered costs a third of a generator's `with`.
    """

    def __init__(self) -> None:
        self._lock = Lock()  # itself where it is often taken: a condition's methods are Python's
        self._left = Condition(self._lock)
        self._inside = 0
        self._shut = False

    def __enter__(self) -> None:
        with self._lock:
            if self._shut:
                raise Trouble("store_closed")
            self._inside += 1

    def __exit__(self, *_error: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._shut:
                self._left.notify_all()

    def shut(self) -> None:
        """Lets nobody in any more, and waits, as long as `LOCK_WAIT`, for whoever is inside."""
        with self._left:
            self._shut = True
            self._left.wait_for(lambda: not self._inside, LOCK_WAIT)
