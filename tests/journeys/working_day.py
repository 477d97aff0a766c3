"""Hands on the window: its tabs by name, and its keys."""

from PySide6.QtGui import QKeySequence

from desktop.views.command_actions import CommandAction
from desktop.views.concerns.concerns_tab import ConcernsTab
from desktop.views.main_window import MainWindow
from desktop.views.meetings.meetings_tab import MeetingsTab
from desktop.views.today.today_tab import TodayTab


def concerns_tab(window: MainWindow) -> ConcernsTab:
    """The list of concerns."""
    tab = window.tabs["concerns"]
    assert isinstance(tab, ConcernsTab)
    return tab


def today_tab(window: MainWindow) -> TodayTab:
    """The day."""
    tab = window.tabs["today"]
    assert isinstance(tab, TodayTab)
    return tab


def press(window: MainWindow, keys: str) -> None:
    """Press keys that mean something in the whole window, through the command that has them."""
    _action(window, keys).trigger()


def can_press(window: MainWindow, keys: str) -> bool:
    """Whether the command of these keys can be run now."""
    return _action(window, keys).command.is_enabled


def _action(window: MainWindow, keys: str) -> CommandAction:
    wanted = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)
    return next(each for each in window.actions() if isinstance(each, CommandAction) and wanted in each.shortcuts())


def meetings_tab(window: MainWindow) -> MeetingsTab:
    """The list of meetings, and the session."""
    tab = window.tabs["meetings"]
    assert isinstance(tab, MeetingsTab)
    return tab
