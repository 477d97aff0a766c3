"""The history of one record: who changed what and when, before and after, and taking one change back."""

import enum
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.models.field import FieldKind
from desktop.store.history_lines import HistoryLine, Sort
from desktop.views.desk import Desk
from desktop.views.history.asking import HistoryAsking, Told
from desktop.views.history.history_line import LEFT, RIGHT, LineView
from desktop.views.history.history_list import HistoryList
from desktop.views.icons_of_records import icon_of
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.switch import Choice, Switch
from desktop.views.widgets.words import Words

NARROW = 420
LOW = 200
ANYONE = N_("By anyone")
FOR_STAFF = N_("History is for staff. Ask a colleague who works in this office.")
NOTHING = N_("No changes of this sort.")


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
        self._waits_for_first = False
        self._is_low = False
        self._asking = HistoryAsking(desk, self)
        self.setAccessibleName(say("History"))
        self._build_head()
        self._build_lines()
        self._build_foot()
        self._lay_out()
        self._connect()

    # What a view says

    def show_record(self, kind: str, record_id: int) -> None:
        """Show the history of a record."""
        self._told = None
        self._list.start_over()
        self._part, self._by = Part.ALL, None
        self._parts.choose(Part.ALL)
        self._asking.follow(kind, record_id)

    @property
    def lines(self) -> list[LineView]:
        """The lines that are shown, newest first."""
        return self._list.lines

    def focus_first(self) -> None:
        """Put the keyboard on the newest change, as soon as it is known."""
        self._waits_for_first = self._told is None and self._asking.may_see
        if (lines := self._list.lines) and not self._waits_for_first:
            lines[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._way_back.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _way_back(self) -> Button:
        return self._close if self._is_low else self._back

    # Building

    def _build_head(self) -> None:
        theme = self._desk.theme
        self._icon = Icon(theme, "history", "ink-2", 14, self)
        self._number = Words(theme, "", Type.SMALL, "ink-3", parent=self)
        self._print = Button(theme, say("Print history"), "printer", look=Look.GHOST, size=Size.SMALL, parent=self)
        self._close = Button(
            theme, "", "x", look=Look.GHOST, size=Size.SMALL, tip=say("Back to the record"), parent=self
        )
        self._title = Words(theme, "", Type.RECORD_TITLE, elides=True, parent=self)
        choices = [Choice(Part.ALL, say("All")), Choice(Part.FIELDS, say("Fields"))]
        choices += [Choice(Part.WORDS, say("Words")), Choice(Part.TOLD, say("Told"))]
        self._parts = Switch(theme, choices, say("Which changes"), small=True, parent=self)
        self._people = Button(theme, say(ANYONE), "user", look=Look.CHIP, parent=self)
        self._people.set_arrow()
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        self._people.set_popup(self._menu)

    def _build_lines(self) -> None:
        self._list = HistoryList(self._desk, self)
        self._empty = Words(self._desk.theme, "", Type.BODY, "ink-3", wraps=True, parent=self)
        self._empty.setContentsMargins(LEFT, 12, RIGHT, 12)

    def _build_foot(self) -> None:
        theme = self._desk.theme
        self._foot = _Foot(theme, self)
        self._foot_row = QHBoxLayout(self._foot)
        self._foot_row.setContentsMargins(LEFT, 10, RIGHT, 9)
        said = say("Undo adds a new line here. Nothing is erased.")
        self._foot_row.addWidget(Words(theme, said, Type.SMALL, "ink-2", wraps=True, parent=self._foot), 1)
        self._back = Button(theme, say("Back to the record"), size=Size.SMALL, keys="Esc", parent=self._foot)
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
        column.addWidget(self._list, 1)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        self._asking.told.connect(self._on_told)
        self._asking.failed.connect(self._on_failed)
        self._parts.chosen.connect(self._on_part)
        self._group.triggered.connect(self._on_person)
        self._list.taken_back.connect(self.taken_back)
        self._print.clicked.connect(self._on_print)
        self._close.clicked.connect(self.back_requested)
        self._back.clicked.connect(self.back_requested)
        self._desk.privacy.changed.connect(self._show_again)
        self._desk.theme.changed.connect(self._narrow)

    # Showing

    @Slot(object)
    def _on_told(self, told: Told | None) -> None:
        self._told = told
        self._print.setEnabled(told is not None)
        self._show_again()
        # Who went elsewhere in the meantime stays there.
        if self._waits_for_first and told is not None and self._way_back.hasFocus():
            self.focus_first()
        self._waits_for_first = False

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        """What was read before stays in sight; otherwise the sentence stands in its place."""
        if self._told is None:
            self._on_told(None)
            self._empty.set_words(sentence)
            self._empty.show()
        else:
            self._desk.toasts.show(sentence)

    @Slot()
    def _show_again(self) -> None:
        told = self._told
        wanted = [] if told is None else [line for line in told.lines if self._is_wanted(line)]
        if told is None:
            self._empty.set_words("" if self._asking.may_see else say(FOR_STAFF))
            self._empty.setVisible(not self._asking.may_see)
        else:
            self._name(told)
            self._fill_people(told.lines)
            self._empty.set_words(say(NOTHING))
            self._empty.setVisible(not wanted)
        self._list.show_lines(told, wanted)

    def _name(self, told: Told) -> None:
        icon, token = icon_of(told.kind)
        self._icon.set_icon(icon, token)
        self._number.set_words(told.number or say(told.kind.capitalize()))
        self._title.set_words(say("History of {what}", what=self._desk.privacy.shown_words(told.title)))
        self._parts.set_label(Part.ALL, say("All {n}", n=len(told.lines)))

    def _fill_people(self, lines: Sequence[HistoryLine]) -> None:
        people = {line.person_id: self._desk.privacy.shown_name(line.who) for line in lines}
        self._menu.clear()
        for action in self._group.actions():
            self._group.removeAction(action)
        for person_id, name in [(None, say(ANYONE)), *((key, name) for key, name in people.items() if key is not None)]:
            action = QAction(name.replace("&", "&&"), self._menu)
            action.setData(person_id)
            action.setCheckable(True)
            action.setChecked(person_id == self._by)
            self._group.addAction(action)
            self._menu.addAction(action)
        self._people.setText(
            say("By {name}", name=people[self._by]) if self._by in people and self._by is not None else say(ANYONE)
        )
        self._people.set_look(Look.CHIP if self._by is None else Look.CHIP_ON)

    def _is_wanted(self, line: HistoryLine) -> bool:
        return self._part in (Part.ALL, part_of(line)) and self._by in (None, line.person_id)

    @Slot()
    def _narrow(self) -> None:
        """Rows become columns where large text leaves no room beside."""
        narrow = self.width() * 100 / self._desk.theme.text_size < NARROW
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        for row in (self._filters, self._foot_row):
            row.setDirection(direction)
        self._list.set_narrow(narrow)
        # Large text in a low window: the lines come first, and × and Esc lead back.
        self._is_low = self.height() * 100 / self._desk.theme.text_size < LOW
        for part in (self._parts, self._people, self._foot):
            part.setVisible(not self._is_low)

    # What is chosen

    @Slot(str)
    def _on_part(self, key: str) -> None:
        self._part = Part(key)
        self._list.start_over()
        self._show_again()

    @Slot(QAction)
    def _on_person(self, action: QAction) -> None:
        self._by = action.data()
        self._list.start_over()
        self._show_again()

    @Slot()
    def _on_print(self) -> None:
        if self._told is not None:
            self.print_requested.emit(self._told.kind, self._told.record_id)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._narrow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
            return
        super().keyPressEvent(event)


class _Foot(QWidget):
    """The sunken strip at the foot of the pane."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRectF(self.rect())
        painter.fillRect(box, self._theme.color("sunken"))
        painter.fillRect(QRectF(0, 0, box.width(), 1), self._theme.color("line-2"))
