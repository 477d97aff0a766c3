"""What everybody is told once after unlocking: the recovery sheet was used, the office was updated."""

from typing import Any

from PySide6.QtCore import QObject
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.store.journal import Act
from desktop.store.store import Store
from desktop.store.tables import CHANGE_SET
from desktop.views import dates
from desktop.views.saying import say
from desktop.views.widgets.toasts import Toasts

SEEN = "told_at_unlock"  # a preference: the last change set this person was told of
RECOVERY_USED = "The recovery sheet was used"
UPDATED = "Update the office"


class ToldAtUnlock(QObject):
    """Looks once and says it in a toast."""

    def __init__(self, store: Store, toasts: Toasts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._toasts = toasts

    def tell(self) -> None:
        """Say what is new since this person was told last."""
        seen = self._store.preference(SEEN) or 0
        with self._store.reading() as session:
            found = newest(session, int(seen))
        if found is None:
            return
        self._toasts.show(sentence(found))
        if self._store.can_write:
            self._store.set_preference(SEEN, found.seq)


def newest(session: Session, seen: int) -> Any:
    """The newest act after `seen` that everybody should hear of."""
    told = CHANGE_SET.c.label.in_((RECOVERY_USED, UPDATED)) & CHANGE_SET.c.act.in_((Act.NOTE, Act.MIGRATION))
    query = select(CHANGE_SET.c.seq, CHANGE_SET.c.label, CHANGE_SET.c.at)
    return session.execute(query.where(told, CHANGE_SET.c.seq > seen).order_by(CHANGE_SET.c.seq.desc())).first()


def sentence(found: Any) -> str:
    """The act in a sentence."""
    day = dates.month_day(found.at.astimezone().date())
    if found.label == RECOVERY_USED:
        return say(
            "The seal of the recovery sheet was opened on {day}. Print a new sheet, so that the old one opens nothing.",
            day=day,
        )
    return say("This office was updated for this version on {day}. A backup was made first.", day=day)
