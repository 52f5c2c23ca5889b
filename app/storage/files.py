"""The attachments' page of the desk's store: files kept once by content, encrypted at rest."""

from datetime import datetime
from typing import Protocol

from app.cases.model import StoredFile


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

    def sweep(self, now: datetime) -> int:
        """Removes what a crash left behind more than a day before `now`; how many files."""
        ...
