"""The city's page over 4,000 points with 1,000,000 entries, on PostgreSQL: the whole page against its bare SQL."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Any

import psycopg
from sqlalchemy.dialects import postgresql

from app.central.city_model import StandingQuery
from db.central.months import make_months
from db.central.standings import page_of
from db.engine import open_url, transaction
from tests.bench.row import Row
from tests.central.arrange import City, city
from tests.central.server import browser, listening
from tests.postgres import databases

POINTS, ENTRIES = 4000, 1_000_000
ROUNDS = 12
MONTHS = 4
"""Over which the entries arrived."""
PASSWORD = "long enough 1"

_FILL = """
INSERT INTO point (point, name, short_name, phone, feed_number, serial_year, serial)
  SELECT (220521000000 + p)::text, '第' || p || '便民服务中心', p::text, '0435-' || (5000000 + p), 0, 2026, 0
  FROM generate_series(1, %(points)s) p;
INSERT INTO device_key (device, stream, point, device_number, public, key_id, enrolled_at)
  SELECT md5(p || 'd' || d)::uuid::text, s, (220521000000 + p)::text, d, 'x', 'y', now() - interval '90 d'
  FROM generate_series(1, %(points)s) p, generate_series(1, 2) d, unnest(array['desk', 'queue']) s;
INSERT INTO contact (point, device, at, clear_at, waiting, files_waiting, "offset", uncertain, program, protocol,
                     entries, bytes_in, bytes_out)
  SELECT point, device, now() - random() * interval '5 d', now(), (random() * 3)::int, 0, (random() * 4e5)::int, 2000,
         'sidao 0.1.0', 1, 1, 400, 400 FROM device_key WHERE stream = 'desk';
INSERT INTO stream (point, device, stream, number, hash, signature, contact_at)
  SELECT point, device, stream, 1, 'h', 's', now() FROM device_key;
INSERT INTO entry (point, device, stream, number, at, kind, subject, payload, salt, digest, previous, hash, arrived_at,
                   verdict, reason, open)
  SELECT point, device, stream, n, now(), 'case.acted', md5(n::text)::uuid::text, repeat('p', 200)::bytea, 's', 'd',
         'p', 'h', now() - (n %% 90) * interval '1 d',
         CASE n %% 1000 WHEN 1 THEN 'returned' WHEN 2 THEN 'held' ELSE 'accepted' END, NULL, n %% 1000 IN (1, 2)
  FROM device_key, generate_series(1, %(each)s) n WHERE stream = 'desk';
INSERT INTO case_file (point, id, device, case_no, central_no, state, item, item_version, item_name, department, name,
                       search, token, received_at, mark, steps, last_device, last_stream, last_number, registered_at,
                       body)
  SELECT point, md5(point || n)::uuid::text, '', n::text, n::text,
         CASE n %% 50 WHEN 0 THEN 'returned' ELSE 'accepted' END,
         'i', 1, 'i', 'd', 'n', '', 't', now(), NULL, 1, '', 'desk', 1, now(), '{}'
  FROM point, generate_series(1, 50) n;
INSERT INTO case_step (point, case_id, number, at, act, state, by)
  SELECT point, id, 1, now() - random() * interval '9 d', 'return', 'returned', 'x' FROM case_file
  WHERE state = 'returned';
INSERT INTO audit (point, device, stream, number, kind, at, arrived_at, count, clerk, "window", about, reason)
  SELECT point, device, stream, n, (array['correct', 'out_of_turn', 'reprint', 'unanchored'])[1 + n %% 4],
         now() - random() * interval '90 d', now(), 1,
         CASE WHEN n %% 125 = 0 AND point LIKE '%%00' THEN '王敏' ELSE 'c' || n %% 50 END, 3, 'A017', '姓名写错'
  FROM device_key, generate_series(1, 125) n WHERE stream = 'desk';
INSERT INTO alarm (point, about, code, detail, at)
  SELECT point, 'fork', 'fork', 'x', now() FROM point WHERE point LIKE '%%77';
"""


_AUDIT = (
    "SELECT * FROM audit ORDER BY at DESC LIMIT 100",
    "SELECT count(*) FROM (SELECT 1 FROM audit LIMIT 10001) AS found",
)


def main() -> list[Row]:
    """The points' page as a browser gets it, what is behind it as the program reads and rates it, and the audit."""
    with databases() as server:
        url = server.new()
        with _town(url) as town, _client(town) as get, psycopg.connect(_plain(url)) as raw:
            town.clock.at = raw.execute("SELECT now()").fetchone()[0]  # type: ignore[index]
            with town.program.store.reading() as central:
                asked = page_of(StandingQuery(marks=town.program.city._marks(central)))
            text = str(asked.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
            bare = _measured(lambda: raw.execute(text).fetchall())
            page = _measured(lambda: get("/city"))
            rated = _measured(lambda: town.program.city.overview())
            newest = _measured(lambda: [raw.execute(bare_audit).fetchall() for bare_audit in _AUDIT])
            audit = _measured(lambda: get("/city/audit"))
            clerk = _measured(lambda: get("/city/audit?clerk=王敏"))
    return [
        Row(work=f"the city's page, {POINTS:,} points, {ENTRIES:,} entries", ours=page, floor=bare, at_most=200),
        Row(work="the same, read and sorted", ours=rated, floor=bare),
        Row(work="the audit's page, 1,000,000 lines", ours=audit, floor=newest, at_most=200),
        Row(work="the same, of one clerk", ours=clerk, floor=newest, at_most=200),
    ]


@contextmanager
def _town(url: str) -> Iterator[City]:
    town = city(url)
    with psycopg.connect(_plain(url)) as raw:
        now = raw.execute("SELECT now()").fetchone()[0]  # type: ignore[index]
    engine = open_url(url)
    with transaction(engine, writes=True) as connection:
        for back in range(MONTHS):
            make_months(connection, now - back * timedelta(days=30), 0)
    engine.dispose()
    with psycopg.connect(_plain(url)) as raw:
        raw.execute(_FILL % {"points": POINTS, "each": ENTRIES // POINTS // 2})
    with psycopg.connect(_plain(url), autocommit=True) as raw:
        raw.execute("VACUUM ANALYZE")
    yield town
    town.program.store.close()


@contextmanager
def _client(town: City) -> Iterator[Callable[[str], str]]:
    with listening(town) as address, browser(address) as client:
        town.program.sign_in.add("tech", "赵技术", PASSWORD, technician=True)

        def get(path: str) -> str:
            answer = client.get(path)
            if answer.status_code == 303:
                client.post("/review/sign-in", data={"login": "tech", "password": PASSWORD})
                answer = client.get(path)
            assert answer.status_code == 200
            return answer.text

        yield get


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")


def _measured(work: Callable[[], Any]) -> float:
    """The median in milliseconds; the first two only warm up."""
    times = []
    for _ in range(ROUNDS):
        began = perf_counter()
        work()
        times.append((perf_counter() - began) * 1000)
    return median(times[2:])
