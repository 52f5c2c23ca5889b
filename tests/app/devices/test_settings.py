"""What a clerk may set of a device."""

from collections.abc import Callable
from typing import Any

import pytest

from app.devices.settings import DeviceSettings
from app.errors import Refused
from app.events import Announcer, Changes


def settings() -> tuple[DeviceSettings, dict[str, Any], list[Changes]]:
    kept: dict[str, Any] = {}
    told: list[Changes] = []
    announcer = Announcer()
    announcer.listen(told.append)
    return DeviceSettings(lambda **changes: kept.update(changes), announcer), kept, told


def link(desk: DeviceSettings, **given: str) -> None:
    desk.set_link(**({"day": "", "hour": "", "quiet_from": "", "quiet_until": ""} | given))


def test_what_is_kept_is_trimmed_and_told() -> None:
    desk, kept, told = settings()
    desk.set_point(name=" 西江镇便民服务中心 ", address="西江镇", phone="0435-5000000")
    desk.set_window(99)
    desk.set_printer("file:/srv/papers")
    desk.set_language("en")
    desk.set_link(day=" 50", hour="", quiet_from="830", quiet_until="11:00")
    desk.set_scans(smaller=True, dpi=300, quality=70, grey=True)
    assert kept == {
        "point_name": "西江镇便民服务中心",
        "address": "西江镇",
        "phone": "0435-5000000",
        "window": 99,
        "printer": "file:/srv/papers",
        "language": "en",
        "traffic_day": 50,
        "traffic_hour": 0,
        "quiet_from": "08:30",
        "quiet_until": "11:00",
        "scan_smaller": True,
        "scan_dpi": 300,
        "scan_quality": 70,
        "scan_grey": True,
    }
    assert told == [Changes(settings=True)] * 6


@pytest.mark.parametrize(
    ("act", "code", "field"),
    [
        (lambda desk: desk.set_point(name=" ", address="a", phone="1"), "setting_missing", "point_name"),
        (lambda desk: desk.set_point(name="a", address="", phone="1"), "setting_missing", "address"),
        (lambda desk: desk.set_point(name="a", address="a", phone="1" * 81), "setting_long", "phone"),
        (lambda desk: desk.set_window(0), "window_number", "window"),
        (lambda desk: desk.set_window(100), "window_number", "window"),
        (lambda desk: desk.set_printer("file:papers"), "printer_folder_form", "printer"),
        (lambda desk: desk.set_language("fr"), "language_unknown", "language"),
        (lambda desk: link(desk, day="many"), "traffic_form", "traffic_day"),
        (lambda desk: link(desk, hour="-1"), "traffic_form", "traffic_hour"),
        (lambda desk: link(desk, hour="100000"), "traffic_form", "traffic_hour"),
        (lambda desk: link(desk, quiet_from="22:00"), "quiet_half", "quiet_until"),
        (lambda desk: link(desk, quiet_until="6:00"), "quiet_half", "quiet_from"),
        (lambda desk: link(desk, quiet_from="24:00", quiet_until="6:00"), "quiet_form", "quiet_from"),
        (lambda desk: link(desk, quiet_from="22:00", quiet_until="x"), "quiet_form", "quiet_until"),
        (lambda desk: link(desk, quiet_from="600", quiet_until="6:00"), "quiet_same", "quiet_until"),
        (lambda desk: desk.set_scanner(command='scan "', folder=""), "scanner_command", "scan_command"),
        (lambda desk: desk.set_scanner(command="", folder="scans"), "scanner_folder_form", "scan_folder"),
        (lambda desk: desk.set_scans(smaller=True, dpi=99, quality=80, grey=False), "scan_dpi", "scan_dpi"),
        (lambda desk: desk.set_scans(smaller=True, dpi=601, quality=80, grey=False), "scan_dpi", "scan_dpi"),
        (lambda desk: desk.set_scans(smaller=True, dpi=200, quality=96, grey=False), "scan_quality", "scan_quality"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_kept(
    act: Callable[[DeviceSettings], None], code: str, field: str
) -> None:
    desk, kept, told = settings()
    with pytest.raises(Refused) as refused:
        act(desk)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert (kept, told) == ({}, [])
