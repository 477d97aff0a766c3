"""Who are you: the one choice on the lock screen, with the avatar of the person chosen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.models.initials import initials_of
from desktop.store.slot_info import SlotInfo
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_avatar, paint_box, paint_icon, paint_words
from desktop.views.widgets.pressable import Pressable

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

HEIGHT = 40
RADIUS = 6
QUESTION = N_("Who are you?")


class PersonChoice(Pressable):
    """One of the people who can sign in. Up and Down go through them; Space, Enter or the mouse open the list.

    Signals:
        chosen: another person is shown.
    """

    chosen = Signal()

    def __init__(self, theme: Theme, people: Sequence[SlotInfo], parent: QWidget | None = None) -> None:
        super().__init__(theme, RADIUS, parent)
        self._people = list(people)
        self._at = 0
        self._menu: QMenu | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)
        self._show()

    @property
    def person(self) -> SlotInfo:
        """Who is shown."""
        return self._people[self._at]

    def choose(self, person_id: str) -> None:
        """Show this person; somebody who cannot sign in any more changes nothing."""
        for place, person in enumerate(self._people):
            if person.person_id == person_id and place != self._at:
                self._at = place
                self._show()
                self.chosen.emit()

    def _show(self) -> None:
        self.set_words(self.person.name)
        self.setAccessibleName(f"{say(QUESTION)} {self.person.name}")
        self.setAccessibleDescription(say("Up and Down choose somebody else"))
        self.update()

    @Slot()
    def _open(self) -> None:
        menu = self._menu = self._menu or self._made_menu()
        menu.setFixedWidth(self.width())
        menu.setActiveAction(menu.actions()[self._at])
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _made_menu(self) -> "QMenu":
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        menu.triggered.connect(self._on_picked)
        for person in self._people:
            menu.addAction(person.name.replace("&", "&&")).setData(person.person_id)
        return menu

    @Slot(object)
    def _on_picked(self, action: "QAction") -> None:
        self.choose(str(action.data()))

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(80), self.theme.px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and not event.modifiers():
            self.choose(self._people[min(max(self._at + step, 0), len(self._people) - 1)].person_id)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box, px = QPainter(self), QRectF(self.rect()), self.theme.px
        fill = "hover" if self.underMouse() and self.isEnabled() else "sheet"
        paint_box(painter, box, RADIUS, self.theme.color(fill), self.theme.color("field"))
        middle = box.center().y()
        circle = QRectF(px(11), middle - px(12), px(24), px(24))
        paint_avatar(painter, self.theme, circle, initials_of(self.person.name))
        words = QRectF(px(42), 0, box.width() - px(74), box.height())
        paint_words(painter, self.theme, words, self.words, Type.BODY_MEDIUM, "ink")
        at = QPointF(box.right() - px(24), middle - px(7.5))
        paint_icon(painter, self.theme, at, "chevron-down", "ink-3", 15)
