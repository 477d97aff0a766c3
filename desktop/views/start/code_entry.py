"""The code of a recovery sheet, typed group by group; a slip shows in its group at once."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.store.recovery_code import GROUPS, clean_symbols, is_group
from desktop.views.saying import say
from desktop.views.start.entry import EntryField
from desktop.views.theme.theme import Theme

GROUP = 5
IN_A_ROW = 4


class CodeEntry(QWidget):
    """Eight groups of five.

    Signals:
        edited: something was typed.
        completed: all groups are there and prove themselves.
    """

    edited = Signal()
    completed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(10)
        self.groups: list[EntryField] = []
        for number in range(1, GROUPS + 1):
            group = EntryField(theme, say("Group {number}", number=number), parent=self)
            group.line.setObjectName(str(number))
            group.line.textEdited.connect(self._on_typed)
            self.groups.append(group)
            grid.addWidget(group, *divmod(number - 1, IN_A_ROW), Qt.AlignmentFlag.AlignTop)

    @property
    def code(self) -> str:
        """The code as it stands."""
        return "-".join(group.text for group in self.groups)

    @property
    def is_complete(self) -> bool:
        """Whether every group proves itself."""
        return all(is_group(group.text, number) for number, group in enumerate(self.groups, 1))

    def focus_first(self) -> None:
        """Put the keyboard into the first group that is not right."""
        for number, group in enumerate(self.groups, 1):
            if not is_group(group.text, number):
                group.line.setFocus()
                return

    def clear(self) -> None:
        """Empty all groups."""
        for group in self.groups:
            group.clear()
            group.tell("")

    def _fill(self, symbols: str, at: int) -> None:
        """Put symbols into the groups from place `at` on, and the keyboard behind the last."""
        while at < GROUPS:
            part, symbols = symbols[:GROUP], symbols[GROUP:]
            group = self.groups[at]
            group.set_text(part)
            wrong = len(part) == GROUP and not is_group(part, at + 1)
            group.refuse(say("Looks mistyped")) if wrong else group.tell("")
            if len(part) < GROUP or wrong or at == GROUPS - 1:
                group.line.setFocus()
                break
            at += 1
            if not symbols:
                self.groups[at].line.setFocus()
                break

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        sender = self.sender()
        if isinstance(sender, QLineEdit):
            self._fill(clean_symbols(typed), int(sender.objectName()) - 1)
            self.edited.emit()
            if self.is_complete:
                self.completed.emit()
