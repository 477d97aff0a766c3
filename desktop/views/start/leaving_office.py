"""Closing an office beside the window: stop what runs, back up when it is time, give the folder back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.models.refusal import Refusal
from desktop.views.saying import say

if TYPE_CHECKING:
    from desktop.store.store import Store
    from desktop.views.background import Background


@dataclass(frozen=True, slots=True)
class LeavingOffice:
    """To be called on a worker. Gives a sentence when no backup could be made."""

    store: "Store"
    background: "Background"

    def __call__(self) -> str:
        """Close everything, whatever happens on the way."""
        complaint = ""
        try:
            self.background.close()
            complaint = back_up(self.store)
        finally:
            self.store.close()
        return complaint


def back_up(store: "Store") -> str:
    """A backup when one is due and something was written; a sentence when it could not be made."""
    from desktop.store.backup import back_up_when_due

    if not store.has_written:
        return ""
    try:
        back_up_when_due(store.folder, store.key, store.clock)
    except Refusal as refusal:
        return say("No backup was made. {refusal}", refusal=refusal)
    return ""
