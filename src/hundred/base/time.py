"""Instants and days, and how we write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def say_day(day: date | datetime) -> str:
    """A day as people read it: `4 May 2027`. An instant is shown as the day it was in London."""
    if isinstance(day, datetime):
        day = day.astimezone(LONDON).date() if day.tzinfo else day.date()
    return f"{day.day} {day:%B %Y}"


def say_instant(instant: datetime) -> str:
    """An instant in London's time: `4 May 2027 at 3:07pm`."""
    local = instant.astimezone(LONDON)
    return f"{say_day(local)} at {local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
