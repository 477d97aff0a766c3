"""Hands and eyes on a session in the real window: what waits for what, and what the office holds of it."""

from collections.abc import Callable
from datetime import datetime, time
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import func, select

from desktop.models.line import Line, Mark
from desktop.models.meeting import Meeting
from desktop.models.passed_on import PassedOn
from desktop.models.speaker import Speaker
from desktop.views.meetings.meetings_tab import MeetingsTab
from desktop.views.meetings.session.session_page import SessionPage
from desktop.views.meetings.session.start_question import Seen, StartQuestion
from desktop.views.tour.stage import Stage
from desktop.views.widgets.pressable import Pressable

Part = TypeVar("Part", bound=QWidget)
BY_TAB = Qt.FocusReason.TabFocusReason


class SessionHands:
    """What playing a session and playing its wrap-up have in common."""

    def __init__(self, stage: Stage, meeting_id: int) -> None:
        self._stage = stage
        self._meeting_id = meeting_id

    @property
    def tab(self) -> MeetingsTab:
        """The tab that holds it."""
        window = self._stage.window
        assert window is not None
        tab = window.tabs["meetings"]
        assert isinstance(tab, MeetingsTab)
        return tab

    @property
    def page(self) -> SessionPage:
        """The session on screen."""
        page = self.tab.frame.page
        assert page is not None
        return page

    # Hands

    def _until(self, come: Callable[[], bool]) -> None:
        self._stage.wait(come)

    def _at_capture(self) -> None:
        """The keyboard is where lines are typed."""
        if QApplication.activePopupWidget() is None:
            self._stage.come_to_front()
        self._until(self.page.capture.text.hasFocus)

    def _over(self, kind: type[Part]) -> Part:
        """The popover of this kind, once it is open and has the keyboard."""
        self._until(lambda: isinstance(QApplication.activePopupWidget(), kind))
        found = QApplication.activePopupWidget()
        assert isinstance(found, kind)
        return found

    def _press(self, button: QWidget) -> None:
        """Tab to a button and press it with the space bar."""
        button.setFocus(BY_TAB)
        self._stage.strike("Space")

    def _press_on(self, held: QWidget, words: str) -> None:
        """Press the button with these words, or with this name."""
        buttons = [each for each in held.findChildren(Pressable) if each.isVisible()]
        self._press(next(each for each in buttons if words in (each.words, each.accessibleName())))

    def _question(self) -> StartQuestion | None:
        found = self.tab.frame.findChild(StartQuestion)
        return found if found is not None and found.isVisible() else None

    def _answer(self, key: str) -> None:
        """Answer who can see this screen."""
        self._stage.strike(key)
        self._stage.strike("Return")
        self._until(lambda: self.tab.frame.findChild(StartQuestion) is None)
        self._stage.come_to_front()

    def _seen(self) -> Seen | None:
        room = self.tab.frame.room
        return room.seen if room is not None else None

    def _choose_last(self, count: int) -> None:
        """F6 to the notes, and up to the line that is so many from their end."""
        self._at_capture()
        self._stage.strike("F6")
        self._until(self.page.stream.hasFocus)
        self._stage.strike("Ctrl+End")
        for _ in range(count - 1):
            self._stage.strike("Up")

    def _back(self) -> None:
        """Esc to the line to type in."""
        self._stage.strike("Escape")
        self._until(self.page.capture.text.hasFocus)

    # What the office holds

    def _moment(self, at: time) -> datetime:
        """An instant of the evening."""
        return self.meeting().moment_of(at)

    def meeting(self) -> Meeting:
        """The meeting as it is kept."""
        with self._stage.store.reading() as session:
            return session.get_one(Meeting, self._meeting_id)

    def lines(self) -> list[Line]:
        """The lines as they are kept, in their order."""
        with self._stage.store.reading() as session:
            kept = select(Line).where(Line.meeting_id == self._meeting_id, Line.deleted_at.is_(None))
            return list(session.scalars(kept.order_by(Line.position)))

    def _speaker(self, label: str) -> Speaker:
        with self._stage.store.reading() as session:
            of_meeting = select(Speaker).where(Speaker.meeting_id == self._meeting_id)
            return next(each for each in session.scalars(of_meeting) if each.label_text == label)

    def _mark_of(self, line_id: int | None) -> Mark:
        return next(line.mark for line in self.lines() if line.id == line_id)

    def _passed_on(self) -> int:
        with self._stage.store.reading() as session:
            return session.scalar(select(func.count()).select_from(PassedOn)) or 0
