"""What the concern is linked with, as small cards in the pane."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.views.concerns.reading import Linked
from desktop.views.icons_of_records import icon_of
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_icon, paint_words
from desktop.views.widgets.pressable import Pressable

LINK_HEIGHT = 34
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LinkedRows(QWidget):
    """One card per linked record.

    Signals:
        open_requested(kind, id): a card was pressed.
    """

    open_requested = Signal(object, object)

    def __init__(self, theme: Theme, privacy: PrivacyScreen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._privacy = privacy
        self._cards: list[LinkedCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_linked(self, linked: Sequence[Linked]) -> None:
        """Show these, keeping the cards that are there."""
        while len(self._cards) < len(linked):
            card = LinkedCard(self._theme, self)
            card.clicked.connect(self._on_card)
            self._cards.append(card)
            self._column.addWidget(card)
        for place, card in enumerate(self._cards):
            card.setVisible(place < len(linked))
            if place < len(linked):
                card.show_linked(linked[place], self._privacy.shown_words(linked[place].title))

    @Slot()
    def _on_card(self) -> None:
        card = self.sender()
        if isinstance(card, LinkedCard) and card.linked is not None:
            self.open_requested.emit(card.linked.kind, card.linked.record_id)


class LinkedCard(Pressable):
    """One linked record: icon, its words, what it is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, 8, parent)
        self.linked: Linked | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_linked(self, linked: Linked, title: str) -> None:
        """Show this record."""
        self.linked = linked
        self.set_words(title)
        self.setAccessibleName(f"{title}, {linked.note}")
        self.restyle()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(LINK_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.linked is None:
            return
        painter, theme, px, box = QPainter(self), self.theme, self.theme.px, QRectF(self.rect())
        paint_box(painter, box, px(8), theme.color("hover" if self.underMouse() else "sheet"), theme.color("line-2"))
        icon, token = icon_of(self.linked.kind)
        middle = box.center().y()
        paint_icon(painter, theme, QPointF(px(11), middle - px(7.5)), icon, token, 15)
        paint_icon(painter, theme, QPointF(box.right() - px(25), middle - px(7.5)), "chevron-right", "ink-3", 15)
        room = box.adjusted(px(36), 0, -px(35), 0)
        note = min(theme.metrics(Type.SMALL).horizontalAdvance(self.linked.note) + 2, room.width() * 0.6)
        paint_words(painter, theme, room, self.linked.note, Type.SMALL, "ink-3", RIGHT)
        paint_words(painter, theme, room.adjusted(0, 0, -note - px(10), 0), self.words, Type.BODY_MEDIUM)
