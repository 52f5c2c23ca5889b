"""How sync stands and what a meeting did: values for the status line, the sync centre and the command line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.sync.budget import CALM, Rest

FINAL = frozenset({"sync_no_central", "sync_forked", "sync_root_differs", "sync_address"})
"""Troubles that no further try mends."""
SLOW = frozenset({"sync_device_unknown", "sync_device_revoked", "sync_protocol", "sync_certificate"})
"""Troubles that somebody has to mend first: tried again at the longest pause."""
LINK = frozenset({"sync_cut", "sync_timeout"})
REST = 60.0
"""Seconds between meetings while all goes well; a new entry begins one at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What one meeting did. `pending` and `returned` say how things stand after it: entries that central has not
    acknowledged, cases that stand as 上级退回. `values` fill the blanks of the trouble's sentence. `files` are the
    attachments that arrived, `files_pending` those that central lacks."""

    pushed: int
    pulled: int
    pending: int
    returned: int
    bytes_up: int
    bytes_down: int
    seconds: float
    trouble: str | None
    values: Mapping[str, object] = field(default_factory=dict)
    files: int = 0
    files_pending: int = 0

    @property
    def retry_after(self) -> int:
        """What central asked for, in seconds."""
        asked = self.values.get("retry_after")
        return asked if isinstance(asked, int) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncStatus:
    """How sync stands, for the status line and the sync centre.

    `returned` counts cases that stand as 上级退回, `differing` what central said and the desk could not apply,
    `clock_offset` is central's clock minus this one, in seconds; `rest`: why nothing is to go now, although nothing is
    wrong; `files_pending` the attachments that central lacks.
    """

    enrolled: bool
    demo: bool
    forked: bool
    last_success: datetime | None
    pending: int
    returned: int
    differing: int
    trouble: str | None
    clock_offset: float | None
    rest: Rest | None = None
    files_pending: int = 0


def mends_itself(trouble: str | None) -> bool:
    """Whether trying again soon may help."""
    return trouble is not None and trouble not in FINAL | SLOW | CALM and not trouble.startswith("enrol_")
