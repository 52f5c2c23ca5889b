"""What a command works on: the folder, the queue alone, or the whole desk opened by a passphrase."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from app import config
from app.clock import SystemClock
from app.errors import Trouble
from app.ids import Ids, SystemRandomness
from app.program import Program
from app.queue_program import QueueProgram, Surroundings

if TYPE_CHECKING:
    from app.storage.stores import Stores

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def surroundings() -> Surroundings:
    """The real clock, randomness, stores and resources."""
    clock = SystemClock()
    ids = Ids(clock, SystemRandomness())

    def stores(folder: Path) -> "Stores":
        from db.stores import FolderStores

        return FolderStores(folder, ids)

    return Surroundings(stores=stores, resources=RESOURCES, clock=clock, ids=ids)


@contextmanager
def queue_of(data: str | None) -> Iterator[QueueProgram]:
    """The queue of the desk in `data`; nobody needs to sign in."""
    queue = QueueProgram(config.data_folder(data), surroundings())
    try:
        yield queue
    finally:
        queue.close()


@contextmanager
def desk_of(data: str | None) -> Iterator[Program]:
    """The desk in `data`, opened by the passphrase of the environment or the prompt."""
    queue = QueueProgram(config.data_folder(data), surroundings())
    try:
        program = queue.sign_in(ask_passphrase())
    except BaseException:
        queue.close()
        raise
    try:
        yield program
    finally:
        program.close()


def ask_passphrase() -> str:
    """From SIDAO_PASSPHRASE, else typed; never from an argument. Raises Trouble("passphrase_missing")."""
    given = config.passphrase()
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Trouble("passphrase_missing")
    return getpass("口令 Passphrase: ")
