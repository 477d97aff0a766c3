"""The privacy screen: whether the room may be looking, and what every view shows while it is on."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen

from desktop.models.field import Field
from desktop.models.known_names import KnownNames
from desktop.models.known_records import HOLDING, add_names, known_names
from desktop.models.masking import masked, masked_file_name, masked_name, masked_words
from desktop.store.changes import Changes
from desktop.store.store import Store
from desktop.views.background import Background
from desktop.views.saying import N_, say

SECOND_DISPLAY = N_("The privacy screen is on because a second display is connected.")
BY_HAND = N_("The privacy screen is on.")


class PrivacyScreen(QObject):
    """On or off. Models ask it for the text they show, so tables, tooltips, clipboard and screen readers get the same.

    Signals:
        changed: it was turned on or off; whoever shows something asks again.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_on = False
        self._because = ""
        self._store: Store | None = None
        self._known: KnownNames | None = None
        self._missed: list[dict[str, set[int]]] = []
        self.turns_on_by_itself = True

    @property
    def is_on(self) -> bool:
        """Whether names, numbers and addresses are hidden now."""
        return self._is_on

    @property
    def because(self) -> str:
        """Why it is on, as a sentence; empty while it is off."""
        return self._because

    def set_on(self, is_on: bool) -> None:
        """Turn it on or off by hand."""
        self._set(is_on, say(BY_HAND) if is_on else "")

    def toggle(self) -> None:
        """Turn it the other way."""
        self.set_on(not self._is_on)

    def watch(self, application: QGuiApplication) -> None:
        """Turn on by itself with a second or mirrored display, now and whenever one is connected."""
        application.screenAdded.connect(self._see_displays)
        if len(application.screens()) > 1:
            self._see_displays()

    def know_names_of(self, store: Store, background: Background) -> None:
        """Mask the names and contacts of this office's records, too, wherever they are typed. Each office once.

        They are read beside the window, so that turning on waits for nothing; who turns on earlier waits for them.
        """
        if self._store is not store:
            self._store, self._known, self._missed = store, None, []
            store.changed.connect(self._on_changed)
            background.read(known_names, self._on_names, self._on_not_read)

    def masking(self) -> Callable[[Field, str], str] | None:
        """What masks the text of a field on any thread; None while it is off."""
        return partial(masked, known=self._known) if self._is_on else None

    def shown(self, about: Field, text: str) -> str:
        """The text of a field as it may be shown now."""
        return masked(about, text, self._known) if self._is_on else text

    def shown_words(self, words: str) -> str:
        """Free text, which belongs to no field, as it may be shown now."""
        return masked_words(words, self._known) if self._is_on else words

    def for_the_room(self, words: str) -> str:
        """Free text for a display that everyone sees: masked as ever, also while the screen is off here."""
        self._read_names()
        return masked_words(words, self._known)

    def shown_name(self, name: str) -> str:
        """A person's name as it may be shown now."""
        return masked_name(name) if self._is_on else name

    def shown_file_name(self, name: str) -> str:
        """The name of a file as it may be shown now."""
        return masked_file_name(name) if self._is_on else name

    # A display that goes away does not turn it off: the person decides when the room has stopped looking.
    def _see_displays(self, added: QScreen | None = None) -> None:
        if self.turns_on_by_itself:
            self._set(True, say(SECOND_DISPLAY))

    def _set(self, is_on: bool, because: str) -> None:
        if is_on == self._is_on:
            return
        self._is_on, self._because = is_on, because
        if is_on:
            self._read_names()
        self.changed.emit()

    def _read_names(self) -> None:
        if self._known is None and self._store is not None:
            with self._store.reading() as session:
                self._known = known_names(session)

    def _on_names(self, known: KnownNames) -> None:
        if self._known is None:
            self._known = known
            for touched in self._missed:
                self._add(touched)
        self._missed = []

    def _on_not_read(self, problem: object) -> None:
        self._missed = []  # they are read when it is turned on

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        touched: dict[str, set[int]] = {}
        for row in changes.rows:
            if row.columns & HOLDING.get(row.kind, frozenset()):
                touched.setdefault(row.kind, set()).add(row.record_id)
        if not touched:
            return
        if self._known is None:
            self._missed.append(touched)
        else:
            self._add(touched)

    def _add(self, touched: dict[str, set[int]]) -> None:
        if self._store is not None and self._known is not None:
            with self._store.reading() as session:
                add_names(session, self._known, touched)
