"""Each exchange leaves a note of the meeting: what the device still has, and how far its clock is off."""

import logging
from datetime import datetime, timedelta

from app.central.city_model import Contact
from app.central.model import DeviceKey
from app.central.storage import CentralStore
from app.errors import Trouble
from app.journal import from_microseconds
from app.sync.messages import NEWEST, Exchange

_LOG = logging.getLogger("sidao.central")
_LEAST = timedelta(seconds=2)
_SLOWEST = 4000
"""Bytes a second of the worst link that we know (64 kbit/s, half of it lost): the request was on its way so long."""


def note_contact(
    store: CentralStore, key: DeviceKey, request: Exchange, received: datetime, bytes_in: int, bytes_out: int
) -> None:
    """Keeps that the device met central at `received`. That this can't be written is no reason to answer worse."""
    contact = contact_of(key, request, received, bytes_in, bytes_out)
    try:
        with store.writing() as central:
            central.contacts.met(contact)
    except Trouble as trouble:
        _LOG.warning("contact with %s not noted: %s", key.device, trouble.code)


def contact_of(key: DeviceKey, request: Exchange, received: datetime, bytes_in: int, bytes_out: int) -> Contact:
    """The meeting as a value. The desk's clock was read before its request began to travel, hence the uncertainty."""
    ahead = from_microseconds(request.at) - received
    uncertain = _LEAST + timedelta(seconds=bytes_in / _SLOWEST)
    return Contact(
        point=key.point,
        device=key.device,
        at=received,
        waiting=request.waiting,
        files_waiting=request.files_waiting,
        offset=_milliseconds(ahead),
        uncertain=_milliseconds(uncertain),
        program=request.program,
        protocol=min(NEWEST, request.newest),
        entries=sum(len(batch.entries) for batch in request.batches),
        bytes_in=bytes_in,
        bytes_out=bytes_out,
    )


def _milliseconds(time: timedelta) -> int:
    return round(time / timedelta(milliseconds=1))
