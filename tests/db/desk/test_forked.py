"""A desk that was copied: central has noticed, and nothing more is written under its name."""

from pathlib import Path

import pytest

from app.errors import Trouble
from tests.bench.desks import BenchDesk, lines


def test_a_forked_desk_may_be_read_but_records_nothing_more(tmp_path: Path) -> None:
    desk = BenchDesk(tmp_path)
    first, second = lines(2, 5)
    recorded = desk.cases.record(first)
    with desk.store.writing() as store:
        store.sync.mark_forked()
    with pytest.raises(Trouble) as said:
        desk.cases.record(second)
    assert said.value.code == "sync_forked"
    assert desk.cases.get(recorded.case_no or "").id == recorded.id
    with desk.store.reading() as store:
        assert len(list(store.cases.whole())) == 1
        assert store.journal.head().number == 1
