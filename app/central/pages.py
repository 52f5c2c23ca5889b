"""Central's pages: templates of resources/central, in the language that the browser asks for."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.central.city_said import saying
from app.central.words import TONES, Say, speaker
from app.clock import CHINA


class Pages:
    """Renders pages. Every value is escaped; a name that a template misses is an error, not a gap."""

    def __init__(self, templates: Path, *, demo: bool) -> None:
        self._demo = demo
        self._environment = Environment(
            loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._environment.filters["moment"] = local_moment
        self._environment.filters["brief"] = brief_moment
        self._environment.filters["day"] = local_day
        self._environment.filters["size"] = size_of

    def show(
        self,
        request: Request,
        template: str,
        values: Mapping[str, Any],
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> HTMLResponse:
        """The page in the browser's language."""
        language, say = speaker(request.headers.get("accept-language", ""))
        text = self._environment.get_template(template).render(
            {
                "place": "cases",
                "say": say,
                "lang": language,
                "demo": self._demo,
                "tones": TONES,
                "left": days_left(say),
                **saying(say),
                **values,
            }
        )
        return HTMLResponse(text, status, {"Content-Language": language, "Vary": "Accept-Language", **(headers or {})})


def size_of(count: int) -> str:
    """Bytes as people say them: 12 KB, 1.4 MB."""
    return f"{max(count // 1000, 1)} KB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def local_moment(moment: datetime | None) -> str:
    """A time as China's clocks show it."""
    return "" if moment is None else f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"


def brief_moment(moment: datetime | None) -> str:
    """The same without its year, for lists of what is under way."""
    return local_moment(moment)[5:]


def local_day(day: date | datetime | None) -> str:
    """A day; of a time the day in China."""
    if isinstance(day, datetime):
        day = day.astimezone(CHINA).date()
    return "" if day is None else day.isoformat()


def days_left(say: Say) -> Any:
    """How the working days that are left are said, with the tint of their chip."""

    def said(days: int) -> tuple[str, str]:
        if days < 0:
            return "bad", say("overdue").format(days=-days)
        if days == 0:
            return "attention", say("due_today")
        return ("attention" if days <= 2 else "good"), say("days_left").format(days=days)

    return said
