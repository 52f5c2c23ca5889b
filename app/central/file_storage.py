"""What central keeps about attachments in its database; their content lies in a folder (contents.py)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """An attachment that central has whole and has checked against its digest (SHA-256 in hex)."""

    point: str
    digest: str
    media: str
    size: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """An upload under way, or complete: then `file` is its digest. `digest` is what the client named.

    `id` is the last part of its address: made of the digest that the client named, or random. How much of it is here
    only the folder knows.
    """

    point: str
    id: str
    digest: str | None
    media: str
    length: int
    begun_at: datetime
    file: str | None = None


class FilePage(Protocol):
    """Attachments, by point."""

    def held(self, point: str, digests: Collection[str]) -> set[str]:
        """Those of these attachments that central has whole."""
        ...

    def get(self, point: str, digest: str) -> KeptFile | None: ...

    def keep(self, file: KeptFile) -> None:
        """The attachment is here; again is once."""
        ...

    def upload(self, point: str, upload_id: str) -> Upload | None: ...

    def begin(self, upload: Upload) -> Upload:
        """The upload of this id: this one, unless there is one already."""
        ...

    def finish(self, upload: Upload, file: KeptFile) -> None:
        """The upload has become this attachment."""
        ...

    def end(self, point: str, upload_id: str) -> None:
        """The upload is forgotten."""
        ...

    def unfinished(self, point: str) -> int:
        """How many uploads of the point are under way."""
        ...

    def begun_before(self, at: datetime) -> list[Upload]:
        """Uploads, complete or not, that began before."""
        ...

    def unnamed(self, before: datetime) -> list[KeptFile]:
        """Attachments that came before and of which no case is known that names them."""
        ...

    def named(self, point: str, digests: Collection[str]) -> set[str]:
        """Those of these that a case of the point names, or an entry that waits for its verdict. From now on they
        are not among the unnamed."""
        ...

    def remove(self, point: str, digest: str) -> None:
        """The attachment is forgotten."""
        ...
