"""Audience cards: who will read it, the least first, one of them chosen."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.disclosure import Audience
from desktop.views.leaving.two_tone_words import laid_out
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_words
from desktop.views.widgets.pressable import PRESSING, Pressable

CARDS = (
    (
        Audience.ANYONE,
        N_("Anyone"),
        N_(
            "For posting, the press, a public file. No names of residents or staff, no contacts, "
            "no notes between staff."
        ),
    ),
    (
        Audience.PARTNER,
        N_("A partner"),
        N_("One named organization, under an agreement. With who answers; no contacts, no notes between staff."),
    ),
    (
        Audience.OFFICE,
        N_("Our office"),
        N_("Everything you may see yourself. Lock the file as a PDF, or keep it in the office."),
    ),
)
RING = 4  # room for the focus ring around a card
ONLY_OURS = N_("This is for our office only.")
ONLY_A_PARTNERS_VIEW = N_("You sign in as a reader and get what a partner gets.")


class AudienceCards(QWidget):
    """Three cards; Tab reaches them once, arrow keys move inside.

    Signals:
        chosen(Audience): somebody chose another one.
    """

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, *, may_see_all: bool, only_ours: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(say("Who will read this?"))
        self._group = QButtonGroup(self)
        self._cards: dict[Audience, AudienceCard] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(RING, RING, RING, RING)
        column.setSpacing(8)
        for audience, english, explained in CARDS:
            title, text = say(english), say(explained)
            is_ours = audience is Audience.OFFICE
            closed = not is_ours if only_ours else is_ours and not may_see_all
            said = say(ONLY_OURS) if only_ours else say(ONLY_A_PARTNERS_VIEW)
            card = AudienceCard(theme, title, said if closed else text, self)
            card.setEnabled(not closed)
            self._cards[audience] = card
            self._group.addButton(card)
            column.addWidget(card)
        self._cards[Audience.OFFICE if only_ours else Audience.ANYONE].setChecked(True)
        self._group.buttonClicked.connect(self._tell)

    @property
    def audience(self) -> Audience:
        """Who was chosen."""
        return next(audience for audience, card in self._cards.items() if card.isChecked())

    def card(self, audience: Audience) -> "AudienceCard":
        """The card of one audience."""
        return self._cards[audience]

    @Slot(QAbstractButton)
    def _tell(self, button: QAbstractButton) -> None:
        self.chosen.emit(self.audience)


class AudienceCard(Pressable):
    """One audience: a ring, a name, and in a sentence what it gets."""

    def __init__(self, theme: Theme, title: str, text: str, parent: QWidget) -> None:
        super().__init__(theme, 10, parent)
        self._sentence = text
        self.set_words(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _sentence_in(self, width: float) -> tuple[float, QTextLayout, float]:
        """Where the words begin, and the sentence broken to what is left."""
        left = 14 + self.theme.px(22) + self.theme.px(12)
        token = "ink-2" if self.isEnabled() else "ink-3"
        return left, *laid_out(self.theme, [(self._sentence, Type.BODY, token)], width - left - 14)

    # Qt

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(12 + self.theme.px(20) + self._sentence_in(width)[2] + 12)

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 100 else self.theme.px(356)
        return QSize(self.theme.px(260), self.heightForWidth(width))

    def focusInEvent(self, event: QFocusEvent) -> None:
        # WORKAROUND: QDialog sends a Tab focus event before it shows, which would ring what nobody has gone to by key.
        if not self.isActiveWindow():
            event = QFocusEvent(event.type(), Qt.FocusReason.ActiveWindowFocusReason)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in PRESSING:  # Enter is the dialog's: it saves
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, on = QPainter(self), self.theme.px, self.isChecked()
        fill = "accent-soft" if on else "hover" if self.underMouse() and self.isEnabled() else "sheet"
        border, width = (self.theme.color("accent"), 2.0) if on else (self.theme.color("line-2"), 1.0)
        dashed = not self.isEnabled()
        paint_box(painter, QRectF(self.rect()), 10, self.theme.color(fill), border, width, dashed=dashed)
        self._paint_ring(painter, QRectF(14, 12, px(20), px(20)), on)
        left, sentence, _ = self._sentence_in(self.width())
        title = QRectF(left, 12, self.width() - left, px(20))
        paint_words(painter, self.theme, title, self.words, Type.PANEL_TITLE, "ink" if self.isEnabled() else "ink-3")
        sentence.draw(painter, QPointF(left, 12 + px(20)))

    def _paint_ring(self, painter: QPainter, box: QRectF, on: bool) -> None:
        color = self.theme.color("accent" if on else "field")
        paint_box(painter, box, box.width() / 2, self.theme.color("sheet"), color, 1.5)
        if on:
            inner = box.adjusted(*(box.width() / 4 * sign for sign in (1, 1, -1, -1)))
            paint_box(painter, inner, inner.width() / 2, color, None)
