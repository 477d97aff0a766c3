"""`history`: the journal of one record, oldest first."""

from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from desktop.documents.extract import text_of
from desktop.models.access import Role
from desktop.models.disclosure import Audience, withheld
from desktop.models.records import find_record
from desktop.models.refusal import Refusal
from desktop.models.values import to_json
from desktop.store.history import FieldChange, HistoryEntry, history_of
from desktop.verbs.office_arguments import opened, parser, print_json


def run(given: Sequence[str]) -> None:
    """Print when, who, what, before and after."""
    arguments = _parser().parse_args(given)
    with opened(arguments, write=False) as store:
        if store.member.role is Role.READER:
            raise Refusal(f"{store.member.name} signs in as a reader, and history is for staff. Ask a colleague.")
        zone = store.office.time_zone
        with store.reading() as session:
            entries = history_of(session, find_record(session, arguments.number))
        open_drawers = store.drawers.open_drawers
    if arguments.json:
        print_json([_entry(entry, zone, open_drawers) for entry in entries])
        return
    for entry in entries:
        print(f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M}  {entry.who}: {entry.label}{_undone(entry)}")
        for change in entry.changes:
            print(f"    {change.label}: {_shown(change, change.before, zone)} -> {_shown(change, change.after, zone)}")


def _entry(entry: HistoryEntry, zone: ZoneInfo, drawers: frozenset[str]) -> dict[str, Any]:
    shown = [change for change in entry.changes if not _is_closed(change, drawers)]
    return {
        "seq": entry.seq,
        "at": entry.at.astimezone(zone).isoformat(),
        "who": entry.who,
        "act": entry.act,
        "label": entry.label,
        "undone": entry.is_undone,
        "words_struck": entry.words_struck,
        "changes": [
            {"field": c.key, "before": _json(c, c.before, zone), "after": _json(c, c.after, zone)} for c in shown
        ],
    }


def _is_closed(change: FieldChange, drawers: frozenset[str]) -> bool:
    return change.field is not None and withheld(change.field, Audience.OFFICE, drawers=drawers) is not None


def _json(change: FieldChange, value: Any, zone: ZoneInfo) -> Any:
    if change.field is not None:
        return to_json(change.field, value, zone)
    return value.isoformat() if isinstance(value, datetime) else value


def _undone(entry: HistoryEntry) -> str:
    return " (taken back)" if entry.is_undone else ""


def _shown(change: FieldChange, value: Any, zone: ZoneInfo) -> str:
    if value in (None, ""):
        return "(empty)"
    return text_of(change.field, value, zone) if change.field else str(value)


def _parser() -> ArgumentParser:
    made = parser("history", "the journal of one record, oldest first")
    made.add_argument("number", metavar="NUMBER", help="spoken number or id")
    made.add_argument("--json", action="store_true", help="as JSON")
    return made
