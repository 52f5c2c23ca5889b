"""Reviewers sign in with a password; a signed-in browser has a random cookie, of which central keeps a digest."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.applicants.characters import checked_line
from app.central.limits import RateLimit
from app.central.model import Reviewer, ReviewSession
from app.central.storage import CentralStore
from app.clock import Clock
from app.errors import Refused
from app.ids import Ids

SHORTEST_PASSWORD = 10
LONGEST_NAME = 60
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
"""A session ends after so long without a request, and at last after a working day."""

TRIES, A_TRY_EACH = 5, 30.0
"""Sign-ins in a row for one name or address, and the seconds after which another one is let through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Who sits at the browser."""

    reviewer: Reviewer
    csrf: str


class SignIn:
    """Reviewers and their sessions."""

    def __init__(self, store: CentralStore, *, clock: Clock, ids: Ids, hasher: PasswordHasher | None = None) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._hasher = hasher or PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
        self._limit = RateLimit(clock, burst=TRIES, each_second=1 / A_TRY_EACH)

    def add(
        self,
        login: str,
        name: str,
        password: str,
        *,
        department: str | None = None,
        demo: bool = False,
        technician: bool = False,
        head: bool = False,
    ) -> Reviewer:
        """A reviewer or technician, new or with a new password. Raises Refused: login_shape, one_line_only,
        password_short."""
        if not (login.isascii() and login.replace("-", "").replace(".", "").isalnum() and 2 <= len(login) <= 40):
            raise Refused("login_shape", "login")
        name = checked_line(name, "name", LONGEST_NAME)
        department = None if department is None else checked_line(department, "department", LONGEST_NAME)
        if len(password) < SHORTEST_PASSWORD:
            raise Refused("password_short", "password", least=SHORTEST_PASSWORD)
        reviewer = Reviewer(
            login=login,
            name=name,
            department=department,
            password=self._hasher.hash(password),
            demo=demo,
            added_at=self._clock.now(),
            technician=technician,
            head=head,
        )
        with self._store.writing() as central:
            central.staff.add(reviewer)
        return reviewer

    def begin(self, login: str, password: str, address: str) -> str:
        """The cookie of a new session. Raises Refused: sign_in_too_often (with `seconds`), sign_in_wrong."""
        login = login.strip()[:40]
        for key in (("login", login), ("address", address)):
            if seconds := self._limit.wait(key):
                raise Refused("sign_in_too_often", seconds=seconds)
        with self._store.reading() as central:
            reviewer = central.staff.get(login) if login.isprintable() else None
        if not self._fits(reviewer, password) or reviewer is None:
            raise Refused("sign_in_wrong", "password")
        self._limit.forget(("login", login))
        self._limit.forget(("address", address))
        cookie, now = self._ids.bytes(32).hex(), self._clock.now()
        session = ReviewSession(
            digest=_digest(cookie), login=login, csrf=self._ids.bytes(32).hex(), begun_at=now, seen_at=now
        )
        with self._store.writing() as central:
            central.staff.end_idle(now - IDLE)
            central.staff.begin(session)
        return cookie

    def who(self, cookie: str | None) -> SignedIn | None:
        """Who has this cookie, if its session still stands."""
        if not cookie:
            return None
        now = self._clock.now()
        with self._store.reading() as central:
            session = central.staff.session(_digest(cookie))
            reviewer = central.staff.get(session.login) if session else None
        if session is None or reviewer is None or now - session.seen_at > IDLE or now - session.begun_at > LONGEST:
            return None
        if now - session.seen_at > timedelta(minutes=1):
            with self._store.writing() as central:
                central.staff.seen(session.digest, now)
        return SignedIn(reviewer=reviewer, csrf=session.csrf)

    def end(self, cookie: str) -> None:
        """The browser is signed out."""
        with self._store.writing() as central:
            central.staff.end(_digest(cookie))

    @cached_property
    def _nobody(self) -> str:
        """Checked when the name is unknown, so that an answer takes as long as for a known one."""
        return self._hasher.hash(self._ids.bytes(16).hex())

    def _fits(self, reviewer: Reviewer | None, password: str) -> bool:
        nobody = self._nobody
        try:
            return self._hasher.verify(nobody if reviewer is None else reviewer.password, password[:1000])
        except (VerificationError, InvalidHashError):
            return False


def csrf_fits(signed_in: SignedIn, given: str) -> bool:
    """Whether a form came from a page that central gave this browser."""
    return hmac.compare_digest(signed_in.csrf.encode(), given.encode("utf-8", "replace"))


def _digest(cookie: str) -> bytes:
    return sha256(cookie.encode("utf-8", "replace")).digest()
