"""The frame of the main window: side bar, top bar, the sheet with its tabs, and the strip at its foot."""

from PySide6.QtCore import QByteArray, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.models.office import the_office
from desktop.models.person import Person
from desktop.settings import Settings
from desktop.store.store import Store
from desktop.views.background import Background
from desktop.views.backup_age import BackupAge
from desktop.views.commands import spoken
from desktop.views.desk import Desk
from desktop.views.navigation import Navigation, Place, SignedIn
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.saying import say
from desktop.views.status_strip import StatusStrip
from desktop.views.tab import Tab
from desktop.views.theme.theme import Theme
from desktop.views.top_bar import TopBar
from desktop.views.widgets.panel import Panel
from desktop.views.widgets.toasts import Toasts
from desktop.views.window_commands import tab_keys

SMALLEST = (960, 600)
FIRST_SIZE = (1440, 900)
RAIL_UP_TO = 1240
SHEET_RADIUS = 10


class WindowFrame(QWidget):
    """What stands where, at every size. It makes the desk its tabs stand on; what anything does is not known here."""

    def __init__(
        self,
        store: Store,
        theme: Theme,
        settings: Settings,
        privacy: PrivacyScreen,
        background: Background,
        areas: tuple[type[Tab], ...],
    ) -> None:
        super().__init__()
        privacy.know_names_of(store, background)
        self.desk = Desk(store, theme, settings, privacy, background, Toasts(theme, self))
        self.tabs = {area.key: area(self.desk) for area in areas}
        self.tab: Tab | None = None
        self._whole: set[str] = set()
        self.is_folded = False
        self._build()
        self._lay_out()
        self._backup_age.told.connect(self._navigation.set_backed_up)
        theme.changed.connect(self._fit)
        self._restore_size()
        self._backup_age.look()

    def panes(self) -> list[QWidget]:
        """The parts of the window F6 goes through, in order."""
        of_tab = self.tab.panes() if self.tab is not None else []
        return [self._navigation, self._top_bar, *of_tab, self._strip]

    def save_everything(self) -> None:
        """Send what is typed in any tab and not yet saved to the store."""
        for tab in self.tabs.values():
            tab.save_everything()

    def lock_in_place(self) -> bool:
        """Whether a tab covered itself and goes on, such as a live session; then the office stays open."""
        covered = [tab.lock_in_place() for tab in self.tabs.values()]  # every tab is asked
        return any(covered)

    def fold(self, folded: bool) -> None:
        """Leave no way to the other tabs, or give it back; nothing of them stays for a screen reader, nor the name."""
        self._navigation.setVisible(not folded)
        self.is_folded = folded
        if not folded:
            for place, tab in enumerate(self.tabs.values()):
                self._stack.insertWidget(place, tab)
            if self.tab is not None:
                self._stack.setCurrentWidget(self.tab)
            return
        for tab in self.tabs.values():
            if tab is not self.tab:
                self._stack.removeWidget(tab)
                tab.setParent(None)

    def give_whole_window(self, key: str, whole: bool) -> None:
        """A tab needs all of the window but the rail, such as a live session, or gives it back."""
        (self._whole.add if whole else self._whole.discard)(key)
        self._fit()

    # Building

    def _build(self) -> None:
        theme, who = self.desk.theme, self._read_who()
        keys = [spoken(key) for key in tab_keys(len(self.tabs))]
        places = [Place(t.key, say(t.title), t.icon, k) for t, k in zip(self.tabs.values(), keys, strict=True)]
        self._person_menu = QMenu(self)
        self._person_menu.setAccessibleName(say("Settings, cover and lock"))
        self._navigation = Navigation(theme, places, who, self._person_menu, self)
        self._backup_age = BackupAge(self.desk, self._zone, self)
        self._top_bar = TopBar(theme, self)
        self._sheet = Panel(theme, "sheet", "line-2", SHEET_RADIUS, parent=self)
        self._stack = QStackedWidget(self._sheet)
        for tab in self.tabs.values():
            self._stack.addWidget(tab)
        # After the tabs, so that the Tab key comes to it last.
        self._strip = StatusStrip(theme, self._sheet)
        if keys:
            self._strip.set_go_to(keys[0], keys[-1])

    def _read_who(self) -> SignedIn:
        member = self.desk.store.member
        with self.desk.store.reading() as session:
            office = the_office(session)
            person = session.get(Person, member.person_id)
            self._zone = office.time_zone
            self._office_name = office.name
            title = (person.title if person else None) or say(member.role.value.capitalize())
            initials = person.initials if person else member.name[:1]
        return SignedIn(member.name, title, initials, self._office_name)

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self._sheet)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self._stack, 1)
        inside.addWidget(self._strip)
        held = self._held = QHBoxLayout()
        held.setContentsMargins(0, 0, 8, 8)
        held.addWidget(self._sheet)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._top_bar)
        column.addLayout(held, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._navigation)
        row.addLayout(column, 1)

    def _restore_size(self) -> None:
        self.setMinimumSize(*SMALLEST)
        kept: QByteArray = self.desk.settings.value("window_geometry")
        if kept.isEmpty() or not self.restoreGeometry(kept):
            self.resize(*FIRST_SIZE)

    @Slot()
    def _on_summary(self) -> None:
        if self.tab is not None:
            self._strip.show_summary(self.tab.summary(), leaves=self.tab.what_leaves() is not None)
        for key, tab in self.tabs.items():
            self._navigation.set_needed(key, tab.badge())

    @Slot()
    def _fit(self) -> None:
        """Give way where the window is narrow; larger text makes it narrower."""
        width = self.width() * 100 / self.desk.theme.text_size
        is_whole = self.tab is not None and self.tab.key in self._whole
        self._navigation.set_rail(is_whole or width <= RAIL_UP_TO)
        self._top_bar.setVisible(not is_whole)
        self._strip.setVisible(not is_whole)
        self._held.setContentsMargins(*((0, 0, 0, 0) if is_whole else (0, 0, 8, 8)))
        self._sheet.set_tokens("nav" if is_whole else "sheet", "" if is_whole else "line-2")
        self._top_bar.set_narrow(width)
        self._strip.set_narrow(width)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
