"""Central put together: what a server needs, from a store and the surroundings that are handed in."""

from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher

from app.catalogue.shipped import shipped_divisions
from app.central.city import City
from app.central.city_keys import CityKeys, open_keys
from app.central.claims import Claims
from app.central.enrolment import Enrolment
from app.central.exchange import Exchanges
from app.central.files import Files
from app.central.files_folder import FilesFolder
from app.central.intake import Intake
from app.central.load import Load
from app.central.metrics import Metrics
from app.central.opening import take_in_catalogue
from app.central.points import Points
from app.central.projector import Projector
from app.central.reasons import Reasons, shipped_reasons
from app.central.reckoning import Reckoning
from app.central.review import Review
from app.central.sets import Sets
from app.central.shelf import Shelf
from app.central.sides import Sides
from app.central.sign_in import SignIn
from app.central.storage import CentralStore
from app.central.telling import Telling
from app.central.upkeep import Upkeep
from app.clock import Clock
from app.ids import Ids
from app.sync.packing import WIRE, Dictionaries


@dataclass(frozen=True, slots=True, kw_only=True)
class CentralProgram:
    """The parts of a running central. `replica` answers the pages that only read and may be seconds old: the public's
    progress, the points, the audit."""

    store: CentralStore
    replica: CentralStore
    clock: Clock
    keys: CityKeys
    points: Points
    intake: Intake
    projector: Projector
    sides: Sides
    load: Load
    metrics: Metrics
    upkeep: Upkeep
    exchanges: Exchanges
    telling: Telling
    reckoning: Reckoning
    enrolment: Enrolment
    review: Review
    claims: Claims
    sets: Sets
    reasons: Reasons
    sign_in: SignIn
    city: City
    files: Files
    resources: Path
    demo: bool


def assemble(
    store: CentralStore,
    *,
    clock: Clock,
    ids: Ids,
    resources: Path,
    passphrase: str | None,
    demo: bool,
    files: Path,
    replica: CentralStore | None = None,
    hasher: PasswordHasher | None = None,
) -> CentralProgram:
    """Opens the keys, takes in the catalogue, and looks again at what was held. `files`: the attachments' folder.
    Without a `replica` the store answers everything.

    Raises Trouble: central_passphrase_missing, central_passphrase_wrong, and what the store raises.
    """
    with store.writing() as central:
        keys = open_keys(central, passphrase=passphrase, clock=clock, ids=ids)
        take_in_catalogue(central, resources, clock)
    shelf = Shelf()
    points = Points(shipped_divisions(resources))
    metrics = Metrics()
    intake = Intake(store, shelf, clock=clock, ids=ids, metrics=metrics)
    intake.retry_held()
    projector = Projector(store, shelf, clock=clock, ids=ids)
    projector.take_up()
    sides = Sides(store, clock=clock)
    sides.take_up()
    load = Load(clock)
    review, claims = Review(store, shelf, clock=clock, ids=ids), Claims(store, clock=clock, ids=ids)
    exchanges = Exchanges(store, intake, keys, clock, Dictionaries(resources / WIRE))
    kept_files = Files(store, FilesFolder(files), clock, ids)
    return CentralProgram(
        store=store,
        replica=replica or store,
        clock=clock,
        keys=keys,
        points=points,
        intake=intake,
        projector=projector,
        sides=sides,
        load=load,
        metrics=metrics,
        upkeep=Upkeep(store, projector, sides, load, clock, kept_files.sweep),
        exchanges=exchanges,
        telling=Telling(store, exchanges, keys, clock),
        reckoning=Reckoning(store, exchanges, keys, clock),
        enrolment=Enrolment(store, keys, points, clock=clock, demo=demo),
        review=review,
        claims=claims,
        sets=Sets(review, claims),
        reasons=shipped_reasons(resources),
        sign_in=SignIn(store, clock=clock, ids=ids, hasher=hasher),
        city=City(store, keys, points, shelf, intake, clock=clock, ids=ids, replica=replica),
        files=kept_files,
        resources=resources,
        demo=demo,
    )
