"""Editor: what every editor of a field can do, whatever its kind of value."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.theme.theme import Theme


class Editor(QWidget):
    """Shows and takes one value. Values are as JSON has them: dates and choices as text, references as ids.

    Signals:
        edited(): the person changed what it shows; never sent by `show_value` or `show_typed`.
        left(): the person is done with it for now: focus went away, Enter was pressed or a choice was made.
        hinted(str): what the typed text is read as, such as "Fri, Oct 23"; empty when there is nothing to add.
        text_changed(): what it shows is different now, whoever changed it.
        undo_requested(), redo_requested(): Ctrl+Z with no typing left to take back.
    """

    edited = Signal()
    left = Signal()
    hinted = Signal(str)
    text_changed = Signal()
    undo_requested = Signal()
    redo_requested = Signal()

    # Whether a pause in typing is enough to save; where "oct 1" is the beginning of "oct 17" it is not.
    saves_while_typing = False
    grows = False
    cursor_shape = Qt.CursorShape.IBeamCursor

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def show_value(self, value: Any, text: str = "") -> None:
        """Show a saved value; `text` is how people call it, for references."""
        raise NotImplementedError

    def value(self) -> Any:
        """What it holds now, None for nothing; Refusal with an example when that is not a value."""
        raise NotImplementedError

    def typed(self) -> str:
        """The text as it stands, for a draft."""
        raise NotImplementedError

    def show_typed(self, typed: str) -> None:
        """Show text of a draft, valid or not."""
        raise NotImplementedError

    def set_locked(self, locked: bool) -> None:
        """Whether it can only be looked at."""
        raise NotImplementedError

    def set_spoken(self, name: str, description: str) -> None:
        """What a screen reader says of it."""
        for target in self.keyboard_targets():
            target.setAccessibleName(name)
            target.setAccessibleDescription(description)

    def keyboard_targets(self) -> list[QWidget]:
        """The widgets that take the keyboard."""
        raise NotImplementedError

    def trailing(self) -> list[QWidget]:
        """What stands at the right end of the box, such as a chevron."""
        return []

    def take_press(self) -> None:
        """The box was pressed beside the editor."""
        self.keyboard_targets()[0].setFocus(Qt.FocusReason.MouseFocusReason)

    def text_width(self) -> float:
        """How wide the shown text is, in pixels."""
        return 0.0

    @property
    def has_keyboard(self) -> bool:
        """Whether the person is in it."""
        return any(target.hasFocus() for target in self.keyboard_targets())
