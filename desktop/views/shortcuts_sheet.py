"""The sheet of all shortcuts, made from the commands; searchable, opened with F1 or Ctrl /."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from string import Template

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.store.search import fold
from desktop.views.commands import GROUPS, LISTS, Command, is_letter, spoken
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.painting import KEY_HINT, key_hint_width, paint_key_hint, paint_words
from desktop.views.widgets.tall_scroll import TallScroll
from desktop.views.widgets.words import Words

WIDTH = 760
# Between words and keys, and above and below them; the least a row is made for, in design pixels.
GAP, ABOVE, LEAST = 6, 2, 160
WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
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
        scroll = TallScroll(theme, say("Shortcuts"), WIDTH - 48, self, takes_keys=True)
        columns = QHBoxLayout(scroll.inside)
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
            self._add_group(theme, scroll.inside, sides[place], group, listed)
        for side in sides:
            side.addStretch()
        self.body.addWidget(scroll, 1)

    def _add_group(self, theme: Theme, inside: QWidget, side: QVBoxLayout, group: str, listed: list[Command]) -> None:
        head = Words(theme, say(group), Type.SMALL_STRONG, "ink-2", parent=inside)
        head.setContentsMargins(0, 10, 0, 4)
        side.addWidget(head)
        rows = [_Row(theme, command, inside) for command in listed]
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


class _Row(QLabel):
    """One command and its keys, painted as one: as many labels as there are words and keys open too slowly."""

    def __init__(self, theme: Theme, command: Command, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.command = command
        self._words = say(command.text)  # commands of lists are written down once, in English
        self._keys = [spoken(key) for key in command.keys]
        self._marks = list(self._marked())
        self.sought = fold(" ".join([self._words, *self._keys, *command.keys]))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(f"{self._words}: {', '.join(self._keys)}")
        self.setAccessibleName(self.text())
        height_follows = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        height_follows.setHeightForWidth(True)
        self.setSizePolicy(height_follows)
        theme.changed.connect(self.restyle)
        self.restyle()

    @Slot()
    def restyle(self) -> None:
        """Measure again: another text size."""
        theme = self._theme
        self._beside = sum(self._width_of(mark) + GAP for mark in self._marks)
        self._one_line = max(theme.line_height(Type.BODY), theme.px(KEY_HINT)) + 2 * ABOVE
        self._wide = ceil(theme.width(self._words, Type.BODY)) + self._beside
        self.updateGeometry()

    def _marked(self) -> Iterator[tuple[str, bool]]:
        """What stands at the right, from left to right: a key, or the word between two (False)."""
        keys = self.command.keys
        for place, key in enumerate(self._keys):
            if place and not (is_letter(keys[place]) and is_letter(keys[place - 1])):
                yield say("or"), False
            yield key, True

    def _width_of(self, mark: tuple[str, bool]) -> int:
        words, is_key = mark
        return key_hint_width(self._theme, words) if is_key else ceil(self._theme.width(words, Type.SMALL))

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(LEAST), self._one_line)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._wide <= width:
            return self._one_line
        around = QRectF(0, 0, max(1, width - self._beside), 10_000)
        lines = self._theme.metrics(Type.BODY).boundingRect(around, WRAPPED, self._words)
        return max(self._one_line, ceil(lines.height()) + 2 * ABOVE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, box = QPainter(self), self._theme, QRectF(self.rect())
        painter.setFont(theme.font(Type.BODY))
        painter.setPen(theme.color("ink"))
        painter.drawText(QRectF(0, 0, self.width() - self._beside, box.height()), WRAPPED, self._words)
        left, middle = box.width(), box.center().y()
        for mark in reversed(self._marks):
            width = self._width_of(mark)
            left -= width
            if mark[1]:
                paint_key_hint(
                    painter, theme, QRectF(left, middle - theme.px(KEY_HINT) / 2, width, theme.px(KEY_HINT)), mark[0]
                )
            else:
                paint_words(painter, theme, QRectF(left, 0, width + 1, box.height()), mark[0], Type.SMALL, "ink-3")
            left -= GAP
