"""How the cells of a table are drawn, one function per look."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop.views.tables.columns import Cell, CellLook
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_avatar, paint_due, paint_icon, paint_pill, paint_words

AVATAR = 24
TAG_ICON = 14
Painting = Callable[[QPainter, Theme, QRectF, Cell, bool], None]


def paint_cell(painter: QPainter, theme: Theme, box: QRectF, cell: Cell, look: CellLook, selected: bool) -> None:
    """Draw a cell inside `box`, the row's height without its hairline."""
    if cell.text or cell.initials or look is CellLook.DUE:
        _PAINTINGS[look](painter, theme, box, cell, selected)


def _words(painter: QPainter, theme: Theme, box: QRectF, cell: Cell, selected: bool) -> None:
    # A number is not cut for two pixels: the next column has room of its own at its left.
    paint_words(painter, theme, box.adjusted(0, 0, theme.px(4), 0), cell.text, Type.BODY, cell.tone or "ink-2")


def _title(painter: QPainter, theme: Theme, box: QRectF, cell: Cell, selected: bool) -> None:
    type_ = Type.BODY_STRONG if selected else Type.BODY_MEDIUM
    paint_words(painter, theme, box, cell.text, type_, "ink")


def _tag(painter: QPainter, theme: Theme, box: QRectF, cell: Cell, selected: bool) -> None:
    left = 0.0
    if cell.icon:
        top = box.center().y() - theme.px(TAG_ICON) / 2
        paint_icon(painter, theme, QPointF(box.left(), top), cell.icon, cell.tone or "ink-2", TAG_ICON)
        left = theme.px(TAG_ICON + 4)
    paint_words(painter, theme, box.adjusted(left, 0, 0, 0), cell.text, Type.SMALL, "ink-2")


def _pill(painter: QPainter, theme: Theme, box: QRectF, cell: Cell, selected: bool) -> None:
    paint_pill(painter, theme, box, cell.text, cell.icon, cell.tone or "stone")


def _due(painter: QPainter, theme: Theme, box: QRectF, cell: Cell, selected: bool) -> None:
    if cell.text:
        width = box.width() - theme.px(6)
        paint_due(painter, theme, box, cell.text, cell.icon, cell.tone or "pine", cell.share, width)


def _avatar(painter: QPainter, theme: Theme, box: QRectF, cell: Cell, selected: bool) -> None:
    if cell.initials:
        size = theme.px(AVATAR)
        circle = QRectF(box.left(), box.center().y() - size / 2, size, size)
        paint_avatar(painter, theme, circle, cell.initials)
    else:
        _words(painter, theme, box, cell, selected)


def _two_lines(painter: QPainter, theme: Theme, box: QRectF, cell: Cell, selected: bool) -> None:
    if not cell.under:
        _title(painter, theme, box, cell, selected)
        return
    above, below = theme.line_height(Type.BODY), theme.line_height(Type.SMALL)
    top = box.center().y() - (above + below) / 2
    _title(painter, theme, QRectF(box.left(), top, box.width(), above), cell, selected)
    under = QRectF(box.left(), top + above, box.width(), below)
    paint_words(painter, theme, under, cell.under, Type.SMALL, "ink-3")


_PAINTINGS: dict[CellLook, Painting] = {
    CellLook.WORDS: _words,
    CellLook.TITLE: _title,
    CellLook.TAG: _tag,
    CellLook.PILL: _pill,
    CellLook.DUE: _due,
    CellLook.AVATAR: _avatar,
    CellLook.TWO_LINES: _two_lines,
}
