"""FieldFrame: a label over a painted box that holds an editor, with what must be said of it below."""

import enum

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.forms.editor import Editor
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.marks import Icon, KeyHint
from desktop.views.widgets.painting import paint_box, paint_words
from desktop.views.widgets.words import Words

RADIUS = 6
INPUT, LARGE_INPUT = 32, 40


class Saying(enum.IntEnum):
    """What can stand below a field; the first that is there is shown."""

    ERROR = 0
    FAILED = 1
    GUESS = 2
    LOCKED = 3
    BROUGHT_BACK = 4
    SAVING = 5
    SAVED = 6
    HINT = 7


# icon, color of the icon, color of the words, weight
_LOOKS = {
    Saying.ERROR: ("circle-alert", "error", Type.SMALL_MEDIUM),
    Saying.FAILED: ("circle-alert", "error", Type.SMALL_MEDIUM),
    Saying.GUESS: ("wand-sparkles", "lake", Type.SMALL),
    Saying.LOCKED: ("lock", "stone", Type.SMALL),
    Saying.BROUGHT_BACK: ("history", "ochre", Type.SMALL_MEDIUM),
    Saying.SAVING: ("refresh-cw", "stone", Type.SMALL),
    Saying.SAVED: ("check", "pine", Type.SMALL),
    Saying.HINT: ("", "ink-3", Type.SMALL),
}


class FieldFrame(QWidget):
    """One field of a form: label, box, and one plain sentence below when there is something to say.

    Signals:
        guess_accepted(): the person took the guess with Ctrl+Enter.
    """

    guess_accepted = Signal()

    def __init__(
        self,
        theme: Theme,
        label: str,
        editor: Editor,
        *,
        icon: str = "",
        needed: bool = False,
        large: bool = False,
        keys: str = "",
        hides_label: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label = label
        self._needed = needed
        self.editor = editor
        self._read_only = self._masked = False
        self._said: dict[Saying, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._build_head(hides_label)
        self.box = FieldBox(theme, editor, icon, LARGE_INPUT if large else INPUT, keys, self)
        self._build_foot()
        self._lay_out()
        self._connect()
        self._restyle()

    # What it shows

    @property
    def label(self) -> str:
        """The words over the box."""
        return self._label

    def set_label(self, label: str) -> None:
        """Other words over the box."""
        self._label = label
        self._head_words.set_words(label)
        self._name()

    def set_icon(self, icon: str) -> None:
        """Another icon at the left, or none."""
        self.box.set_icon(icon)

    def set_error(self, sentence: str) -> None:
        """One plain sentence with an example of what works; empty when all is well."""
        self._say(Saying.ERROR, sentence)

    def set_guess(self, guessed: bool) -> None:
        """Dashed with a question mark until somebody accepts or changes it."""
        self._say(Saying.GUESS, "A guess. Ctrl Enter to accept" if guessed else "")

    def set_locked(self, because: str) -> None:
        """Not to be changed here; `because` says who set it. Empty unlocks."""
        self._say(Saying.LOCKED, because)
        self._follow_locks()

    def set_read_only(self, read_only: bool) -> None:
        """Only to be looked at, for whoever signs in as a reader."""
        self._read_only = read_only
        self._follow_locks()

    def set_masked(self, masked: bool) -> None:
        """Hidden while the privacy screen is on."""
        self._masked = masked
        self.box.set_masked(masked)
        self._follow_locks()

    def set_saving(self, is_saving: bool) -> None:
        """Somebody waits for the disk."""
        self._say(Saying.SAVING, "Saving" if is_saving else "")

    def set_saved(self, sentence: str) -> None:
        """ "Saved 0.3 s ago"; empty says nothing."""
        self._say(Saying.SAVED, sentence)

    def set_failed(self, sentence: str) -> None:
        """What was typed is not saved yet: why, and that it stays here."""
        self._say(Saying.FAILED, sentence)

    def set_brought_back(self, sentence: str) -> None:
        """What stands here was typed before and not saved."""
        self._say(Saying.BROUGHT_BACK, sentence)

    def set_hint(self, sentence: str) -> None:
        """What may help while typing, such as the day that "fri" is."""
        self._say(Saying.HINT, sentence)

    @property
    def error(self) -> str:
        """The sentence below, when something is wrong."""
        return self._said.get(Saying.ERROR, "")

    @property
    def is_guess(self) -> bool:
        """Whether what it shows waits to be accepted."""
        return Saying.GUESS in self._said

    @property
    def is_locked(self) -> bool:
        """Whether it cannot be changed here."""
        return Saying.LOCKED in self._said or self._read_only or self._masked

    @property
    def saying(self) -> str:
        """The sentence below the box now."""
        return self._foot_words.text() if self._said else ""

    # Building

    def _build_head(self, hides_label: bool) -> None:
        self._head = QWidget(self)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._head_words = Words(self._theme, self._label, Type.SMALL_MEDIUM, "ink-3", elides=True, parent=self._head)
        row.addWidget(self._head_words, 1)
        if self._needed:
            row.addWidget(Words(self._theme, "needed", Type.SMALL, "ink-3", parent=self._head))
        self._head.setVisible(not hides_label)

    def _build_foot(self) -> None:
        self._foot = QWidget(self)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        self._foot_icon = Icon(self._theme, "circle-alert", "error", 13, self._foot)
        self._foot_words = Words(self._theme, "", Type.SMALL, wraps=True, parent=self._foot)
        self._foot_icon_column = QVBoxLayout()
        self._foot_icon_column.setSpacing(0)
        self._foot_icon_column.addWidget(self._foot_icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._foot_icon_column)
        row.addWidget(self._foot_words, 1)
        self._foot.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._head)
        self.above = QVBoxLayout()
        self.above.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.above)
        column.addWidget(self.box)
        column.addWidget(self._foot)
        self.below = QVBoxLayout()
        self.below.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.below)

    def _connect(self) -> None:
        self.box.accept_requested.connect(self._on_accept_requested)
        self.editor.hinted.connect(self.set_hint)
        self._theme.changed.connect(self._restyle)

    # Inside

    @Slot()
    def _restyle(self) -> None:
        # In the middle of the first line, whatever its height.
        self._foot_icon_column.setContentsMargins(0, self._theme.px(1.5), 0, 0)
        self._name()
        self._show_said()

    @Slot()
    def _on_accept_requested(self) -> None:
        if self.is_guess:
            self.set_guess(False)
            self.guess_accepted.emit()

    def _name(self) -> None:
        spoken = f"{self._label}, needed" if self._needed else self._label
        self.editor.set_spoken(spoken, self._foot_words.text() if self._said else "")

    def _follow_locks(self) -> None:
        self.editor.set_locked(self.is_locked)
        self._show_said()

    def _say(self, saying: Saying, sentence: str) -> None:
        if sentence == self._said.get(saying, ""):
            return
        if sentence:
            self._said[saying] = sentence
        else:
            del self._said[saying]
        self._show_said()

    def _show_said(self) -> None:
        self.box.set_state(
            error=Saying.ERROR in self._said or Saying.FAILED in self._said,
            guess=Saying.GUESS in self._said,
            locked=Saying.LOCKED in self._said or self._masked,
            read_only=self._read_only,
        )
        self._foot.setVisible(bool(self._said))
        if self._said:
            first = min(self._said)
            icon, token, type_ = _LOOKS[first]
            self._foot_icon.setVisible(bool(icon))
            if icon:
                self._foot_icon.set_icon(icon, token)
            self._foot_words.set_type(type_)
            self._foot_words.set_token(token)
            self._foot_words.set_words(self._said[first])
        self._name()


class FieldBox(QWidget):
    """The box around an editor: its outline tells rest, hover, focus, error, guess and locked.

    Signals:
        accept_requested(): Ctrl+Enter was pressed inside.
    """

    accept_requested = Signal()

    def __init__(self, theme: Theme, editor: Editor, icon: str, height: int, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._editor = editor
        self._height = height
        self._error = self._guess = self._locked = self._read_only = False
        self._shown_icon = icon
        self.setCursor(editor.cursor_shape)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._row = QHBoxLayout(self)
        self._icon = Icon(theme, icon or "tag", "ink-2", 16 if height == INPUT else 18, self)
        self._icon.setVisible(bool(icon))
        self._row.addWidget(self._icon)
        self._row.addWidget(editor, 1)
        for trailing in editor.trailing():
            self._row.addWidget(trailing)
        if keys:
            self._row.addWidget(KeyHint(theme, keys, self))
        for inside in (self, *editor.keyboard_targets()):
            inside.installEventFilter(self)
        editor.text_changed.connect(self._repaint)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_icon(self, icon: str) -> None:
        """Another icon at the left, or none."""
        self._shown_icon = icon
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(icon)

    def set_masked(self, masked: bool) -> None:
        """An eye that is shut in place of the icon."""
        icon = "eye-off" if masked else self._shown_icon
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(icon)

    def set_state(self, *, error: bool, guess: bool, locked: bool, read_only: bool) -> None:
        """What the outline tells."""
        self._error, self._guess, self._locked, self._read_only = error, guess, locked, read_only
        self.update()

    @Slot()
    def _restyle(self) -> None:
        px = self._theme.px
        upright = px(6) if self._editor.grows else 0
        self._row.setContentsMargins(px(10), upright, px(3 if self._editor.trailing() else 8), upright)
        self._row.setSpacing(px(7))
        alignment = Qt.AlignmentFlag.AlignTop if self._editor.grows else Qt.AlignmentFlag.AlignVCenter
        self._row.setAlignment(self._icon, alignment)
        self.setMinimumHeight(px(self._height))
        if not self._editor.grows:
            self.setMaximumHeight(px(self._height))
        self.updateGeometry()
        self.update()

    @Slot()
    def _repaint(self) -> None:
        self.update()

    def _has_focus(self) -> bool:
        return any(target.hasFocus() for target in self._editor.keyboard_targets())

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(160), max(self._theme.px(self._height), self._row.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if self._guess and is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.accept_requested.emit()
                return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # The padding belongs to the field: pressing it is pressing the field.
        self._editor.take_press()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRectF(self.rect())
        color, focused = self._theme.color, self._has_focus()
        hovered = self.underMouse() and not focused and not self._locked and not self._read_only
        fill = color("sunken") if self._locked else color("hover") if hovered else color("sheet")
        outline = color("error") if self._error else color("accent") if focused else color("field")
        width = 2.0 if self._error or focused else 1.0
        if self._read_only and not self._locked and width == 1.0:
            outline = color("line")
        dashed = (self._guess or self._locked) and width == 1.0
        paint_box(painter, box, RADIUS, fill, outline, width, dashed)
        if self._guess and not focused:
            self._paint_question_mark(painter)

    def _paint_question_mark(self, painter: QPainter) -> None:
        """The value of a guess ends in a question mark; the editor paints over this box, so it shows through."""
        start = self._editor.mapTo(self, QPointF(self._editor.text_width() + 1, 0).toPoint()).x()
        room = QRectF(start, 0, self._theme.px(10), self.height())
        paint_words(painter, self._theme, room, "?", Type.BODY, "ink-2")
