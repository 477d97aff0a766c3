"""ChoicePopover: a few choices below what was pressed, by mouse, arrow keys or their first letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_icon, paint_words
from desktop.views.widgets.popover import Popover
from desktop.views.widgets.pressable import Pressable
from desktop.views.widgets.words import Words

STEPS: dict[Qt.Key, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice: its key in code, its words, an icon in a color, and whether it is so already."""

    key: Any
    label: str
    icon: str = ""
    token: str = "ink-2"
    is_now: bool = False


class ChoicePopover(Popover):
    """Asks for one of a few.

    Signals:
        chosen(Offer): this one.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, title: str, offers: Sequence[Offer]) -> None:
        super().__init__(theme, parent, title)
        head = Words(theme, title, Type.SMALL_MEDIUM, "ink-3", parent=self)
        head.setContentsMargins(8, 4, 8, 2)
        self.body.addWidget(head)
        self._rows = [OfferRow(theme, offer, self) for offer in offers]
        for row in self._rows:
            row.clicked.connect(self._on_row)
            row.installEventFilter(self)
            self.body.addWidget(row)

    @property
    def labels(self) -> list[str]:
        """The words of all choices."""
        return [row.offer.label for row in self._rows]

    def choose(self, key: Any) -> None:
        """Take the choice of this key."""
        next(row for row in self._rows if row.offer.key == key).click()

    @Slot()
    def _on_row(self) -> None:
        row = self.sender()
        if isinstance(row, OfferRow):
            self.chosen.emit(row.offer)
            self.close()

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self._rows:
            place = self._rows.index(watched)
            if (target := self._target(place, event)) is not None:
                self._rows[target].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _target(self, place: int, event: QKeyEvent) -> int | None:
        count, typed = len(self._rows), event.text().casefold()
        if typed.isalpha():
            order: list[int] = [*range(place + 1, count), *range(place + 1)]
            begun = [each for each in order if self._rows[each].offer.label.casefold().startswith(typed)]
            if begun:
                return begun[0]
        step: int = STEPS.get(Qt.Key(event.key()), 0)
        return (place + step) % count if step else None


class OfferRow(Pressable):
    """One choice; a check mark says that it is so now."""

    def __init__(self, theme: Theme, offer: Offer, parent: QWidget) -> None:
        super().__init__(theme, 6, parent)
        self.offer = offer
        self.set_words(offer.label)
        self.setAccessibleName(say("{label}, now", label=offer.label) if offer.is_now else offer.label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = self.theme.width(self.words, Type.BODY_MEDIUM)
        return QSize(max(round(words) + self.theme.px(84), self.theme.px(216)), self.theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px, box = QPainter(self), self.theme, self.theme.px, QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            paint_box(painter, box, px(6), theme.color("accent-soft"), theme.color("accent-line"))
        middle = box.center().y()
        if self.offer.icon:
            paint_icon(painter, theme, QPointF(px(10), middle - px(8)), self.offer.icon, self.offer.token, 16)
        if self.offer.is_now:
            paint_icon(painter, theme, QPointF(box.right() - px(26), middle - px(8)), "check", "accent", 16)
        words = box.adjusted(px(36), 0, -px(34), 0)
        paint_words(painter, theme, words, self.words, Type.BODY_MEDIUM)
