"""What a session asks in small cards below its buttons: who waits, what speakers agreed to, what is passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.models.passed_on import Exit
from desktop.models.speakers import lines_by_speaker, speakers_of
from desktop.views.asking.choice_popover import ChoicePopover, Offer
from desktop.views.asking.exit_dialog import ExitDialog
from desktop.views.meetings.session.queue_popover import QueuePopover
from desktop.views.meetings.session.speakers_popover import SpeakersPopover
from desktop.views.saying import say

if TYPE_CHECKING:
    from desktop.views.meetings.session.session_page import SessionPage


class SessionAsks(QObject):
    """Opens the cards of one page and does what is answered."""

    def __init__(self, page: SessionPage) -> None:
        super().__init__(page)
        self._page = page

    @Slot()
    def queue(self) -> None:
        """Somebody waits to speak."""
        page = self._page
        popover = QueuePopover(page.desk.theme, page)
        popover.place_given.connect(page.keeper.queue)
        popover.open_below(page.agenda.queue_button)

    @Slot()
    def speakers(self) -> None:
        """What each speaker agreed to."""
        page = self._page
        with page.desk.store.reading() as session:
            spoke = speakers_of(session, page.meeting_id)
            lines = lines_by_speaker(session, page.meeting_id)
        popover = SpeakersPopover(page.desk.theme, page, spoke, lines)
        popover.consent_given.connect(page.keeper.set_consent)
        popover.name_offered.connect(page.keeper.set_name)
        popover.open_below(page.head.speakers)

    @Slot()
    def exits(self) -> None:
        """What is not this office's to keep."""
        page = self._page
        offers = [Offer(exit_, say(exit_.value[:1].upper() + exit_.value[1:]), "log-out") for exit_ in Exit]
        popover = ChoicePopover(page.desk.theme, page, say("Pass it on, and keep none of the words"), offers)
        popover.chosen.connect(self._on_exit)
        popover.open_below(page.head.exits)

    @Slot(object)
    def _on_exit(self, offer: Offer) -> None:
        self.pass_on(offer.key)

    def pass_on(self, exit_: Exit) -> None:
        """The words typed so far are wiped, from the draft and from undo, too."""
        page = self._page
        page.capture.wipe()
        page.spelling.check.forget()
        page.keeper.forget_half()
        dialog = ExitDialog(page.desk, page.window(), exit_, page.meeting_id)
        dialog.start_over.set_words(say("Close"))
        dialog.finished.connect(page.focus_capture)
        dialog.open()
        dialog.focus_first()
