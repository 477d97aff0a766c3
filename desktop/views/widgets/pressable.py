"""Pressable: what all painted buttons have in common: the focus ring, Enter as well as Space, repainting on hover."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.widgets.keyboard_focus import by_keyboard

if TYPE_CHECKING:
    from desktop.views.widgets.focus_ring import FocusRing

PRESSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Pressable(QAbstractButton):
    """A button that its subclass paints. `radius` is that of its focus ring, in design pixels."""

    def __init__(self, theme: Theme, radius: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.ring_radius = radius
        self._ring: FocusRing | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A slot that a subclass overrides is not disconnected when its object dies, so this one is never overridden.
        theme.changed.connect(self._on_look_changed)

    @property
    def words(self) -> str:
        """The words as shown: an ampersand is an ampersand."""
        return self.text().replace("&&", "&")

    def set_words(self, words: str) -> None:
        """Show these words."""
        self.setText(words.replace("&", "&&"))

    @Slot()
    def restyle(self) -> None:
        """Palette, text size or words are different: measure and paint again."""
        self.updateGeometry()
        self.update()

    @Slot()
    def _on_look_changed(self) -> None:
        self.restyle()

    # Qt

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if by_keyboard(event) and self._ring is None:
            from desktop.views.widgets.focus_ring import FocusRing

            self._ring = FocusRing(self.theme, self, self.theme.px(self.ring_radius))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._ring is not None:
            self._ring.deleteLater()
            self._ring = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter presses like Space does: that is what people expect of the button that has the ring.
        if event.key() in PRESSING and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.click()
            return
        super().keyPressEvent(event)
