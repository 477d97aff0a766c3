"""The palette: one field over all commands and all records, opened with Ctrl K."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QShowEvent,
    QSinglePointEvent,
    QWindow,
)
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.views.background import Job
from desktop.views.commands import Command
from desktop.views.desk import Desk
from desktop.views.palette.entries import Entry, entries
from desktop.views.palette.finding import Finding, Found
from desktop.views.palette.palette_list import PaletteList
from desktop.views.saying import retold, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_icon
from desktop.views.widgets.shadow import ROOM, paint_card

WIDTH = 560
HIGHEST = 440
FIELD = 46
RADIUS = 10
OF_THE_MOUSE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
)
MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PaletteField(QLineEdit):
    """The field: typing stays here while the arrows move in the list.

    Signals:
        moved(int): one row down or up.
        entered: what is marked is wanted.
        left: Esc.
    """

    moved = Signal(int)
    entered = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("palette-field")
        self.setAccessibleName(say("Search, or type a command"))
        self.setPlaceholderText(say("Search, or type a command"))
        self.setFrame(False)
        theme.changed.connect(self._restyle)
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        font = self._theme.font(Type.BODY)
        font.setPixelSize(self._theme.px(15))
        self.setFont(font)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, self._theme.color("ink"))
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._theme.color("ink-3"))
        self.setPalette(palette)
        self.setFixedHeight(self._theme.px(FIELD))
        self.setTextMargins(self._theme.px(42), 0, self._theme.px(12), 0)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in MOVES:
            self.moved.emit(MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.moved.emit(1 if key == Qt.Key.Key_Tab else -1)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # Qt's own name
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        px, painter = self._theme.px, QPainter(self)
        paint_icon(painter, self._theme, QPointF(px(17), (self.height() - px(16)) / 2), "search", "ink-2", 16)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), self._theme.color("line-2"))


class Palette(QWidget):
    """A card over the window. While it is open the mouse reaches nothing beside it: a click there closes it.

    Signals:
        open_requested(kind, id): a record was chosen.
    """

    open_requested = Signal(object, object)

    def __init__(self, desk: Desk, window: QWidget, anchor: QWidget, commands: Callable[[], Sequence[Command]]) -> None:
        super().__init__(window)
        self._desk = desk
        self._theme = desk.theme
        self._window = window
        self._anchor = anchor
        self._commands = commands
        self._offered: Sequence[Command] = ()
        self._found: list[Found] = []
        self._searched = False
        self._moved = False
        self._job: Job | None = None
        self._before: QWidget | None = None
        self._watched: QWindow | None = None
        self.setObjectName("palette")
        self.setAccessibleName(say("Search and commands"))
        self._build()
        self._connect()
        self.hide()

    @property
    def is_searching(self) -> bool:
        """Whether records are being looked for."""
        return self._job is not None

    @Slot()
    def open(self) -> None:
        """Show the palette with an empty field."""
        if self.isVisible():
            self._field.selectAll()
            return
        self._before = self.window().focusWidget()
        self._offered = self._commands()
        self._found, self._searched = [], False
        self._field.clear()
        self._show_rows()
        self._fit()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def close_palette(self) -> None:
        """Close; whoever had the keyboard gets it back."""
        if not self.isVisible():
            return
        before, self._before = self._before, None
        self.hide()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    # Building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM + 1, ROOM + 1, ROOM + 1, ROOM + 6)
        column.setSpacing(0)
        self._field = PaletteField(self._theme, self)
        self._list = PaletteList(self._theme, self)
        column.addWidget(self._field)
        column.addWidget(self._list, 1)
        self.setFocusProxy(self._field)

    def _connect(self) -> None:
        self._field.textChanged.connect(self._on_typed)
        self._field.moved.connect(self._move)
        self._field.entered.connect(self._enter)
        self._field.left.connect(self.close_palette)
        self._list.clicked.connect(self._enter)
        self._desk.privacy.changed.connect(self._on_privacy)
        self._theme.changed.connect(self._fit)
        self._window.installEventFilter(self)

    # Slots

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        self._moved = False
        self._stop()
        if typed.strip():
            question = Finding(typed, self._desk.store.member.role)
            self._job = self._desk.background.read(question, self._on_found, self._on_failed)
        else:
            self._found, self._searched = [], False
        self._show_rows()

    def _on_found(self, found: list[Found]) -> None:
        self._job = None
        self._found, self._searched = found, True
        self._show_rows()

    def _on_failed(self, problem: object) -> None:
        self._job = None
        self._desk.toasts.show(retold(str(problem)))

    @Slot(int)
    def _move(self, by: int) -> None:
        row = self._list.rows.next_choice(self._list.currentIndex().row(), by)
        self._moved = True
        self._choose(row)

    @Slot()
    def _enter(self) -> None:
        entry = self._list.rows.entry(self._list.currentIndex().row())
        if entry is None or not entry.is_choice:
            return
        self.close_palette()
        if entry.record is not None:
            self.open_requested.emit(*entry.record)
        elif entry.run is not None:
            entry.run()

    @Slot()
    def _on_privacy(self) -> None:
        if self.isVisible():
            self._show_rows()

    # Inside

    def _show_rows(self) -> None:
        kept = self._entry() if self._moved else None
        rows = entries(self._field.text(), self._found, self._offered, self._desk.privacy, searched=self._searched)
        self._list.rows.show_rows(rows)
        same = next((row for row, each in enumerate(rows) if kept is not None and _same(each, kept)), None)
        self._choose(self._list.rows.next_choice(-1, 1) if same is None else same)
        self._fit()

    def _entry(self) -> Entry | None:
        return self._list.rows.entry(self._list.currentIndex().row())

    def _choose(self, row: int) -> None:
        self._list.choose(row)
        entry = self._list.rows.entry(row)
        if entry is not None and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._field, entry.spoken))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    @Slot()
    def _fit(self) -> None:
        window, px = self._window, self._theme.px
        corner = self._anchor.mapTo(window, self._anchor.rect().topLeft())
        width = min(max(px(WIDTH), self._anchor.width()), window.width() - corner.x() - 12)
        height = min(px(FIELD) + self._list.content_height() + 7, px(HIGHEST), window.height() - corner.y() - 16)
        self.setGeometry(corner.x() - ROOM, corner.y() - ROOM, width + 2 * ROOM, height + 2 * ROOM)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QSinglePointEvent) and event.type() in OF_THE_MOUSE:
            # Not a widget over the whole window: to show one paints all that lies below once more.
            is_beside = not self.geometry().contains(event.position().toPoint())
            if is_beside and event.type() is QEvent.Type.MouseButtonPress:
                self.close_palette()
            return is_beside
        if event.type() is QEvent.Type.Resize and watched is self._window and self.isVisible():
            self._fit()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watched = self.window().windowHandle()
        self._watched.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None
        self._stop()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(WIDTH), self._theme.px(HIGHEST))

    def paintEvent(self, event: QPaintEvent) -> None:
        card = QRectF(self.rect()).adjusted(ROOM, ROOM, -ROOM, -ROOM)
        paint_card(QPainter(self), self._theme, card, RADIUS)


def _same(one: Entry, other: Entry) -> bool:
    return (one.title, one.record) == (other.title, other.record)
