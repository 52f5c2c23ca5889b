"""demo cases: synthetic input lines; demo journey: the whole way of one visitor."""

from argparse import Namespace

from app.commands.opening import RESOURCES
from app.commands.output import DONE, say


def cases(args: Namespace) -> int:
    """N valid, varied input lines for `case record`, the same for the same seed."""
    from app.cases.demo import demo_lines
    from app.catalogue.shipped import counter_items, shipped_point_rules

    town = next(rules for rules in shipped_point_rules(RESOURCES) if rules.point == "town")
    for line in demo_lines(args.count, args.seed, counter_items(RESOURCES), town):
        say(line)
    return DONE
