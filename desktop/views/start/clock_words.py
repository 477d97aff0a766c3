"""Moments as the screens before the office say them, in the time of this computer."""

from datetime import datetime

from desktop.views import dates


def when(moment: datetime, now: datetime) -> str:
    """The time of day for today, the day for a moment before: "12:30 PM", "Mon, Oct 19", "Oct 19, 2025"."""
    local, today = moment.astimezone(), now.astimezone()
    if local.date() == today.date():
        return dates.clock(local)
    return dates.weekday(local) if local.year == today.year else dates.day(local)


def day_and_time(moment: datetime) -> str:
    """Mon, Oct 19, 12:30 PM."""
    local = moment.astimezone()
    return f"{dates.weekday(local)}, {dates.clock(local)}"
