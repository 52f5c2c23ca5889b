"""Memory that the C library holds back after the start is given to the system: a desk has 4 GB for all programs."""

import sys


def give_back() -> bool:
    """Returns freed pages to the system; whether any were. Takes some milliseconds, so never on the GUI thread.

    Only glibc keeps them (Debian, UOS, Kylin); elsewhere this does nothing.
    """
    if sys.platform != "linux":
        return False
    from ctypes import CDLL  # only here: it need not be loaded before the first picture

    trim = getattr(CDLL(None), "malloc_trim", None)
    return trim is not None and bool(trim(0))
