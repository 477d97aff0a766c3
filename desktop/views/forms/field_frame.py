"""FieldFrame: a label over a painted box that holds an editor, with what must be said of it below."""

import enum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.forms.editor import Editor
from desktop.views.forms.field_box import INPUT, LARGE_INPUT, FieldBox
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.words import Words


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
        self._locks = (False, False, False)  # locked, read only and masked, as last followed
        self._said: dict[Saying, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._build_head(hides_label)
        self.box = FieldBox(theme, editor, icon, LARGE_INPUT if large else INPUT, keys, self)
        self._foot: _Foot | None = None  # made when there is first something to say: most fields never do
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
        self._say(Saying.GUESS, say("A guess. Ctrl Enter to accept") if guessed else "")

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
        self._say(Saying.SAVING, say("Saving") if is_saving else "")

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
        return self._foot.words.text() if self._foot is not None and self._said else ""

    # Building

    def _build_head(self, hides_label: bool) -> None:
        self._head = QWidget(self)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._head_words = Words(self._theme, self._label, Type.SMALL_MEDIUM, "ink-3", elides=True, parent=self._head)
        row.addWidget(self._head_words, 1)
        if self._needed:
            row.addWidget(Words(self._theme, say("needed"), Type.SMALL, "ink-3", parent=self._head))
        self._head.setVisible(not hides_label)

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._head)
        self.above = QVBoxLayout()
        self.above.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.above)
        column.addWidget(self.box)
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
        self._name()
        self._show_said()

    @Slot()
    def _on_accept_requested(self) -> None:
        if self.is_guess:
            self.set_guess(False)
            self.guess_accepted.emit()

    def _name(self) -> None:
        spoken = say("{label}, needed", label=self._label) if self._needed else self._label
        self.editor.set_spoken(spoken, self.saying)

    def _follow_locks(self) -> None:
        locks = (Saying.LOCKED in self._said, self._read_only, self._masked)
        if locks != self._locks:  # each of the three is told with every record, and is nearly always as it was
            self._locks = locks
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
        if self._said and self._foot is None:
            self._foot = _Foot(self._theme, self)
            self._column.insertWidget(self._column.indexOf(self.box) + 1, self._foot)
        if self._foot is not None:
            self._foot.setVisible(bool(self._said))
            if self._said:
                self._foot.show_said(first := min(self._said), self._said[first])
        self._name()


class _Foot(QWidget):
    """The sentence below a field, after its icon."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        self._icon = Icon(theme, "circle-alert", "error", 13, self)
        self.words = Words(theme, "", Type.SMALL, wraps=True, parent=self)
        self._icon_column = QVBoxLayout()
        self._icon_column.setSpacing(0)
        self._icon_column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._icon_column)
        row.addWidget(self.words, 1)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_said(self, saying: Saying, sentence: str) -> None:
        """Say this, in its look."""
        icon, token, type_ = _LOOKS[saying]
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(icon, token)
        self.words.set_type(type_)
        self.words.set_token(token)
        self.words.set_words(sentence)

    @Slot()
    def _restyle(self) -> None:
        # In the middle of the first line, whatever its height.
        self._icon_column.setContentsMargins(0, self._theme.px(1.5), 0, 0)
