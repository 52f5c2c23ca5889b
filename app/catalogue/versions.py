"""What an import of versions changes, told one by one (动态调整, domain.md §A 24): of service items, and of themes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from app.errors import Refused

_DATES = frozenset({"effective_on", "cancelled_on"})


class Version(Protocol):
    """One version of something that has a code: cases pin both, so only its dates may still change."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def effective_on(self) -> date: ...
    @property
    def cancelled_on(self) -> date | None: ...


V = TypeVar("V", bound=Version)


class ChangeKind(StrEnum):
    """新增, 变更, 取消; a version older than the newest is only filed."""

    NEW = "new"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    FILED = "filed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Generic[V]):
    """One version of an import; `parts` names what differs from the version `before` ("materials", "name")."""

    kind: ChangeKind
    now: V
    before: V | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Generic[V]):
    """What was changed, in the order of the import, and how many came as they were."""

    changes: tuple[Change[V], ...]
    unchanged: int

    def of(self, kind: ChangeKind) -> tuple[Change[V], ...]:
        """The changes of that kind."""
        return tuple(change for change in self.changes if change.kind is kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept(Generic[V]):
    """What is there already: `newest` by code, `exact` by code and version, and which elements of two differ."""

    newest: Callable[[str], V | None]
    exact: Callable[[str, int], V | None]
    differing: Callable[[V, V], tuple[str, ...]]


def compare(kept: Kept[V], given: Sequence[V], place: str, *, twice: str, rewritten: str) -> Report[V]:
    """What taking these in would change; keeps nothing.

    Refused at "place.N": `twice` where a version is given twice, `rewritten` where one that is kept has another
    content here.
    """
    seen: set[tuple[str, int]] = set()
    newest: dict[str, V | None] = {}
    changes = []
    for number, one in enumerate(given):
        name = one.code, one.version
        if name in seen:
            raise Refused(twice, f"{place}.{number}", twice=one.code)
        seen.add(name)
        if one.code not in newest:
            newest[one.code] = kept.newest(one.code)
        before, same = newest[one.code], kept.exact(*name)
        if before is None or one.version > before.version:
            newest[one.code] = one
        if same is not None and not set(kept.differing(same, one)) <= _DATES:
            raise Refused(rewritten, f"{place}.{number}", name=one.name, version=one.version)
        change = _change(kept, same, before, one)
        if change is not None:
            changes.append(change)
    return Report(changes=tuple(changes), unchanged=len(given) - len(changes))


def _change(kept: Kept[V], same: V | None, newest: V | None, one: V) -> Change[V] | None:
    if same is not None:
        return None if same == one else _changed(kept, same, one)
    if newest is None:
        return Change(kind=ChangeKind.NEW, now=one)
    if one.version < newest.version:
        return Change(kind=ChangeKind.FILED, now=one)
    return _changed(kept, newest, one)


def _changed(kept: Kept[V], before: V, one: V) -> Change[V]:
    ended = one.cancelled_on is not None and before.cancelled_on is None
    kind = ChangeKind.CANCELLED if ended else ChangeKind.CHANGED
    return Change(kind=kind, now=one, before=before, parts=kept.differing(before, one))
