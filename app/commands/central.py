"""central: serve, cases, decide, reviewer, point. The city's own system, for reference and for trying out."""

import logging
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app import config
from app.actions.model import Result
from app.cases.life import WHOLE
from app.cases.model import case_to_json
from app.central.http import build_app
from app.central.intake import Intake
from app.central.logs import log_to_stderr
from app.central.metrics import Metrics
from app.central.model import CaseFile
from app.central.particulars import Particulars
from app.central.points import check_point, point_profile
from app.central.program import CentralProgram, assemble
from app.central.review import BY_NAME, Review
from app.central.serving import serve as serve_http
from app.central.shelf import Shelf
from app.central.sign_in import SignIn
from app.central.storage import CentralStore
from app.clock import SystemClock
from app.commands.once import once
from app.commands.opening import RESOURCES, ask_passphrase
from app.commands.output import DONE, say
from app.errors import Refused
from app.ids import DeviceId, Ids, SystemRandomness

COMMAND_LINE = "市级平台"
"""Who decides when nobody signed in."""

DEMO_LOGIN = "demo"

_CLOCK = SystemClock()
_IDS = Ids(_CLOCK, SystemRandomness())
_LOG = logging.getLogger("sidao.central")


def serve(args: Namespace) -> int:
    """Serves until SIGTERM or Ctrl-C. One line when it listens; in a demo with a reviewer who may sign in."""
    log_to_stderr()
    with opened(args.db) as store, replica_of(args.replica) as replica:
        program = assemble(
            store,
            clock=_CLOCK,
            ids=_IDS,
            resources=RESOURCES,
            passphrase=config.central_passphrase(),
            demo=args.demo,
            files=config.central_files(args.db, args.files),
            replica=replica,
        )
        if not program.keys.guarded:
            _LOG.warning("central's keys lie unguarded in the database: set SIDAO_CENTRAL_PASSPHRASE")
        reviewer = _demo_reviewer(program) if args.demo else {}
        serve_http(
            build_app(program),
            program.upkeep,
            args.host,
            args.port,
            lambda address: say({"listening": address, "review": f"{address}/review", "demo": args.demo, **reviewer}),
        )
    return DONE


def cases(args: Namespace) -> int:
    """Central's cases, oldest first, a line each."""
    if args.point is not None:
        check_point(args.point)
    with opened(args.db) as store, store.reading() as central:
        for file in central.cases.all(args.point):
            say(case_line(file))
    return DONE


def decide(args: Namespace) -> int:
    """Decides or returns a case; its point is told by the feed."""
    act = BY_NAME.get(args.decision)
    if act is None:
        raise Refused("decision_unknown", "as", given=args.decision)

    def decided(store: CentralStore) -> list[Result]:
        review = Review(store, Shelf(), clock=_CLOCK, ids=_IDS)
        file = review.decide(args.case_no, act, args.text, COMMAND_LINE, _particulars(args))
        return [{"case_no": file.case.case_no, "state": file.case.state.value}]

    return _said_once(args, decided)


def _particulars(args: Namespace) -> Particulars:
    return Particulars(
        procedure=args.procedure,
        days=args.days,
        to=args.to,
        asked=dict(args.ask or ()),
        until=args.until,
        anyway=args.anyway,
        document=args.document,
        number=args.number,
        valid_until=args.valid_until,
        pickup=args.pickup,
        kept=None if args.kept is None else args.kept == "yes",
    )


def reviewer(args: Namespace) -> int:
    """Adds a reviewer, or gives one a new password (SIDAO_PASSPHRASE, or asked for)."""
    passphrase = ask_passphrase()

    def added(store: CentralStore) -> list[Result]:
        reviewer = SignIn(store, clock=_CLOCK, ids=_IDS).add(
            args.login,
            args.name,
            passphrase,
            department=args.department,
            technician=args.technician,
            head=args.head,
        )
        rights = {right: True for right in ("technician", "head") if getattr(reviewer, right)}
        return [{"login": reviewer.login, "name": reviewer.name, "department": reviewer.department, **rights}]

    return _said_once(args, added)


def point(args: Namespace) -> int:
    """How a point stands on paper and on the progress page, from its next enrolment on."""
    told = point_profile(args.point, args.name, args.short_name, args.address, args.phone)

    def kept(store: CentralStore) -> list[Result]:
        with store.writing() as central:
            central.registry.keep_profile(told)
        return [{"point": told.code, "name": told.name, "short_name": told.short_name}]

    return _said_once(args, kept)


def confirm(args: Namespace) -> int:
    """What a revoked device signed afterwards counts after all, or is returned with a reason."""

    def confirmed(store: CentralStore) -> list[Result]:
        intake = Intake(store, Shelf(), clock=_CLOCK, ids=_IDS, metrics=Metrics())
        count = intake.confirm(check_point(args.point), DeviceId(args.device), refusal=args.refuse)
        return [{"device": args.device, "entries": count, "refused": args.refuse is not None}]

    return _said_once(args, confirmed)


def _said_once(args: Namespace, act: Callable[[CentralStore], list[Result]]) -> int:
    with opened(args.db) as store:
        results = once(store, args, act)
    for result in results:
        say(result)
    return DONE


def case_line(file: CaseFile) -> dict[str, object]:
    """A case as `case list` writes it; `synced` because it is here, `mark` for the department."""
    return {**WHOLE, **case_to_json(file.case), "synced": True, "mark": file.mark}


@contextmanager
def opened_program(url: str, files: str | None) -> Iterator[tuple[CentralProgram, Ids]]:
    """Central put together on its database, for commands that do what a server does."""
    with opened(url) as store:
        program = assemble(
            store,
            clock=_CLOCK,
            ids=_IDS,
            resources=RESOURCES,
            passphrase=config.central_passphrase(),
            demo=False,
            files=config.central_files(url, files),
        )
        yield program, _IDS


@contextmanager
def opened(url: str) -> Iterator[CentralStore]:
    """Central's store, closed at the end."""
    from db.central.store import open_central

    store = open_central(url, clock=_CLOCK, ids=_IDS)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def replica_of(url: str | None) -> Iterator[CentralStore | None]:
    """The read replica's store, closed at the end; None when there is none."""
    if url is None:
        yield None
        return
    from db.central.replica import open_replica

    store = open_replica(url)
    try:
        yield store
    finally:
        store.close()


def _demo_reviewer(program: CentralProgram) -> dict[str, object]:
    """A reviewer with a fresh password at each start of a demo."""
    password = _IDS.token().lower()
    program.sign_in.add(DEMO_LOGIN, "演示审批员", password, demo=True, head=True)
    return {"reviewer": {"login": DEMO_LOGIN, "password": password}}
