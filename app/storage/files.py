"""The attachments' page of the desk's store: files kept once by content, encrypted at rest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.cases.given import StoredFile
from app.sync.model import Whereabouts


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFile:
    """An attachment that central lacks: digest in hex, bytes, and why it could not go, if it was tried."""

    digest: str
    media: str
    size: int
    trouble: str | None = None


class FileStore(Protocol):
    def keep(self, content: bytes, name: str, media: str) -> StoredFile:
        """Keeps the content (once, however often it comes) and returns its name by digest. Durable when it returns.

        Raises Trouble: disk_full, file_not_written.
        """
        ...

    def knows(self, file: StoredFile) -> bool:
        """Whether this desk keeps such a file: by content, kind and size."""
        ...

    def read(self, digest: str) -> bytes | None:
        """The content, or None when this desk doesn't have it. Raises Trouble: locked_data_damaged, file_not_read."""
        ...

    def undelivered(self) -> list[WaitingFile]:
        """What central lacks of the attachments that lie here and that a case names: the smallest case's first,
        those with a trouble last."""
        ...

    def unproven(self, limit: int) -> list[str]:
        """Digests of attachments that are at central and that it has not signed for."""
        ...

    def mark_delivered(self, digest: str, at: datetime) -> None:
        """Central has all of it since `at`. Not a proof: that is central's to sign."""
        ...

    def mark_trouble(self, digest: str, code: str) -> None:
        """Why it could not go; the next try may."""
        ...

    def send_again(self, digests: Collection[str]) -> None:
        """Central does not have these, whatever it said before: they count as undelivered."""
        ...

    def whereabouts(self, carried: Collection[str]) -> Whereabouts:
        """Where the attachments are that lie here and that a case names. `carried`: those that sticks are bringing."""
        ...

    def sweep(self, now: datetime) -> int:
        """Removes what a crash left behind more than a day before `now`; how many files."""
        ...
