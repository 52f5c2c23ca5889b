"""The town of tests/sync/test_machine.py, much longer."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.sync.test_machine import Town

TOWNS = 150


def test_any_order_of_forty_steps_ends_equal() -> None:
    before = Town.settled
    long = settings(
        max_examples=TOWNS,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(Town, settings=long)
    assert Town.settled - before >= TOWNS
