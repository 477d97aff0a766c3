"""The cover: nothing of the office is on the screen, and the PIN of whoever covered it brings it back."""

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.cover.pin import TRIES, opens
from desktop.views.saying import say
from desktop.views.start.aside import Aside
from desktop.views.start.card import CENTER, Card
from desktop.views.start.entry import SecretField
from desktop.views.theme.theme import Theme
from desktop.views.widgets.button import Button, Look, Size


class CoverPage(Card):
    """Asks for the PIN, three times at most.

    Signals:
        uncovered: the PIN was right.
        lock_requested(str): somebody wants the full lock, or three tries were wrong ("pin").
    """

    uncovered = Signal()
    lock_requested = Signal(str)

    def __init__(
        self, theme: Theme, kept: dict[str, Any], aside: Aside, person: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            theme,
            say("Covered"),
            say("{person} will be back. Work goes on where it was.", person=person),
            parent=parent,
        )
        self._kept = kept
        self._aside = aside
        self._left = TRIES
        self.pin = SecretField(theme, "PIN", icon="lock", parent=self)
        self.pin.line.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        )
        self.uncover = Button(theme, say("Uncover"), look=Look.PRIMARY, size=Size.LARGE, keys="Enter", parent=self)
        self.uncover.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.lock = Button(theme, say("Lock instead"), "lock", look=Look.GHOST, size=Size.SMALL, parent=self)
        self.body.addWidget(self.pin)
        self.body.addSpacing(16)
        self.body.addWidget(self.uncover)
        self.body.addSpacing(13)
        self.body.addWidget(self.lock, 0, CENTER)
        self.pin.entered.connect(self._try)
        self.uncover.clicked.connect(self._try)
        self.lock.clicked.connect(self._on_lock)

    def focus_first(self) -> None:
        """Put the keyboard into the PIN."""
        self.pin.line.setFocus()

    @Slot()
    def _try(self) -> None:
        if not self.pin.text or not self.uncover.isEnabled():
            return
        self.uncover.setEnabled(False)
        self.pin.line.setReadOnly(True)
        self._aside.run(_Trying(self.pin.text, self._kept), self._on_tried, self._on_failed)

    def _on_tried(self, is_right: bool) -> None:
        self.pin.clear()
        self.uncover.setEnabled(True)
        self.pin.line.setReadOnly(False)
        if is_right:
            self.uncovered.emit()
            return
        self._left -= 1
        if not self._left:
            self.lock_requested.emit("pin")
            return
        more = say("One more try") if self._left == 1 else say("{left} more tries", left=self._left)
        self.pin.refuse(say("That is not the PIN. {more}, then the office locks.", more=more))
        self.focus_first()

    def _on_failed(self, error: Exception) -> None:
        self.lock_requested.emit("pin")
        raise error

    @Slot()
    def _on_lock(self) -> None:
        self.lock_requested.emit("")


@dataclass(frozen=True, slots=True)
class _Trying:
    pin: str = field(repr=False)
    kept: dict[str, Any] = field(repr=False)

    def __call__(self) -> bool:
        return opens(self.pin, self.kept)
