"""Export: records or a document to a file. Its ending chooses the writer; the journal notes what went out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.documents.extract import Extract
from desktop.jobs.extracts import Wanted, about, extract
from desktop.jobs.noting import note_written
from desktop.models.disclosure import Audience, audience_for
from desktop.models.meeting import Meeting
from desktop.models.records import record_named
from desktop.models.refusal import Refusal
from desktop.models.values import find_reference
from desktop.store.faults import told_plainly
from desktop.store.store import Store

MINUTES = "minutes"
NAMED = 10

Remarks = list[str]


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants to leave the office: `what` is a kind ("concerns") or "minutes", `meeting` a number."""

    what: str
    target: Path
    audience: Audience = Audience.OFFICE
    typed: str = ""
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """What went out. `facts` are counts and choices for the journal and for whoever asked; `remarks` are sentences."""

    target: Path
    facts: dict[str, Any]
    remarks: Remarks


def export(store: Store, order: Order) -> Exported:
    """Write the file and note it in the journal. Refusal when it cannot be written or not as that kind of file."""
    target = order.target
    if target.is_dir():
        raise Refusal(f"{target} is a folder. Give the name of a file in it, such as concerns.xlsx.")
    write = _minutes if order.what == MINUTES else _records
    with told_plainly(target):
        facts, remarks = write(store, order)
        noted = {"kind": order.what, "format": target.suffix[1:].lower(), **facts}
        note_written(store, target, f"Export {order.what}", noted)
    if facts.get("rows") == 0:
        remarks.append(f"{target} holds no rows: nothing in the office matched.")
    return Exported(target, facts, remarks)


def _records(store: Store, order: Order) -> tuple[dict[str, Any], Remarks]:
    kind = record_named(order.what)
    write = _writer(order.target, order.what)
    with extract(store, Wanted(kind, order.audience, order.typed, order.meeting)) as found:
        counted = _Counted(found)
        remarks = write(found, order.target)
    return {
        "rows": counted.rows,
        "audience": found.about.audience.value,
        "withheld": found.withheld.total,
        "columns_left_out": len(found.left_out),
    }, remarks


class _Counted:
    """Counts the rows of an extract while a writer takes them."""

    def __init__(self, found: Extract) -> None:
        self.rows = 0
        self._source = found.rows
        found.rows = iter(self)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        for row in self._source:
            self.rows += 1
            yield row


def _writer(target: Path, what: str) -> Callable[[Extract, Path], Remarks]:
    writers = {".xlsx": _xlsx, ".csv": _csv, ".json": _json}
    if what == "concerns":
        writers[".pdf"] = _concern_list
    ending = target.suffix.lower()
    if ending not in writers:
        known = ", ".join(sorted(writers))
        raise Refusal(f'{what} cannot be written as "{ending}". Choose a file name that ends in one of: {known}.')
    return writers[ending]


def _xlsx(found: Extract, target: Path) -> Remarks:
    from desktop.documents.workbook import write_workbook

    write_workbook(found, target)
    return []


def _csv(found: Extract, target: Path) -> Remarks:
    from desktop.documents.csv_table import write_csv

    write_csv(found, target)
    return []


def _json(found: Extract, target: Path) -> Remarks:
    from desktop.documents.json_table import write_json

    write_json(found, target)
    return []


def _concern_list(found: Extract, target: Path) -> Remarks:
    from desktop.documents.concern_list import write_concern_list

    return _missing(write_concern_list(found, target))


def _minutes(store: Store, order: Order) -> tuple[dict[str, Any], Remarks]:
    from desktop.documents.minutes import write_minutes
    from desktop.models.minutes_content import minutes_content

    if order.target.suffix.lower() != ".pdf":
        raise Refusal("Minutes are written as PDF. Choose a file name that ends in .pdf.")
    if not order.meeting:
        raise Refusal("Minutes belong to a meeting. Name it with --meeting, such as --meeting M26-0031.")
    audience = audience_for(store.member.role, order.audience)
    said = about(store, audience)
    with store.reading() as session:
        meeting = session.get_one(Meeting, find_reference(session, Meeting, order.meeting))
        content = minutes_content(session, meeting, audience, said.made_at.date())
    missing = write_minutes(content, said, order.target)
    facts = {"meeting": meeting.number, "audience": audience.value, "withheld": content.withheld.total}
    return facts, _missing(missing)


def _missing(missing: Any) -> Remarks:
    if not missing:
        return []
    named = [f"U+{ord(character):04X}" for character in sorted(missing)]
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    return [f"The fonts lack {len(named)} characters, printed as boxes: {', '.join(named[:NAMED])}{more}."]
