"""The work behind the dialog, as plain values for a worker: counting, saving, printing."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.jobs.export import Exported, export, print_out
from desktop.jobs.order import Order
from desktop.jobs.papers import SLIPS
from desktop.jobs.progress import Progress
from desktop.models.disclosure import Audience
from desktop.store.store import Store
from desktop.views.leaving.leaving import Leaving
from desktop.views.leaving.page_options import PageSet
from desktop.views.saying import say

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DRAFT = "DRAFT"


@dataclass(frozen=True, slots=True)
class Printed:
    """How many pages went to which printer."""

    pages: int
    printer: str


def order_for(leaving: Leaving, audience: Audience, page: PageSet, *, target: Path, masked: bool, draft: bool) -> Order:
    """The order for a job."""
    return Order(
        leaving.what,
        target,
        audience,
        typed=leaving.filter_text,
        meeting=leaving.meeting,
        ids=leaving.ids,
        privacy_screen=masked,
        draft=draft,
        language=page.language,
        paper=page.paper,
        large=page.large,
        passphrase=page.passphrase,
        owner=leaving.owner,
        chart=leaving.chart,
    )


def save(order: Order, store: Store, tell: Progress) -> Exported:
    """The job that writes the file."""
    return export(store, order, tell)


def send(order: Order, printer: "QPrinter", name: str, copies: int, store: Store, tell: Progress) -> Printed:
    """The job that makes the pages and paints them. Of concern slips no copies are made: each has its own number."""
    if order.what == SLIPS:
        order, copies = replace(order, sheets=copies), 1
    from desktop.views.leaving.printing import paint_pages

    pdf = print_out(store, order, name, tell)
    return Printed(paint_pages(pdf, printer, tell, copies), name)


def saving(order: Order) -> "partial[Exported]":
    """A job for the background."""
    return partial(save, order)


def sending(order: Order, printer: "QPrinter", name: str, copies: int = 1) -> "partial[Printed]":
    """A job for the background."""
    return partial(send, order, printer, name, copies)


def file_name(leaving: Leaving, audience: Audience, ending: str, *, today: date, draft: bool) -> str:
    """What the file is called unless somebody says otherwise: "Concerns for anyone 2026-10-15 DRAFT.xlsx"."""
    name = leaving.name or leaving.what.replace("-", " ")
    name = say(name)
    named = f"{name[:1].upper()}{name[1:]}"
    words = say("{name} for {audience} {day}", name=named, audience=say(audience.words), day=today.isoformat())
    words = f"{words} {DRAFT}" if draft else words
    return "".join(" " if character in '/\\:*?"<>|' else character for character in words) + ending
