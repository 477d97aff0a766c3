"""Small painted marks: key hints, avatars, status pills and icons, as widgets."""

from PySide6.QtCore import QPointF, QRectF, QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.widgets.painting import (
    KEY_HINT,
    key_hint_width,
    paint_avatar,
    paint_icon,
    paint_key_hint,
    paint_pill,
    pill_width,
)


class _Mark(QWidget):
    """A painted thing of its own size that follows the theme."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class KeyHint(_Mark):
    """A key as printed on a keyboard: "Ctrl K"."""

    def __init__(self, theme: Theme, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, keys, parent)
        self._keys = keys

    def sizeHint(self) -> QSize:
        return QSize(key_hint_width(self._theme, self._keys), self._theme.px(KEY_HINT))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_key_hint(QPainter(self), self._theme, QRectF(self.rect()), self._keys)


class Avatar(_Mark):
    """Two letters of a name in a circle; `name` is what a screen reader says."""

    def __init__(
        self, theme: Theme, initials: str, name: str = "", size: float = 24, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name or initials, parent)
        self._initials = initials
        self._size = size

    def set_person(self, initials: str, name: str) -> None:
        """Show somebody else."""
        self._initials = initials
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._size), self._theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_avatar(QPainter(self), self._theme, QRectF(self.rect()), self._initials)


class Pill(_Mark):
    """A status in shape, word and color together."""

    def __init__(self, theme: Theme, words: str, icon: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, parent)
        self._words, self._icon, self._tone = words, icon, tone

    def set_pill(self, words: str, icon: str, tone: str) -> None:
        """Show another status."""
        self._words, self._icon, self._tone = words, icon, tone
        self.setAccessibleName(words)
        self._restyle()

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self._theme, self._words) + 1, self._theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_pill(QPainter(self), self._theme, QRectF(self.rect()), self._words, self._icon, self._tone)


class Icon(_Mark):
    """An icon that stands beside words; it says nothing of its own."""

    def __init__(
        self, theme: Theme, icon: str, token: str = "ink-2", size: float = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "", parent)
        self._icon, self._token, self._size = icon, token, size

    def set_icon(self, icon: str, token: str | None = None) -> None:
        """Show another icon, or the same in another color."""
        self._icon, self._token = icon, token or self._token
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._size), self._theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self._theme, QPointF(0, 0), self._icon, self._token, self._size)
