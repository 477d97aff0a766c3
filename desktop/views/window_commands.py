"""The commands that belong to no tab: what the window itself can do, as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.views.commands import ANYWHERE, GO_TO, LISTS, Command
from desktop.views.saying import say

if TYPE_CHECKING:
    from desktop.views.main_window import MainWindow
    from desktop.views.tab import Tab
    from desktop.views.window_acts import WindowActs


def window_commands(window: MainWindow, acts: WindowActs) -> list[Command]:
    """What works wherever the focus is."""
    can_leave, privacy = acts.can_leave, acts.desk.privacy
    return [
        Command("palette", say("Search, or type a command"), ("Ctrl+K",), "search", ANYWHERE, run=window.open_palette),
        Command("new", say("New, then a letter"), ("Ctrl+N",), "plus", ANYWHERE, run=window.open_new_menu),
        Command("filter", say("Filter this list"), ("Ctrl+F",), "filter", ANYWHERE, run=acts.focus_filter),
        Command("print", say("Print what is shown"), ("Ctrl+P",), "printer", ANYWHERE, "", acts.print_shown, can_leave),
        Command(
            "export", say("Export what is shown"), ("Ctrl+E",), "download", ANYWHERE, "", acts.export_shown, can_leave
        ),
        Command("undo", say("Undo"), ("Ctrl+Z",), "undo-2", ANYWHERE, "", acts.undo, acts.may_write),
        Command("redo", say("Redo"), ("Ctrl+Shift+Z",), "rotate-ccw", ANYWHERE, "", acts.redo, acts.may_write),
        Command("privacy", say("Privacy screen on or off"), ("Ctrl+Shift+P",), "eye-off", ANYWHERE, run=privacy.toggle),
        Command("lock", say("Lock the office"), ("Ctrl+Shift+L",), "lock", ANYWHERE, run=window.lock),
        Command("cover", say("Cover the screen for a moment"), ("Ctrl+Shift+K",), "coffee", ANYWHERE, run=window.cover),
        Command("larger", say("Larger text"), ("Ctrl++", "Ctrl+="), "", ANYWHERE, run=acts.larger_text),
        Command("smaller", say("Smaller text"), ("Ctrl+-",), "", ANYWHERE, run=acts.smaller_text),
        Command("settings", say("Settings"), ("Ctrl+,",), "settings", ANYWHERE, run=window.open_settings),
        Command("shortcuts", say("All shortcuts"), ("F1", "Ctrl+/"), "list", ANYWHERE, run=window.open_shortcuts),
        Command("next-pane", say("Next part of the window"), ("F6", "Alt+P"), "", LISTS, run=acts.next_pane),
        Command(
            "previous-pane", say("The part before"), ("Shift+F6", "Alt+Shift+P"), "", LISTS, run=acts.previous_pane
        ),
        Command("back", say("Back to where you were"), ("Alt+Left",), "arrow-left", GO_TO, run=window.back),
    ]


def go_to_commands(window: MainWindow, tabs: Sequence[Tab]) -> list[Command]:
    """One command per tab, by the digits in the order of what appears."""
    return [
        Command(
            f"go-to-{tab.key}", say(tab.title), (key,) if key else (), tab.icon, GO_TO, run=_GoTo(window, tab.key).run
        )
        for tab, key in zip(tabs, tab_keys(len(tabs)), strict=True)
    ]


def tab_keys(count: int) -> list[str]:
    """Ctrl+1 to Ctrl+9, then Ctrl+0; further tabs have none."""
    keys = [f"Ctrl+{digit}" for digit in (*range(1, 10), 0)]
    return [keys[place] if place < len(keys) else "" for place in range(count)]


class _GoTo:
    """Shows one tab and puts the keyboard there."""

    def __init__(self, window: MainWindow, key: str) -> None:
        self._window = window
        self._key = key

    def run(self) -> None:
        """Go there."""
        self._window.go_to(self._key)
