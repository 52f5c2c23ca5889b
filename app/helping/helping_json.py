"""代办员, visits and batches as JSON: how they stand in journal entries, in rows, and at central."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.helping.model import Arrival, Batch, BatchLine, BatchState, Helper, Level, Settlement, Signature, Visit


def helper_to_json(helper: Helper) -> dict[str, Any]:
    """The object that `helper_from_json` reads back."""
    return {
        "id": helper.id,
        "number": helper.number,
        "name": helper.name,
        "village": helper.village,
        "place": helper.place,
        "phone": helper.phone,
        "since": helper.since.isoformat(),
        "until": helper.until and helper.until.isoformat(),
        "revision": helper.revision,
    }


def helper_from_json(value: Mapping[str, Any]) -> Helper:
    """The inverse. Raises KeyError, ValueError or TypeError for what is none of ours."""
    until = value["until"]
    return Helper(
        **{
            **value,
            "since": date.fromisoformat(value["since"]),
            "until": None if until is None else date.fromisoformat(until),
        }
    )


def visit_to_json(visit: Visit) -> dict[str, Any]:
    """The object that `visit_from_json` reads back."""
    return {
        "id": visit.id,
        "helper": visit.helper,
        "on": visit.on.isoformat(),
        "name": visit.name,
        "id_no": visit.id_no,
        "item": visit.item,
        "purpose": visit.purpose,
        "result": visit.result,
    }


def visit_from_json(value: Mapping[str, Any]) -> Visit:
    """The inverse. Raises as `helper_from_json`."""
    return Visit(**{**value, "on": date.fromisoformat(value["on"])})


def batch_to_json(batch: Batch) -> dict[str, Any]:
    """The object that `batch_from_json` reads back."""
    given, settled = batch.given, batch.settlement
    return {
        "id": batch.id,
        "number": batch.number,
        "point": batch.point,
        "device": batch.device,
        "source": batch.source.value,
        "target": batch.target.value,
        "from_place": batch.from_place,
        "to_place": batch.to_place,
        "made_at": batch.made_at.isoformat(),
        "helper": batch.helper,
        "helper_name": batch.helper_name,
        "lines": [
            {
                "case_no": line.case_no,
                "name": line.name,
                "item_name": line.item_name,
                "papers": line.papers,
                "materials": line.materials,
            }
            for line in batch.lines
        ],
        "state": batch.state.value,
        "revision": batch.revision,
        "given": given and {"name": given.name, "at": given.at.isoformat()},
        "due_on": batch.due_on and batch.due_on.isoformat(),
        "due_provisional": batch.due_provisional,
        "arrivals": [
            {
                "name": arrival.name,
                "at": arrival.at.isoformat(),
                "scanned": list(arrival.scanned),
                "lacking": dict(arrival.lacking),
            }
            for arrival in batch.arrivals
        ],
        "settlement": settled and {"words": settled.words, "by": settled.by, "at": settled.at.isoformat()},
        "to_point": batch.to_point,
    }


def batch_from_json(value: Mapping[str, Any]) -> Batch:
    """The inverse. Raises as `helper_from_json`."""
    settled, due, given = value["settlement"], value["due_on"], value["given"]
    return Batch(
        **{
            **value,
            "source": Level(value["source"]),
            "target": Level(value["target"]),
            "made_at": datetime.fromisoformat(value["made_at"]),
            "lines": tuple(BatchLine(**line) for line in value["lines"]),
            "state": BatchState(value["state"]),
            "given": given and Signature(**{**given, "at": datetime.fromisoformat(given["at"])}),
            "due_on": None if due is None else date.fromisoformat(due),
            "arrivals": tuple(_arrival(arrival) for arrival in value["arrivals"]),
            "settlement": settled and Settlement(**{**settled, "at": datetime.fromisoformat(settled["at"])}),
        }
    )


def _arrival(value: Mapping[str, Any]) -> Arrival:
    return Arrival(
        name=value["name"],
        at=datetime.fromisoformat(value["at"]),
        scanned=tuple(value["scanned"]),
        lacking=tuple(sorted(value["lacking"].items())),
    )
