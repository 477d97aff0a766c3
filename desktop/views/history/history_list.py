"""The lines of a history with their days: moved through by arrows, and each change taken back from its line."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.models.records import BY_KIND
from desktop.models.refusal import Refusal
from desktop.store.history_lines import HistoryLine, Sort
from desktop.store.take_back import is_touched
from desktop.views.desk import Desk
from desktop.views.forms.wordings import in_labels
from desktop.views.history.asking import Told
from desktop.views.history.history_line import LEFT, RIGHT, LineView
from desktop.views.history.wording import Wording
from desktop.views.pending import when_done
from desktop.views.saying import retold, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.words import Words

AT_ONCE = 40


class HistoryList(QScrollArea):
    """Some of the lines of a history, newest first, forty at a time.

    Signals:
        taken_back(str): one change was taken back; the label of what was done.
    """

    taken_back = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._told: Told | None = None
        self._wanted: list[HistoryLine] = []
        self._count = AT_ONCE
        self._views: list[LineView] = []
        self._busy: LineView | None = None
        self._is_narrow = False
        self._inside = QWidget(self)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(0)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(say("Changes, newest first"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._earlier = Button(desk.theme, say("Show earlier changes"), look=Look.LINK, parent=self)
        self._earlier.hide()
        self._earlier.clicked.connect(self._on_earlier)
        self.verticalScrollBar().rangeChanged.connect(self._make_room)

    # What the pane says

    @property
    def lines(self) -> list[LineView]:
        """The lines that are shown."""
        return list(self._views)

    @property
    def earlier(self) -> Button:
        """The button that shows forty more."""
        return self._earlier

    def start_over(self) -> None:
        """Show the newest forty again when lines come next."""
        self._count = AT_ONCE

    def show_lines(self, told: Told | None, wanted: Sequence[HistoryLine]) -> None:
        """Make the lines anew; scroll and keyboard stay where they were."""
        bar, at = self.verticalScrollBar(), self._focused_line()
        place = bar.value()
        self._clear()
        self._told, self._wanted = told, list(wanted)
        if told is None:
            return
        self._fill(told)
        self._inside.adjustSize()
        self._make_room()
        self.set_narrow(self._is_narrow)
        bar.setValue(place)
        if at is not None:
            self._focus_line(at)

    def set_narrow(self, narrow: bool) -> None:
        """Whether large text leaves no room beside."""
        self._is_narrow = narrow
        for view in self._views:
            view.set_narrow(narrow)

    # Lines

    def _fill(self, told: Told) -> None:
        wording = Wording(self._desk.privacy, told.today, told.zone)
        day = ""
        for line in self._wanted[: self._count]:
            if (head := wording.day(line)) != day:
                day = head
                self._column.addWidget(_DayHead(self._desk.theme, head, is_first=not self._views, parent=self._inside))
            view = LineView(self._desk.theme, line, wording, may_undo=self._desk.store.can_write, parent=self._inside)
            view.undo_requested.connect(self._on_undo)
            view.bring_back_requested.connect(self._on_bring_back)
            view.moved.connect(self._on_moved)
            self._views.append(view)
            self._column.addWidget(view)
        has_more = len(self._wanted) > self._count
        self._earlier.setVisible(has_more)
        if has_more:
            self._column.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)

    @Slot()
    def _on_earlier(self) -> None:
        self._count += AT_ONCE
        self.show_lines(self._told, self._wanted)

    def _clear(self) -> None:
        self._views.clear()
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is self._earlier:
                widget.setParent(self)
                widget.hide()
            elif widget is not None:
                widget.hide()
                widget.deleteLater()

    def _focused_line(self) -> int | None:
        focused = next((view for view in self._views if view.hasFocus() or view.isAncestorOf(self.focusWidget())), None)
        return focused.line.first if focused is not None else None

    def _focus_line(self, first: int) -> None:
        for view in self._views:
            if view.line.first == first:
                view.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    @Slot()
    def _make_room(self) -> None:
        """What stands beside a scroll bar ends where it would without one."""
        bar = self.verticalScrollBar()
        right = max(RIGHT - bar.sizeHint().width(), 0) if bar.maximum() > 0 else RIGHT
        for view in self._views:
            view.set_right(right)
        for head in self._inside.findChildren(_DayHead):
            head.set_right(right)

    @Slot(int)
    def _on_moved(self, step: int) -> None:
        at = next((place for place, view in enumerate(self._views) if view is self.sender()), 0)
        target = self._views[min(max(at + step, 0), len(self._views) - 1)]
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(target, 0, 40)

    # Taking back

    @Slot(object)
    def _on_undo(self, line: HistoryLine) -> None:
        view = self._view_of(line)
        if line.change is None or view is None or self._told is None:
            return
        with self._desk.store.reading() as session:
            touched = bool(line.change.columns) and is_touched(session, line.change)
        if not touched:
            self._take_back(line, anyway=False)
            return
        wording = Wording(self._desk.privacy, self._told.today, self._told.zone)
        later, other = self._came_after(line, self._told.lines)
        view.ask(
            wording.question(line),
            wording.consequence(line, later, other),
            wording.bring_back(line),
            wording.keep(line, later),
        )
        self.ensureWidgetVisible(view, 0, 40)

    @staticmethod
    def _came_after(line: HistoryLine, lines: Sequence[HistoryLine]) -> tuple[HistoryLine | None, HistoryLine | None]:
        """The newest change of the same field, and the newest of another one."""
        keys = {change.key for change in line.changes}
        newer = [each for each in lines if each.first > line.first and each.sort in (Sort.FIELD, Sort.TOLD)]
        same = [each for each in newer if keys & {change.key for change in each.changes}]
        others = [each for each in newer if not keys & {change.key for change in each.changes}]
        return next(iter(same), None), next(iter(others), None)

    @Slot(object)
    def _on_bring_back(self, line: HistoryLine) -> None:
        self._take_back(line, anyway=True)

    def _take_back(self, line: HistoryLine, *, anyway: bool) -> None:
        self._busy = self._view_of(line)
        assert line.change is not None
        try:
            future = self._desk.store.take_back(line.change, anyway=anyway)
        except Refusal as refusal:
            self._on_refused(refusal)
            return
        when_done(future, self, self._on_taken_back, self._on_refused)

    @Slot(object)
    def _on_taken_back(self, label: str) -> None:
        self._busy = None
        self.taken_back.emit(label)

    @Slot(object)
    def _on_refused(self, error: BaseException) -> None:
        view, self._busy = self._busy, None
        if not isinstance(error, Refusal):
            raise error
        if view is not None and view in self._views:
            view.refuse(
                retold(in_labels(str(error), BY_KIND[view.line.change.kind].fields) if view.line.change else str(error))
            )

    def _view_of(self, line: HistoryLine) -> LineView | None:
        return next((view for view in self._views if view.line == line), None)


class _DayHead(QWidget):
    """The day over the changes of a day."""

    def __init__(self, theme: Theme, day: str, *, is_first: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._right = RIGHT
        column = QVBoxLayout(self)
        column.setContentsMargins(LEFT, 6 if is_first else 12, RIGHT, 5)
        column.addWidget(Words(theme, day, Type.SMALL_STRONG, "ink-2", parent=self))

    def set_right(self, right: int) -> None:
        """Less room at the right where a scroll bar stands already."""
        self._right = right
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        line = QRectF(LEFT, self.height() - 1, self.width() - LEFT - self._right, 1)
        QPainter(self).fillRect(line, self._theme.color("line-2"))
