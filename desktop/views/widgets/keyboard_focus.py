"""Whether the keyboard focus came by a key, so that it must show. Apart from the ring, which is costly to load."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


def by_keyboard(event: QFocusEvent) -> bool:
    """Whether focus came by a key, so that the ring must show."""
    return event.reason() in KEYBOARD
