"""One line of a history: time, avatar, sentence, before and after, "Undo this", and the question it may take."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.store.history_lines import HistoryLine
from desktop.views.forms.before_after import BeforeAfter
from desktop.views.history.runs import Runs
from desktop.views.history.wording import Run, Wording
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.marks import Avatar, Icon
from desktop.views.widgets.panel import Panel
from desktop.views.widgets.words import Words

LEFT, RIGHT, TIME, BAR = 20, 16, 62, 3


class LineView(QWidget):
    """A line that can be chosen by mouse and arrows.

    Signals:
        undo_requested(object): "Undo this" was pressed; the HistoryLine.
        bring_back_requested(object): it was pressed again, knowing what else is taken back.
        kept(object): what is there now was kept.
        moved(int): an arrow key asks for the line above or below.
    """

    undo_requested = Signal(object)
    bring_back_requested = Signal(object)
    kept = Signal(object)
    moved = Signal(int)

    def __init__(
        self, theme: Theme, line: HistoryLine, wording: Wording, *, may_undo: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.line = line
        self._wording = wording
        self._said: QWidget | None = None
        self._right = RIGHT
        self._narrow = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._build(may_undo)
        self.setAccessibleName(self.spoken)
        theme.changed.connect(self._restyle)

    @property
    def spoken(self) -> str:
        """The whole line as a sentence."""
        values = self._wording.values(self.line)
        said = f"{self._wording.time(self.line)}, {self._sentence.text}"
        return (
            say("{said}: {before}, then {after}", said=said, before=values[0], after=values[1])
            if values is not None
            else said
        )

    @property
    def undo(self) -> Button | None:
        """The button that takes the change back."""
        return self._undo

    @property
    def is_asking(self) -> bool:
        """Whether it waits for an answer."""
        return self._said is not None

    def ask(self, question: str, consequence: str, bring_back: str, keep: str) -> None:
        """Ask in place before something that came after is taken back, too."""
        self.say_nothing()
        panel = _Question(self._theme, question, consequence, bring_back, keep, self)
        panel.accepted.connect(self._on_accepted)
        panel.refused.connect(self._on_refused)
        self._show(panel)
        panel.focus_first()

    def refuse(self, sentence: str) -> None:
        """Say why it cannot be taken back."""
        self.say_nothing()
        said = QWidget(self)
        row = QHBoxLayout(said)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Icon(self._theme, "circle-alert", "error", 14, said), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Words(self._theme, sentence, Type.SMALL_MEDIUM, "error", wraps=True, parent=said), 1)
        self._show(said)

    def set_right(self, right: int) -> None:
        """Less room at the right where a scroll bar stands already."""
        if right != self._right:
            self._right = right
            self._restyle()

    def set_narrow(self, narrow: bool) -> None:
        """One below the other where large text leaves no room beside."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._avatar.setVisible(not narrow)
        for row in (self._row, self._head):
            row.setDirection(down if narrow else across)
        if isinstance(self._said, _Question):
            self._said.buttons.setDirection(down if narrow else across)
        self._narrow = narrow
        self._restyle()

    def say_nothing(self) -> None:
        """Take question or refusal away."""
        if self._said is not None:
            self._said.hide()
            self._said.deleteLater()
            self._said = None
            if self._undo is not None:
                self._undo.show()
            self.update()

    # Building

    def _build(self, may_undo: bool) -> None:
        theme = self._theme
        self._row = QHBoxLayout(self)
        self._time = Words(theme, self._wording.time(self.line), Type.SMALL, "ink-3", parent=self)
        self._row.addWidget(self._time, 0, Qt.AlignmentFlag.AlignTop)
        self._avatar = Avatar(theme, self.line.initials, self._wording.who(self.line), parent=self)
        self._row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._row.addLayout(column, 1)
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._sentence = Runs(theme, self._wording.sentence(self.line), parent=self)
        self._head.addWidget(self._sentence, 1, Qt.AlignmentFlag.AlignVCenter)
        self._undo = self._undo_button() if may_undo and self.line.change is not None else None
        if self._undo is not None:
            self._head.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(self._head)
        self._boxes: BeforeAfter | None = None
        if (values := self._wording.values(self.line)) is not None:
            self._boxes = BeforeAfter(theme, *values, verbatim=self._wording.is_verbatim(self.line), parent=self)
            column.addSpacing(3)
            column.addWidget(self._boxes)
        self._below = QVBoxLayout()
        column.addLayout(self._below)
        self._restyle()

    def _undo_button(self) -> Button:
        button = Button(self._theme, say("Undo this"), "undo-2", size=Size.SMALL, parent=self)
        button.setAccessibleDescription(self._sentence.text)
        button.clicked.connect(self._on_undo)
        return button

    def _show(self, said: QWidget) -> None:
        self._said = said
        if self._undo is not None:
            self._undo.hide()
        self._below.setContentsMargins(0, 8, 0, 0)
        self._below.addWidget(said)
        self.set_narrow(self._narrow)
        self.update()

    # Slots

    @Slot()
    def _restyle(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(LEFT, 9, self._right, 11)
        self._row.setSpacing(2 if self._narrow else px(10))
        self._time.setFixedWidth(px(TIME))
        for widget, height in ((self._time, 16 if self._narrow else 26), (self._avatar, 24)):
            widget.setFixedHeight(px(height))
        # The sentence stands in the middle of the button's height while it is one line.
        self._head.setContentsMargins(0, 0, 0, 0)
        self._sentence.setMinimumHeight(px(26))
        self.updateGeometry()
        self.update()

    @Slot()
    def _on_undo(self) -> None:
        self.undo_requested.emit(self.line)

    @Slot()
    def _on_accepted(self) -> None:
        self.say_nothing()
        self.bring_back_requested.emit(self.line)

    @Slot()
    def _on_refused(self) -> None:
        self.say_nothing()
        self.kept.emit(self.line)

    # Qt

    def minimumSizeHint(self) -> QSize:
        # The least height for a column of few letters is many lines; a list of them would scroll far past its end.
        return QSize(super().minimumSizeHint().width(), self._theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRectF(self.rect())
        if self._is_chosen():
            painter.fillRect(box.adjusted(0, 0, 0, -1), self._theme.color("accent-soft"))
            painter.fillRect(QRectF(0, 0, BAR, box.height() - 1), self._theme.color("accent"))
        line = QRectF(LEFT, box.bottom() - 1, box.width() - LEFT - self._right, 1)
        painter.fillRect(line, self._theme.color("line"))

    def _is_chosen(self) -> bool:
        return self.hasFocus() or self.is_asking or (self._undo is not None and self._undo.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1}
        if (step := steps.get(Qt.Key(event.key()))) is not None:
            self.moved.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._undo is not None and self.hasFocus():
            self._on_undo()
        elif event.key() == Qt.Key.Key_Escape and self.is_asking:
            self._on_refused()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


class _Question(Panel):
    """The ochre panel under a change that something came after.

    Signals:
        accepted(), refused(): what was pressed.
    """

    accepted = Signal()
    refused = Signal()

    def __init__(
        self, theme: Theme, question: str, consequence: str, bring_back: str, keep: str, parent: QWidget
    ) -> None:
        super().__init__(theme, "ochre-soft", "ochre-line", 7, parent=parent)
        self.setAccessibleName(f"{question} {consequence}")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 7, 10, 7)
        column.setSpacing(7)
        runs = (Run(question, strong=True), Run(f" {consequence}"))
        column.addWidget(Runs(theme, runs, Type.SMALL, token="ink-2", parent=self))
        self._back = Button(theme, bring_back, "undo-2", size=Size.SMALL, parent=self)
        self._keep = Button(theme, keep, look=Look.GHOST, size=Size.SMALL, parent=self)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(6)
        self.buttons.addWidget(self._back)
        self.buttons.addWidget(self._keep)
        self.buttons.addStretch(1)
        column.addLayout(self.buttons)
        self._back.clicked.connect(self.accepted)
        self._keep.clicked.connect(self.refused)

    def focus_first(self) -> None:
        """Put the keyboard on what loses nothing."""
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)
