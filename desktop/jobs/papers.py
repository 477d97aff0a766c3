"""Documents that are no lists: what they are called, and who makes them; none is imported before it is asked for."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.jobs.order import A4, Order
from desktop.jobs.sought import Sought
from desktop.models.passed_on import Exit
from desktop.store.store import Store

if TYPE_CHECKING:
    from desktop.documents.styles import Sheet

MINUTES, AGENDA, PACKET, SIGN_IN, SLIPS, SIGN_IN_SLIPS, DAY, CONCERN = (
    "minutes", "agenda", "packet", "sign-in", "slips", "sign-in-slips", "day", "concern",
)  # fmt: skip
# What somebody takes home whose words are not this office's to keep, one for each exit.
HOW_TO = {"how-to-crime": Exit.CRIME, "how-to-complaint": Exit.COMPLAINT, "how-to-danger": Exit.DANGER}
OF_A_MEETING = (MINUTES, AGENDA, PACKET, SIGN_IN)
ON_A_TABLE = (SIGN_IN, SLIPS, SIGN_IN_SLIPS, *HOW_TO)
DOCUMENTS = (*OF_A_MEETING, SLIPS, SIGN_IN_SLIPS, DAY, CONCERN, *HOW_TO)

Place = Path | BytesIO
Remarks = list[str]
Made = tuple[dict[str, Any], Remarks, Sought]
"""Facts for the journal, remarks, and what must not stand in the file."""


def maker_of(what: str) -> Callable[[Store, Order, Place], Made] | None:
    """Who makes this document; None for a list, and for one concern, which is made like a list."""
    if what == MINUTES:
        from desktop.jobs.minutes import make_minutes

        return make_minutes
    if what in HOW_TO:
        from desktop.jobs.how_to import make_how_to

        return make_how_to
    if what in OF_A_MEETING or what in ON_A_TABLE:
        from desktop.jobs.meeting_papers import MAKERS

        return MAKERS[what]
    if what == DAY:
        from desktop.jobs.day_paper import make_day

        return make_day
    return None


def sheet_of(order: Order) -> "Sheet":
    """The paper and the size of type that somebody chose."""
    from reportlab.lib import pagesizes

    from desktop.documents.styles import LARGE, NORMAL, Sheet

    return Sheet(pagesizes.A4 if order.paper == A4 else pagesizes.letter, LARGE if order.large else NORMAL)
