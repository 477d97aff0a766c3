"""The side bar: which office, the tabs that work, who is signed in, the lock, and when the last backup was made."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.views.navigation_buttons import AreaButton, PersonButton
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.product_mark import ProductMark
from desktop.views.widgets.words import Words

WIDTH = 200
RAIL = 56
EDGE = 8
RING = 4  # room for the ring around what has the keyboard


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the side bar: a tab's key, name, icon and the keys that open it."""

    key: str
    title: str
    icon: str
    keys: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who uses this window, as the foot of the side bar says it."""

    name: str
    title: str
    initials: str
    office: str


class Navigation(QWidget):
    """The side bar; a rail of icons where the window is narrow.

    Signals:
        chosen(str): the key of the tab to show.
        lock_requested, cover_requested: lock the office now, or cover the screen for a moment.
    """

    chosen = Signal(str)
    lock_requested = Signal()
    cover_requested = Signal()

    def __init__(
        self, theme: Theme, places: Sequence[Place], who: SignedIn, menu: QMenu, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._menu = menu
        self.is_rail = False
        self.setAccessibleName(say("Areas of work"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, AreaButton] = {}
        self._build_office(who)
        self._build_areas(places)
        self._build_foot(who)
        self._lay_out()
        self._group.buttonClicked.connect(self._on_clicked)
        self._person.clicked.connect(self._open_menu)
        self._lock.clicked.connect(self.lock_requested)
        self._cover.clicked.connect(self.cover_requested)
        theme.changed.connect(self._resize)
        self._resize()

    # What the window says

    def show_chosen(self, key: str) -> None:
        """Mark the tab that shows."""
        if button := self._buttons.get(key):
            button.setChecked(True)
            self._scroll.ensureWidgetVisible(button, 0, RING)

    def set_needed(self, key: str, needed: int) -> None:
        """How many things in a tab need this person."""
        if button := self._buttons.get(key):
            button.set_needed(needed)

    def set_rail(self, is_rail: bool) -> None:
        """Only icons, or names as well."""
        if is_rail == self.is_rail:
            return
        self.is_rail = is_rail
        for button in (*self._buttons.values(), self._person):
            button.set_rail(is_rail)
        for words in (self._office_words, self._backup):
            words.setVisible(not is_rail)
        self._resize()

    @Slot(str, bool)
    def set_backed_up(self, text: str, is_recent: bool) -> None:
        """Say when the last backup was made."""
        self._backup_words.set_words(text)
        self._backup_icon.set_icon("hard-drive", "pine" if is_recent else "ochre")

    def focus_first(self) -> None:
        """Put the keyboard on the tab that shows."""
        button = self._group.checkedButton() or next(iter(self._buttons.values()), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(button, 0, RING)

    # Building

    def _build_office(self, who: SignedIn) -> None:
        self._office = QWidget(self)
        self._mark = ProductMark(self._theme, self._office)
        self._office_words = QWidget(self._office)
        column = QVBoxLayout(self._office_words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch()
        name = Words(self._theme, "Common Ground", Type.BODY_STRONG, "ink", elides=True)
        office = Words(self._theme, who.office, Type.SMALL, "ink-3", elides=True)
        self._tight = (name, office)
        column.addWidget(name)
        column.addWidget(office)
        column.addStretch()

    def _build_areas(self, places: Sequence[Place]) -> None:
        """In a part that scrolls: ten of them in large text are higher than a small window."""
        self._scroll = QScrollArea(self)
        self._scroll.setAccessibleName(say("Areas of work"))
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidgetResizable(True)
        inside = QWidget(self._scroll)
        areas = QVBoxLayout(inside)
        areas.setContentsMargins(EDGE, RING, EDGE, RING)
        areas.setSpacing(2)
        for place in places:
            button = AreaButton(self._theme, place.title, place.icon, place.keys, inside)
            button.setObjectName(f"area-{place.key}")
            self._buttons[place.key] = button
            self._group.addButton(button)
            areas.addWidget(button)
        areas.addStretch()
        self._scroll.setWidget(inside)
        for ground in (inside, self._scroll.viewport()):
            ground.setAutoFillBackground(False)

    def _build_foot(self, who: SignedIn) -> None:
        self._person = PersonButton(self._theme, who.name, who.title, who.initials, self)
        self._person.setObjectName("person")
        self._lock = Button(
            self._theme, icon="lock", look=Look.GHOST, size=Size.SMALL, tip=say("Lock (Ctrl Shift L)"), parent=self
        )
        cover = say("Cover the screen for a moment (Ctrl Shift K)")
        self._cover = Button(self._theme, icon="coffee", look=Look.GHOST, size=Size.SMALL, tip=cover, parent=self)
        self._backup = QWidget(self)
        self._backup_icon = Icon(self._theme, "hard-drive", "ink-3", 14, self._backup)
        self._backup_words = Words(self._theme, "", Type.SMALL, "ink-2", elides=True, parent=self._backup)
        row = QHBoxLayout(self._backup)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._backup_icon)
        row.addSpacing(8)
        row.addWidget(self._backup_words, 1)
        self._backup_row = row

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, EDGE)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(EDGE, 0, EDGE, 0)
        self._office_row = QHBoxLayout(self._office)
        self._office_row.setSpacing(10)
        self._office_row.addWidget(self._mark)
        self._office_row.addWidget(self._office_words, 1)
        head.addWidget(self._office)
        column.addLayout(head)
        column.addSpacing(-RING)
        column.addWidget(self._scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(EDGE, 0, EDGE, 0)
        foot.setSpacing(0)
        foot.addWidget(Rule(self._theme, "line-2", parent=self))
        self._foot = QHBoxLayout()
        self._foot.setSpacing(4)
        self._foot.addWidget(self._person, 1)
        self._foot.addWidget(self._lock)
        foot.addSpacing(8)
        foot.addLayout(self._foot)
        foot.addWidget(self._backup)
        column.addLayout(foot)

    # Slots

    @Slot()
    def _resize(self) -> None:
        px = self._theme.px
        self.setFixedWidth(px(RAIL if self.is_rail else WIDTH))
        self._office.setFixedHeight(px(52))
        self._office_row.setContentsMargins(px(4) if self.is_rail else px(8), 0, 0, 0)
        for words in self._tight:
            words.setMinimumHeight(px(16))
            words.setMaximumHeight(px(16))
        self._foot.setDirection(
            QHBoxLayout.Direction.TopToBottom if self.is_rail else QHBoxLayout.Direction.LeftToRight
        )
        self._foot.setContentsMargins(0, 0, 0 if self.is_rail else px(6), 0)
        self._foot.setStretch(0, 0 if self.is_rail else 1)
        self._place_cover()
        middle = Qt.AlignmentFlag.AlignHCenter if self.is_rail else Qt.AlignmentFlag.AlignVCenter
        for button in (self._cover, self._lock):
            self._foot.setAlignment(button, middle)
        self._backup.setFixedHeight(px(28))
        self._backup_row.setContentsMargins(px(10), 0, px(6), 0)

    def _place_cover(self) -> None:
        """Beside the backup, so that the name above keeps its room; in the rail under the person."""
        for row in (self._foot, self._backup_row):
            row.removeWidget(self._cover)
        if self.is_rail:
            self._foot.insertWidget(1, self._cover)
        else:
            self._backup_row.addWidget(self._cover)
        self._cover.show()

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        for key, known in self._buttons.items():
            if known is button:
                self.chosen.emit(key)

    @Slot()
    def _open_menu(self) -> None:
        above = self._menu.sizeHint().height() + 4
        self._menu.popup(self._person.mapToGlobal(QPoint(0, -above)))
