"""Commands bound to keys: one action per command, single letters only while a list has the focus."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QComboBox, QLineEdit, QWidget
from shiboken6 import isValid

from desktop.views.commands import Command

# Keys that text fields answer themselves, because there they are about the typing.
OF_THE_TEXT = ("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "Alt+Left", "Alt+Right")


class CommandAction(QAction):
    """The keys of one command."""

    def __init__(self, command: Command, keys: Iterable[str], parent: QObject) -> None:
        super().__init__(parent)
        self.command = command
        self._keys = [QKeySequence(key, QKeySequence.SequenceFormat.PortableText) for key in keys]
        self.setText(command.text.replace("&", "&&"))
        self.setShortcuts(self._keys)
        self.triggered.connect(self._run)

    def keep_off(self, taken: Collection[QKeySequence]) -> None:
        """Let others have these keys; a key of two actions would reach neither."""
        self.setShortcuts([key for key in self._keys if key not in taken])

    @Slot()
    def _run(self) -> None:
        if self.command.is_enabled and self.command.run is not None:
            self.command.run()


class CommandActions(QObject):
    """All keys of a window: those that always act, and those of the tab that shows."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._always: list[CommandAction] = []
        self._of_tab: list[CommandAction] = []
        self._letters: list[CommandAction] = []
        self._focused: QObject | None = None
        self._letters_act = True
        self._in_list = False

    def set_always(self, commands: Iterable[Command]) -> None:
        """The commands that act whatever tab shows."""
        self._drop(self._always)
        self._always = self._made(commands)
        self._share_keys()
        self._tell_letters()

    def set_of_tab(self, commands: Iterable[Command]) -> None:
        """The commands of the tab that shows now; those of the one before act no more."""
        self._drop(self._of_tab)
        self._of_tab = self._made(commands)
        self._share_keys()
        self._tell_letters()

    def set_letters_act(self, act: bool) -> None:
        """Whether single letters do anything; people who speak to their computer turn them off."""
        self._letters_act = act
        self._tell_letters()

    def lend_to(self, other: QWidget, ids: Iterable[str]) -> None:
        """Let these commands act in a dialog as well."""
        wanted = set(ids)
        for action in self._always:
            if action.command.id in wanted:
                other.addAction(action)

    def follow(self, window: QWindow) -> None:
        """Follow the focus of the window, once it is on a screen."""
        window.focusObjectChanged.connect(self._on_focus)

    @Slot(QObject)
    def _on_focus(self, focused: QObject | None) -> None:
        # Whoever had the keyboard may be gone already.
        if self._focused is not None and isValid(self._focused):
            self._focused.removeEventFilter(self)
        self._focused = focused
        if focused is not None:
            focused.installEventFilter(self)
        self._in_list = isinstance(focused, QAbstractItemView)
        self._tell_letters()

    def _made(self, commands: Iterable[Command]) -> list[CommandAction]:
        made = []
        for command in commands:
            if command.run is None:
                continue
            if command.shortcuts:
                made.append(CommandAction(command, command.shortcuts, self))
            if command.letters:
                made.append(letter := CommandAction(command, command.letters, self))
                self._letters.append(letter)
        for action in made:
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._window.addAction(action)
        return made

    def _share_keys(self) -> None:
        """What the tab uses a key for goes before what the window does with it."""
        taken = [key for action in self._of_tab for key in action.shortcuts()]
        for action in self._always:
            action.keep_off(taken)

    def _drop(self, actions: list[CommandAction]) -> None:
        for action in actions:
            self._window.removeAction(action)
            if action in self._letters:
                self._letters.remove(action)
            action.deleteLater()

    def _tell_letters(self) -> None:
        for action in self._letters:
            action.setEnabled(self._letters_act and self._in_list)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Text fields claim keys such as Ctrl+K for themselves on some systems. Ours mean the same everywhere.
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, (QLineEdit, QAbstractScrollArea, QComboBox)):
            return False
        pressed = QKeySequence(event.keyCombination())
        if pressed.toString(QKeySequence.SequenceFormat.PortableText) in OF_THE_TEXT:
            return False
        for action in (*self._always, *self._of_tab):
            if action.isEnabled() and action not in self._letters and pressed in action.shortcuts():
                event.ignore()
                return True
        return False
