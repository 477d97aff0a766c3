"""A context menu made of commands."""

from collections.abc import Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.views.commands import Command, spoken
from desktop.views.saying import say
from desktop.views.theme.theme import Theme


def command_menu(theme: Theme, commands: Iterable[Command], parent: QWidget) -> QMenu:
    """A menu of the commands that can be run, with their keys beside them; freed when it closes."""
    menu = QMenu(parent)
    menu.setAccessibleName(say("What can be done with the selected records"))
    menu.aboutToHide.connect(menu.deleteLater)
    group = ""
    for command in commands:
        if command.run is None:
            continue
        if group and command.group != group:
            menu.addSeparator()
        group = command.group
        menu.addAction(_action(theme, command, menu))
    return menu


def _action(theme: Theme, command: Command, menu: QMenu) -> QAction:
    keys = f"\t{spoken(command.keys[0])}" if command.keys else ""
    action = QAction(command.text.replace("&", "&&") + keys, menu)
    if command.icon:
        action.setIcon(theme.icon(command.icon))
    action.setEnabled(command.is_enabled)
    assert command.run is not None
    action.triggered.connect(command.run)
    return action
