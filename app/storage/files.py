"""The attachments' page of the desk's store: files kept once by content, encrypted at rest."""

from typing import Protocol

from app.cases.model import StoredFile


class FileStore(Protocol):
    def keep(self, content: bytes, name: str, media: str) -> StoredFile:
        """Keeps the content (once, however often it comes) and returns its name by digest. Durable when it returns.

        Raises Trouble("disk_full").
        """
        ...

    def read(self, digest: str) -> bytes | None:
        """The content, or None when this desk doesn't have it. Raises Trouble("locked_data_damaged")."""
        ...
