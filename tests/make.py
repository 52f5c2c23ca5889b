"""Arranging: a real desk in a folder, a clock that tests move, valid applications. One place for all tests."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from app.cases.demo import demo_lines
from app.cases.model import CaseAct
from app.catalogue.answers import asked_fields
from app.catalogue.materials import needed_materials
from app.catalogue.model import PointRules, ServiceItem
from app.catalogue.shipped import shipped_items, shipped_point_rules
from app.ids import ActionId, Ids, Randomness, SystemRandomness
from app.key_slots import Cost
from app.program import Program
from app.queue_program import QueueProgram, Surroundings
from app.setup import Wanted, make_desk
from app.themes.compose import Form, compose
from app.themes.theme_json import shipped_themes
from db.stores import FolderStores

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
PASSPHRASE = "kuaidamao"
POINT = "220521100000"
CHEAP = Cost(passes=1, memory=8)
"""What a guess costs in tests: next to nothing."""
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Nine o'clock on a Monday in China."""

PENSION, CLAIM, ALIVE, UNEMPLOYED, HARD, MEDICAL, LOW_INCOME = "01", "03", "05", "08", "09", "10", "12"
ELDER, BIRTH, MACHINE, FACILITY = "18", "20", "26", "27"
"""The shipped items by the number of their file. 01 and 10: immediate, finished by central (待联网办结). 03 and 08:
promised. 05, 18 and 20: immediate, finished offline. 09 and 26: only forwarded at a town. 27: only advice."""


class HeldClock:
    """Stands still until a test moves it."""

    def __init__(self, now: datetime = MORNING) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def seconds(self) -> float:
        return self._now.timestamp()

    def move(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


class TickingClock(HeldClock):
    """A second later each time that it is read."""

    def now(self) -> datetime:
        self.move(1)
        return self._now


class KnownRandomness:
    """The same bytes in the same order in every run, for tests that compare whole outputs."""

    def __init__(self, seed: str = "") -> None:
        self._seed = seed
        self._turn = count()

    def bytes(self, count: int) -> bytes:
        made = b""
        while len(made) < count:
            made += sha256(f"{self._seed} {next(self._turn)}".encode()).digest()
        return made[:count]


def surroundings(clock: HeldClock | None = None, randomness: Randomness | None = None) -> Surroundings:
    """The real stores and resources with a held clock and cheap passphrases."""
    held = clock or HeldClock()
    ids = Ids(held, randomness or SystemRandomness())
    return Surroundings(
        stores=lambda folder: FolderStores(folder, ids), resources=RESOURCES, clock=held, ids=ids, cost=CHEAP
    )


def new_desk(folder: Path, around: Surroundings | None = None, **changes: Any) -> None:
    """A desk in `folder`; `changes` are fields of Wanted."""
    around = around or surroundings()
    said = {"point": POINT, "device_number": 1, "passphrase": PASSPHRASE, "clerk_name": "王敏", "demo": True}
    make_desk(
        folder,
        Wanted(**{**said, **changes}),
        stores=around.stores,
        resources=around.resources,
        clock=around.clock,
        ids=around.ids,
        cost=around.cost,
    )


@dataclass
class Desk:
    """A desk with its clerk signed in."""

    program: Program
    clock: HeldClock
    folder: Path
    actions: int = 0

    def action(self) -> ActionId:
        """A new intention."""
        self.actions += 1
        return ActionId(f"action-{self.actions}")

    def entries(self) -> int:
        """How many entries the desk's journal has."""
        with self.program.store.reading() as desk:
            return desk.journal.head().number

    def returned_by_central(self, number: str, why: str = "照片看不清") -> None:
        """Central has returned the case, as if the feed had told so."""
        self.told_by_central(number, CaseAct.RETURN, state="returned", reason=why)

    def told_by_central(self, number: str, act: CaseAct, **change: Any) -> None:
        """A reviewer has done this to the case, as if the feed had told so."""
        from app.sync.effects import after_item
        from app.sync.model import Feed, FeedItem, FeedKind

        with self.program.store.writing() as desk:
            case = desk.cases.by_number(number)
            assert case is not None
            after = desk.journal.head().number
            body = {"act": act.value, "by": "赵审", "change": change}
            kind = FeedKind.CASE_RETURNED if act is CaseAct.RETURN else FeedKind.CASE_DECIDED
            known = desk.sync.cursor(Feed.POINT)
            item = FeedItem(
                feed=Feed.POINT,
                number=known + 1,
                at=self.clock.now(),
                kind=kind,
                subject=case.id,
                body=body,
            )
            desk.sync.keep_feed(Feed.POINT, [item], known + 1, after)
            desk.cases.save(after_item(case, item))


@contextmanager
def signed_in(folder: Path, clock: HeldClock | None = None, randomness: Randomness | None = None) -> Iterator[Desk]:
    """The desk in `folder`, made when there is none yet."""
    held = clock or HeldClock()
    around = surroundings(held, randomness)
    if not (folder / "desk.json").exists():
        new_desk(folder, around)
    program = QueueProgram(folder, around).sign_in(PASSPHRASE)
    try:
        yield Desk(program=program, clock=held, folder=folder)
    finally:
        program.close()


@cache
def _town() -> PointRules:
    return next(rules for rules in shipped_point_rules(RESOURCES) if rules.point == "town")


@cache
def items() -> dict[str, ServiceItem]:
    """The shipped items by the number of their file."""
    files = sorted((RESOURCES / "catalogue" / "items").glob("*.json"))
    return {file.name[:2]: item for file, item in zip(files, shipped_items(RESOURCES), strict=True)}


@cache
def _complete(item: str) -> str:
    """A line that may be accepted, as text, so that nobody changes another test's."""
    lines = demo_lines(50, 7, [items()[item]])
    return json.dumps(next(line for line in lines if line["act"] == "accept" and line["applicant"]["phone"]))


def line(item: str = CLAIM, act: str = "accept", **changes: Any) -> dict[str, Any]:
    """A valid input line, complete enough to be accepted; `changes` replace its fields."""
    made: dict[str, Any] = json.loads(_complete(item))
    made["act"] = act
    if act == "decline":
        made["reason"] = "不属于受理范围"
    return {**made, **changes}


LATE = "leaving_proof"
"""A material of UNEMPLOYED that may follow (可容缺), or be promised instead."""


def following(form: str = "later") -> list[dict[str, Any]]:
    """The materials of UNEMPLOYED, LATE among them in this form."""
    kept = [one for one in line(UNEMPLOYED)["materials"] if one["code"] != LATE]
    return [*kept, {"code": LATE, "form": form, "count": 1, "file": None}]


THEMES = ("newborn", "bereavement", "flexible_work", "small_shop", "retirement", "house_transfer")


@cache
def form(theme: str) -> Form:
    """A shipped theme's form with all its items."""
    found = next(one for one in shipped_themes(RESOURCES) if one.code == theme)
    known = {item.code: item for item in items().values()}
    return compose(found, {part.key: known[part.item] for part in found.parts})


@cache
def _complete_theme(theme: str, chosen: bool) -> str:
    shaped = form(theme).item
    switches = [part.only_when.field for part in form(theme).parts if part.only_when]
    for line in demo_lines(5000, 7, [shaped]):
        answers, handed_in = line["answers"], {one["code"] for one in line["materials"]}
        asked = {field.code for field in asked_fields(shaped.fields, answers)}
        whole = asked <= answers.keys() and {one.code for one in needed_materials(shaped, answers)} <= handed_in
        fits = all(answers[switch] is chosen for switch in switches) and line["applicant"]["id_type"] == "111"
        if whole and fits and line["act"] == "accept" and line["applicant"]["phone"] and not line["agent"]:
            del line["item"]
            return json.dumps({"theme": theme, **line})
    raise AssertionError(f"no complete line for {theme}")


def theme_line(theme: str, act: str = "accept", *, chosen: bool = True, **changes: Any) -> dict[str, Any]:
    """A valid line for all items of a theme, or with `chosen` False for those that it is not done without."""
    made: dict[str, Any] = json.loads(_complete_theme(theme, chosen))
    made["act"] = act
    made["materials"] = [{**one, "form": "original"} for one in made["materials"]]
    return {**made, **changes}


def lines(number: int, seed: int = 7) -> list[dict[str, Any]]:
    """Valid, varied lines as a town's counter sees them."""
    return list(demo_lines(number, seed, list(items().values()), _town()))


def person(**changes: Any) -> dict[str, Any]:
    """An applicant that nobody objects to."""
    return {
        "kind": "person",
        "name": "王桂兰",
        "id_type": "111",
        "id_no": "220521194802290002",
        "phone": "13843590001",
        "address": "通化县快大茂镇长安社区3组12号",
        "id_until": "long",
        "contact": None,
        **changes,
    }


def company(**changes: Any) -> dict[str, Any]:
    """A company with a good code."""
    lines_of_company = demo_lines(80, 3, [items()[MACHINE]])
    found = next(line["applicant"] for line in lines_of_company if line["applicant"]["kind"] == "company")
    return {**found, **changes}
