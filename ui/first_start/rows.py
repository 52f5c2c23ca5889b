"""What a packet says, in the words of the first start. No Qt."""

from pathlib import Path

from app.sync.packets import SUFFIX, Packet
from ui.language import _


def point_lines(packet: Packet) -> str:
    """Which point it is for, and where it will report to: two lines."""
    point = packet.point
    central = _("市级平台：{central}").format(central=packet.central or _("包里没有写，以后在设置里填写"))
    name = _("{name}（{code}）").format(name=point.name, code=point.code)
    return f"{name}\n{' · '.join(filter(None, (point.address, central)))}"


def device_choices(packet: Packet) -> tuple[tuple[str, str], ...]:
    """(number, words) for each device that the packet has a code for."""
    return tuple((str(device.number), _("{number} 号设备").format(number=device.number)) for device in packet.devices)


def packet_near(places: list[Path]) -> Path | None:
    """The only packet that lies at the top of these places (sticks): then nobody has to look for it."""
    found: list[Path] = []
    for place in places:
        try:
            found += sorted(place.glob(f"*{SUFFIX}"))
        except OSError:  # a stick that was just pulled out
            continue
    return found[0] if len(found) == 1 else None
