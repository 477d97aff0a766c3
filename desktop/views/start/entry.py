"""Large entry fields of the screens before the office: 40 high, label above, one plain sentence below."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.painting import paint_box, paint_icon
from desktop.views.widgets.pressable import PRESSING
from desktop.views.widgets.words import Words

HEIGHT = 40
RADIUS = 6
LINE_MARGIN = 2
DOT = 0x2022
DOTS_APART = 3
TEXT_SIZE = 15


class EntryField(QWidget):
    """A label, a line to type in, and a sentence below that tells what is wrong or how it stands.

    Signals:
        edited: somebody typed.
        entered: Enter was pressed in the line.
    """

    edited = Signal()
    entered = Signal()

    def __init__(
        self, theme: Theme, label: str, *, icon: str = "", placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.label = Words(theme, label, Type.SMALL_MEDIUM, "ink-3", parent=self)
        self.box = EntryBox(theme, icon, parent=self)
        self.line = self.box.line
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(placeholder)
        self.below = Words(theme, "", Type.SMALL, "ink-3", wraps=True, parent=self)
        self.below.hide()
        self.label.setBuddy(self.line)
        self.setFocusProxy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addWidget(self.box)
        column.addWidget(self.below)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self.entered)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put text there."""
        self.line.setText(text)

    def clear(self) -> None:
        """Empty the line."""
        self.line.clear()

    def set_label(self, label: str) -> None:
        """Another label."""
        self.label.set_words(label)
        self.line.setAccessibleName(label)

    def tell(self, sentence: str, token: str = "ink-3") -> None:
        """Say something below; empty says nothing."""
        self.box.set_wrong(False)
        self._show_below(sentence, token)

    def refuse(self, sentence: str) -> None:
        """Say below what is wrong; the line gets the outline of an error until somebody types."""
        self.box.set_wrong(True)
        self._show_below(sentence, "error")

    def _show_below(self, sentence: str, token: str) -> None:
        self.below.set_token(token)
        self.below.set_words(sentence)
        self.below.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)

    @Slot()
    def _on_edited(self) -> None:
        if self.box.is_wrong:
            self.tell("")
        self.edited.emit()


class SecretField(EntryField):
    """A passphrase: dots until somebody asks to see it.

    Signals:
        eye_pressed: `is_shown` is different now.
    """

    eye_pressed = Signal()

    def __init__(
        self, theme: Theme, label: str, *, icon: str = "", shown: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, label, icon=icon, parent=parent)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.eye = Button(theme, say("Show"), "eye", look=Look.GHOST, size=Size.SMALL, parent=self.box)
        self.eye.clicked.connect(self._toggle)
        self.box.row.addWidget(self.eye)
        self.set_shown(shown)

    @property
    def is_shown(self) -> bool:
        """Whether the letters can be read."""
        return self.line.echoMode() is QLineEdit.EchoMode.Normal

    def set_shown(self, shown: bool) -> None:
        """Show letters or dots."""
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.box.set_spaced(not shown)
        self.eye.set_words(say("Hide") if shown else say("Show"))
        self.eye.set_icon("eye-off" if shown else "eye")
        self.eye.setAccessibleName(say("Hide what is typed") if shown else say("Show what is typed"))

    @Slot()
    def _toggle(self) -> None:
        self.set_shown(not self.is_shown)
        self.eye_pressed.emit()
        self.line.setFocus()


class EntryBox(QWidget):
    """The outline around the line, with its icon."""

    def __init__(self, theme: Theme, icon: str = "", *, height: float = HEIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._height = height
        self._icon = icon
        self._is_spaced = False
        self.is_wrong = False
        self.line = QLineEdit(self)
        self.line.setFrame(False)
        self.line.setTextMargins(-LINE_MARGIN, 0, -LINE_MARGIN, 0)
        self.line.setStyleSheet(f"QLineEdit {{ lineedit-password-character: {DOT} }}")
        self.line.installEventFilter(self)
        self.row = QHBoxLayout(self)
        self.row.setSpacing(4)
        self.row.addWidget(self.line, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_wrong(self, wrong: bool) -> None:
        """The outline of an error, or the usual one."""
        self.is_wrong = wrong
        self.update()

    def set_spaced(self, spaced: bool) -> None:
        """Dots apart, or letters as they are."""
        self._is_spaced = spaced
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        px = self._theme.px
        font = self._theme.font(Type.LARGE)
        font.setPixelSize(px(TEXT_SIZE))
        if self._is_spaced:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, px(DOTS_APART))
        self.line.setFont(font)
        palette = self.line.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(0, 0, 0, 0))
        palette.setColor(QPalette.ColorRole.Text, self._theme.color("ink"))
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._theme.color("ink-3"))
        self.line.setPalette(palette)
        self.row.setContentsMargins(px(10 + (23 if self._icon else 0)), 0, px(6), 0)
        self.updateGeometry()
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(self._height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        # A line tells of Enter and then passes it on to the page, which would go on a second time.
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in PRESSING:
            self.line.returnPressed.emit()
            return True
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box, px = QPainter(self), QRectF(self.rect()), self._theme.px
        focused = self.line.hasFocus()
        token = "error" if self.is_wrong else "accent" if focused else "field"
        width = 2.0 if focused or self.is_wrong else 1.0
        paint_box(painter, box, RADIUS, self._theme.color("sheet"), self._theme.color(token), width)
        if self._icon:
            at = QPointF(px(10), box.center().y() - px(8))
            paint_icon(painter, self._theme, at, self._icon, "ink-3", 16)
