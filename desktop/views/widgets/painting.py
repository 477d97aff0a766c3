"""How pills, due bars, avatars, icons and focus rings are drawn: for widgets and for table delegates alike."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type

KEY_HINT = 18
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_words(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    words: str,
    type_: Type = Type.BODY,
    token: str = "ink",
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """One line of plain text inside `rect`, cut with an ellipsis when it is too long."""
    painter.setFont(theme.font(type_))
    painter.setPen(theme.color(token))
    shown = elided(theme, words, type_, rect.width())
    painter.drawText(rect, _flags(align), shown)


@cache
def _flags(align: Qt.AlignmentFlag) -> int:
    return int(align | Qt.TextFlag.TextSingleLine)  # asked for with every text; put together once


def elided(theme: Theme, words: str, type_: Type, width: float) -> str:
    """`words` on one line, cut at the end with an ellipsis to fit `width`; measured only where it may be cut."""
    if words.isascii() and words.isprintable() and len(words) * theme.line_height(type_) * 0.85 <= width:
        return words  # no letter is wider than that part of its line
    return theme.metrics(type_).elidedText(" ".join(words.split("\n")), Qt.TextElideMode.ElideRight, width)


def paint_icon(painter: QPainter, theme: Theme, at: QPointF, icon: str, token: str = "ink-2", size: float = 16) -> None:
    """An icon with its left upper corner at `at`; `size` in design pixels."""
    painter.drawPixmap(at, theme.pixmap(icon, token, size, _ratio(painter)))


def paint_box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None,
    border: QColor | None,
    width: float = 1.0,
    dashed: bool = False,
) -> None:
    """A rounded box with a crisp border inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if border else 0.0
    pen = QPen(Qt.PenStyle.NoPen)
    if border:
        pen = QPen(border, width)
        if dashed:
            pen.setDashPattern([3.0, 2.4])
    painter.setPen(pen)
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def paint_focus_ring(painter: QPainter, theme: Theme, rect: QRectF, radius: float) -> None:
    """The 2 px focus ring just inside `rect`."""
    paint_box(painter, rect, radius, None, theme.color("accent"), 2.0)


def pill_width(theme: Theme, words: str) -> int:
    """How wide a pill is, in pixels."""
    return round(theme.width(words, Type.SMALL_MEDIUM)) + theme.px(34)


def paint_pill(painter: QPainter, theme: Theme, rect: QRectF, words: str, icon: str, tone: str) -> QRectF:
    """A status pill, 22 design pixels high, at the left of `rect` and centered in its height; gives its own box."""
    height = theme.px(22)
    width = min(pill_width(theme, words), rect.width())
    box = QRectF(rect.left(), rect.center().y() - height / 2, width, height)
    paint_box(painter, box, height / 2, theme.color(f"{tone}-soft"), theme.color(f"{tone}-line"))
    paint_icon(painter, theme, QPointF(box.left() + theme.px(7), box.center().y() - theme.px(6.5)), icon, tone, 13)
    inside = box.adjusted(theme.px(25), 0, -theme.px(6), 0)
    paint_words(painter, theme, inside, words, Type.SMALL_MEDIUM, tone)
    return box


def key_hint_width(theme: Theme, keys: str) -> int:
    """How wide a key hint is, in pixels; it is `KEY_HINT` design pixels high."""
    return round(theme.width(keys, Type.SMALL_MEDIUM)) + theme.px(11)


def paint_key_hint(painter: QPainter, theme: Theme, box: QRectF, keys: str) -> None:
    """A key as printed on a keyboard, in all of `box`."""
    paint_box(painter, box, theme.px(4), theme.color("sunken"), theme.color("line-2"))
    paint_words(painter, theme, box, keys, Type.SMALL_MEDIUM, "ink-3", Qt.AlignmentFlag.AlignCenter)


def paint_avatar(painter: QPainter, theme: Theme, box: QRectF, initials: str) -> None:
    """Two letters in a circle that fills `box`."""
    paint_box(painter, box, box.height() / 2, theme.color("stone-soft"), theme.color("stone-line"))
    type_ = Type.AVATAR if box.height() < theme.px(30) else Type.SMALL_STRONG
    paint_words(painter, theme, box, initials, type_, "stone", Qt.AlignmentFlag.AlignCenter)


def paint_due(
    painter: QPainter, theme: Theme, rect: QRectF, words: str, icon: str, tone: str, share: float, bar_width: float
) -> None:
    """A due date in words over its bar; `share` 0 to 1 of the time is gone. Pine and stone words stay ink."""
    token = "ink-2" if tone in ("pine", "stone") else tone
    middle = rect.center().y()
    line = QRectF(rect.left() + theme.px(18), middle - theme.px(15), rect.width() - theme.px(18), theme.px(16))
    paint_icon(painter, theme, QPointF(rect.left(), line.center().y() - theme.px(6.5)), icon, token, 13)
    paint_words(painter, theme, line, words, Type.SMALL_MEDIUM, token)
    track = QRectF(rect.left(), middle + theme.px(6), bar_width, theme.px(4))
    paint_bar(painter, theme, track, share, tone)


def paint_bar(painter: QPainter, theme: Theme, track: QRectF, share: float, tone: str) -> None:
    """A bar of which `share`, 0 to 1, is filled in a tone."""
    radius = track.height() / 2
    paint_box(painter, track, radius, theme.color("line-2"), None)
    filled = QRectF(track)
    filled.setWidth(track.width() * min(max(share, 0.0), 1.0))
    if filled.width() > 0:
        paint_box(painter, filled, radius, theme.color(tone), None)


def _ratio(painter: QPainter) -> float:
    return painter.device().devicePixelRatioF()
