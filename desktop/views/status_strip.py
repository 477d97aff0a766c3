"""The strip at the foot of the sheet: how many, what is selected, what is saved, which keys work, export and print."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.saying import N_, say
from desktop.views.tab import Summary
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.marks import Icon, KeyHint
from desktop.views.widgets.painting import paint_box
from desktop.views.widgets.save_state import SaveState
from desktop.views.widgets.words import Words

HEIGHT = 36
RADIUS = 10
NOTHING_YET, NOTHING_YET_SHORT = N_("All changes saved on this computer"), N_("All saved")
EXPORT, PRINT = N_("Export"), N_("Print list")
TIGHT, HINTS_FROM = 640, 1240


def each_key(keys: str) -> list[str]:
    """The keys of a hint one by one: "J K" are two, "Ctrl F" is one."""
    parts = keys.split()
    return parts if all(len(part) == 1 for part in parts) else [keys]


class StatusStrip(QWidget):
    """What a tab's summary says, and the two ways out of the office.

    Signals:
        export_requested, print_requested: the button was pressed.
        shortcuts_requested: the sheet of shortcuts is wished for.
        privacy_off_requested: the privacy screen is to be turned off.
    """

    export_requested = Signal()
    print_requested = Signal()
    shortcuts_requested = Signal()
    privacy_off_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._width = 1440.0
        self._because = ""
        self._summary = Summary()
        self._hinted: tuple[tuple[str, str], ...] = ()
        self._leaves = False
        self.setAccessibleName(say("Status"))
        self._build_left()
        self._build_right()
        self._lay_out()
        self._connect()
        self._resize()
        self.show_summary(Summary(), leaves=False)

    # What the window says

    def show_summary(self, summary: Summary, *, leaves: bool) -> None:
        """Show a tab's count, selection and keys; `leaves` offers export and print."""
        self._summary, self._leaves = summary, leaves
        number, _, rest = summary.count.partition(" ")
        has_number = number.replace(",", "").isdigit()
        self._number.set_words(number if has_number else "")
        said = [rest if has_number else summary.count, summary.selected]
        self._count.set_words(", ".join(part for part in said if part))
        self._count.setAccessibleName(", ".join(part for part in (summary.count, summary.selected) if part))
        self._number.setVisible(has_number)
        self._count_box.setVisible(bool(summary.count or summary.selected))
        self._show_hints()
        self._arrange()

    def set_go_to(self, first: str, last: str) -> None:
        """The keys of the first and the last tab."""
        self._first, self._last = first, last
        self._fill(self._go_to_row, self._go_to, ((say("Go to"), first), (say("to"), last)))

    def set_privacy(self, because: str) -> None:
        """Say that the privacy screen is on; empty when it is off."""
        self._because = because
        self._privacy_words.set_words(because)
        self._privacy_words.setMaximumWidth(self._privacy_words.fontMetrics().horizontalAdvance(because) + 4)
        self._arrange()
        self.update()

    def set_narrow(self, width: float) -> None:
        """Fit a window `width` design pixels wide: hints give way first."""
        self._width = width
        self._arrange()

    # Building

    def _build_left(self) -> None:
        theme = self._theme
        self._count_box = QWidget(self)
        self._number = Words(theme, "", Type.SMALL_STRONG, "ink", parent=self._count_box)
        self._count = Words(theme, "", Type.SMALL, "ink-2", parent=self._count_box)
        row = QHBoxLayout(self._count_box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._number)
        row.addWidget(self._count)
        self.saved = SaveState(theme, Type.SMALL, NOTHING_YET, icon=14, parent=self)
        self._hints = QWidget(self)
        self._hint_row = QHBoxLayout(self._hints)
        self._hint_row.setContentsMargins(0, 0, 0, 0)
        self._hint_row.setSpacing(6)
        self._privacy = QWidget(self)
        self._privacy_words = Words(theme, "", Type.SMALL_MEDIUM, "ochre", elides=True, parent=self._privacy)
        self._privacy_off = Button(theme, say("Turn off"), look=Look.PLAIN, size=Size.SMALL, parent=self._privacy)
        row = QHBoxLayout(self._privacy)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Icon(theme, "eye-off", "ochre", 14, self._privacy))
        row.addWidget(self._privacy_words, 1)
        row.addWidget(self._privacy_off)
        row.addStretch(0)

    def _build_right(self) -> None:
        theme = self._theme
        self._first = self._last = ""
        self._go_to = QWidget(self)
        self._go_to_row = QHBoxLayout(self._go_to)
        self._go_to_row.setContentsMargins(0, 0, 0, 0)
        self._go_to_row.setSpacing(6)
        self._all = Button(theme, say("All shortcuts"), look=Look.GHOST, size=Size.SMALL, keys="F1", parent=self)
        self._export = Button(theme, say(EXPORT), "download", look=Look.GHOST, size=Size.SMALL, parent=self)
        self._print = Button(theme, say(PRINT), "printer", size=Size.SMALL, parent=self)
        self._export.set_tip(say("Export what is shown (Ctrl E)"))
        self._print.set_tip(say("Print what is shown (Ctrl P)"))
        self._export.setObjectName("export")
        self._print.setObjectName("print")

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 1, 8, 1)
        self._row.setSpacing(14)
        self._row.addWidget(self._count_box)
        self._row.addWidget(self.saved)
        self._row.addWidget(self._hints)
        self._row.addWidget(self._privacy, 1)
        self._row.addStretch(0)
        right = QHBoxLayout()
        right.setSpacing(6)
        for widget in (self._go_to, self._all, self._export, self._print):
            right.addWidget(widget)
        self._row.addLayout(right)

    def _connect(self) -> None:
        self._export.clicked.connect(self.export_requested)
        self._print.clicked.connect(self.print_requested)
        self._all.clicked.connect(self.shortcuts_requested)
        self._privacy_off.clicked.connect(self.privacy_off_requested)
        self._theme.changed.connect(self._resize)

    # Inside

    @Slot()
    def _resize(self) -> None:
        self.setFixedHeight(self._theme.px(HEIGHT))
        self.update()

    def _arrange(self) -> None:
        """What has room: the privacy screen's sentence comes before hints, hints before nothing."""
        is_private = bool(self._because)
        self._privacy.setVisible(is_private)
        is_tight = self._width <= TIGHT
        self.saved.set_quiet(NOTHING_YET_SHORT if is_tight else NOTHING_YET)
        self._hints.setVisible(
            not is_private and self._width > HINTS_FROM and bool(self._summary.hints) and self._has_room_for_hints
        )
        self._go_to.setVisible(not self._leaves and not is_private and self._width > 1000 and self._first != self._last)
        self._all.setVisible(not self._leaves)
        self._export.setVisible(self._leaves)
        self._print.setVisible(self._leaves)
        for button, words in ((self._export, say(EXPORT)), (self._print, say(PRINT))):
            button.setText("" if is_tight else words)
            button.setAccessibleName(words)

    @property
    def _has_room_for_hints(self) -> bool:
        """They are shown whole or not at all; how long they are depends on the language."""
        beside = (self._count_box, self.saved, self._hints, self._export, self._print)
        margins = self._row.contentsMargins()
        taken = sum(part.sizeHint().width() for part in beside) + len(beside) * self._row.spacing()
        return taken + margins.left() + margins.right() <= self.width()

    def _show_hints(self) -> None:
        """Made anew only when they are others: a summary comes with every row somebody passes."""
        if self._summary.hints != self._hinted:
            self._hinted = self._summary.hints
            self._fill(self._hint_row, self._hints, self._hinted)

    def _fill(self, row: QHBoxLayout, parent: QWidget, hints: Iterable[tuple[str, str]]) -> None:
        _clear(row)
        for words, keys in hints:
            if words:
                row.addWidget(Words(self._theme, words, Type.SMALL, "ink-3", parent=parent))
            for key in each_key(keys):
                row.addWidget(KeyHint(self._theme, key, parent))

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRectF(self.rect())
        fill = self._theme.color("ochre-soft" if self._because else "sunken")
        # Round at the foot only, where the sheet is round.
        paint_box(painter, box, RADIUS - 1, fill, None)
        painter.fillRect(QRectF(0, 0, box.width(), box.height() - RADIUS), fill)
        line = self._theme.color("ochre-line" if self._because else "line-2")
        painter.fillRect(QRectF(0, 0, box.width(), 1), line)


def _clear(row: QHBoxLayout) -> None:
    while (item := row.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
