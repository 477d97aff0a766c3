"""Pick: a button that shows one of a few and offers the others in a menu."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.widgets.button import Button


class Pick(Button):
    """One of a few by its key; without any it says `nothing` and is off.

    Signals:
        picked(str): the key somebody chose; not sent by `pick`.
    """

    picked = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str,
        choices: Sequence[tuple[str, str]],
        icon: str = "",
        *,
        nothing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, say(choices[0][1]) if choices else nothing, icon, parent=parent)
        self._name = name
        choices = [(key, say(label)) for key, label in choices]
        self._labels = dict(choices)
        self.key = ""
        self.set_arrow()
        self.setEnabled(bool(choices))
        menu = QMenu(self)
        self._actions = QActionGroup(menu)
        for key, label in choices:
            action = menu.addAction(label.replace("&", "&&"))
            action.setData(key)
            action.setCheckable(True)
            self._actions.addAction(action)
        self._actions.triggered.connect(self._on_action)
        self.set_popup(menu)
        if choices:
            self.pick(choices[0][0])

    def pick(self, key: str) -> None:
        """Show this one as chosen; one there is not changes nothing."""
        if key not in self._labels:
            return
        self.key = key
        self.set_words(self._labels[key])
        self.setAccessibleName(f"{self._name}: {self._labels[key]}")
        for action in self._actions.actions():
            action.setChecked(action.data() == key)

    @Slot(QAction)
    def _on_action(self, action: QAction) -> None:
        self.pick(str(action.data()))
        self.picked.emit(self.key)
