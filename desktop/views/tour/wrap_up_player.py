"""Plays what follows a session: its wrap-up by keys, and the way of its minutes from draft to final."""

from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from desktop.models.meeting import MeetingStatus
from desktop.models.minutes import Minutes, MinutesState
from desktop.models.wrap_up import WrapUp
from desktop.views.asking.choice_popover import ChoicePopover
from desktop.views.meetings.session.wrap_up_page import WrapUpPage
from desktop.views.meetings.session.wrap_up_side import NAMES
from desktop.views.tour.evening import Evening
from desktop.views.tour.session_hands import SessionHands
from desktop.views.tour.session_player import Look
from desktop.views.tour.stage import Stage
from desktop.views.widgets.pressable import Pressable
from desktop.views.widgets.tick import Tick

STEPS = (
    ("Make minutes", MinutesState.DRAFT),
    ("Read back to the room", MinutesState.READ_BACK),
    ("Make final", MinutesState.FINAL),
)


class WrapUpPlayer(SessionHands):
    """Decides what waits, reads the promises back, counts who was here, and makes the minutes."""

    def __init__(self, stage: Stage, evening: Evening, meeting_id: int, look: Look) -> None:
        super().__init__(stage, meeting_id)
        self._evening = evening
        self._look = look

    def play(self) -> None:
        """From the end of the session to final minutes."""
        self._stage.strike("Ctrl+Shift+E")
        self._until(lambda: self.tab.frame.wrap_up is not None and self.wrap_up.page is not None)
        self._until(lambda: self.meeting().status is MeetingStatus.WRAP_UP)
        self._until(lambda: not self._reads())
        self._look("wrap-up", None)
        self._sort()
        self._read_back()
        self._count()
        self._look("wrap-up-sorted", None)
        self._stage.strike("Ctrl+Return")
        self._until(lambda: self.meeting().status is MeetingStatus.DONE and not self.tab.frame.is_open)
        self._until(lambda: self.tab.pane.meeting is not None and self.tab.pane.meeting.id == self._meeting_id)
        self._make_minutes()
        self._look("minutes", None)

    @property
    def wrap_up(self) -> WrapUpPage:
        """The page on screen."""
        page = self.tab.frame.wrap_up
        assert page is not None
        return page

    @property
    def shown(self) -> WrapUp:
        """What it shows."""
        page = self.wrap_up.page
        assert page is not None
        return page

    def _reads(self) -> bool:
        """Whether the page is not yet what the office holds."""
        return self.shown.status is not MeetingStatus.WRAP_UP

    def _sort(self) -> None:
        """Y for what is right: same concern, category, owner, date; D for a line that only sounds like more."""
        self._stage.come_to_front()
        self.wrap_up.focus_first()
        while self.shown.waiting:
            self._decide(len(self.shown.waiting))

    def _decide(self, waiting: int) -> None:
        self._stage.strike("Y" if self.shown.waiting[0].card is not None else "D")
        self._until(lambda: len(self.shown.waiting) < waiting)

    def _read_back(self) -> None:
        while self.shown.read < len(self.shown.promises):
            self._read_one(self.shown.read)

    def _read_one(self, read: int) -> None:
        self._until(lambda: bool(self._ticks()))
        self._press(self._ticks()[0])
        self._until(lambda: self.shown.read > read)

    def _ticks(self) -> list[Tick]:
        """Of the promises that were not read back yet."""
        ticks = self.wrap_up.side.findChildren(Tick)
        return [tick for tick in ticks if tick.isVisible() and not tick.isChecked()]

    def _count(self) -> None:
        for group, count in self._evening.here.items():
            for _ in range(count):
                self._press_on(self.wrap_up.side, f"{NAMES[group]}, one more")
        self._until(lambda: self._evening.here.items() <= self.shown.counts.items())
        self._press(self.wrap_up.side.organization_button)
        self._press_on(self._over(ChoicePopover), self._evening.organization)
        self._until(lambda: len(self.shown.organizations) == 1)
        self._stage.come_to_front()

    def _make_minutes(self) -> None:
        for words, state in STEPS:
            self._step(words, state)

    def _step(self, words: str, state: MinutesState) -> None:
        panel = self.tab.pane.minutes
        self._until(lambda: self._offers(panel, words))
        self._press_on(panel, words)
        self._until(lambda: self._state() is state)

    def _offers(self, held: QWidget, words: str) -> bool:
        return any(each.words == words for each in held.findChildren(Pressable) if each.isVisible())

    def _state(self) -> MinutesState | None:
        with self._stage.store.reading() as session:
            found = session.scalars(select(Minutes).where(Minutes.meeting_id == self._meeting_id)).one_or_none()
            return found.state if found is not None else None
