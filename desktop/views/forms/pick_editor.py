"""Editor for one of many: type a few letters and take what fits, or open the list."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.models.refusal import Refusal
from desktop.views.forms.choosing import RecordChoices
from desktop.views.forms.suggestions import Suggestion, Suggestions
from desktop.views.forms.text_editors import LineEditor
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.widgets.button import Button, Look, Size

Find = Callable[[str], Sequence[Suggestion]]
NONE = Suggestion(None, N_("None"))
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class PickEditor(LineEditor):
    """A type-ahead choice. `find(typed)` gives what fits; empty text gives what there is.

    Signals:
        picked(object): the Suggestion that was taken from the list.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, name: str, find: Find, *, optional: bool, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._name = name
        self._find = find
        self._optional = optional
        self._picked = NONE
        self._list: Suggestions | None = None
        self._chevron = Button(
            theme,
            "",
            "chevron-down",
            look=Look.GHOST,
            size=Size.SMALL,
            tip=say("Show all: {name}", name=name),
            parent=self,
        )
        self._chevron.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Down does the same from the field
        self._chevron.clicked.connect(self._on_chevron)
        self.line.pressed.connect(self._on_pressed)

    def show_value(self, value: Any, text: str = "") -> None:
        """Show the saved choice as people call it."""
        self._picked = Suggestion(value, text) if value is not None else NONE
        self._show(text if value is not None else "")

    def value(self) -> Any:
        """The key of what is picked, or of the only one that is called what was typed."""
        typed = self.line.text().strip()
        if not typed or typed == say(NONE.label):
            if self._optional or self._picked is NONE:
                return None
            raise Refusal(f"{self._name} is needed. {self._example()}".strip())
        if typed == self._picked.label:
            return self._picked.key
        return self._named(typed).key

    def set_locked(self, locked: bool) -> None:
        """Read only, without the list."""
        super().set_locked(locked)
        self._chevron.setVisible(not locked)

    def set_name(self, name: str) -> None:
        """What the field is called on screen."""
        self._name = name
        self._chevron.set_tip(say("Show all: {name}", name=name))

    def narrow_to(self, within_id: int | None) -> None:
        """Offer only records that belong to another one, such as the speakers of a meeting."""
        if isinstance(self._find, RecordChoices):
            self._find.within_id = within_id

    def trailing(self) -> list[QWidget]:
        """The chevron."""
        return [self._chevron]

    def take_press(self) -> None:
        """The box was pressed: show the list."""
        super().take_press()
        self._on_pressed()

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._list is not None

    @property
    def suggestions(self) -> list[str]:
        """The words of the rows that are shown."""
        return self._list.labels if self._list is not None else []

    # Picking

    @Slot(object)
    def _pick(self, chosen: Suggestion) -> None:
        self._close()
        self._picked = chosen
        self._show("" if chosen.key is None else chosen.label)
        self.edited.emit()
        self.left.emit()
        self.picked.emit(chosen)

    def _named(self, typed: str) -> Suggestion:
        found = self._find(typed)
        exact = [each for each in found if each.label.casefold() == typed.casefold()]
        begun = [each for each in found if each.label.casefold().startswith(typed.casefold())]
        for fitting in (exact, begun):
            if len(fitting) == 1:
                return fitting[0]
        raise Refusal(f"Choose one from the list. {self._example()}".strip())

    def _example(self) -> str:
        first = next(iter(self._find("")), None)
        return say("{label} would do.", label=first.label) if first is not None else ""

    def _rows(self, typed: str) -> list[Suggestion]:
        none = [Suggestion(None, say(NONE.label))] if self._optional and not typed else []
        return [*none, *self._find(typed)]

    def _open(self, typed: str = "") -> None:
        if self.line.isReadOnly():
            return
        if self._list is None:
            frame = self.parentWidget() or self
            self._list = Suggestions(self.theme, frame, self._name)
            self._list.picked.connect(self._pick)
            self._list.closed.connect(self._on_closed)
        rows = self._rows(typed)
        keys = [row.key for row in rows]
        at = keys.index(self._picked.key) if not typed and self._picked.key in keys else 0
        self._list.show_rows(rows, at)

    def _close(self) -> None:
        if self._list is not None:
            self._list.close()

    @Slot()
    def _on_closed(self) -> None:
        if self._list is not None:
            self._list.deleteLater()
            self._list = None

    @Slot()
    def _on_chevron(self) -> None:
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        self._on_pressed()

    @Slot()
    def _on_pressed(self) -> None:
        if self._list is not None:
            self._close()
            return
        self._open()
        self.line.selectAll()

    @Slot()
    def _on_edited(self) -> None:
        self._open(self.line.text().strip())
        super()._on_edited()

    def _on_focus_out(self) -> None:
        self._close()
        self._settle()
        super()._on_focus_out()

    def _settle(self) -> None:
        """Write out what a few letters stand for."""
        typed = self.line.text().strip()
        if not typed or typed == self._picked.label:
            return
        try:
            self._picked = self._named(typed)
        except Refusal:
            return
        self._show(self._picked.label)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event) or super().eventFilter(watched, event)
        is_override = watched is self.line and event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.is_open:
            event.accept()  # Esc closes the list, not the pane around it
            return True
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in STEPS and not self.line.isReadOnly():
            if self._list is None:
                self._open()
            else:
                self._list.move_by(STEPS[key])
            return True
        if self._list is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if key == Qt.Key.Key_Escape:
            self._close()
            self._show("" if self._picked.key is None else self._picked.label)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (chosen := self._list.current) is not None:
            self._pick(chosen)
            return True
        return False
