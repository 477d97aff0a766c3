"""The room's view: on a second display, or on this one with a line to type in; asked again when displays change."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.session_view import SessionView
from desktop.models.stage import Stage, StagePromise, promises_of_last_time, stage_of
from desktop.views.desk import Desk
from desktop.views.meetings.session.stage_widget import StageWidget
from desktop.views.meetings.session.start_question import Seen
from desktop.views.saying import say


class StageWindow(QWidget):
    """The stage alone on a display; it takes no keys and has nothing to press.

    Signals:
        closed(): somebody closed it with the window's own means.
    """

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(say("Room view"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stage = StageWidget(desk.theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stage)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


class Room(QObject):
    """What the room sees of one session, kept in step with it.

    Signals:
        seen_changed(object): somebody else can see this screen now; `Seen` says who.
        question_requested(): a display came or went, so it must be asked again.
    """

    seen_changed = Signal(object)
    question_requested = Signal()

    def __init__(self, desk: Desk, meeting_id: int, application: QGuiApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._meeting_id = meeting_id
        self._application = application
        self._window: StageWindow | None = None
        self._stages: list[StageWidget] = []
        self._view: SessionView | None = None
        self.seen = Seen.ONLY_ME
        self.is_blank = False
        self._promises: tuple[StagePromise, ...] = ()
        application.screenAdded.connect(self._on_screen_added)
        application.screenRemoved.connect(self.display_removed)

    @property
    def window(self) -> StageWindow | None:
        """The stage on the room's own display, while it is there."""
        return self._window

    def set_seen(self, seen: Seen) -> None:
        """Who can see this screen, from now on. With others looking, names are masked."""
        if seen is not Seen.ONLY_ME:
            self._desk.privacy.set_on(True)
        self._read_promises()
        self.seen = seen
        if seen is Seen.SECOND_DISPLAY:
            self._open_window()
        else:
            self._close_window()
        self._show()
        self.seen_changed.emit(seen)

    def add_stage(self, stage: StageWidget) -> None:
        """One more place that shows the stage: the one of a mirrored display."""
        self._stages.append(stage)
        self._show()

    def remove_stage(self, stage: StageWidget) -> None:
        """A place that shows the stage no longer."""
        self._stages.remove(stage)

    def show_view(self, view: SessionView) -> None:
        """The session is different now."""
        self._view = view
        self._show()

    def tick(self, now: datetime) -> None:
        """The clocks go on, also while this office is locked."""
        for stage in self._shown_stages():
            stage.tick(now)

    def toggle_blank(self) -> None:
        """One key: the room sees nothing, or sees it again."""
        self.is_blank = not self.is_blank
        for stage in self._shown_stages():
            stage.set_blank(self.is_blank)

    def close(self) -> None:
        """The session is over for the room."""
        self._close_window()

    # Inside

    def _shown_stages(self) -> list[StageWidget]:
        return [*self._stages, *([self._window.stage] if self._window is not None else [])]

    def _read_promises(self) -> None:
        store = self._desk.store
        with store.reading() as session:
            today = store.office.today(store.clock())
            mask = self._desk.privacy.for_the_room
            self._promises = promises_of_last_time(session, self._meeting_id, today, mask)

    def _show(self) -> None:
        if self._view is None or not self._shown_stages():
            return
        stage, now = self._stage(self._view), self._desk.store.clock()
        for shown in self._shown_stages():
            shown.show_stage(stage, now)

    def _stage(self, view: SessionView) -> Stage:
        zone = ZoneInfo(view.zone)

        def on_wall(moment: datetime) -> datetime:
            return moment.astimezone(zone).replace(tzinfo=None)

        return stage_of(view, self._promises, on_wall, self._desk.privacy.for_the_room)

    def _open_window(self) -> None:
        if self._window is None:
            self._window = StageWindow(self._desk)
            self._window.closed.connect(self._on_window_closed)
        self._window.stage.set_blank(self.is_blank)
        other = self._other_screen()
        if other is not None:
            self._window.setScreen(other)
            self._window.setGeometry(other.geometry())
            self._window.showFullScreen()
        else:
            self._window.resize(1280, 800)
            self._window.show()

    def _other_screen(self) -> QScreen | None:
        primary = self._application.primaryScreen()
        return next((screen for screen in self._application.screens() if screen is not primary), None)

    def _close_window(self) -> None:
        if self._window is not None:
            window, self._window = self._window, None
            window.closed.disconnect(self._on_window_closed)
            window.close()
            window.deleteLater()

    @Slot()
    def _on_window_closed(self) -> None:
        if self._window is not None:
            self._window.deleteLater()
            self._window = None
        self.seen = Seen.ONLY_ME
        self.seen_changed.emit(self.seen)

    @Slot(QScreen)
    def _on_screen_added(self, screen: QScreen) -> None:
        """A projector was plugged in: mask first, then ask."""
        self._desk.privacy.set_on(True)
        self.question_requested.emit()

    @Slot()
    def display_removed(self) -> None:
        """The room's display went away in the middle: what it showed must not come to this one."""
        if self.seen is Seen.SECOND_DISPLAY:
            self._close_window()
            self.seen = Seen.ONLY_ME
            self.seen_changed.emit(self.seen)
            self.question_requested.emit()
