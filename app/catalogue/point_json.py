"""A service point's rules as JSON: what lies in resources, comes by the feed and is stored.

{"point": "220521100001", "name": "…", "default": "accept", "scopes": [{"item": "…", "scope": "forward", …}]}
"""

from app.catalogue.json_reading import JsonObject
from app.catalogue.model import ItemCode, PointRules, PointScope, Scope


def point_rules_from_json(data: object) -> PointRules:
    """Read a point's rules; Refused (item_malformed) names the place that is wrong."""
    json = JsonObject(data, "point")
    point = json.text("point")

    def scope(part: JsonObject) -> PointScope:
        return PointScope(
            point=point,
            item=ItemCode(part.text("item")),
            scope=part.one_of(Scope, "scope"),
            forward_to=part.optional_text("forward_to"),
            phone=part.optional_text("phone"),
            address=part.optional_text("address"),
            window_hours=part.optional_text("window_hours"),
        )

    default = json.one_of(Scope, "default", Scope.ACCEPT)
    return PointRules(point=point, name=json.text("name"), default=default, scopes=json.parts("scopes", scope))


def point_rules_to_json(rules: PointRules) -> dict[str, object]:
    """What `point_rules_from_json` reads back to an equal value."""
    scopes = [
        {
            "item": scope.item,
            "scope": scope.scope.value,
            "forward_to": scope.forward_to,
            "phone": scope.phone,
            "address": scope.address,
            "window_hours": scope.window_hours,
        }
        for scope in rules.scopes
    ]
    return {"point": rules.point, "name": rules.name, "default": rules.default.value, "scopes": scopes}
