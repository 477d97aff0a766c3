"""The New menu: Ctrl N, then a letter."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.views.commands import Command
from desktop.views.saying import say, say_as
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_icon, paint_words
from desktop.views.widgets.popover import Popover

WIDTH = 274
ROW = 34


class NewRow(QAbstractButton):
    """One thing that can be made new, with its letter."""

    def __init__(self, theme: Theme, command: Command, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.command = command
        self.setAccessibleName(f"{self.words}, {command.letter}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """The command without the word the menu says already: "New concern" is "Concern" here."""
        said = self.command.text.removeprefix(say("New "))
        return said[:1].upper() + said[1:]

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(WIDTH), self._theme.px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, box = QPainter(self), self._theme.px, QRectF(self.rect())
        if self.hasFocus() or self.isDown():
            paint_box(painter, box, px(6), self._theme.color("accent-soft"), self._theme.color("accent-line"))
        middle = box.center().y()
        paint_icon(painter, self._theme, QPointF(px(10), middle - px(8)), self.command.icon or "plus", "ink-2", 16)
        width = round(self._theme.width(self.command.letter, Type.SMALL_MEDIUM)) + px(11)
        key = QRectF(box.right() - px(10) - width, round(middle - px(9)), width, px(18))
        paint_box(painter, key, px(4), self._theme.color("sunken"), self._theme.color("line-2"))
        center = Qt.AlignmentFlag.AlignCenter
        paint_words(painter, self._theme, key, self.command.letter, Type.SMALL_MEDIUM, "ink-3", center)
        words = QRectF(px(36), 0, key.left() - px(46), box.height())
        paint_words(painter, self._theme, words, self.words)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Letters and arrows are the menu's.
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


class NewMenu(Popover):
    """All commands that have a letter; a letter, Enter or a click chooses one.

    Signals:
        chosen(Command): after the menu has closed.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, commands: Sequence[Command]) -> None:
        super().__init__(theme, parent, say_as("menu", "New"))
        self.setObjectName("new-menu")
        self._rows: list[NewRow] = []
        for command in commands:
            row = NewRow(theme, command, self)
            row.clicked.connect(self._on_clicked)
            self._rows.append(row)
            self.body.addWidget(row)
        self.body.setSpacing(0)

    def open_under(self, button: QWidget) -> None:
        """Show the menu with its right edge under the right edge of a button."""
        self.fit()
        inside = self.sizeHint().width() - 48
        self.open_at(button.mapToGlobal(QPoint(button.width() - inside, button.height() + 4)), button.height() + 8)
        if self._rows:
            self._rows[0].setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, NewRow):
            self._choose(row)

    def _choose(self, row: NewRow) -> None:
        command = row.command
        self.close()
        self.chosen.emit(command)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text().casefold()
        focused = next((place for place, row in enumerate(self._rows) if row.hasFocus()), 0)
        for row in self._rows:
            if typed and typed == row.command.letter.casefold():
                self._choose(row)
                return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._rows:
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            self._rows[(focused + by) % len(self._rows)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._rows:
            self._choose(self._rows[focused])
            return
        super().keyPressEvent(event)
