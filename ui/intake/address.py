"""An address as its parts: county and town from the list, the rest as text. No Qt."""

from dataclasses import dataclass

from app.catalogue.divisions import Divisions


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressParts:
    """Codes of 6 and 9 digits, and what follows them; codes are None for an address from elsewhere."""

    county: str | None
    town: str | None
    rest: str


def joined(divisions: Divisions, parts: AddressParts) -> str | None:
    """One line, as paper shows it; None as long as nothing beyond the list's places was typed."""
    if not parts.rest:
        return None
    place = divisions.place_name(parts.town or parts.county or "")
    return place + parts.rest


def split(divisions: Divisions, address: str | None) -> AddressParts:
    """The inverse of `joined`: what the list knows at the beginning is taken off."""
    text = address or ""
    for county in divisions.counties:
        if not text.startswith(county.name):
            continue
        rest = text.removeprefix(county.name)
        town = next((town for town in county.towns if rest.startswith(town.name)), None)
        if town is not None:
            return AddressParts(county=county.code, town=town.code, rest=rest.removeprefix(town.name))
        return AddressParts(county=county.code, town=None, rest=rest)
    return AddressParts(county=None, town=None, rest=text)
