"""The mark of the computer that a desk was made on, and what a copied desk is told when it wants to write."""

import sys
from hashlib import sha256
from pathlib import Path

from app.errors import Trouble
from app.journal import Act, Head, Stream

_LINUX = ("/etc/machine-id", "/var/lib/dbus/machine-id")


def machine_mark() -> str:
    """Sixteen hex digits that stand for this computer's installation, "" where it has no identity of its own.

    A digest, so that desk.json tells nobody the computer's id.
    """
    found = _installation()
    return sha256(f"sidao {found}".encode()).hexdigest()[:16] if found else ""


def _installation() -> str:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
    for path in _LINUX:
        try:
            return Path(path).read_text("ascii").strip()
        except (OSError, ValueError):
            continue
    return ""


class ReadOnly:
    """See app.journal.Stamp: a copied desk may be read and may send what it had, but writes nothing of its own."""

    unanchored = False

    def stamp(self, act: Act, stream: Stream, head: Head) -> Act:
        raise Trouble("desk_copied")
