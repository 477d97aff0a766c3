"""The capture bar: chips for mark and speaker, the words, and a button for every sign: few type signs at speed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.models.capture import MARKS, QUOTES, Captured
from desktop.models.line import Mark
from desktop.models.speaker import DEFAULT_ROLE
from desktop.models.stream import Shown
from desktop.views.meetings.session.capture_box import CaptureBox
from desktop.views.meetings.session.capture_text import CaptureText
from desktop.views.meetings.session.half_typed import HalfTyped
from desktop.views.meetings.session.marks import MARK_LOOKS
from desktop.views.meetings.session.sign_buttons import SignButtons
from desktop.views.meetings.session.speaker_popover import SpeakerPopover
from desktop.views.meetings.session.telling_note import TellingNote
from desktop.views.meetings.session.theme_completion import ThemeCompletion
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.marks import KeyHint


class CaptureBar(QWidget):
    """Where lines are typed.

    Signals:
        entered(object): a `Captured` line, finished with Enter.
        amended(object, object): the id of an earlier line, and how it reads now.
        typing(): something in the bar is different; `half_typed` says what stands there.
        last_wanted(): Up in the empty bar.
        sign_pressed(str): the button of a sign; `press_sign` does what it means for the bar.
    """

    entered = Signal(object)
    amended = Signal(object, object)
    typing = Signal()
    last_wanted = Signal()
    sign_pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._roles: Sequence[str] = (DEFAULT_ROLE,)
        self._state = HalfTyped()
        self._build()
        self._connect()
        self._show_chips()

    def _build(self) -> None:
        theme = self._theme
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(8)
        self._box = CaptureBox(theme, self)
        self.text = CaptureText(theme, self._box)
        self._mark_chip = Button(theme, say("Note"), look=Look.CHIP, parent=self._box)
        self._mark_chip.set_popup(self._mark_menu())
        self._speaker_chip = Button(theme, DEFAULT_ROLE, look=Look.CHIP, tip=say("Who speaks"), parent=self._box)
        self._speaker_chip.set_tone("stone")
        self._interpreted = Button(theme, say("Interpreted"), "languages", look=Look.DASHED, parent=self._box)
        self._interpreted.set_tip(say("Came through an interpreter (Alt I)"))
        self._interpreted.setCheckable(True)
        row = QHBoxLayout(self._box)
        row.setContentsMargins(12, 10, 10, 10)
        row.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        for chip in (self._mark_chip, self._speaker_chip):
            row.addWidget(chip, 0, top)
        row.addWidget(self.text, 1)
        row.addWidget(self._interpreted, 0, top)
        row.addWidget(KeyHint(theme, "Enter", self._box), 0, Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(self._box)
        self._tells = TellingNote(theme, self.text, self)
        column.addWidget(self._tells)
        self._signs = SignButtons(theme, self)
        self.themes = ThemeCompletion(theme, self.text, self._box)
        column.addWidget(self._signs)
        self.setFocusProxy(self.text)

    def _mark_menu(self) -> QMenu:
        menu = QMenu(self)
        for mark in (Mark.NOTE, *MARK_LOOKS):
            look = MARK_LOOKS.get(mark)
            action = menu.addAction(look.word if look else say("Note"))
            action.setData(mark)
        menu.triggered.connect(self._on_mark_chosen)
        return menu

    def _connect(self) -> None:
        self.text.entered.connect(self._on_entered)
        self.text.mark_typed.connect(self.set_mark)
        self.text.quote_typed.connect(self._on_quote)
        self.text.chip_removed.connect(self._on_chip_removed)
        self.text.last_wanted.connect(self.last_wanted)
        self.text.left.connect(self._on_left)
        self.text.textChanged.connect(self._on_text)
        self._speaker_chip.clicked.connect(self.choose_speaker)
        self._interpreted.toggled.connect(self._on_interpreted)
        self._signs.pressed.connect(self.sign_pressed)

    # What it knows

    def set_roles(self, roles: Sequence[str], known: Sequence[str] = ()) -> None:
        """The roles of this office, and words that name nobody here."""
        self._roles = roles
        self._tells.know([*roles, *known])

    @property
    def half_typed(self) -> HalfTyped:
        """What stands in the bar now."""
        state = self._state
        return HalfTyped(self.text.words, state.mark, state.speaker, state.verbatim, state.interpreted, state.editing)

    @property
    def captured(self) -> Captured:
        """What it means as it stands."""
        return self.half_typed.captured(self._roles)

    @property
    def warning(self) -> str:
        """What is said about what may tell who somebody is; empty when nothing does."""
        return self._tells.said

    def bring_back(self, half: HalfTyped) -> None:
        """Put back what stood in the bar."""
        self._state = half
        self.text.set_words(half.words)
        self._show_chips()

    def edit(self, line: Shown) -> None:
        """Take an earlier line into the bar to write it anew."""
        tags = " ".join(f"#{theme}" for theme in line.themes)
        words = f"{line.words} {tags}".strip()
        self.bring_back(HalfTyped(words, line.mark, line.speaker, line.verbatim, line.interpreted, line.id))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def wipe(self) -> None:
        """Forget what stands here, so that nothing brings it back."""
        self._state = HalfTyped()
        self._tells.say_nothing()
        self.text.forget()
        self._show_chips()

    def set_compact(self, compact: bool) -> None:
        """One line without the buttons of the signs: for a screen everyone can see."""
        for part in (self._signs, self._interpreted):
            part.setVisible(not compact)
        self._tells.set_quiet(compact)
        margins = (0, 0, 0, 0) if compact else (16, 12, 16, 10)
        self._column.setContentsMargins(*margins)

    @Slot(object)
    def set_mark(self, mark: Mark) -> None:
        """Make the line a concern, a promise and so on."""
        self._state.mark = mark
        self._show_chips()
        self.typing.emit()

    def set_speaker(self, label: str) -> None:
        """Say who speaks: a role of the office, perhaps with a letter."""
        self._state.speaker = label
        self._show_chips()
        self.typing.emit()

    def toggle_interpreted(self) -> None:
        """The line comes through an interpreter, or no longer."""
        self._interpreted.toggle()

    @Slot()
    def choose_speaker(self) -> None:
        """Open the list of who may speak."""
        popover = SpeakerPopover(self._theme, self, self._roles, self._state.speaker)
        popover.typed_behind = self.text.words.endswith("@")
        popover.label_chosen.connect(self._on_speaker)
        popover.no_role.connect(self._on_no_role)
        popover.open_below(self._speaker_chip)

    # What is typed

    @Slot()
    def _on_entered(self) -> None:
        captured = self.captured
        if not captured.words:
            return
        editing = self._state.editing
        self.wipe()
        if editing is None:
            self.entered.emit(captured)
        else:
            self.amended.emit(editing, captured)

    @Slot()
    def _on_text(self) -> None:
        words = self.text.words
        if words.endswith("@") and (len(words) == 1 or words[-2].isspace()):
            self.choose_speaker()
        self.typing.emit()

    @Slot()
    def _on_quote(self) -> None:
        self._state.verbatim = True
        self._interpreted.setChecked(False)
        self._show_chips()
        self.typing.emit()

    @Slot()
    def _on_chip_removed(self) -> None:
        """Backspace takes chips back one by one: the quotation first, then the mark, then the speaker."""
        state = self._state
        if state.verbatim:
            state.verbatim = False
        elif state.mark is not Mark.NOTE:
            state.mark = Mark.NOTE
        else:
            state.speaker = DEFAULT_ROLE
        self._show_chips()
        self.typing.emit()

    @Slot()
    def _on_left(self) -> None:
        if self._state.editing is not None:
            self.wipe()
            self.typing.emit()

    @Slot(bool)
    def _on_interpreted(self, on: bool) -> None:
        self._state.interpreted = on
        if on:
            self._state.verbatim = False
        self._show_chips()
        self.typing.emit()

    @Slot(str)
    def _on_speaker(self, label: str) -> None:
        words = self.text.words
        if words.endswith("@"):
            self.text.set_words(words[:-1].rstrip(" "))
        self.set_speaker(label)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_no_role(self, typed: str) -> None:
        """What was typed behind @ is no role: it belongs into the line; nothing typed takes the @ back."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        if typed:
            self.text.insertPlainText(typed)
        else:
            self.text.textCursor().deletePreviousChar()

    @Slot(QAction)
    def _on_mark_chosen(self, action: QAction) -> None:
        self.set_mark(action.data())

    def press_sign(self, sign: str) -> None:
        """What a sign does when it is clicked instead of typed."""
        if sign == "@":
            self.choose_speaker()
            return
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        if sign in MARKS:
            self.set_mark(MARKS[sign])
        elif sign in QUOTES:
            self._on_quote()
        else:
            words = self.text.words
            self.text.insertPlainText(sign if not words or words.endswith((" ", "\n")) else f" {sign}")

    def _show_chips(self) -> None:
        state = self._state
        look = MARK_LOOKS.get(state.mark)
        self._mark_chip.setVisible(look is not None or state.editing is not None)
        self._mark_chip.set_words(look.word if look else say("Note"))
        self._mark_chip.set_icon(look.icon if look else "")
        self._mark_chip.set_tone(look.tone if look else "")
        self._speaker_chip.set_words(
            say("{speaker}, their words", speaker=state.speaker) if state.verbatim else state.speaker
        )
        self._interpreted.blockSignals(True)
        self._interpreted.setChecked(state.interpreted)
        self._interpreted.blockSignals(False)
        self.text.set_verbatim(state.verbatim)
        self._box.set_editing(state.editing is not None)
