"""Before a session starts, once: who can see this screen?"""

import enum
from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QScreen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.painting import paint_box, paint_words
from desktop.views.widgets.pressable import Pressable
from desktop.views.widgets.tall_scroll import TallScroll
from desktop.views.widgets.words import Words

WIDTH = 760
CENTER = Qt.AlignmentFlag.AlignCenter
WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
CARD_HEIGHT = 90
TEXT_LEFT, TEXT_TOP, KEY_ROOM = 220, 42, 52
ANY_HEIGHT = 10_000
AROUND = 80  # of what stands below the head of a session
UNSURE = N_(
    "Not sure? Choose Everyone. You can change this at any time with Ctrl Shift D. Plugging in a display masks first."
)


class Seen(enum.StrEnum):
    """Who can see this screen."""

    ONLY_ME = "only me"
    SECOND_DISPLAY = "a second display"
    EVERYONE = "everyone"


CHOICES = {
    Seen.ONLY_ME: (N_("Only me"), N_("All notes, the queue and what was noted so far.")),
    Seen.SECOND_DISPLAY: (
        N_("A second display"),
        N_(
            "Notes stay here. The room sees agenda, clock, ground rules and promises. We will move the room view there."
        ),
    ),
    Seen.EVERYONE: (
        N_("Everyone"),
        N_("This laptop shows the room view with one line to type in. Notes fold away, names are masked."),
    ),
}
FOUND = {
    Seen.ONLY_ME: ("monitor", N_("No second display was found.")),
    Seen.SECOND_DISPLAY: ("presentation", N_("A second display was found.")),
    Seen.EVERYONE: ("presentation", N_("A second display was found. It shows the same picture as this laptop.")),
}


def guessed_seen(screens: Sequence[QScreen]) -> Seen:
    """What the displays suggest: two with the same place mirror one another."""
    if len(screens) < 2:
        return Seen.ONLY_ME
    places = {(screen.geometry().x(), screen.geometry().y()) for screen in screens}
    return Seen.EVERYONE if len(places) < len(screens) else Seen.SECOND_DISPLAY


class StartQuestion(Dialog):
    """Three cards, keys 1 to 3; the least shown is chosen when nobody is sure.

    Signals:
        answered(object): who can see this screen; the session may start.
    """

    answered = Signal(object)

    def __init__(self, theme: Theme, window: QWidget, guessed: Seen, *, act: str = "") -> None:
        super().__init__(theme, window, say("Who can see this screen?"), width=WIDTH)
        self._cards: dict[Seen, _Card] = {}
        self._group = QButtonGroup(self)
        icon, sentence = FOUND[guessed]
        # In large text on a small screen all this is higher than the window: it scrolls, and the acts stay in sight.
        scroll = TallScroll(theme, self.windowTitle(), WIDTH - 48, self, around=AROUND)
        self.body.addWidget(scroll, 1)
        column = QVBoxLayout(scroll.inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.body.spacing())
        found = QHBoxLayout()
        found.setSpacing(8)
        found.addWidget(Icon(theme, icon, "ink-2", 16, self))
        found.addWidget(Words(theme, say(sentence), Type.BODY, "ink-2", parent=self), 1)
        column.addLayout(found)
        for place, seen in enumerate(Seen, 1):
            card = _Card(theme, seen, str(place), self)
            self._group.addButton(card)
            self._cards[seen] = card
            column.addWidget(card)
        column.addWidget(Words(theme, say(UNSURE), Type.SMALL, "ink-3", wraps=True, parent=self))
        self._cards[guessed].setChecked(True)
        sentence = say("Names are masked with choices 2 and 3")
        masked = Words(theme, sentence, Type.SMALL, "ink-2", wraps=True, parent=self)
        cancel = Button(theme, say("Cancel"), look=Look.GHOST, keys="Esc", parent=self)
        start = Button(theme, act, "play", look=Look.PRIMARY, keys="Enter", parent=self)
        cancel.clicked.connect(self.reject)
        start.clicked.connect(self._answer)
        self.foot.addWidget(Icon(theme, "eye-off", "ink-2", 14, self))
        self.foot.addWidget(masked, 1)
        self.foot.addWidget(cancel)
        self.foot.addWidget(start)

    @property
    def seen(self) -> Seen:
        """What is chosen now."""
        return next(seen for seen, card in self._cards.items() if card.isChecked())

    @Slot()
    def _answer(self) -> None:
        self.answered.emit(self.seen)
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = {str(place): seen for place, seen in enumerate(Seen, 1)}
        if (seen := places.get(event.text())) is not None:
            self._cards[seen].setChecked(True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._answer()
        else:
            super().keyPressEvent(event)


class _Card(Pressable):
    """One answer with a small picture of who sees what."""

    def __init__(self, theme: Theme, seen: Seen, key: str, parent: QWidget) -> None:
        super().__init__(theme, 10, parent)
        self._seen = seen
        self._key = key
        title, text = map(say, CHOICES[seen])
        self.set_words(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(400), self.theme.px(CARD_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """What its sentence needs, which has more lines in some languages and where the window is narrow."""
        px, said = self.theme.px, say(CHOICES[self._seen][1])
        room = QRectF(0, 0, width - px(KEY_ROOM) - px(TEXT_LEFT), ANY_HEIGHT)
        text = self.theme.metrics(Type.BODY).boundingRect(room, WRAPPED, said).height()
        return max(px(CARD_HEIGHT), ceil(px(TEXT_TOP) + text + px(8)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # Enter and the digits are the dialog's

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px, on = QPainter(self), self.theme, self.theme.px, self.isChecked()
        box = QRectF(self.rect())
        fill = theme.color("accent-soft" if on else "hover" if self.underMouse() else "sheet")
        paint_box(painter, box, 10, fill, theme.color("accent" if on else "line-2"), 2.0 if on else 1.0)
        dot = QRectF(px(16), box.center().y() - px(10), px(20), px(20))
        paint_box(painter, dot, dot.height() / 2, theme.color("sheet"), theme.color("accent" if on else "field"), 1.5)
        if on:
            paint_box(painter, dot.adjusted(px(5), px(5), -px(5), -px(5)), px(5), theme.color("accent"), None)
        self._paint_picture(painter, QRectF(px(56), px(10), px(148), box.height() - px(20)))
        title, text = map(say, CHOICES[self._seen])
        left = px(TEXT_LEFT)
        key = QRectF(box.right() - px(40), px(24), px(20), px(18))
        paint_words(painter, theme, QRectF(left, px(18), px(300), px(22)), title, Type.LARGE_STRONG)
        painter.setFont(theme.font(Type.BODY))
        painter.setPen(theme.color("ink-2"))
        room = box.width() - px(KEY_ROOM) - left
        painter.drawText(QRectF(left, px(TEXT_TOP), room, box.height() - px(TEXT_TOP)), WRAPPED, text)
        paint_box(painter, key, px(4), theme.color("sunken"), theme.color("line-2"))
        paint_words(painter, theme, key, self._key, Type.SMALL_MEDIUM, "ink-3", CENTER)

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        """A laptop, and the screen of the room where there is one."""
        px = self.theme.px
        alone = self._seen is Seen.ONLY_ME
        laptop = QRectF(
            box.center().x() - px(33) if alone else box.left() + px(6), box.center().y() - px(22), px(66), px(40)
        )
        self._paint_screen(painter, laptop, shows_notes=self._seen is not Seen.EVERYONE)
        base = QRectF(laptop.left() - px(6), laptop.bottom() + px(6), laptop.width() + px(12), px(3))
        paint_box(painter, base, px(1), self.theme.color("ink-3"), None)
        if not alone:
            room = QRectF(box.right() - px(66), box.center().y() - px(24), px(62), px(40))
            self._paint_screen(painter, room, shows_notes=False)
            painter.setPen(QPen(self.theme.color("ink-3"), 2))
            foot = QPointF(room.center().x(), room.bottom())
            painter.drawLine(foot, QPointF(foot.x() - px(8), foot.y() + px(9)))
            painter.drawLine(foot, QPointF(foot.x() + px(8), foot.y() + px(9)))

    def _paint_screen(self, painter: QPainter, box: QRectF, *, shows_notes: bool) -> None:
        theme, px = self.theme, self.theme.px
        paint_box(painter, box, px(4), theme.color("sheet"), theme.color("ink-3"), 1.5)
        first, rest = ("ink-2", "ink-2") if shows_notes else ("accent", "line-2")
        lines = ((0.6, first), (0.5, rest), (0.7, rest))
        left = box.left() + px(14 if shows_notes else 8)
        if shows_notes:
            painter.fillRect(
                QRectF(box.left() + px(10), box.top() + px(5), 1, box.height() - px(10)), theme.color("margin")
            )
        for place, (share, token) in enumerate(lines):
            line = QRectF(left, box.top() + px(8 + 9 * place), (box.width() - px(22)) * share, px(3))
            paint_box(painter, line, px(1), theme.color(token), None)
