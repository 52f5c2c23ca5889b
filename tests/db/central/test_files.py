"""The attachments' page of central, on SQLite and PostgreSQL."""

from datetime import timedelta
from hashlib import sha256

from app.central.file_storage import KeptFile, Upload
from tests.central.arrange import MORNING, POINT, City
from tests.central.conftest import either

__all__ = ["either"]

SCAN = sha256(b"a scan").hexdigest()
OTHER = sha256(b"another").hexdigest()


def a_file(digest: str) -> KeptFile:
    return KeptFile(point=POINT, digest=digest, media="image/jpeg", size=6, at=MORNING)


def an_upload(upload_id: str, digest: str | None) -> Upload:
    return Upload(point=POINT, id=upload_id, digest=digest, media="image/jpeg", length=6, begun_at=MORNING)


def test_what_is_whole_is_held_and_nothing_else(either: City) -> None:
    either.desk()
    with either.program.store.writing() as central:
        central.files.keep(a_file(SCAN))
        central.files.keep(a_file(SCAN))
        central.files.begin(an_upload(OTHER, OTHER))
        assert central.files.held(POINT, [SCAN, OTHER]) == {SCAN}
        assert central.files.get(POINT, SCAN) == a_file(SCAN)
        assert central.files.get("220521100002", SCAN) is None


def test_an_upload_is_begun_once_and_becomes_the_attachment(either: City) -> None:
    either.desk()
    with either.program.store.writing() as central:
        first = central.files.begin(an_upload(SCAN, SCAN))
        again = Upload(point=POINT, id=SCAN, digest=SCAN, media="x", length=9, begun_at=MORNING + timedelta(days=1))
        assert central.files.begin(again) == first
        assert central.files.unfinished(POINT) == 1
        central.files.finish(first, a_file(SCAN))
        done = central.files.upload(POINT, SCAN)
        assert done is not None
        assert done.file == SCAN
        assert central.files.held(POINT, [SCAN]) == {SCAN}
        named = central.files.begin(an_upload("feed", None))
        central.files.finish(named, a_file(SCAN))
        kept = central.files.upload(POINT, "feed")
        assert kept is not None
        assert kept.file == SCAN
        assert central.files.unfinished(POINT) == 0
        assert central.files.begun_before(MORNING) == []
        begun = central.files.begun_before(MORNING + timedelta(seconds=1))
        assert {upload.id: upload for upload in begun} == {"feed": kept, SCAN: done}


def test_what_a_case_or_a_waiting_entry_names_stays(either: City) -> None:
    desk = either.desk()
    third = sha256(b"nobody's").hexdigest()
    file = {"digest": SCAN, "name": "扫描.jpg", "media": "image/jpeg", "size": 6}
    case = desk.record(materials=[{"code": "id_card", "form": "copy", "count": 1, "file": file}])
    desk.push()
    desk.write("case.acted", case["id"], {"act": "nonsense", "change": {"x": OTHER}})
    desk.push(2)
    with either.program.store.writing() as central:
        for digest in (SCAN, OTHER, third):
            central.files.keep(a_file(digest))
        later = MORNING + timedelta(days=8)
        assert {file.digest for file in central.files.unnamed(later)} == {SCAN, OTHER, third}
        assert central.files.named(POINT, [SCAN, OTHER, third]) == {SCAN, OTHER}
        assert central.files.unnamed(later) == [a_file(third)]
        central.files.remove(POINT, third)
        assert central.files.unnamed(later) == []
