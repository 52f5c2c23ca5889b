"""For whoever watches over central: /healthz for a balancer, /metrics for Prometheus."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from app.central.metrics import MEDIA_TYPE
from app.central.program import CentralProgram
from app.errors import Trouble


def health_routes(program: CentralProgram) -> APIRouter:
    """The routes. Neither says anything of persons or points."""
    router = APIRouter(tags=["health"])

    @router.get(
        "/healthz",
        summary="Whether the database answers",
        response_class=JSONResponse,
        responses={
            200: {
                "description": "Well",
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "required": ["status", "incarnation", "alarms"],
                            "properties": {
                                "status": {"const": "ok"},
                                "incarnation": {"type": "string"},
                                "alarms": {"type": "integer"},
                            },
                        }
                    }
                },
            },
            503: {"description": "The database is away"},
        },
    )
    def health() -> Response:
        try:
            with program.store.reading() as central:
                incarnation, alarms = central.city.incarnation(), len(central.alarms.open())
        except Trouble:
            return JSONResponse({"error": "busy"}, 503)
        return JSONResponse({"status": "ok", "incarnation": incarnation, "alarms": alarms})

    @router.get(
        "/metrics",
        summary="Counters of this process, for Prometheus",
        response_class=Response,
        responses={200: {"description": "Metrics", "content": {"text/plain": {"schema": {"type": "string"}}}}},
    )
    def metrics() -> Response:
        alarms: int | None = None
        try:
            with program.store.reading() as central:
                alarms = len(central.alarms.open())
        except Trouble:
            pass  # the counters are worth knowing just then
        text = program.metrics.text(under_way=program.load.under_way, alarms=alarms)
        return Response(text, media_type=MEDIA_TYPE)

    return router
