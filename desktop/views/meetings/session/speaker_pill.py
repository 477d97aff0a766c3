"""How a speaker stands in front of their words: the role, and a sign for what they agreed to."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop.models.disclosure import Consent
from desktop.models.stream import Shown
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_icon, paint_words

HEIGHT, PAD, ICON = 22, 8, 13
# Icon and words of each; whoever speaks for the office agreed by that.
CONSENTS = {
    Consent.NOTHING_OUTSIDE: ("lock", N_("nothing outside")),
    Consent.WITHOUT_ROLE: ("eye-off", N_("without role")),
    Consent.WITH_ROLE: ("eye", N_("with role")),
    Consent.MAY_CONTACT: ("phone", N_("may be contacted")),
}


def consent_words(line: Shown) -> str:
    """What the speaker of a line agreed to, in words; empty for the office's own and where nobody is named."""
    return "" if line.speaks_for_office or not line.speaker else say(CONSENTS[line.consent][1])


def pill_width(theme: Theme, line: Shown) -> float:
    """How wide the pill of a line is."""
    sign = theme.px(ICON + 4) if consent_words(line) else 0
    return theme.width(line.speaker, Type.BODY_MEDIUM) + 2 * theme.px(PAD) + sign


def paint_pill(painter: QPainter, theme: Theme, at: QPointF, line: Shown, line_height: float) -> QRectF:
    """Paint it in the middle of its line, and give where it stands."""
    px = theme.px
    pill = QRectF(at.x(), at.y() + (line_height - px(HEIGHT)) / 2, pill_width(theme, line), px(HEIGHT))
    tone, ink = ("accent", "accent") if line.speaks_for_office else ("stone", "ink-2")
    paint_box(painter, pill, pill.height() / 2, theme.color(f"{tone}-soft"), theme.color(f"{tone}-line"))
    words = pill.adjusted(px(PAD), 0, -px(PAD) + 2, 0)
    paint_words(painter, theme, words, line.speaker, Type.BODY_MEDIUM, ink)
    if consent_words(line):
        corner = QPointF(pill.right() - px(PAD) - px(ICON), pill.center().y() - px(ICON) / 2)
        paint_icon(painter, theme, corner, CONSENTS[line.consent][0], "ink-3", ICON)
    return pill
