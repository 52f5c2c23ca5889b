"""Service points: their codes, and the names that stand on paper and on the progress page."""

from app.applicants.characters import checked_line
from app.catalogue.divisions import Divisions
from app.central.storage import Central
from app.errors import Refused
from app.sync.model import ServicePoint

HOTLINE = "12345"
LONGEST = {"name": 60, "short_name": 12, "address": 100, "phone": 20}


class Points:
    """Knows a point's profile: what the city told (`central point`), else a name by its town."""

    def __init__(self, divisions: Divisions) -> None:
        self._divisions = divisions

    def profile(self, central: Central, point: str) -> ServicePoint:
        """The point as it stands on paper."""
        told = central.registry.profile(point)
        if told is not None:
            return told
        town = self._divisions.town(point)
        return ServicePoint(
            code=point,
            name=self.usual_name(point),
            short_name=f"{town.name if town else ''}便民",
            address="",
            phone=HOTLINE,
        )

    def usual_name(self, point: str) -> str:
        """What a point is called by its town or village, when the city has told no name."""
        return self._divisions.point_name(point)


def point_profile(code: str, name: str, short_name: str | None, address: str | None, phone: str | None) -> ServicePoint:
    """A point as the city names it, its name for short where no other is given. Raises Refused: point_code,
    one_line_only."""
    whole = checked_line(name, "name", LONGEST["name"])
    return ServicePoint(
        code=check_point(code),
        name=whole,
        short_name=checked_line(short_name, "short_name", LONGEST["short_name"]) if short_name else whole,
        address=checked_line(address, "address", LONGEST["address"]) if address else "",
        phone=checked_line(phone, "phone", LONGEST["phone"]) if phone else HOTLINE,
    )


def check_point(point: str) -> str:
    """The 12-digit code of a point (domain.md, 1.5). Raises Refused("point_code")."""
    if len(point) != 12 or not (point.isascii() and point.isdigit()):
        raise Refused("point_code", "point", given=point)
    return point
