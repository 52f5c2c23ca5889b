"""Service points: their codes, and the names that stand on paper and on the progress page."""

from app.catalogue.divisions import Divisions
from app.central.storage import Central
from app.errors import Refused
from app.sync.model import ServicePoint

HOTLINE = "12345"


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


def check_point(point: str) -> str:
    """The 12-digit code of a point (domain.md, 1.5). Raises Refused("point_code")."""
    if len(point) != 12 or not (point.isascii() and point.isdigit()):
        raise Refused("point_code", "point", given=point)
    return point
