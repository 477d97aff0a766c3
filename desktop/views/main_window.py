"""The main window: its commands, its dialogs, and everything that crosses areas."""

from collections.abc import Callable

from PySide6.QtCore import QChildEvent, QEvent, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent, QWindow
from PySide6.QtWidgets import QDialog, QWidget

from desktop.settings import Settings
from desktop.store.store import Store
from desktop.views.areas import AREAS
from desktop.views.background import Background
from desktop.views.command_actions import CommandActions
from desktop.views.commands import Command, spoken
from desktop.views.leaving.leaving import Leaving
from desktop.views.leaving.leaving_dialog import LeavingDialog
from desktop.views.palette.new_menu import NewMenu
from desktop.views.palette.palette import Palette
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.record_card import RecordCard
from desktop.views.saying import retold
from desktop.views.settings_page.settings_page import PRIVACY_BY_ITSELF, SettingsPage
from desktop.views.shortcuts_sheet import ShortcutsSheet
from desktop.views.tab import Tab
from desktop.views.theme.theme import Theme
from desktop.views.window_acts import WindowActs
from desktop.views.window_commands import go_to_commands, window_commands
from desktop.views.window_frame import WindowFrame

PRODUCT = "Common Ground"
# What the button with the person's name offers.
OF_THE_PERSON = ("settings", "shortcuts", "cover", "lock")
# What still works while a dialog is open.
IN_DIALOGS = ("lock", "cover", "privacy")


class MainWindow(WindowFrame):
    """The window of an open office. It makes the desk its views stand on, and routes wishes from one area to another.

    Signals:
        lock_requested, cover_requested: the office is to be locked, or the screen covered for a moment.
        unfolded: what was locked in place is open again.
        closing: the window is about to go; what was typed is on its way to the store.
    """

    lock_requested = Signal()
    cover_requested = Signal()
    unfolded = Signal()
    closing = Signal()

    def __init__(
        self,
        store: Store,
        theme: Theme,
        settings: Settings,
        privacy: PrivacyScreen,
        background: Background,
        areas: tuple[type[Tab], ...] = AREAS,
    ) -> None:
        super().__init__(store, theme, settings, privacy, background, areas)
        # Further parts of the settings, such as the one about the lock; set by whoever builds the window.
        self.settings_sections: tuple[Callable[[QWidget], QWidget], ...] = ()
        self._visited: list[str] = []
        self._followed: QWindow | None = None
        self._actions = CommandActions(self)
        self._acts = WindowActs(self, self.desk)
        self._palette = Palette(self.desk, self, self._top_bar.search, self.commands)
        self._connect()
        self._bind_commands()
        privacy.turns_on_by_itself = bool(settings.value(PRIVACY_BY_ITSELF, True))
        self._on_privacy()
        if self.tabs:
            self.show_tab(next(iter(self.tabs)))

    # Routing: the one page where areas meet

    def go_to(self, key: str) -> None:
        """Show a tab and put the keyboard there."""
        self.show_tab(key)
        if self.tab is not None:
            self.tab.focus_first()

    @Slot(str)
    def show_tab(self, key: str) -> None:
        """Show a tab; the keyboard stays where it is."""
        tab = self.tabs[key]
        if tab is self.tab:
            return
        if self.tab is not None:
            self._visited.append(self.tab.key)
        self.tab = tab
        self._palette.close_palette()
        self._stack.setCurrentWidget(tab)
        self._navigation.show_chosen(key)
        self._actions.set_of_tab(tab.commands())
        self._fit()
        self._on_summary()

    @Slot(object, object)
    def open_record(self, kind: str, record_id: int) -> None:
        """Show a record wherever records of its kind are shown."""
        for tab in self.tabs.values():
            if tab.shows(kind):
                self.show_tab(tab.key)
                tab.show_record(kind, record_id)
                return
        card = RecordCard(self.desk, self, kind, record_id)
        card.save_state_changed.connect(self._strip.saved.set_state)
        card.open()

    @Slot()
    def back(self) -> None:
        """Go back to the tab that showed before."""
        if self._visited:
            key = self._visited.pop()
            self.go_to(key)
            self._visited.pop()

    def commands(self) -> list[Command]:
        """Every command that works now: of the window, of all tabs, and of the tab that shows."""
        return [*self._always(), *(self.tab.commands() if self.tab else [])]

    # Sheets and dialogs

    @Slot()
    def open_palette(self) -> None:
        """Search over all commands and records."""
        self._palette.open()

    @Slot()
    def open_new_menu(self) -> None:
        """What can be made new, each by a letter."""
        offered = [command for command in self.commands() if command.letter and command.is_enabled]
        if offered:
            menu = NewMenu(self.desk.theme, self, offered)
            menu.chosen.connect(self._run)
            menu.open_under(self._top_bar.new)

    @Slot(object)
    def _run(self, command: Command) -> None:
        if command.run is not None:
            command.run()

    @Slot()
    def open_settings(self) -> None:
        """How the window looks and when it locks."""
        SettingsPage(self.desk, self, self.settings_sections).open()

    def follow(self, other: "MainWindow") -> None:
        """Show what another window shows, which this one takes the place of."""
        for key, tab in self.tabs.items():
            tab.follow(other.tabs[key])
        if other.tab is not None:
            self.show_tab(other.tab.key)

    @Slot()
    def open_shortcuts(self) -> None:
        """All shortcuts."""
        letters = bool(self.desk.settings.value("single_letter_keys"))
        ShortcutsSheet(self.desk.theme, self, self.commands(), letters_act=letters).open()

    def leave(self, how: str) -> None:
        """Ask who will read it, then export or print what the tab shows."""
        leaving = self.tab.what_leaves() if self.tab is not None else None
        if leaving is not None:
            LeavingDialog(self.desk, self, leaving, printing=how == "print").open()

    @Slot()
    def lock(self) -> None:
        """Ask for the lock, with everything typed on its way to the store."""
        self.save_everything()
        self.lock_requested.emit()

    @Slot()
    def cover(self) -> None:
        """Ask for the cover."""
        self.save_everything()
        self.cover_requested.emit()

    def _connect(self) -> None:
        desk = self.desk
        self._palette.open_requested.connect(self.open_record)
        self._navigation.chosen.connect(self.show_tab)
        self._navigation.lock_requested.connect(self.lock)
        self._navigation.cover_requested.connect(self.cover)
        self._top_bar.palette_requested.connect(self.open_palette)
        self._top_bar.new_requested.connect(self.open_new_menu)
        self._top_bar.undo_requested.connect(self._acts.undo)
        self._top_bar.privacy_requested.connect(desk.privacy.toggle)
        self._strip.export_requested.connect(self._acts.export_shown)
        self._strip.print_requested.connect(self._acts.print_shown)
        self._strip.shortcuts_requested.connect(self.open_shortcuts)
        self._strip.privacy_off_requested.connect(desk.privacy.toggle)
        desk.privacy.changed.connect(self._on_privacy)
        desk.store.changed.connect(self._on_saved)
        desk.theme.changed.connect(self._fill_person_menu)
        desk.settings.changed.connect(self._on_setting)
        self._acts.names.changed.connect(self._on_undo_names)
        for tab in self.tabs.values():
            tab.open_requested.connect(self.open_record)
            tab.summary_changed.connect(self._on_summary)
            tab.save_state_changed.connect(self._strip.saved.set_state)
            tab.undo_requested.connect(self._acts.undo)
            tab.redo_requested.connect(self._acts.redo)
            tab.commands_changed.connect(self._on_tab_commands)
            tab.requested_here.connect(self._on_requested_here)
            tab.leaving_requested.connect(self._on_leaving)
            tab.whole_window_requested.connect(self._on_whole_window)
            tab.fold_requested.connect(self._on_fold)

    def _bind_commands(self) -> None:
        always = self._always()
        self._actions.set_always(always)
        self._fill_person_menu(always)
        self._on_setting("single_letter_keys")

    def _always(self) -> list[Command]:
        of_tabs = [command for tab in self.tabs.values() for command in tab.commands_anywhere()]
        going = go_to_commands(self, list(self.tabs.values()))
        return [*window_commands(self, self._acts), *going, *of_tabs]

    @Slot()
    def _fill_person_menu(self, always: list[Command] | None = None) -> None:
        self._person_menu.clear()
        for command in always or self._always():
            if command.id in OF_THE_PERSON and command.run is not None:
                keys = spoken(command.keys[0])
                action = self._person_menu.addAction(self.desk.theme.icon(command.icon), f"{command.text}\t{keys}")
                action.triggered.connect(command.run)

    # Slots

    @Slot()
    def _on_privacy(self) -> None:
        privacy = self.desk.privacy
        self._top_bar.set_privacy(privacy.is_on)
        self._strip.set_privacy(privacy.because)
        self._name_window()
        self._on_undo_names()

    def _name_window(self) -> None:
        hides = self.desk.privacy.is_on or self.is_folded
        self.setWindowTitle(PRODUCT if hides else f"{self._office_name} – {PRODUCT}")

    @Slot()
    def _on_undo_names(self) -> None:
        name = self._acts.names.undo if self._acts.may_write() else None
        what = retold(self.desk.privacy.shown_words(name)) if name else None
        self._top_bar.set_undo(what)
        for tab in self.tabs.values():
            tab.set_undo(what)

    @Slot()
    def _on_tab_commands(self) -> None:
        if self.tab is not None and self.sender() is self.tab:
            self._actions.set_of_tab(self.tab.commands())

    @Slot()
    def _on_requested_here(self) -> None:
        if isinstance(tab := self.sender(), Tab):
            self.show_tab(tab.key)

    @Slot(object)
    def _on_leaving(self, leaving: Leaving) -> None:
        LeavingDialog(self.desk, self, leaving, printing=True).open()

    @Slot(bool)
    def _on_whole_window(self, whole: bool) -> None:
        if isinstance(tab := self.sender(), Tab):
            self.give_whole_window(tab.key, whole)

    @Slot(bool)
    def _on_fold(self, folded: bool) -> None:
        """A session is locked while it runs: no key and no dialog leads past it."""
        if isinstance(tab := self.sender(), Tab):
            self.show_tab(tab.key)
            self._palette.close_palette()
            if folded:
                for dialog in self.findChildren(QDialog):
                    dialog.close()
            self._actions.set_always([] if folded else self._always())
            self._actions.set_of_tab(tab.commands())
            self.fold(folded)
            self._name_window()
            tab.focus_first()
            if not folded:
                self.unfolded.emit()

    @Slot(object)
    def _on_saved(self, changes: object) -> None:
        self._strip.saved.set_state("saved")

    @Slot(str)
    def _on_setting(self, name: str) -> None:
        if name == "single_letter_keys":
            self._actions.set_letters_act(bool(self.desk.settings.value(name)))

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A covered window comes back with another handle.
        if (handle := self.windowHandle()) is not self._followed:
            self._followed = handle
            self._actions.follow(handle)

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        child = event.child()
        if event.type() is QEvent.Type.ChildPolished and isinstance(child, QDialog):
            self._actions.lend_to(child, IN_DIALOGS)

    def closeEvent(self, event: QCloseEvent) -> None:
        # A dialog that is still open when its window is destroyed takes Qt with it.
        for dialog in self.findChildren(QDialog):
            dialog.close()
        self.save_everything()
        self.desk.settings.set_value("window_geometry", self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)
