"""What every part of a desk with somebody signed in stands on: the stores, the clerk, the catalogue."""

from functools import cached_property
from typing import TYPE_CHECKING

from app.config import Config
from app.ids import DeviceId
from app.queue_program import QueueProgram
from app.storage.clerks import Clerk
from app.tickets.service import QueueDesk

if TYPE_CHECKING:
    from app.catalogue.divisions import Divisions
    from app.catalogue.service import Catalogue
    from app.catalogue.wording import LocalWording
    from app.storage.desk import DeskStore


class SignedIn:
    """The ground of `Program`. Services are made when first asked for."""

    def __init__(self, queue: QueueProgram, store: "DeskStore", key: bytes, clerk: Clerk) -> None:
        self.queue = queue
        self.store = store
        self.clerk = clerk
        self.announcer = queue.announcer
        self._key = key
        self._around = queue.around

    @property
    def config(self) -> Config:
        return self.queue.config

    @property
    def tickets(self) -> QueueDesk:
        return self.queue.tickets

    @property
    def device(self) -> DeviceId:
        return self.config.device

    @cached_property
    def divisions(self) -> "Divisions":
        """The administrative divisions, for an intake's choices."""
        from app.catalogue.shipped import shipped_divisions

        return shipped_divisions(self._around.resources)

    @property
    def wording(self) -> "LocalWording":
        """The point's own words about items."""
        from app.catalogue.wording import LocalWording

        return LocalWording(
            self.store,
            point=self.config.point,
            clerk=self.clerk.name,
            clock=self.queue.clock,
            announcer=self.announcer,
        )

    @cached_property
    def catalogue(self) -> "Catalogue":
        from app.catalogue.service import Catalogue

        return Catalogue(self.store, point=self.config.point, clock=self.queue.clock, announcer=self.announcer)
