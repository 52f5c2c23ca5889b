"""A point's rules as JSON, and which rules speak for a point without its own."""

import pytest

from app.catalogue.model import ItemCode, PointRules, PointScope, Scope
from app.catalogue.point_json import point_rules_from_json, point_rules_to_json, rules_for
from app.errors import Refused

CODE = ItemCode("1")


def general(point, scope):
    scopes = (PointScope(point=point, item=CODE, scope=scope, forward_to="镇", address="一楼"),)
    return PointRules(point=point, name=point, default=Scope.ACCEPT, scopes=scopes)


TOWN, VILLAGE = general("town", Scope.FORWARD), general("village", Scope.ADVISE)
OWN = general("220521100000", Scope.ACCEPT)
KNOWN = (TOWN, VILLAGE, OWN)


@pytest.mark.parametrize("rules", KNOWN)
def test_rules_come_back_as_they_were(rules):
    assert point_rules_from_json(point_rules_to_json(rules)) == rules


def test_a_point_with_rules_of_its_own_keeps_them():
    assert rules_for(OWN.point, "别名", KNOWN) == OWN


@pytest.mark.parametrize(("point", "scope"), [("220582108000", Scope.FORWARD), ("220582108203", Scope.ADVISE)])
def test_another_point_takes_those_of_its_kind_under_its_own_name(point, scope):
    rules = rules_for(point, "某点", KNOWN)
    assert (rules.point, rules.name) == (point, "某点")
    assert (rules.scope(CODE).scope, rules.scope(CODE).point) == (scope, point)


def test_a_point_for_which_nothing_speaks_is_refused():
    with pytest.raises(Refused) as refusal:
        rules_for("220582108203", "某点", (TOWN,))
    assert refusal.value.code == "point_rules_missing"


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"name": ""}, "item_malformed", "point.name"),
        ({"default": "maybe"}, "item_malformed", "point.default"),
        ({"scopes": [{"item": "1"}]}, "item_malformed", "point.scopes.0.scope"),
        ({"scopes": [{"item": "1", "scope": "accept"}] * 2}, "point_scope_twice", "point.scopes"),
    ],
)
def test_wrong_rules_are_refused_at_their_place(change, code, field):
    with pytest.raises(Refused) as refusal:
        point_rules_from_json(point_rules_to_json(OWN) | change)
    assert (refusal.value.code, refusal.value.field) == (code, field)
