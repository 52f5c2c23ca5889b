"""What a reading transaction sees, on SQLite and PostgreSQL."""

from app.sync.model import ServicePoint
from tests.central.arrange import POINT, City
from tests.central.conftest import either

__all__ = ["either"]


def named(name: str) -> ServicePoint:
    return ServicePoint(code=POINT, name=name, short_name=name, address="", phone="")


def test_a_reading_transaction_sees_one_moment_whatever_others_commit_meanwhile(either: City) -> None:
    store = either.program.store
    with store.writing() as central:
        central.registry.keep_profile(named("湾湾川村便民服务点"))
    with store.reading() as central:
        before = central.registry.profile(POINT)
        with store.writing() as other:
            other.registry.keep_profile(named("湾湾川社区便民服务点"))
        assert central.registry.profile(POINT) == before
    with store.reading() as central:
        assert central.registry.profile(POINT) == named("湾湾川社区便民服务点")
