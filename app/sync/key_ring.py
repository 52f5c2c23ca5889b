"""The keys by which receipts are judged with no network: this desk's own, and those of central's sheets."""

from collections.abc import Collection
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from app.ids import DeviceId
from app.journal import Stream
from app.keys import Signer
from app.storage.desk import DeskStore
from app.storage.sync import KeyUse

Known = TypeVar("Known", covariant=True)


class MakesKnown(Protocol[Known]):
    """How the ring's user writes a key: app.receipts.verify.KnownKey."""

    def __call__(
        self, *, public: bytes, device: DeviceId, point: str, replaced_at: datetime | None, revoked_after: int | None
    ) -> Known: ...


class DeskKeyRing(Generic[Known]):
    """See app.receipts.verify.KeyRing. What a sheet says of this desk's own key comes before what the desk thinks."""

    def __init__(
        self, store: DeskStore, *, device: DeviceId, point: str, own: Collection[Signer], known: MakesKnown[Known]
    ) -> None:
        self._store = store
        self._device = device
        self._point = point
        self._own = {signer.key_id: signer.public for signer in own}
        self._known = known

    def find(self, key_id: bytes) -> Known | None:
        """The key of this id, or None when it is not ours."""
        with self._store.reading() as desk:
            listed = desk.sync.key(key_id)
        if listed is not None and listed.use is KeyUse.STREAM and listed.device and listed.point:
            return self._known(
                public=listed.public,
                device=listed.device,
                point=listed.point,
                replaced_at=listed.retired,
                revoked_after=listed.revoked_after,
            )
        public = self._own.get(key_id)
        if public is None:
            return None
        return self._known(public=public, device=self._device, point=self._point, replaced_at=None, revoked_after=None)

    def central_holds(self, device: DeviceId, stream: str, number: int) -> bool:
        """Whether central is known to hold this entry: of this desk's own streams, by its acknowledgement."""
        if stream not in tuple(Stream):
            return False
        with self._store.reading() as desk:
            return number <= desk.sync.acknowledged(device, Stream(stream))
