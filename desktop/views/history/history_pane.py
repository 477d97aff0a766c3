"""The history of one record: who changed what and when, before and after, and taking one change back."""

import enum
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from desktop.models.field import FieldKind
from desktop.models.records import BY_KIND
from desktop.models.refusal import Refusal
from desktop.store.history_lines import HistoryLine, Sort
from desktop.store.take_back import is_touched
from desktop.views.desk import Desk
from desktop.views.forms.wordings import in_labels
from desktop.views.history.asking import HistoryAsking, Told
from desktop.views.history.history_line import LEFT, RIGHT, LineView
from desktop.views.history.wording import Wording
from desktop.views.icons_of_records import icon_of
from desktop.views.pending import when_done
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.switch import Choice, Switch
from desktop.views.widgets.words import Words

AT_ONCE = 40
NARROW = 420
ANYONE = "By anyone"
FOR_STAFF = "History is for staff. Ask a colleague who works in this office."
NOTHING = "No changes of this sort."


class Part(enum.StrEnum):
    """Which lines are shown."""

    ALL = "all"
    FIELDS = "fields"
    WORDS = "words"
    TOLD = "told"


def part_of(line: HistoryLine) -> Part:
    """Where a line belongs beside All: what was said and answered, whom we told, or the rest."""
    if line.sort in (Sort.TOLD, Sort.CREATED):
        return Part.TOLD if line.sort is Sort.TOLD else Part.WORDS
    field = line.changes[0].field if line.changes else None
    is_words = field is not None and (field.spoken or field.kind is FieldKind.LONG_TEXT)
    return Part.WORDS if is_words or line.sort is Sort.STRUCK else Part.FIELDS


class HistoryPane(QWidget):
    """The pane of picture 23. `show_record` fills it.

    Signals:
        back_requested(): Esc, "Back to the record" or the cross.
        print_requested(object, object): kind and id of the record whose history is to be printed.
        taken_back(str): one change was taken back; the label of what was done.
    """

    back_requested = Signal()
    print_requested = Signal(object, object)
    taken_back = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._told: Told | None = None
        self._part = Part.ALL
        self._by: int | None = None
        self._shown_count = AT_ONCE
        self._views: list[LineView] = []
        self._busy: LineView | None = None
        self._asking = HistoryAsking(desk, self)
        self.setAccessibleName("History")
        self._build_head()
        self._build_lines()
        self._build_foot()
        self._lay_out()
        self._connect()

    # What a view says

    def show_record(self, kind: str, record_id: int) -> None:
        """Show the history of a record."""
        self._told = None
        self._shown_count = AT_ONCE
        self._part, self._by = Part.ALL, None
        self._parts.choose(Part.ALL)
        self._asking.follow(kind, record_id)

    @property
    def lines(self) -> list[LineView]:
        """The lines that are shown, newest first."""
        return list(self._views)

    def focus_first(self) -> None:
        """Put the keyboard on the newest change."""
        if self._views:
            self._views[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    # Building

    def _build_head(self) -> None:
        theme = self._desk.theme
        self._icon = Icon(theme, "history", "ink-2", 14, self)
        self._number = Words(theme, "", Type.SMALL, "ink-3", parent=self)
        self._print = Button(theme, "Print history", "printer", look=Look.GHOST, size=Size.SMALL, parent=self)
        self._close = Button(theme, "", "x", look=Look.GHOST, size=Size.SMALL, tip="Back to the record", parent=self)
        self._title = Words(theme, "", Type.RECORD_TITLE, elides=True, parent=self)
        choices = [Choice(Part.ALL, "All"), Choice(Part.FIELDS, "Fields")]
        choices += [Choice(Part.WORDS, "Words"), Choice(Part.TOLD, "Told")]
        self._parts = Switch(theme, choices, "Which changes", small=True, parent=self)
        self._people = Button(theme, ANYONE, "user", look=Look.CHIP, parent=self)
        self._people.set_arrow()
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        self._people.set_popup(self._menu)

    def _build_lines(self) -> None:
        theme = self._desk.theme
        self._inside = QWidget(self)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(0)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self._inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("Changes, newest first")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        self._empty = Words(theme, "", Type.BODY, "ink-3", wraps=True, parent=self)
        self._empty.setContentsMargins(LEFT, 12, RIGHT, 12)
        self._earlier = Button(theme, "Show earlier changes", look=Look.LINK, parent=self)
        self._earlier.hide()

    def _build_foot(self) -> None:
        theme = self._desk.theme
        self._foot = _Foot(theme, self)
        self._foot_row = QHBoxLayout(self._foot)
        self._foot_row.setContentsMargins(LEFT, 10, RIGHT, 9)
        said = "Undo adds a new line here. Nothing is erased."
        self._foot_row.addWidget(Words(theme, said, Type.SMALL, "ink-2", wraps=True, parent=self._foot), 1)
        self._back = Button(theme, "Back to the record", size=Size.SMALL, keys="Esc", parent=self._foot)
        self._foot_row.addWidget(self._back)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(LEFT, 14, RIGHT, 10)
        head.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self._icon)
        top.addWidget(self._number)
        top.addStretch(1)
        top.addWidget(self._print)
        top.addSpacing(-4)
        top.addWidget(self._close)
        head.addLayout(top)
        head.addWidget(self._title)
        head.addSpacing(8)
        self._filters = QHBoxLayout()
        self._filters.setSpacing(6)
        self._filters.addWidget(self._parts)
        self._filters.addStretch(1)
        self._filters.addWidget(self._people)
        head.addLayout(self._filters)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule(self._desk.theme, "line-2", parent=self))
        column.addWidget(self._empty)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        self._asking.told.connect(self._on_told)
        self._parts.chosen.connect(self._on_part)
        self._group.triggered.connect(self._on_person)
        self._earlier.clicked.connect(self._on_earlier)
        self._print.clicked.connect(self._on_print)
        self._close.clicked.connect(self.back_requested)
        self._back.clicked.connect(self.back_requested)
        self._desk.privacy.changed.connect(self._show_again)
        self._desk.theme.changed.connect(self._narrow)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._make_room)

    # Showing

    @Slot(object)
    def _on_told(self, told: Told | None) -> None:
        self._told = told
        self._print.setEnabled(told is not None)
        self._show_again()

    @Slot()
    def _show_again(self) -> None:
        """Make the lines anew; scroll and keyboard stay where they were."""
        bar, at = self._scroll.verticalScrollBar(), self._focused_line()
        place = bar.value()
        self._clear()
        if self._told is None:
            self._empty.set_words("" if self._asking.may_see else FOR_STAFF)
            self._empty.setVisible(not self._asking.may_see)
            return
        self._name(self._told)
        self._fill_people(self._told.lines)
        self._fill(self._told)
        self._inside.adjustSize()
        self._make_room()
        self._narrow()
        bar.setValue(place)
        if at is not None:
            self._focus_line(at)

    def _name(self, told: Told) -> None:
        icon, token = icon_of(told.kind)
        self._icon.set_icon(icon, token)
        self._number.set_words(told.number or told.kind.capitalize())
        self._title.set_words(f"History of {self._desk.privacy.shown_words(told.title)}")
        self._parts.set_label(Part.ALL, f"All {len(told.lines)}")

    def _fill_people(self, lines: Sequence[HistoryLine]) -> None:
        people = {line.person_id: self._desk.privacy.shown_name(line.who) for line in lines}
        self._menu.clear()
        for action in self._group.actions():
            self._group.removeAction(action)
        for person_id, name in [(None, ANYONE), *((key, name) for key, name in people.items() if key is not None)]:
            action = QAction(name.replace("&", "&&"), self._menu)
            action.setData(person_id)
            action.setCheckable(True)
            action.setChecked(person_id == self._by)
            self._group.addAction(action)
            self._menu.addAction(action)
        self._people.setText(f"By {people[self._by]}" if self._by in people and self._by is not None else ANYONE)
        self._people.set_look(Look.CHIP if self._by is None else Look.CHIP_ON)

    def _fill(self, told: Told) -> None:
        wording = Wording(self._desk.privacy, told.today, told.zone)
        wanted = [line for line in told.lines if self._is_wanted(line)]
        self._empty.set_words(NOTHING)
        self._empty.setVisible(not wanted)
        day = ""
        for line in wanted[: self._shown_count]:
            if (head := wording.day(line)) != day:
                day = head
                self._column.addWidget(_DayHead(self._desk.theme, head, is_first=not self._views, parent=self._inside))
            view = LineView(self._desk.theme, line, wording, may_undo=True, parent=self._inside)
            view.undo_requested.connect(self._on_undo)
            view.bring_back_requested.connect(self._on_bring_back)
            view.moved.connect(self._on_moved)
            self._views.append(view)
            self._column.addWidget(view)
        self._earlier.setVisible(len(wanted) > self._shown_count)
        if len(wanted) > self._shown_count:
            self._column.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)

    def _is_wanted(self, line: HistoryLine) -> bool:
        return self._part in (Part.ALL, part_of(line)) and self._by in (None, line.person_id)

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
    def _narrow(self) -> None:
        """Rows become columns where large text leaves no room beside."""
        narrow = self.width() * 100 / self._desk.theme.text_size < NARROW
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        for row in (self._filters, self._foot_row):
            row.setDirection(direction)
        for view in self._views:
            view.set_narrow(narrow)

    @Slot()
    def _make_room(self) -> None:
        """What stands beside a scroll bar ends where it would without one."""
        bar = self._scroll.verticalScrollBar()
        right = max(RIGHT - bar.sizeHint().width(), 0) if bar.maximum() > 0 else RIGHT
        for view in self._views:
            view.set_right(right)
        for head in self._inside.findChildren(_DayHead):
            head.set_right(right)

    # What is chosen

    @Slot(str)
    def _on_part(self, key: str) -> None:
        self._part = Part(key)
        self._shown_count = AT_ONCE
        self._show_again()

    @Slot(QAction)
    def _on_person(self, action: QAction) -> None:
        self._by = action.data()
        self._shown_count = AT_ONCE
        self._show_again()

    @Slot()
    def _on_earlier(self) -> None:
        self._shown_count += AT_ONCE
        self._show_again()

    @Slot()
    def _on_print(self) -> None:
        if self._told is not None:
            self.print_requested.emit(self._told.kind, self._told.record_id)

    @Slot(int)
    def _on_moved(self, step: int) -> None:
        at = next((place for place, view in enumerate(self._views) if view is self.sender()), 0)
        target = self._views[min(max(at + step, 0), len(self._views) - 1)]
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(target, 0, 40)

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
        self._scroll.ensureWidgetVisible(view, 0, 40)

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
                in_labels(str(error), BY_KIND[view.line.change.kind].fields) if view.line.change else str(error)
            )

    def _view_of(self, line: HistoryLine) -> LineView | None:
        return next((view for view in self._views if view.line == line), None)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._narrow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
            return
        super().keyPressEvent(event)


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


class _Foot(QWidget):
    """The sunken strip at the foot of the pane."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRectF(self.rect())
        painter.fillRect(box, self._theme.color("sunken"))
        painter.fillRect(QRectF(0, 0, box.width(), 1), self._theme.color("line-2"))
