"""Tabs without an area of their own: what the frame of the window is tried with."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget

from desktop.views.commands import ANYWHERE, LISTS, Command
from desktop.views.desk import Desk
from desktop.views.leaving.leaving import Leaving
from desktop.views.tab import Summary, Tab


class FirstTab(Tab):
    """Nothing leaves from here."""

    key, title, icon = "today", "Today", "sun"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.line = QLineEdit(self)
        self.line.setAccessibleName("A line")
        QVBoxLayout(self).addWidget(self.line)
        self.saves = 0

    def panes(self) -> list[QWidget]:
        return [self.line]

    def focus_first(self) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_everything(self) -> None:
        self.saves += 1


class ListTab(Tab):
    """A list with commands by letters, a badge and something that can leave."""

    key, title, icon = "concerns", "Concerns", "message-circle-warning"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ran: list[str] = []
        self.shown: list[tuple[str, int]] = []
        self.needed = 3
        self.leaves = True
        self.list = QListWidget(self)
        self.list.setAccessibleName("The list")
        self.list.addItems(["one", "two"])
        self.filter = QLineEdit(self)
        self.filter.setAccessibleName("Filter")
        column = QVBoxLayout(self)
        column.addWidget(self.filter)
        column.addWidget(self.list)

    def summary(self) -> Summary:
        return Summary("42 concerns shown", "1 selected", (("Move", "J K"), ("Status", "S")))

    def badge(self) -> int:
        return self.needed

    def shows(self, kind: str) -> bool:
        return kind == "concern"

    def show_record(self, kind: str, record_id: int) -> None:
        self.shown.append((kind, record_id))

    def focus_first(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        return [self.filter, self.list]

    def what_leaves(self) -> Leaving | None:
        return Leaving("concerns", "42 concerns") if self.leaves else None

    def set_status(self) -> None:
        self.ran.append("status")

    def new(self) -> None:
        self.ran.append("new")

    def new_on(self, words: str) -> None:
        self.ran.append(f"new on {words}")

    def commands(self) -> list[Command]:
        return [Command("status", "Set the status", ("S",), "circle-dashed", LISTS, run=self.set_status)]

    def commands_anywhere(self) -> list[Command]:
        return [
            Command(
                "concern-new",
                "New concern",
                ("Ctrl+Shift+C",),
                "message-circle-warning",
                ANYWHERE,
                "C",
                self.new,
                text_on="New concern on “{words}”",
                run_on=self.new_on,
            )
        ]
