"""The bar above the sheet: search and commands, what undo takes back, the privacy screen, and New."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.views.saying import N_, say, say_as
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.painting import paint_box, paint_icon, paint_words
from desktop.views.widgets.pressable import Pressable
from desktop.views.widgets.undo_button import UndoButton

HEIGHT = 52
INVITATION = N_("Search, or type a command")
KEYS = "Ctrl K"


class SearchBox(Pressable):
    """Looks like the field it opens: pressing it opens the palette."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, 8, parent)
        self._width = 440
        self.setAccessibleName(say(INVITATION))
        self.setAccessibleDescription(KEYS)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.restyle()

    def set_width(self, design: int) -> None:
        """How wide it is at most, in design pixels."""
        if design != self._width:
            self._width = design
            self.restyle()

    @Slot()
    def restyle(self) -> None:
        """As wide as it may be at the present text size."""
        self.setMaximumWidth(self.theme.px(self._width))
        super().restyle()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(self._width), self.theme.px(34))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(110), self.theme.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, theme, box = QPainter(self), self.theme.px, self.theme, QRectF(self.rect())
        fill = theme.color("hover" if self.underMouse() or self.isDown() else "sheet")
        paint_box(painter, box, px(8), fill, theme.color("field"))
        middle = box.center().y()
        paint_icon(painter, theme, QPointF(px(10), middle - px(7.5)), "search", "ink-2", 15)
        width = round(theme.width(KEYS, Type.SMALL_MEDIUM)) + px(11)
        keys = QRectF(box.right() - px(6) - width, round(middle - px(9)), width, px(18))
        paint_box(painter, keys, px(4), theme.color("sunken"), theme.color("line-2"))
        paint_words(painter, theme, keys, KEYS, Type.SMALL_MEDIUM, "ink-3", Qt.AlignmentFlag.AlignCenter)
        words = QRectF(px(33), 0, keys.left() - px(41), box.height())
        paint_words(painter, theme, words, say(INVITATION), Type.BODY, "ink-3")


class TopBar(QWidget):
    """Search at the left; undo by its name, the privacy screen and New at the right.

    Signals:
        palette_requested, undo_requested, privacy_requested, new_requested: the button was pressed.
    """

    palette_requested = Signal()
    undo_requested = Signal()
    privacy_requested = Signal()
    new_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._privacy_is_icon = False
        self.setAccessibleName(say("Search and commands"))
        self._build()
        self._connect()
        self.set_privacy(False)
        self._resize()

    def set_undo(self, what: str | None) -> None:
        """Name what undo takes back; None when there is nothing."""
        self._undo.set_what(what)

    def set_privacy(self, is_on: bool) -> None:
        """Show whether the privacy screen is on."""
        self._privacy.setChecked(is_on)
        state = say("Privacy screen is on") if is_on else say("Privacy screen")
        self._privacy.setText("" if self._privacy_is_icon else say("Privacy screen"))
        self._privacy.set_tip(say("{state} (Ctrl Shift P)", state=state))
        self._privacy.setAccessibleName(state)

    def set_narrow(self, width: float) -> None:
        """Fit a window `width` design pixels wide."""
        self.search.set_width(440 if width > 1240 else 320 if width > 1000 else 260)
        self._undo.set_narrow(width <= 1240)
        self._privacy_is_icon = width <= 1000
        self.set_privacy(self._privacy.isChecked())

    @property
    def undo_text(self) -> str:
        """What the undo button is called now."""
        return self._undo.accessibleName()

    # Building

    def _build(self) -> None:
        theme = self._theme
        self.search = SearchBox(theme, self)
        self._undo = UndoButton(theme, parent=self)
        self._privacy = Button(theme, say("Privacy screen"), "eye-off", look=Look.GHOST, parent=self)
        self._privacy.setCheckable(True)
        self.new = Button(theme, say_as("menu", "New"), "plus", look=Look.PRIMARY, keys="Ctrl N", parent=self)
        self.search.setObjectName("search")
        self._undo.setObjectName("undo")
        self._privacy.setObjectName("privacy")
        self.new.setObjectName("new")
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addWidget(self.search, 1)
        self._row.addStretch()
        for button in (self._undo, self._privacy, self.new):
            self._row.addWidget(button)

    def _connect(self) -> None:
        self.search.clicked.connect(self.palette_requested)
        self._undo.clicked.connect(self.undo_requested)
        self._privacy.clicked.connect(self._on_privacy)
        self.new.clicked.connect(self.new_requested)
        self._theme.changed.connect(self._resize)

    @Slot()
    def _resize(self) -> None:
        self.setFixedHeight(self._theme.px(HEIGHT))
        self._row.setContentsMargins(0, 0, 12, 0)

    @Slot()
    def _on_privacy(self) -> None:
        self.privacy_requested.emit()
