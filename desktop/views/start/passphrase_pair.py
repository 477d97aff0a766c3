"""A new passphrase, with its strength in words, and the same once more."""

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.saying import N_, say
from desktop.views.start.entry import EntryField, SecretField
from desktop.views.start.strength import MOST_BARS, strength
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.painting import paint_box
from desktop.views.widgets.words import Words

ENOUGH_TONE, WEAK_TONE = "pine", "ochre"


class PassphrasePair(QWidget):
    """Two lines that must be the same.

    Signals:
        edited: `is_complete` may answer something else.
        entered: Enter in the second line.
    """

    edited = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, label: str = N_("Passphrase"), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self.first = SecretField(theme, say(label), parent=self)
        self.again = EntryField(theme, say("Type it once more"), parent=self)
        self._bars = _Bars(theme, self)
        self._mark = Icon(theme, "check", ENOUGH_TONE, 13, self)
        self._said = Words(theme, "", Type.SMALL_MEDIUM, ENOUGH_TONE, parent=self)
        self._lay_out()
        self.first.edited.connect(self._on_edited)
        self.again.edited.connect(self._on_edited)
        self.first.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.entered)
        self.first.eye_pressed.connect(self._on_eye)
        self._on_eye()
        self._tell()

    @property
    def passphrase(self) -> str:
        """What was typed into the first line."""
        return self.first.text

    @property
    def is_complete(self) -> bool:
        """Whether it is long enough and typed twice alike."""
        return strength(self.first.text).is_enough and self.first.text == self.again.text

    def set_names(self, *names: str) -> None:
        """Names everybody knows: their words do not make it stronger."""
        self._names = names
        self._tell()

    def clear(self) -> None:
        """Empty both lines."""
        self.first.clear()
        self.again.clear()
        self._tell()

    def say_what_lacks(self) -> None:
        """Point at what is not right yet."""
        found = strength(self.first.text)
        if not found.is_enough:
            self.first.refuse(found.words or say("Choose a passphrase of 12 characters or more."))
            self.first.setFocus()
        elif self.first.text != self.again.text:
            self.again.refuse(say("Not the same yet."))
            self.again.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._bars)
        row.addSpacing(6)
        row.addWidget(self._mark)
        row.addWidget(self._said)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.first)
        column.addSpacing(8)
        column.addLayout(row)
        column.addSpacing(18)
        column.addWidget(self.again)

    def _tell(self) -> None:
        found = strength(self.first.text, self._names)
        tone = ENOUGH_TONE if found.bars >= 3 else WEAK_TONE
        self._bars.fill(found.bars, tone)
        self._mark.set_icon("check" if found.bars >= 3 else "circle-alert", tone)
        self._mark.setVisible(bool(found.words))
        self._said.set_token(tone)
        self._said.set_words(found.words)
        same = self.first.text == self.again.text
        if self.again.text:
            self.again.tell(say("The same.") if same else say("Not the same yet."), "pine" if same else "ink-3")
        else:
            self.again.tell("")

    @Slot()
    def _on_edited(self) -> None:
        self._tell()
        self.edited.emit()

    @Slot()
    def _on_eye(self) -> None:
        self.again.line.setEchoMode(self.first.line.echoMode())
        self.again.box.set_spaced(not self.first.is_shown)


class _Bars(QWidget):
    """Four short bars, some of them filled."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._filled, self._tone = 0, ENOUGH_TONE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def fill(self, filled: int, tone: str) -> None:
        """Fill so many in a tone."""
        self._filled, self._tone = filled, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(168, self._theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        wide = (self.width() - 4 * (MOST_BARS - 1)) / MOST_BARS
        top = self.height() / 2 - 2.5
        for place in range(MOST_BARS):
            token = self._tone if place < self._filled else "line-2"
            paint_box(painter, QRectF(place * (wide + 4), top, wide, 5), 2.5, self._theme.color(token), None)
