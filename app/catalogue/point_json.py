"""A service point's rules as JSON, and which rules speak for a point that has none of its own.

{"point": "220521100000", "name": "…", "default": "accept", "scopes": [{"item": CODE, "scope": "forward",
"forward_to": "县残疾人联合会"}]}; the points "town" and "village" stand for all others of their kind.
"""

from collections.abc import Iterable
from dataclasses import replace

from app.catalogue.json_reading import JsonObject
from app.catalogue.model import ItemCode, LocalWords, PointRules, PointScope, Scope
from app.errors import Refused

TOWN, VILLAGE = "town", "village"


def point_rules_from_json(data: object) -> PointRules:
    """Read a point's rules; Refused (item_malformed, point_scope_twice) names the place that is wrong."""
    json = JsonObject(data, "point")
    point = json.text("point")
    rules = PointRules(
        point=point,
        name=json.text("name"),
        default=json.one_of(Scope, "default", Scope.ACCEPT),
        scopes=json.parts("scopes", lambda part: _scope(part, point)),
        own=json.parts("own", _words),
    )
    if len({scope.item for scope in rules.scopes}) < len(rules.scopes):
        raise Refused("point_scope_twice", "point.scopes")
    return rules


def point_rules_to_json(rules: PointRules) -> dict[str, object]:
    """What `point_rules_from_json` reads back to equal rules."""
    scopes = [_scope_to_json(scope) for scope in rules.scopes]
    own = {"own": [words_to_json(words) for words in rules.own]} if rules.own else {}
    return {"point": rules.point, "name": rules.name, "default": rules.default.value, "scopes": scopes, **own}


def words_to_json(words: LocalWords) -> dict[str, object]:
    """The point's own words; what is not said is left out."""
    said = {
        "item": words.item,
        "phone": words.phone,
        "address": words.address,
        "window_hours": words.window_hours,
    }
    return {key: value for key, value in said.items() if value is not None}


def rules_for(point: str, name: str, known: Iterable[PointRules]) -> PointRules:
    """The rules of `point` (12 digits): its own, else those of towns or, when it ends in a village, of villages.

    Refused (point_rules_missing) when there are none of either kind.
    """
    by_point = {rules.point: rules for rules in known}
    if point in by_point:
        return by_point[point]
    general = by_point.get(TOWN if point.endswith("000") else VILLAGE)
    if general is None:
        raise Refused("point_rules_missing", "point", point=point)
    scopes = tuple(replace(scope, point=point) for scope in general.scopes)
    return replace(general, point=point, name=name, scopes=scopes)


def _scope(json: JsonObject, point: str) -> PointScope:
    return PointScope(
        point=point,
        item=ItemCode(json.text("item")),
        scope=json.one_of(Scope, "scope"),
        forward_to=json.optional_text("forward_to"),
        phone=json.optional_text("phone"),
        address=json.optional_text("address"),
        window_hours=json.optional_text("window_hours"),
    )


def _scope_to_json(scope: PointScope) -> dict[str, object]:
    local = {
        "forward_to": scope.forward_to,
        "phone": scope.phone,
        "address": scope.address,
        "window_hours": scope.window_hours,
    }
    said = {key: value for key, value in local.items() if value is not None}
    return {"item": scope.item, "scope": scope.scope.value, **said}


def _words(json: JsonObject) -> LocalWords:
    item = json.optional_text("item")
    return LocalWords(
        item=None if item is None else ItemCode(item),
        phone=json.optional_text("phone"),
        address=json.optional_text("address"),
        window_hours=json.optional_text("window_hours"),
    )
