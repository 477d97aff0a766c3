"""Dates as people type them: "fri", "+3", "oct 17", "10/17", read against the office's today."""

import calendar
import re
from datetime import date, datetime, time, timedelta

from desktop.models.refusal import Refusal
from desktop.models.values import YEARS

MONTHS = tuple(name.casefold() for name in calendar.month_name[1:])
WEEKDAYS = tuple(name.casefold() for name in calendar.day_name)
DAYS_OF_WEEK, MONTHS_OF_YEAR = 7, 12
# A date typed without its year that was this short a while ago is that one, not the one in a year.
CLOSE_DAYS = 31
LONGEST = 30  # letters; what is longer is no date
EXAMPLE = "Try a date like Oct 31, fri or +3."
EXAMPLE_TIME = "Try a day and a time like fri 6:30 pm."
NAMED = {"today": 0, "tod": 0, "now": 0, "tomorrow": 1, "tom": 1, "tmr": 1, "yesterday": -1}

_STEP = re.compile(r"(?:in )?(?P<sign>[+-]?)\s*(?P<count>\d{1,4})\s*(?P<unit>d|days?|w|wks?|weeks?|m|mos?|months?)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{2}|\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]+)\.? ?(\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ?([a-z]+)\.?(?:,? (\d{4}))?")
_WEEKDAY = re.compile(r"(?:(this|next|last|on) )?([a-z]+)\.?")
_CLOCK = re.compile(r"(?P<day>.*?)[, ]*\b(?:at )?(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))? ?(?P<half>[ap])?\.?(?:m\.?)?")
_SHOWN = re.compile(r"([a-z]+)\.?, (?=[a-z])")  # "Mon, Oct 19", as we write it


def read_date(typed: str, today: date, *, looks_back: bool = False) -> date:
    """The day somebody means; Refusal with an example when it is none, or could be two.

    A weekday is the coming one, never today; a date without a year is the next such day, or one of the last month.
    With `looks_back` both are the latest that was: for days on which something already happened.
    """
    words = " ".join(typed.replace("\u2212", "-").casefold().split())
    if not words or len(words) > LONGEST:
        raise Refusal(EXAMPLE)
    words = _SHOWN.sub("", words) if _SHOWN.match(words) and _weekday(words.split(",")[0].rstrip(".")) else words
    try:
        found = _relative(words, today, looks_back) or _written(words, today, looks_back)
    except OverflowError:
        found = None
    if found is None or found.year not in YEARS:
        raise Refusal(EXAMPLE)
    return found


def read_wall_time(typed: str, today: date) -> datetime:
    """The day and time somebody means: "fri 6:30 pm", "oct 17, 18:30"; Refusal with an example otherwise."""
    words = " ".join(typed.casefold().replace("t", " ", 1).split()) if _ISO.match(typed) else " ".join(typed.split())
    found = _CLOCK.fullmatch(words.casefold().removesuffix(":00") if words.count(":") == 2 else words.casefold())
    if found is None or not found["day"] or not (found["minute"] or found["half"]):
        raise Refusal(EXAMPLE_TIME)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise Refusal(EXAMPLE_TIME)
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    if hour > 23 or minute > 59:
        raise Refusal(EXAMPLE_TIME)
    try:
        day = read_date(found["day"], today)
    except Refusal:
        raise Refusal(EXAMPLE_TIME) from None
    return datetime.combine(day, time(hour, minute))


def _relative(words: str, today: date, looks_back: bool) -> date | None:
    if words in NAMED:
        return today + timedelta(days=NAMED[words])
    if (step := _STEP.fullmatch(words)) and (step["sign"] or step["unit"]):
        return _stepped(step, today)
    if (named := _WEEKDAY.fullmatch(words)) and (days := _weekday(named[2])):
        if len(days) > 1:
            raise Refusal(f"That could be {_either(days)}. Try {_short(days[0]).casefold()}.")
        return _on_weekday(WEEKDAYS.index(days[0]), named[1] or "", today, looks_back)
    return None


def _stepped(step: "re.Match[str]", today: date) -> date:
    count = int(step["count"]) * (-1 if step["sign"] == "-" else 1)
    unit = (step["unit"] or "d")[0]
    if unit == "m":
        months = today.year * MONTHS_OF_YEAR + today.month - 1 + count
        year, month = divmod(months, MONTHS_OF_YEAR)
        if year not in YEARS:
            raise Refusal(EXAMPLE)
        return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
    return today + timedelta(days=count * (DAYS_OF_WEEK if unit == "w" else 1))


def _on_weekday(wanted: int, which: str, today: date, looks_back: bool) -> date:
    """`next` is that day of the next calendar week, which begins on Monday."""
    ahead = (wanted - today.weekday()) % DAYS_OF_WEEK
    if which == "next":
        return today + timedelta(days=DAYS_OF_WEEK - today.weekday() + wanted)
    if which == "last" or (looks_back and not which):
        return today - timedelta(days=(today.weekday() - wanted) % DAYS_OF_WEEK or DAYS_OF_WEEK)
    if which == "this":
        return today + timedelta(days=ahead)
    return today + timedelta(days=ahead or DAYS_OF_WEEK)


def _written(words: str, today: date, looks_back: bool) -> date | None:
    if iso := _ISO.fullmatch(words):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if slashed := _SLASHED.fullmatch(words):
        return _in_year(int(slashed[1]), int(slashed[2]), slashed[3], today, looks_back)
    if (spelled := _MONTH_DAY.fullmatch(words)) and (month := _month(spelled[1])):
        return _in_year(month, int(spelled[2]), spelled[3], today, looks_back)
    if (spelled := _DAY_MONTH.fullmatch(words)) and (month := _month(spelled[2])):
        return _in_year(month, int(spelled[1]), spelled[3], today, looks_back)
    if words.isdecimal() and len(words) <= 2:
        raise Refusal(f"That could be a day or a number of days. Try {_short(MONTHS[today.month - 1])} 17 or +3.")
    return None


def _in_year(month: int, day: int, year: str | None, today: date, looks_back: bool) -> date:
    if year is not None:
        return _day(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    _day(2000, month, day)  # a leap year: refuses what no year has
    near = today if looks_back else today - timedelta(days=CLOSE_DAYS)
    step = -1 if looks_back else 1
    for candidate in range(near.year, near.year + step * 9, step):
        exists = day <= calendar.monthrange(candidate, month)[1]
        if exists and (date(candidate, month, day) <= near if looks_back else date(candidate, month, day) >= near):
            return date(candidate, month, day)
    raise Refusal(EXAMPLE)


def _day(year: int, month: int, day: int) -> date:
    if year not in YEARS or not 1 <= month <= MONTHS_OF_YEAR:
        raise Refusal(EXAMPLE)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise Refusal(f"Try a date like {_short(MONTHS[month - 1])} {last}.")
    return date(year, month, day)


def _month(word: str) -> int | None:
    """1 to 12 for the one month that begins like this, None when there is none; Refusal when there are several."""
    found = [name for name in MONTHS if name.startswith(word)] if word != "sept" else ["september"]
    if len(found) > 1:
        raise Refusal(f"That could be {_either(found)}. Try {_short(found[0])} 17.")
    return MONTHS.index(found[0]) + 1 if found else None


def _weekday(word: str) -> list[str]:
    known = {"weds": "wednesday", "tues": "tuesday", "thur": "thursday", "thurs": "thursday"}
    return [known[word]] if word in known else [name for name in WEEKDAYS if name.startswith(word)]


def _either(names: list[str]) -> str:
    shown = [name.capitalize() for name in names]
    return f"{', '.join(shown[:-1])} or {shown[-1]}"


def _short(name: str) -> str:
    return name[:3].capitalize()
