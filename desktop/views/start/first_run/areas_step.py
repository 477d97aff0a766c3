"""The areas the office serves, one by one."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.store.slot_words import folded
from desktop.views.saying import N_, say
from desktop.views.start.entry import EntryField
from desktop.views.start.first_run.step import Step
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.words import Words

LONGEST = 200
HINT = N_("Enter adds it. Enter in the empty line goes on.")


class AreasStep(Step):
    """A line to type a name in, and the names so far, each with a way to take it out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            say("Which areas do you serve?"),
            say("Beats, neighborhoods or blocks, as people call them. You can change them later."),
        )
        self.name = EntryField(theme, say("An area"), placeholder=say("Orchard Flats"), parent=self)
        self.name.tell(say(HINT))
        self.add = Button(theme, say("Add"), "plus", look=Look.GHOST, size=Size.SMALL, parent=self.name.box)
        self.name.box.row.addWidget(self.add)
        self._rows: list[_Area] = []
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self._list.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        inside.setAutoFillBackground(False)
        self._scroll.setAccessibleName(say("Areas so far"))
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._scroll.setMinimumHeight(theme.px(200))
        self.body.addWidget(self.name)
        self.body.addSpacing(12)
        self.body.addWidget(self._scroll, 1)
        self.name.entered.connect(self._on_entered)
        self.name.edited.connect(self._on_edited)
        self.add.clicked.connect(self.take)

    @property
    def areas(self) -> tuple[str, ...]:
        """The names so far, in order."""
        return tuple(row.name for row in self._rows)

    def focus_first(self) -> None:
        """Put the keyboard into the line."""
        self.name.setFocus()

    @Slot()
    def take(self) -> bool:
        """Add what is typed; whether there was something new."""
        typed = " ".join(self.name.text.split())[:LONGEST]
        self.name.clear()
        self.name.tell(say(HINT))
        if not typed or folded(typed) in map(folded, self.areas):
            return False
        row = _Area(self.theme, typed)
        row.removed.connect(self._on_removed)
        self._rows.append(row)
        self._list.insertWidget(self._list.count() - 1, row)
        self.name.setFocus()
        self.changed.emit()
        return True

    @Slot()
    def _on_entered(self) -> None:
        if self.name.text.strip():
            self.take()
        else:
            self.entered.emit()

    @Slot()
    def _on_edited(self) -> None:
        self.name.tell(say(HINT))

    @Slot()
    def _on_removed(self) -> None:
        row = self.sender()
        if isinstance(row, _Area):
            self._rows.remove(row)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
            self.name.setFocus()
            self.changed.emit()


class _Area(QWidget):
    """One name.

    Signals:
        removed: it is to be taken out.
    """

    removed = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.name = name
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 4, 3)
        row.setSpacing(8)
        remove = Button(
            theme,
            icon="x",
            look=Look.GHOST,
            size=Size.SMALL,
            tip=say("Take {name} out of the list", name=name),
            parent=self,
        )
        remove.clicked.connect(self.removed)
        row.addWidget(Icon(theme, "map", "ink-3", 16, self))
        row.addWidget(Words(theme, name, Type.BODY_MEDIUM, elides=True, parent=self), 1)
        row.addWidget(remove)
