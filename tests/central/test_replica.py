"""The pages that only read may be asked of a replica: nothing is written there, and its loss harms nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.central.arrange import City, city
from tests.central.server import browser, listening

PASSWORD = "long enough 1"
READ_ONLY = "?options=-c%20default_transaction_read_only%3Don"
AWAY = "postgresql+psycopg://nobody@127.0.0.1:9/nothing"
PAGES = ("/city", "/city?text=2205", "/city/audit", "/city/audit.csv")


@contextmanager
def signed_in(town: City) -> Iterator[httpx.Client]:
    town.program.sign_in.add("tech", "赵技术", PASSWORD, technician=True)
    with listening(town) as address, browser(address) as client:
        assert client.post("/review/sign-in", data={"login": "tech", "password": PASSWORD}).status_code == 303
        yield client


@contextmanager
def town_with(url: str, replica: str) -> Iterator[City]:
    town = city(url, replica=replica)
    try:
        yield town
    finally:
        town.program.replica.close()
        town.program.store.close()


def test_the_pages_write_nothing_to_the_replica(postgres_url: str) -> None:
    with town_with(postgres_url, f"{postgres_url}{READ_ONLY}") as town, signed_in(town) as client:
        desk = town.desk()
        case = desk.record()
        desk.write("clerk.added", "c", {"name": "王敏"})
        desk.push()
        for path in (*PAGES, f"/p/{case['token']}"):
            answer = client.get(path)
            assert answer.status_code == 200, path
        assert "王敏" in client.get("/city/audit").text


def test_without_the_replica_only_its_pages_are_away(postgres_url: str) -> None:
    with town_with(postgres_url, AWAY) as town, signed_in(town) as client:
        desk = town.desk()
        case = desk.record()
        assert desk.exchange([desk.batch()]).accepted
        assert {client.get(path).status_code for path in (*PAGES, f"/p/{case['token']}")} == {503}
        assert client.get(f"/city/points/{desk.point}").status_code == 200
        assert client.get("/healthz").status_code == 200


def test_without_an_own_replica_the_store_answers(town: City) -> None:
    assert town.program.replica is town.program.store


@pytest.mark.parametrize("path", PAGES)
def test_what_is_new_is_on_the_next_page(town: City, path: str) -> None:
    with signed_in(town) as client:
        before = client.get(path).text
        desk = town.desk()
        desk.write("clerk.added", "c", {"name": "王敏"})
        desk.exchange([desk.batch()])
        assert client.get(path).text != before
