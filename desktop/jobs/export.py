"""Export and print: one list or document for one audience, searched for what was withheld, noted in the journal."""

import os
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from desktop.documents.whole_file import whole_file
from desktop.documents.written import texts_in
from desktop.jobs.extracts import Wanted, disclosure_for, extract_in, how_many, selected
from desktop.jobs.noting import note_written
from desktop.jobs.order import Order
from desktop.jobs.papers import CONCERN, Remarks, maker_of
from desktop.jobs.progress import Progress, unheard
from desktop.jobs.searching import expect_none_in, watched
from desktop.jobs.sought import Sought
from desktop.jobs.writers import PDF, endings_of, print_list, writer_for
from desktop.models.records import record_named
from desktop.models.refusal import Refusal
from desktop.store.faults import told_plainly
from desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class Exported:
    """What went out. `facts` are counts and choices for the journal and for whoever asked; `remarks` are sentences."""

    target: Path
    facts: dict[str, Any]
    remarks: Remarks


@dataclass(slots=True)
class _Made:
    """A file that is written but not yet let out."""

    facts: dict[str, Any]
    remarks: Remarks
    sought: Sought = field(default_factory=Sought)


def export(store: Store, order: Order, tell: Progress = unheard) -> Exported:
    """Write the file, search it, put it in place and note it. Refusal when it cannot be written or must not go out.

    `tell` may raise Canceled until the file is in its place; then nothing is left of it.
    """
    target = order.target
    if target.is_dir():
        raise Refusal(f"{target} is a folder. Give the name of a file in it, such as concerns.xlsx.")
    _expect_noting(store)
    ending = target.suffix.lower()
    _expect_lockable(order, ending)
    with told_plainly(target):
        with whole_file(target) as made:
            if order.passphrase:
                content = _write_locked(store, order, made, tell)
            else:
                content = _write_clear(store, order, made, ending, tell)
        note_written(store, target, f"Export {order.what}", _noted(order, content, {"format": ending[1:]}))
    if content.facts.get("rows") == 0:
        content.remarks.append(f"{target} holds no rows: nothing in the office matched.")
    return Exported(target, content.facts, content.remarks)


def _write_clear(store: Store, order: Order, made: Path, ending: str, tell: Progress) -> _Made:
    draft = made.with_name(f"searched{ending}")
    content = _make(store, order, draft, ending, tell)
    expect_none_in(texts_in(draft, ending), content.sought, tell)
    tell(0, 0)
    os.replace(draft, made)
    return content


def _write_locked(store: Store, order: Order, made: Path, tell: Progress) -> _Made:
    """Made and searched in memory; what comes to the disk is locked already."""
    from desktop.documents.locked import locked

    paper, content = show(store, order, tell)
    made.write_bytes(locked(paper, order.passphrase))
    content.facts["locked"] = True
    return content


def show(store: Store, order: Order, tell: Progress = unheard) -> tuple[bytes, _Made]:
    """The PDF as it would leave, made and searched in memory and noted nowhere: nothing has left yet."""
    paper = BytesIO()
    content = _make(store, order, paper, PDF, tell)
    expect_none_in(texts_in(paper, PDF), content.sought, tell)
    tell(0, 0)
    return paper.getvalue(), content


def print_out(store: Store, order: Order, printer: str, tell: Progress = unheard) -> bytes:
    """The PDF for a printer, made and searched in memory and noted in the journal before the first page is sent."""
    _expect_noting(store)
    paper, content = show(store, order, tell)
    store.note(f"Print {order.what}", **_noted(order, content, {"printer": printer})).result()
    return paper


def _expect_noting(store: Store) -> None:
    if not store.can_write:
        raise Refusal(
            "This office is open for reading only, so what leaves it cannot be noted in its journal. "
            "Open it where it can be written to, then export again."
        )


def _expect_lockable(order: Order, ending: str) -> None:
    """Said before anything is made."""
    if not order.passphrase:
        return
    from desktop.documents.locked import expect_long_enough

    if ending != PDF:
        raise Refusal("Only a PDF is locked with a passphrase. Choose a file name that ends in .pdf, or no passphrase.")
    expect_long_enough(order.passphrase)


def _noted(order: Order, content: _Made, more: dict[str, Any]) -> dict[str, Any]:
    """For the journal: for whom, how many, and for how many values the file was searched. Who and when it knows."""
    facts = {"kind": order.what, **more, **content.facts, "searched_for": content.sought.count}
    return facts | ({"draft": True} if order.draft else {})


def _make(store: Store, order: Order, place: Path | BytesIO, ending: str, tell: Progress) -> _Made:
    if (make := maker_of(order.what)) is not None:
        if ending not in endings_of(order.what):
            known = ", ".join(endings_of(order.what))
            raise Refusal(f"The {order.what} cannot be written like that. Choose a file name that ends in {known}.")
        return _Made(*make(store, order, place))
    return _make_list(store, order, place, ending, tell)


def _make_list(store: Store, order: Order, place: Path | BytesIO, ending: str, tell: Progress) -> _Made:
    kind = record_named("concerns" if order.what == CONCERN else order.what)
    write = writer_for(order.what, ending)
    if write is print_list:
        write = partial(print_list, order=order)
    wanted = Wanted(
        kind, order.audience, order.typed, order.meeting,
        ids=order.ids, privacy_screen=order.privacy_screen, draft=order.draft,
    )  # fmt: skip
    with store.reading() as session:
        total = how_many(session, wanted)
        sought = Sought()
        disclosure = disclosure_for(store, wanted)
        if disclosure.keeps_anything_back:
            rows = selected(session, wanted, disclosure.everything())
            for number, row in enumerate(disclosure.kept_back(rows)):
                tell(number, 2 * total)
                sought.add_row(row)
        searched = sought.count
        found = extract_in(session, store, wanted)
        watch = watched(found, sought, tell, total)
        remarks = write(found, place) if isinstance(place, Path) else print_list(found, place, order)
    watch.expect_nothing_told()
    sought.count = searched
    facts = {
        "rows": watch.rows,
        "audience": found.about.audience.value,
        "withheld": found.withheld.total,
        "columns_left_out": len(found.left_out),
    }
    return _Made(facts, remarks, sought)
