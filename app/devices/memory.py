"""Memory that the C library holds back is given to the system: a desk has 4 GB for all programs.

Only glibc keeps it (Debian, UOS, Kylin); elsewhere both of these do nothing.
"""

import sys
from typing import Any

_M_ARENA_MAX = -8
"""mallopt(3): how many heaps there are at most."""


def one_heap() -> bool:
    """Lets all threads share one heap; whether that could be set. Call it before the first of them begins.

    Else each thread has its own and keeps what it has freed: four megabytes after a start. Python's threads take
    turns anyway, so they hardly ever wait for each other there.
    """
    library = _glibc()
    return library is not None and bool(library.mallopt(_M_ARENA_MAX, 1))


def give_back() -> bool:
    """Returns freed pages to the system; whether any were. Takes some milliseconds, so never on the GUI thread."""
    library = _glibc()
    return library is not None and bool(library.malloc_trim(0))


def _glibc() -> Any:
    """The C library where it is glibc, or None."""
    if sys.platform != "linux":
        return None
    from ctypes import CDLL  # only here: no other system needs it for this

    library = CDLL(None)
    return library if hasattr(library, "malloc_trim") else None
