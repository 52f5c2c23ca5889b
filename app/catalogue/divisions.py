"""The city's counties and towns, for addresses and for the names of points (domain.md §1.5).

Names are hints: a code that is not listed is never refused.
"""

from dataclasses import dataclass

from app.catalogue.json_reading import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A 镇, 乡 or 街道 by its 9 digits."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """A county, district or county-level city by its 6 digits, with its towns."""

    code: str
    name: str
    towns: tuple[Town, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Divisions:
    """Everything under the city, in the order of the codes."""

    counties: tuple[County, ...]

    def county(self, code: str) -> County | None:
        """The county that a code of 6 or more digits lies in."""
        return next((county for county in self.counties if county.code == code[:6]), None)

    def town(self, code: str) -> Town | None:
        """The town that a code of 9 or more digits lies in."""
        county = self.county(code)
        return next((town for town in county.towns if town.code == code[:9]), None) if county else None

    def place_name(self, code: str) -> str:
        """County and town as they are written one after the other ("通化县快大茂镇"); empty when unknown."""
        named = (self.county(code), self.town(code))
        return "".join(place.name for place in named if place is not None)

    def point_name(self, code: str) -> str:
        """What a point is called that has no name of its own; a village point ends in its own three digits."""
        kind = "便民服务中心" if code.endswith("000") else f"{code[9:]}便民服务点"
        return self.place_name(code) + kind


def divisions_from_json(data: object) -> Divisions:
    """Read `resources/catalogue/divisions.json`; Refused (item_malformed) at the place that is wrong."""
    return Divisions(counties=JsonObject(data, "divisions").parts("counties", _county))


def _county(json: JsonObject) -> County:
    towns = tuple(Town(code=code, name=name) for code, name in json.pairs("towns"))
    return County(code=json.text("code"), name=json.text("name"), towns=towns)
