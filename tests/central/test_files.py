"""Attachments over real HTTP, by tus 1.0.0: resumed at the byte, checked, kept once, swept when nobody names them."""

import base64
import hashlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier, Event, Thread
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.central.enrolment import revoke
from app.central.file_storage import Upload
from app.central.files import FORGOTTEN, GIVES_WAY
from app.central.upload_token import Bearer
from app.errors import Refused
from app.sync.messages import FILES_PATH, upload_address
from tests.central.arrange import POINT, City, Desk, city
from tests.central.server import listening

SCAN = bytes(range(256)) * 400
DIGEST = hashlib.sha256(SCAN).hexdigest()
WHERE = f"{FILES_PATH}/{upload_address(DIGEST)}"
STREAM = "application/offset+octet-stream"


@dataclass
class Client:
    """A tus client as plain as can be."""

    http: httpx.Client
    token: str

    def headers(self, **more: str) -> dict[str, str]:
        told = {"Tus-Resumable": "1.0.0", "Authorization": f"Bearer {self.token}"}
        return told | {name.replace("_", "-"): value for name, value in more.items()}

    def create(self, length: int = len(SCAN), **told: str) -> httpx.Response:
        pairs = (f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())
        headers = self.headers(Upload_Length=str(length), Upload_Metadata=",".join(pairs))
        return self.http.post(FILES_PATH, headers=headers)

    def patch(self, where: str, offset: int, content: bytes, **more: str) -> httpx.Response:
        headers = self.headers(Upload_Offset=str(offset), Content_Type=STREAM, **more)
        return self.http.patch(where, content=content, headers=headers)

    def offset(self, where: str) -> int:
        answer = self.http.head(where, headers=self.headers())
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        return int(answer.headers["upload-offset"])

    def cut(self, where: str, offset: int, content: bytes, said: int, **more: str) -> None:
        """A PATCH whose connection ends after `content`, though `said` bytes were announced."""
        url = self.http.base_url
        headers = self.headers(Upload_Offset=str(offset), Content_Type=STREAM, Content_Length=str(said), **more)
        lines = [f"PATCH {where} HTTP/1.1", "Host: central", *(f"{name}: {value}" for name, value in headers.items())]
        with socket.create_connection((url.host, url.port or 80)) as road:
            road.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + content)
            road.shutdown(socket.SHUT_WR)
            while road.recv(4096):
                pass


def token_of(desk: Desk) -> str:
    token = desk.exchange(files_waiting=1).upload
    assert token is not None
    return token


@contextmanager
def client_of(address: str, desk: Desk) -> Iterator[Client]:
    with httpx.Client(base_url=address, trust_env=False) as http:
        yield Client(http, token_of(desk))


@pytest.fixture
def client(either: City) -> Iterator[Client]:
    with listening(either) as address, client_of(address, either.desk()) as made:
        yield made


def whole(town: City, digest: str = DIGEST) -> bytes | None:
    found = town.program.files.read(POINT, digest)
    return None if found is None else found[1].read_bytes()


def test_what_of_tus_is_spoken_is_told_to_anybody(client: Client) -> None:
    answer = client.http.options(FILES_PATH)
    assert answer.status_code == 204
    assert answer.headers["tus-version"] == "1.0.0"
    assert answer.headers["tus-extension"] == "creation,checksum,termination"
    assert answer.headers["tus-checksum-algorithm"] == "sha1,sha256"
    assert int(answer.headers["tus-max-size"]) == 32 << 20


def test_a_scan_comes_in_pieces_and_is_kept(client: Client, either: City) -> None:
    made = client.create(digest=DIGEST, media="image/jpeg")
    assert (made.status_code, made.headers["location"]) == (201, WHERE)
    where = made.headers["location"]
    assert client.patch(where, 0, SCAN[:1000]).headers["upload-offset"] == "1000"
    assert client.offset(where) == 1000
    assert whole(either) is None
    last = client.patch(where, 1000, SCAN[1000:])
    assert (last.status_code, last.headers["upload-offset"]) == (204, str(len(SCAN)))
    assert whole(either) == SCAN
    with either.program.store.reading() as central:
        assert central.files.held(POINT, [DIGEST]) == {DIGEST}
        assert central.files.unfinished(POINT) == 0


def test_an_answer_to_a_creation_that_was_lost_leaves_nothing_over(client: Client, either: City) -> None:
    for _ in range(3):
        assert client.create(digest=DIGEST).status_code == 201
    with either.program.store.reading() as central:
        assert central.files.unfinished(POINT) == 1
    client.patch(WHERE, 0, SCAN[:7])
    assert client.create(digest=DIGEST).headers["upload-offset"] == "7"


def test_what_the_point_has_is_never_sent_again(client: Client) -> None:
    client.create(digest=DIGEST)
    client.patch(WHERE, 0, SCAN)
    again = client.create(digest=DIGEST)
    assert (again.status_code, again.headers["upload-offset"]) == (201, str(len(SCAN)))
    assert client.patch(again.headers["location"], 0, SCAN).status_code == 409
    assert client.create(length=5, digest=DIGEST).status_code == 400


def test_another_points_scan_is_not_seen(client: Client, either: City) -> None:
    client.create(digest=DIGEST)
    client.patch(WHERE, 0, SCAN)
    stranger = Client(client.http, token_of(either.desk(1, "220521100002")))
    answer = stranger.http.head(WHERE, headers=stranger.headers())
    assert answer.status_code == 404
    assert stranger.create(digest=DIGEST).headers["upload-offset"] == "0"


def test_a_client_that_names_no_digest_is_served_too(client: Client, either: City) -> None:
    where = client.create(filename="扫描.jpg", filetype="image/png").headers["location"]
    assert client.patch(where, 0, SCAN).status_code == 204
    assert client.offset(where) == len(SCAN)
    assert whole(either) == SCAN
    found = either.program.files.read(POINT, DIGEST)
    assert found is not None
    assert found[0].media == "image/png"


def test_an_empty_file_is_complete_at_once(client: Client, either: City) -> None:
    nothing = hashlib.sha256(b"").hexdigest()
    assert client.create(length=0, digest=nothing).status_code == 201
    assert whole(either, nothing) == b""


@pytest.mark.parametrize("got", [0, 1, 65535, 65536, len(SCAN) - 1])
def test_a_cut_piece_counts_as_far_as_it_came(client: Client, got: int, either: City) -> None:
    where = client.create(digest=DIGEST).headers["location"]
    client.cut(where, 0, SCAN[:got], len(SCAN))
    while client.offset(where) != got:
        pass  # central may still be putting it down
    assert client.patch(where, got, SCAN[got:]).status_code == 204
    assert whole(either) == SCAN


def test_a_piece_with_a_checksum_counts_whole_or_not_at_all(client: Client, either: City) -> None:
    where = client.create(digest=DIGEST).headers["location"]
    piece = SCAN[:5000]
    right = {name: base64.b64encode(hashlib.new(name, piece).digest()).decode() for name in ("sha1", "sha256")}
    client.cut(where, 0, piece[:4000], 5000, Upload_Checksum=f"sha1 {right['sha1']}")
    assert client.offset(where) == 0
    assert client.patch(where, 0, piece[::-1], Upload_Checksum=f"sha256 {right['sha256']}").status_code == 460
    assert client.offset(where) == 0
    assert client.patch(where, 0, piece, Upload_Checksum="crc32 AAAA").status_code == 400
    assert client.patch(where, 0, piece, Upload_Checksum=f"sha1 {right['sha1']}").status_code == 204
    assert client.patch(where, 5000, SCAN[5000:]).status_code == 204
    assert whole(either) == SCAN


def test_a_whole_that_is_not_its_digest_is_thrown_away(client: Client, either: City) -> None:
    where = client.create(digest=DIGEST).headers["location"]
    assert client.patch(where, 0, bytes(len(SCAN))).status_code == 460
    assert client.http.head(where, headers=client.headers()).status_code == 404
    assert whole(either) is None
    assert client.create(digest=DIGEST).headers["upload-offset"] == "0"
    assert client.patch(where, 0, SCAN).status_code == 204


def test_an_upload_can_be_thrown_away_and_an_attachment_cannot(client: Client, either: City) -> None:
    where = client.create(digest=DIGEST).headers["location"]
    client.patch(where, 0, SCAN[:10])
    assert client.http.delete(where, headers=client.headers()).status_code == 204
    assert client.http.head(where, headers=client.headers()).status_code == 404
    assert client.create(digest=DIGEST).headers["upload-offset"] == "0"
    client.patch(where, 0, SCAN)
    assert client.http.delete(where, headers=client.headers()).status_code == 403
    assert whole(either) == SCAN
    other = client.create().headers["location"]
    client.patch(other, 0, SCAN)
    assert client.http.delete(other, headers=client.headers()).status_code == 204
    assert client.http.head(other, headers=client.headers()).status_code == 404


def test_wrong_requests_are_refused_by_their_status(client: Client) -> None:
    where = client.create(digest=DIGEST).headers["location"]
    http, good = client.http, client.headers()
    old = http.head(where, headers={**good, "Tus-Resumable": "0.2.2"})
    assert (old.status_code, old.headers["tus-version"]) == (412, "1.0.0")
    assert http.head(where, headers={"Tus-Resumable": "1.0.0"}).status_code == 401
    assert http.head(where, headers={**good, "Authorization": "Bearer " + "A" * 43}).status_code == 401
    assert client.patch(where, 3, SCAN).status_code == 409
    assert client.patch(where, 0, SCAN + b"!").status_code == 413
    assert client.patch(f"{FILES_PATH}/nothing", 0, SCAN).status_code == 404
    assert client.create(length=(32 << 20) + 1).status_code == 413
    assert client.create(digest="A" * 64).status_code == 400
    assert http.post(FILES_PATH, headers={**good, "Upload-Defer-Length": "1"}).status_code == 400
    assert http.post(FILES_PATH, headers={**good, "Upload-Length": "1", "Upload-Metadata": "a ?"}).status_code == 400
    plain = {**good, "Upload-Offset": "0", "Content-Type": "image/jpeg"}
    assert http.patch(where, content=b"x", headers=plain).status_code == 415
    assert http.post(where, headers=client.headers(X_HTTP_Method_Override="DELETE")).status_code == 204


def test_a_token_lapses_and_a_revoked_device_brings_nothing(either: City) -> None:
    desk = either.desk()
    with listening(either) as address, client_of(address, desk) as client:
        either.clock.pass_by(minutes=61)
        assert client.create().status_code == 401
        client.token = token_of(desk)
        assert client.create().status_code == 201
        revoke(either.program.store, either.program.keys, desk.id, clock=either.clock)
        assert client.create().status_code == 403


def test_a_dead_connection_of_the_same_desk_gives_way_and_anothers_does_not(either: City) -> None:
    one, two = either.desk(1), either.desk(2)
    with listening(either) as address, client_of(address, one) as client:
        where = client.create(digest=DIGEST).headers["location"]
        files = either.program.files
        dead = files.hold(Bearer(device=one.id, point=POINT), upload_address(DIGEST), 0)
        dead.write(SCAN[:100])
        other = Client(client.http, token_of(two))
        locked = other.patch(where, 100, SCAN[100:])
        assert (locked.status_code, locked.headers["retry-after"]) == (423, "3")
        assert client.offset(where) == 100
        assert client.patch(where, 100, SCAN[100:200]).status_code == 204
        dead.close()
        slow = files.hold(Bearer(device=one.id, point=POINT), upload_address(DIGEST), 200)
        either.clock.pass_by(seconds=GIVES_WAY + 1)
        assert other.patch(where, 200, SCAN[200:]).status_code == 204
        slow.close()
    assert whole(either) == SCAN


def test_a_connection_that_has_ended_takes_nothing_over(either: City) -> None:
    who = Bearer(device=either.desk().id, point=POINT)
    files = either.program.files
    where = files.begin(who, len(SCAN), "image/jpeg", DIGEST).id
    newer = files.hold(who, where, 0)
    with pytest.raises(Refused, match="file_locked"):
        files.hold(who, where, 0, ended=True)
    newer.write(SCAN)
    assert newer.settle().file == DIGEST
    newer.close()


def test_a_connection_overtaken_before_it_opened_the_content_leaves_it_to_the_newer(
    either: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = Bearer(device=either.desk().id, point=POINT)
    files = either.program.files
    where = files.begin(who, len(SCAN), "image/jpeg", DIGEST).id
    find, took_over, go_on = files._find, Event(), Event()

    def overtaken(point: str, upload: str) -> Upload:
        if not took_over.is_set():
            newer.start()
            assert took_over.wait(30)
        return find(point, upload)

    def bring() -> None:
        monkeypatch.setattr(files, "_find", after_the_other)
        writing = files.hold(who, where, 0)
        writing.write(SCAN)
        assert writing.settle().file == DIGEST
        writing.close()

    def after_the_other(point: str, upload: str) -> Upload:
        took_over.set()
        assert go_on.wait(30)
        return find(point, upload)

    newer = Thread(target=bring)
    monkeypatch.setattr(files, "_find", overtaken)
    with pytest.raises(Refused, match="file_locked"):
        files.hold(who, where, 0)
    go_on.set()
    newer.join()
    assert whole(either) == SCAN


def test_desks_that_bring_the_same_scan_at_once_leave_one_file(either: City) -> None:
    desks = [either.desk(number) for number in (1, 2, 3)]
    with listening(either) as address:
        ready = Barrier(len(desks))

        def bring(desk: Desk) -> None:
            with client_of(address, desk) as client:
                ready.wait()
                while True:
                    made = client.create(digest=DIGEST)
                    offset = int(made.headers["upload-offset"])
                    if offset == len(SCAN):
                        return
                    client.patch(made.headers["location"], offset, SCAN[offset : offset + 30_000])

        threads = [Thread(target=bring, args=(desk,)) for desk in desks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive()
    assert whole(either) == SCAN
    kept = [path for path in files_of(either) if path.is_file()]
    assert len(kept) == 1


def files_of(town: City) -> list[Any]:
    return list(town.program.files._contents.folder.rglob("*"))  # type: ignore[attr-defined]


def test_what_nobody_touched_or_named_for_a_week_is_swept(either: City) -> None:
    desk = either.desk()
    file = {"digest": DIGEST, "name": "扫描.jpg", "media": "image/jpeg", "size": len(SCAN)}
    with listening(either) as address, client_of(address, desk) as client:
        for content in (SCAN, b"nobody's"):
            where = client.create(len(content), digest=hashlib.sha256(content).hexdigest()).headers["location"]
            client.patch(where, 0, content)
        client.create(digest=hashlib.sha256(b"begun").hexdigest())
        client.patch(client.create().headers["location"], 0, b"x")
        desk.record(materials=[{"code": "id_card", "form": "copy", "count": 1, "file": file}])
        desk.push()
        assert either.program.files.sweep() == 0
        either.clock.pass_by(seconds=FORGOTTEN.total_seconds() + 1)
        # The half one was written to today by the machine's own clock, which is ahead of the town's or behind it.
        for path in files_of(either):
            if path.is_file():
                path.touch()
        swept = either.program.files.sweep()
    assert swept >= 2
    assert whole(either) == SCAN
    assert whole(either, hashlib.sha256(b"nobody's").hexdigest()) is None


@given(cuts=st.lists(st.integers(0, len(SCAN)), max_size=6), checked=st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_cuts_end_with_the_scan(shared: Client, cuts: list[int], checked: bool) -> None:
    content = bytes([len(cuts), checked]) + hashlib.sha256(repr(cuts).encode()).digest() + SCAN
    digest = hashlib.sha256(content).hexdigest()
    where = shared.create(len(content), digest=digest).headers["location"]
    for cut in cuts:
        offset = shared.offset(where)
        came = content[offset : offset + cut // 3]
        shared.cut(where, offset, came, len(content) - offset)
    while (offset := shared.offset(where)) < len(content):
        rest = content[offset:]
        more = {"Upload_Checksum": "sha1 " + base64.b64encode(hashlib.sha1(rest).digest()).decode()} if checked else {}
        assert shared.patch(where, offset, rest, **more).status_code in (204, 409, 423)  # a cut one is put down
    assert shared.offset(where) == len(content)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    town = city(f"sqlite:///{tmp_path_factory.mktemp('cuts')}/central.db")
    with listening(town) as address, client_of(address, town.desk()) as made:
        yield made
    town.program.store.close()
