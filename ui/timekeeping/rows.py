"""The clock's standing as texts. No Qt."""

from datetime import date, datetime, time, timedelta

from app.clock import CHINA, local_date
from app.errors import Refused
from app.timekeeping.model import Doubt, Standing
from ui.explain import sentence
from ui.language import _, chosen


def clock_sentence(standing: Standing) -> str:
    """What to tell about the clock; nothing while it is right."""
    if standing.unconfirmed and standing.doubt is not Doubt.UNSET:
        last = local_date(standing.last or standing.now).isoformat()
        return sentence("clock_unconfirmed", chosen(), pc=local_date(standing.pc).isoformat(), last=last)
    if standing.doubt is not None:
        return sentence(standing.doubt.value, chosen(), by=span(standing.jump))
    if standing.differs and standing.measured is not None:
        central = standing.now + timedelta(seconds=standing.measured.offset)
        by = span(standing.measured.offset)
        return sentence("clock_differs", chosen(), by=by, central=full_moment(central))
    return ""


def span(seconds: float) -> str:
    """A length of time in its largest unit."""
    minutes = round(abs(seconds) / 60)
    if minutes < 120:
        return _("{count} 分钟").format(count=minutes)
    if minutes < 48 * 60:
        return _("{count} 小时").format(count=round(minutes / 60))
    return _("{count} 天").format(count=round(minutes / 60 / 24))


def full_moment(moment: datetime) -> str:
    """A day with its year, and the time."""
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"


def known_facts(standing: Standing) -> list[tuple[str, str]]:
    """What the clerk holds today's date against."""
    facts = [(_("本机时间"), full_moment(standing.pc))]
    if standing.last is not None:
        facts.append((_("最后一条记录"), full_moment(standing.last)))
    return facts


def day_offered(standing: Standing) -> date:
    """The date to begin with: the latest of what the clock and the last entry say."""
    return max(local_date(standing.now), local_date(standing.last or standing.now))


def hour_offered(standing: Standing) -> str:
    """The hour as the desk has it."""
    return f"{standing.now.astimezone(CHINA):%H:%M}"


def read_day(text: str) -> date:
    """2026-11-26, 2026.11.26 or 20261126. Raises Refused about the field."""
    digits = text.strip().replace("/", "-").replace(".", "-")
    try:
        return date.fromisoformat("-".join(part.zfill(2) for part in digits.split("-")))
    except ValueError:
        raise Refused("clock_date_unlikely", "date", given=text.strip()) from None


def read_hour(text: str) -> time:
    """09:05, 9:05 or 0905. Raises Refused about the field."""
    plain = text.strip().replace("：", ":")
    hours, _colon, minutes = plain.partition(":") if ":" in plain else (plain[:-2], ":", plain[-2:])
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        raise Refused("clock_hour", "time", given=text.strip()) from None
