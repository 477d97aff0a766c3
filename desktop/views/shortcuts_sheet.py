"""The sheet of all shortcuts, made from the commands; searchable, opened with F1 or Ctrl /."""

from collections.abc import Iterable, Sequence
from string import Template

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.store.search import fold
from desktop.views.commands import GROUPS, LISTS, Command, is_letter, spoken
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.marks import KeyHint
from desktop.views.widgets.tall_scroll import TallScroll
from desktop.views.widgets.words import Words

WIDTH = 760
# What every list answers itself, whoever it belongs to.
OF_LISTS = (
    Command("list-move", N_("Move"), ("Up", "Down", "J", "K"), group=LISTS),
    Command("list-open", N_("Open, back to the list"), ("Enter", "Esc"), group=LISTS),
    Command("list-select", N_("Select many"), ("Shift+Up", "Shift+Down"), group=LISTS),
    Command("list-guess", N_("Accept a guess"), ("Ctrl+Return",), group=LISTS),
)
LETTERS_ON = N_("Single letters act while a list has the keyboard. They can be turned off in Settings.")
LETTERS_OFF = N_("Single letters are turned off in Settings.")


def by_group(commands: Iterable[Command]) -> list[tuple[str, list[Command]]]:
    """Commands that have keys, under their headings; the known headings first."""
    groups: dict[str, list[Command]] = {group: [] for group in GROUPS}
    for command in commands:
        if command.keys:
            groups.setdefault(command.group or GROUPS[0], []).append(command)
    return [(group, listed) for group, listed in groups.items() if listed]


class ShortcutsSheet(Dialog):
    """All keys in two columns; typing narrows them."""

    def __init__(self, theme: Theme, window: QWidget, commands: Sequence[Command], *, letters_act: bool) -> None:
        super().__init__(theme, window, say("All shortcuts"), width=WIDTH)
        self.setObjectName("shortcuts-sheet")
        self._rows: list[_Row] = []
        self._heads: list[tuple[Words, list[_Row]]] = []
        self._build_sheet(theme, [*commands, *OF_LISTS], letters_act)
        self._field.textChanged.connect(self._narrow)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shown(self) -> list[str]:
        """The commands that are listed now, in words."""
        return [row.command.text for row in self._rows if not row.isHidden()]

    def _build_sheet(self, theme: Theme, commands: Sequence[Command], letters_act: bool) -> None:
        self._field = _FindField(theme, self)
        self.body.addWidget(self._field)
        note = say(LETTERS_ON) if letters_act else say(LETTERS_OFF)
        self.body.addWidget(Words(theme, note, Type.SMALL, "ink-2", wraps=True, parent=self))
        self._nothing = Words(theme, say("No shortcut has these words."), Type.BODY, "ink-2", parent=self)
        self._nothing.hide()
        self.body.addWidget(self._nothing)
        columns = QHBoxLayout(inside := QWidget())
        columns.setContentsMargins(0, 0, 12, 0)
        columns.setSpacing(32)
        sides = [QVBoxLayout(), QVBoxLayout()]
        for side in sides:
            side.setSpacing(2)
            columns.addLayout(side, 1)
        filled = [0, 0]
        for group, listed in by_group(commands):
            place = filled.index(min(filled))
            filled[place] += len(listed) + 2
            self._add_group(theme, sides[place], group, listed)
        for side in sides:
            side.addStretch()
        self.body.addWidget(TallScroll(theme, inside, say("Shortcuts"), WIDTH - 48, self, takes_keys=True), 1)

    def _add_group(self, theme: Theme, side: QVBoxLayout, group: str, listed: list[Command]) -> None:
        head = Words(theme, say(group), Type.SMALL_STRONG, "ink-2", parent=self)
        head.setContentsMargins(0, 10, 0, 4)
        side.addWidget(head)
        rows = [_Row(theme, command, self) for command in listed]
        for row in rows:
            side.addWidget(row)
        self._rows += rows
        self._heads.append((head, rows))

    @Slot(str)
    def _narrow(self, typed: str) -> None:
        parts = fold(typed).split()
        for row in self._rows:
            row.setVisible(all(part in row.sought for part in parts))
        for head, rows in self._heads:
            head.setVisible(any(not row.isHidden() for row in rows))
        self._nothing.setVisible(not self.shown)


_TOKENS = {"field": "field", "sheet": "sheet", "ink": "ink", "ink_3": "ink-3", "accent": "accent"}
_STYLE = Template("""
QLineEdit { border: 1px solid $field; border-radius: 6px; padding: 0 9px; background: $sheet; color: $ink;
  placeholder-text-color: $ink_3; }
QLineEdit:focus { border: 2px solid $accent; padding: 0 8px; }
""")


class _FindField(QLineEdit):
    """What narrows the sheet."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("shortcuts-field")
        self.setPlaceholderText(say("Find a command or a key"))
        self.setAccessibleName(say("Find a command or a key"))
        theme.changed.connect(self._restyle)
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        theme = self._theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.PlaceholderText, theme.color("ink-3"))
        self.setPalette(palette)
        names = {name: theme.color(token).name() for name, token in _TOKENS.items()}
        self.setFont(theme.font(Type.BODY))
        self.setFixedHeight(theme.px(32))
        self.setStyleSheet(_STYLE.substitute(names))


class _Row(QWidget):
    """One command and its keys."""

    def __init__(self, theme: Theme, command: Command, parent: QWidget) -> None:
        super().__init__(parent)
        self.command = command
        words = say(command.text)  # commands of lists are written down once, in English
        keys = [spoken(key) for key in command.keys]
        self.sought = fold(" ".join([words, *keys, *command.keys]))
        self.setAccessibleName(f"{words}: {', '.join(keys)}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        row.addWidget(Words(theme, words, Type.BODY, "ink", wraps=True, parent=self), 1)
        for place, key in enumerate(keys):
            if place and not (is_letter(command.keys[place]) and is_letter(command.keys[place - 1])):
                row.addWidget(Words(theme, say("or"), Type.SMALL, "ink-3", parent=self))
            row.addWidget(KeyHint(theme, key, self))
