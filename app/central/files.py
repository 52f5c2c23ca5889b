"""Attachments at central: brought piece by piece, checked at the end, kept once for each point.

How much of an upload is here only the folder knows; the database knows that it was begun. So a crash at any moment
loses nothing that was acknowledged, and leaves nothing that the sweep does not find.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from threading import Lock

from app.central.file_storage import KeptFile, Upload
from app.central.file_writing import Standing, Writing
from app.central.files_folder import Contents
from app.central.storage import Central, CentralStore
from app.central.upload_token import Bearer
from app.clock import Clock
from app.errors import NotFound, Refused
from app.ids import Ids
from app.sync.messages import upload_address

MOST = 32 << 20
"""Bytes of one attachment."""
MOST_UNFINISHED = 500
"""Uploads of one point that may be under way."""
FORGOTTEN = timedelta(days=7)
"""An upload that nobody touched for so long, and an attachment that no case has named since, are swept."""
GIVES_WAY = 10.0
"""Seconds without a byte, after which another device may go on with an upload."""


class Files:
    """What desks bring over the link, and what couriers bring. Any thread may call it."""

    def __init__(self, store: CentralStore, contents: Contents, clock: Clock, ids: Ids) -> None:
        self.clock = clock
        self._store = store
        self._contents = contents
        self._ids = ids
        self._writings: dict[tuple[str, str], Writing] = {}
        self._lock = Lock()

    def begin(self, who: Bearer, length: int, media: str, digest: str | None) -> Standing:
        """Begins an upload, or finds it as far as it has come.

        Raises Refused: file_too_large, files_too_many, length_differs.
        """
        if length > MOST:
            raise Refused("file_too_large")
        upload = Upload(
            point=who.point,
            id=self._ids.bytes(16).hex() if digest is None else upload_address(digest),
            digest=digest,
            media=media,
            length=length,
            begun_at=self.clock.now(),
        )
        with self._store.writing() as central:
            kept = None if digest is None else self._kept(central, who.point, digest)
            if kept is not None and kept.size != length:
                raise Refused("length_differs")
            upload = self._begin(central, replace(upload, file=None if kept is None else kept.digest))
        if not length and upload.file is None:
            with self._contents.writing(who.point, upload.id) as part:
                part.sync()
        return self.standing(who.point, upload.id)

    def _begin(self, central: Central, upload: Upload) -> Upload:
        if upload.file is None and central.files.unfinished(upload.point) >= MOST_UNFINISHED:
            raise Refused("files_too_many")
        found = central.files.begin(upload)
        if (found.length, found.file) == (upload.length, upload.file):
            return found
        # The point got it by another road, or lost it, or one of two lengths is not the digest's: begin anew.
        central.files.end(upload.point, upload.id)
        self._contents.drop(upload.point, upload.id)
        return central.files.begin(upload)

    def standing(self, point: str, upload_id: str) -> Standing:
        """How far it has come, durably. What a crash left between its last byte and its check is checked now.

        Raises NotFound("upload_unknown"), Refused("digest_differs").
        """
        upload = self._find(point, upload_id)
        if upload.file is not None:
            return Standing(id=upload_id, offset=upload.length, length=upload.length, file=upload.file)
        offset = self._contents.size(point, upload_id)
        with self._lock:
            held = (point, upload_id) in self._writings
        if offset < upload.length or held:
            return Standing(id=upload_id, offset=min(offset, upload.length), length=upload.length)
        return self.complete(upload)

    def hold(self, who: Bearer, upload_id: str, offset: int, ended: bool = False) -> Writing:
        """Holds the upload to go on at `offset`. A connection of the same device that still holds it lets go, unless
        this one has `ended` already and only brings what it had received.

        Raises NotFound("upload_unknown"), Refused: offset_differs, file_locked while another device brings it.
        """
        writing = self._take_over(Writing(who, upload_id, self), ended=ended)
        try:
            upload = self._find(who.point, upload_id)
            if upload.file is not None:
                raise Refused("offset_differs")  # it is complete: nothing can be added
            writing.begin(upload, self._contents.writing(who.point, upload_id), offset)
            return writing
        except BaseException:
            writing.close()
            raise

    def complete(self, upload: Upload) -> Standing:
        """Checks what is here whole, and keeps it. Raises Refused("digest_differs")."""
        digest = self._contents.digest(upload.point, upload.id)
        if upload.digest not in (None, digest):
            self._forget(upload.point, upload.id)
            raise Refused("digest_differs")
        self._contents.finish(upload.point, upload.id, digest)
        self._finished(upload, digest)
        return Standing(id=upload.id, offset=upload.length, length=upload.length, file=digest)

    def terminate(self, who: Bearer, upload_id: str) -> None:
        """The upload is thrown away. Raises NotFound("upload_unknown"), Refused: file_complete for an attachment that
        is addressed by its content (the point may need it), file_locked."""
        writing = self._take_over(Writing(who, upload_id, self))
        try:
            upload = self._find(who.point, upload_id)
            if upload.file is not None and upload.digest is not None:
                raise Refused("file_complete")
            self._forget(who.point, upload_id)
        finally:
            writing.close()

    def keep(self, point: str, digest: str, media: str, content: bytes) -> None:
        """An attachment that a courier brought whole; its digest was signed for. Again is once."""
        if sha256(content).hexdigest() != digest:
            raise Refused("digest_differs")
        self._contents.keep(point, digest, content)
        file = KeptFile(point=point, digest=digest, media=media, size=len(content), at=self.clock.now())
        with self._store.writing() as central:
            central.files.keep(file)

    def held(self, point: str, digests: Collection[str]) -> set[str]:
        """Those of these that are here whole, in the folder as in the database."""
        with self._store.reading() as central:
            known = central.files.held(point, digests)
        return {digest for digest in known if self._contents.path(point, digest) is not None}

    def read(self, point: str, digest: str) -> tuple[KeptFile, Path] | None:
        """An attachment and where its content lies, or None while it is not here."""
        with self._store.reading() as central:
            kept = central.files.get(point, digest)
        path = None if kept is None else self._contents.path(point, digest)
        return None if kept is None or path is None else (kept, path)

    def sweep(self) -> int:
        """Throws away what nobody touched or named for a week. How many."""
        before = self.clock.now() - FORGOTTEN
        with self._store.reading() as central:
            uploads, files = central.files.begun_before(before), central.files.unnamed(before)
        swept = 0
        for upload in uploads:
            touched = self._contents.touched(upload.point, upload.id)
            if touched is None or touched < before.timestamp():
                self._forget(upload.point, upload.id)
                swept += 1
        for point in sorted({file.point for file in files}):
            swept += self._sweep_files(point, {file.digest for file in files if file.point == point})
        return swept

    def _sweep_files(self, point: str, digests: set[str]) -> int:
        with self._store.writing() as central:
            central.registry.lock_point(point)  # no case that names one comes in meanwhile
            lost = digests - central.files.named(point, digests)
            for digest in lost:
                central.files.remove(point, digest)
        for digest in lost:
            self._contents.remove(point, digest)
        return len(lost)

    def _find(self, point: str, upload_id: str) -> Upload:
        """The upload. Raises NotFound("upload_unknown"), also for one whose content the folder has lost."""
        with self._store.reading() as central:
            upload = central.files.upload(point, upload_id)
        if upload is not None and upload.file is not None and self._contents.path(point, upload.file) is None:
            self._forget(point, upload_id)
            upload = None
        if upload is None:
            raise NotFound("upload_unknown")
        if upload.file is None and upload.digest and self._contents.path(point, upload.digest):
            self._finished(upload, upload.digest)  # a crash came between the folder and the database
            return replace(upload, file=upload.digest)
        return upload

    def _kept(self, central: Central, point: str, digest: str) -> KeptFile | None:
        """The attachment. One whose content the folder has lost is forgotten, so that it can come again."""
        kept = central.files.get(point, digest)
        if kept is not None and self._contents.path(point, digest) is None:
            central.files.remove(point, digest)
            return None
        return kept

    def _finished(self, upload: Upload, digest: str) -> None:
        file = KeptFile(point=upload.point, digest=digest, media=upload.media, size=upload.length, at=self.clock.now())
        with self._store.writing() as central:
            central.files.finish(upload, file)

    def _forget(self, point: str, upload_id: str) -> None:
        with self._store.writing() as central:
            central.files.end(point, upload_id)
        self._contents.drop(point, upload_id)

    def _take_over(self, writing: Writing, *, ended: bool = False) -> Writing:
        with self._lock:
            former = self._writings.get(writing.key)
            alive = former is not None and self.clock.seconds() - former.moved_at < GIVES_WAY
            if former is not None and (ended or (alive and former.device != writing.device)):
                raise Refused("file_locked")
            self._writings[writing.key] = writing
        if former is not None:
            former.let_go()
        return writing

    def released(self, writing: Writing) -> None:
        """Called by a writing that is closed."""
        with self._lock:
            if self._writings.get(writing.key) is writing:
                del self._writings[writing.key]
