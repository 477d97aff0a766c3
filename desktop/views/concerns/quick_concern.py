"""Quick concern: what somebody said at the desk, on the phone or on the street, on one screen, from anywhere."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.concern import Concern, Source
from desktop.models.disclosure import Consent
from desktop.models.passed_on import Exit
from desktop.models.refusal import Refusal
from desktop.store import numbers
from desktop.views import dates
from desktop.views.asking.exit_dialog import ExitDialog
from desktop.views.concerns.changing import NewConcern
from desktop.views.concerns.exit_band import ExitBand
from desktop.views.concerns.quick_fields import CategoryGuess, MayContact, ReachedUs, WordsFrame, area_frame
from desktop.views.desk import Desk
from desktop.views.pending import when_done
from desktop.views.saying import N_, retold, say
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.tall_scroll import TallScroll
from desktop.views.widgets.words import Words

WIDTH = 684
# Head and foot, and the air around the card.
AROUND = 118
PLACE = "concern:new"
KEEPS_AFTER_MS = 400
KEPT, KEEPING = N_("Kept as you type"), N_("Keeping")


class QuickConcern(Dialog):
    """The dialog. Everything typed is a draft within a second, and is there again when it opens next.

    Signals:
        saved(id): the concern is in the office.
        exit_opened(ExitDialog): it was not ours to keep; that dialog took the place of this one.
    """

    saved = Signal(object)
    exit_opened = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self._kept = Words(desk.theme, "", Type.SMALL_MEDIUM, "pine")
        super().__init__(desk.theme, window, say("New concern"), width=WIDTH, corner=self._corner(desk))
        self._desk = desk
        self._window = window
        self._is_saving = self._is_wiped = False
        self._pause = QTimer(self, singleShot=True, interval=KEEPS_AFTER_MS)
        self._build_parts()
        self._build_foot()
        self._connect()
        self._say_kept()

    def open_with(self, words: str = "") -> None:
        """Open with these words, or with what was left unfinished."""
        if words:
            self.words.editor.show_typed(words)
            self.keep()
        else:
            self._bring_back()
        self._guess.guess_from(self.words.editor.typed())
        self.open()
        self.words.focus_end()

    # What it holds

    def values(self) -> dict[str, Any]:
        """The fields as JSON has them; Refusal where one is no value."""
        may = self.may_contact.is_yes
        values: dict[str, Any] = {
            "words": self.words.editor.value(),
            "area": self.area.editor.value(),
            "category": self._guess.value(),
            "source": self.reached.source.value,
            "contact_consent": (Consent.MAY_CONTACT if may else Consent.NOTHING_OUTSIDE).value,
        }
        return values | ({"contact": self.may_contact.contact} if may else {})

    @property
    def category(self) -> CategoryGuess:
        """What it is about, guessed until somebody accepts it."""
        return self._guess

    @property
    def promise(self) -> str:
        """What the foot says: number and first answer, or why it was not saved."""
        return self._promise.text()

    @property
    def kept_words(self) -> str:
        """What the corner says of the draft."""
        return self._kept.text()

    def exit_button(self, exit_: Exit) -> QWidget:
        """The button of an exit."""
        return self._exits.buttons[exit_]

    @Slot()
    def keep(self) -> None:
        """Keep what is typed as a draft, now."""
        self._pause.stop()
        if self._is_wiped or self._is_saving or not self._desk.store.can_write:
            return
        typed = self._typed()
        if not any(typed[key] for key in ("words", "area", "contact")):
            self._desk.store.drop_draft(PLACE)
            return
        when_done(self._desk.store.save_draft(PLACE, typed), self, self._on_kept)

    def _typed(self) -> dict[str, Any]:
        return {
            "words": self.words.editor.typed(),
            "area": self.area.editor.typed(),
            "category": "" if self._guess.is_guess else self._guess.frame.editor.typed(),
            "source": self.reached.source.value,
            "contact": self.may_contact.contact or "",
            "may_contact": self.may_contact.is_yes,
        }

    def _bring_back(self) -> None:
        draft = next((each for each in self._desk.store.drafts() if each.place == PLACE), None)
        if draft is None:
            return
        kept = draft.content
        self.words.editor.show_typed(str(kept.get("words") or ""))
        self.area.editor.show_typed(str(kept.get("area") or ""))
        if kept.get("category"):
            self._guess.show_typed(str(kept["category"]))
        self.reached.choose(str(kept.get("source") or Source.DESK.value))
        self.may_contact.answer(bool(kept.get("may_contact")), str(kept.get("contact") or ""))

    # Building

    def _corner(self, desk: Desk) -> QWidget:
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(Icon(desk.theme, "check", "pine", 14))
        self._kept.setMinimumWidth(round(desk.theme.width(say(KEPT), Type.SMALL_MEDIUM)) + 1)
        row.addWidget(self._kept)
        return corner

    def _build_parts(self) -> None:
        desk, theme = self._desk, self._desk.theme
        # One screen without scrolling; only very large text in a small window makes it scroll, and never the foot.
        self._scroll = TallScroll(theme, say("The concern"), WIDTH, self, around=AROUND)
        inside = self._scroll.inside
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._parts = QVBoxLayout()
        self._parts.setContentsMargins(24, 4, 24, 18)
        self._parts.setSpacing(12)
        whole.addLayout(self._parts)
        self.words = WordsFrame(theme, inside)
        self._parts.addWidget(self.words)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        self.area = area_frame(desk, inside)
        self._guess = CategoryGuess(desk, inside)
        pair.addWidget(self.area, 1)
        pair.addWidget(self._guess.frame, 1)
        self._parts.addLayout(pair)
        self.reached = ReachedUs(theme, inside)
        self.may_contact = MayContact(theme, inside)
        self._parts.addWidget(self.reached)
        self._parts.addWidget(self.may_contact)
        self._exits = ExitBand(theme, inside)
        whole.addWidget(self._exits)  # from edge to edge, above the foot
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._scroll)

    def _build_foot(self) -> None:
        theme = self._desk.theme
        store = self._desk.store
        office = store.office
        today = office.today(store.clock())
        with store.reading() as session:
            copy = (store.copy.number, store.copy.letter)
            number = numbers.following(session.connection(), Concern.letter, today.year, copy)
        due = dates.weekday(office.answer_due(today))
        self._promise = Words(
            theme,
            say("Gets number {number}. First answer by {due}.", number=number, due=due),
            Type.SMALL,
            "ink-3",
            wraps=True,
            parent=self,
        )
        self._save = Button(theme, say("Save concern"), "check", look=Look.PRIMARY, keys="Ctrl Enter", parent=self)
        self.foot.addWidget(self._promise, 1)
        self.foot.addWidget(self._save)

    def _connect(self) -> None:
        for frame in (self.words, self.area, self._guess.frame):
            frame.editor.edited.connect(self._on_edited)
        self.words.editor.edited.connect(self._on_words)
        self.reached.edited.connect(self._on_edited)
        self.may_contact.edited.connect(self._on_edited)
        self.may_contact.resized.connect(self._on_resized)
        self._exits.chosen.connect(self.leave_by)
        self._save.clicked.connect(self.save)
        self._pause.timeout.connect(self.keep)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)

    # Slots

    @Slot()
    def _on_edited(self) -> None:
        self._kept.set_words(say(KEEPING))
        self._pause.start()

    @Slot()
    def _on_words(self) -> None:
        self.words.set_error("")
        self._guess.guess_from(self.words.editor.typed())

    @Slot(object)
    def _on_kept(self, result: object) -> None:
        self._say_kept()

    def _say_kept(self) -> None:
        self._kept.set_words(say(KEPT))

    @Slot()
    def _on_resized(self) -> None:
        self._scroll.updateGeometry()
        self.fit_height()

    # Saving

    @Slot()
    def save(self) -> None:
        """Save the concern; what is missing is said at its field."""
        if self._is_saving:
            return
        try:
            values = self.values()
        except Refusal as refusal:
            self._promise.set_words(retold(str(refusal)))
            return
        if not values["words"]:
            self.words.set_error(say("Write what they said, such as: the light on Elm Street is out."))
            self.words.focus_end()
            return
        self._is_saving = True
        self._pause.stop()
        when_done(self._desk.store.write("New concern", NewConcern(values)), self, self._on_saved, self._on_refused)

    @Slot(object)
    def _on_saved(self, result: tuple[int, str, Any]) -> None:
        concern_id, number, due = result
        self._desk.store.drop_draft(PLACE)
        self._is_wiped = True
        self._desk.toasts.show(say("{number} is saved. First answer by {day}.", number=number, day=dates.weekday(due)))
        self.saved.emit(concern_id)
        self.accept()

    @Slot(object)
    def _on_refused(self, error: BaseException) -> None:
        self._is_saving = False
        if not isinstance(error, Refusal):
            raise error
        self._promise.set_token("error")
        self._promise.set_words(retold(str(error)))

    # The exits

    @Slot(object)
    def leave_by(self, exit_: Exit) -> None:
        """It is not ours to keep: wipe the words everywhere, then ask only to whom, when and how."""
        self._wipe()
        dialog = ExitDialog(self._desk, self._window, exit_)
        self.reject()
        dialog.open()
        dialog.focus_first()
        self.exit_opened.emit(dialog)

    def _wipe(self) -> None:
        """The words leave the fields with their undo, the draft, and the log the draft was in."""
        self._is_wiped = True
        self._pause.stop()
        for frame in (self.words, self.area, self.may_contact.frame):
            frame.editor.show_typed("")
        self._guess.clear()
        if self._desk.store.can_write:
            self._desk.store.drop_draft(PLACE)
            self._desk.store.fold_in()

    # Qt

    def reject(self) -> None:
        self.keep()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # Enter in a field is not the button
        super().keyPressEvent(event)
