"""A store that was closed stays closed, and its closing waits for whoever is inside."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from app.errors import Trouble
from tests import make


def test_a_closed_store_opens_its_file_no_more(tmp_path: Path) -> None:
    with make.signed_in(tmp_path) as desk:
        store, queue = desk.program.store, desk.program.queue.queue_store
        store.version()
        queue.version()
    for use in (store.reading, store.writing, queue.open):
        with pytest.raises(Trouble, match="store_closed"), use():
            pytest.fail("inside a closed store")
    for ask in (store.version, queue.version):
        with pytest.raises(Trouble, match="store_closed"):
            ask()
    assert not list(tmp_path.glob("*-wal")), "the last connection took its log away"


def test_closing_waits_for_a_transaction_under_way(tmp_path: Path) -> None:
    with make.signed_in(tmp_path) as desk, ThreadPoolExecutor(2) as threads:
        store, begun, go_on = desk.program.store, Event(), Event()

        def read() -> int:
            with store.reading() as view:
                begun.set()
                assert go_on.wait(30)
                return len(view.clerks.all())

        reader = threads.submit(read)
        assert begun.wait(30)
        closer = threads.submit(store.close)
        with pytest.raises(TimeoutError):
            closer.result(0.1)
        go_on.set()
        closer.result(30)
        assert reader.result(30) > 0
        assert not list(tmp_path.glob("desk.db-wal"))
