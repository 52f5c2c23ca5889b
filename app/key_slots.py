"""The side file of slots in which the desk's key lies wrapped: one for each clerk, one sealed to central.

It is replaced atomically and belongs to every backup. Each clerk's slot opens with that clerk's
passphrase; the slot sealed to central means that a forgotten passphrase loses nothing.
"""

import base64
import errno
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from app.errors import Refused, Trouble
from app.ids import ClerkId, Ids
from app.keys import key_id, lock, seal, unlock


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one guess of a passphrase costs (RFC 9106): passes over `memory` KiB."""

    passes: int = 3
    memory: int = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A clerk who has a slot: what the sign-in screen lists before anything is opened."""

    clerk: ClerkId
    name: str
    number: str


class KeySlots:
    """The slots in one file. Nothing of them is secret without a passphrase."""

    def __init__(self, path: Path, ids: Ids, cost: Cost | None = None) -> None:
        self._path = path
        self._ids = ids
        self._cost = cost or Cost()

    def holders(self) -> list[Holder]:
        """The clerks who can sign in, in the order in which they were added."""
        return [_holder(slot) for slot in self._read() if slot["kind"] == "clerk"]

    def add_clerk(self, holder: Holder, passphrase: str, key: bytes) -> None:
        """Gives `holder` a slot, replacing the one that the clerk had. Raises Refused("passphrase_short")."""
        if len(passphrase) < 6:
            raise Refused("passphrase_short", "passphrase", least=6)
        salt = self._ids.bytes(16)
        wrapped = lock(self._stretch(passphrase, salt, self._cost), key, self._ids.bytes(12), holder.clerk.encode())
        slot = {
            "kind": "clerk",
            "clerk": holder.clerk,
            "name": holder.name,
            "number": holder.number,
            "salt": _text(salt),
            "passes": self._cost.passes,
            "memory": self._cost.memory,
            "wrapped": _text(wrapped),
        }
        slots = self._read() if self._path.exists() else []
        places = [place for place, old in enumerate(slots) if old.get("clerk") == holder.clerk]
        for place in places:
            slots[place] = slot
        self._write(slots if places else [*slots, slot])

    def seal_to_central(self, public: bytes, key: bytes) -> None:
        """Keeps a copy of the key that only central's sealing key opens."""
        sealed = seal(public, key, self._ids.bytes(32))
        slot = {"kind": "central", "key": key_id(public).hex(), "sealed": _text(sealed)}
        self._write([*(s for s in self._read() if s["kind"] != "central"), slot])

    def open(self, passphrase: str, clerk: ClerkId | None = None) -> tuple[Holder, bytes]:
        """The clerk whose passphrase it is (or `clerk`, if it is theirs), and the desk's key.

        Takes about a tenth of a second a slot. Raises Trouble: passphrase_wrong, desk_missing, slots_damaged.
        """
        for slot in self._read():
            if slot["kind"] != "clerk" or (clerk is not None and slot["clerk"] != clerk):
                continue
            key = self._unwrapped(slot, passphrase)
            if key is not None:
                return _holder(slot), key
        raise Trouble("passphrase_wrong", "passphrase")

    def central_slot(self) -> bytes | None:
        """The key as sealed to central, or None before enrolment."""
        return next((_bytes(slot["sealed"]) for slot in self._read() if slot["kind"] == "central"), None)

    def _unwrapped(self, slot: dict[str, Any], passphrase: str) -> bytes | None:
        try:
            cost = Cost(passes=slot["passes"], memory=slot["memory"])
            stretched = self._stretch(passphrase, _bytes(slot["salt"]), cost)
            wrapped = _bytes(slot["wrapped"])
        except (KeyError, TypeError, ValueError, HashingError, OverflowError) as error:
            raise Trouble("slots_damaged", path=str(self._path)) from error
        try:
            return unlock(stretched, wrapped, slot["clerk"].encode())
        except Trouble:
            return None

    @staticmethod
    def _stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
        secret = passphrase.encode("utf-8", "surrogateescape")
        return hash_secret_raw(secret, salt, cost.passes, cost.memory, 1, 32, Type.ID)

    def _read(self) -> list[dict[str, Any]]:
        try:
            slots = list(json.loads(self._path.read_text("utf-8"))["slots"])
            for slot in slots:
                if slot["kind"] == "clerk":
                    _holder(slot)
        except FileNotFoundError as error:
            raise Trouble("desk_missing", path=str(self._path.parent)) from error
        except OSError as error:
            raise Trouble("file_not_read", reason=error.strerror or "") from error
        except (ValueError, KeyError, TypeError) as error:
            raise Trouble("slots_damaged", path=str(self._path)) from error
        return slots

    def _write(self, slots: list[dict[str, Any]]) -> None:
        replace_file(self._path, json.dumps({"version": 1, "slots": slots}, ensure_ascii=False, indent=1).encode())


def replace_file(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Writes a whole file so that a power cut leaves either the old one or the new one; `mode` is who may read it.

    Raises Trouble: disk_full, file_not_written; then the old one stands, and nothing lies beside it.
    """
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
        if os.name == "posix":
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        code = "disk_full" if error.errno in _FULL else "file_not_written"
        raise Trouble(code, path=str(path), reason=error.strerror or "") from error


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def _holder(slot: dict[str, Any]) -> Holder:
    return Holder(clerk=ClerkId(str(slot["clerk"])), name=str(slot["name"]), number=str(slot["number"]))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
