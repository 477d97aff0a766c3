"""How the cells of a table are drawn, one function per look."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop.views.tables.columns import Cell, CellLook
from desktop.views.tables.ink import Ink
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_avatar, paint_due, paint_icon, paint_pill, paint_words

AVATAR = 24
TAG_ICON = 14
Painting = Callable[[QPainter, Ink, QRectF, Cell, bool], None]


def paint_cell(painter: QPainter, ink: Ink, box: QRectF, cell: Cell, look: CellLook, selected: bool) -> None:
    """Draw a cell inside `box`, the row's height without its hairline."""
    if cell.text or cell.initials:
        _PAINTINGS[look](painter, ink, box, cell, selected)


def _words(painter: QPainter, ink: Ink, box: QRectF, cell: Cell, selected: bool) -> None:
    # A number is not cut for two pixels: the next column has room of its own at its left.
    ink.words(painter, box.adjusted(0, 0, ink.px(4), 0), cell.text, Type.BODY, cell.tone or "ink-2")


def _title(painter: QPainter, ink: Ink, box: QRectF, cell: Cell, selected: bool) -> None:
    ink.words(painter, box, cell.text, Type.BODY_STRONG if selected else Type.BODY_MEDIUM, "ink")


def _tag(painter: QPainter, ink: Ink, box: QRectF, cell: Cell, selected: bool) -> None:
    ink.stamp(painter, (CellLook.TAG, cell), box, partial(_draw_tag, ink.theme, cell))


def _pill(painter: QPainter, ink: Ink, box: QRectF, cell: Cell, selected: bool) -> None:
    ink.stamp(painter, (CellLook.PILL, cell), box, partial(_draw_pill, ink.theme, cell))


def _due(painter: QPainter, ink: Ink, box: QRectF, cell: Cell, selected: bool) -> None:
    # Dates and tips are another thing in every row, the words and the bar are not.
    key = (CellLook.DUE, cell.text, cell.icon, cell.tone, round(cell.share * box.width()))
    ink.stamp(painter, key, box, partial(_draw_due, ink.theme, cell))


def _avatar(painter: QPainter, ink: Ink, box: QRectF, cell: Cell, selected: bool) -> None:
    if cell.initials:
        ink.stamp(painter, (CellLook.AVATAR, cell.initials), box, partial(_draw_avatar, ink.theme, cell))
    else:
        _words(painter, ink, box, cell, selected)


def _two_lines(painter: QPainter, ink: Ink, box: QRectF, cell: Cell, selected: bool) -> None:
    if not cell.under:
        _title(painter, ink, box, cell, selected)
        return
    above, below = ink.theme.line_height(Type.BODY), ink.theme.line_height(Type.SMALL)
    top = box.center().y() - (above + below) / 2
    _title(painter, ink, QRectF(box.left(), top, box.width(), above), cell, selected)
    ink.words(painter, QRectF(box.left(), top + above, box.width(), below), cell.under, Type.SMALL, "ink-3")


def _draw_tag(theme: Theme, cell: Cell, painter: QPainter, box: QRectF) -> None:
    left = 0.0
    if cell.icon:
        top = box.center().y() - theme.px(TAG_ICON) / 2
        paint_icon(painter, theme, QPointF(box.left(), top), cell.icon, cell.tone or "ink-2", TAG_ICON)
        left = theme.px(TAG_ICON + 4)
    paint_words(painter, theme, box.adjusted(left, 0, 0, 0), cell.text, Type.SMALL, "ink-2")


def _draw_pill(theme: Theme, cell: Cell, painter: QPainter, box: QRectF) -> None:
    paint_pill(painter, theme, box, cell.text, cell.icon, cell.tone or "stone")


def _draw_due(theme: Theme, cell: Cell, painter: QPainter, box: QRectF) -> None:
    width = box.width() - theme.px(6)
    paint_due(painter, theme, box, cell.text, cell.icon, cell.tone or "pine", cell.share, width)


def _draw_avatar(theme: Theme, cell: Cell, painter: QPainter, box: QRectF) -> None:
    size = theme.px(AVATAR)
    paint_avatar(painter, theme, QRectF(box.left(), box.center().y() - size / 2, size, size), cell.initials)


_PAINTINGS: dict[CellLook, Painting] = {
    CellLook.WORDS: _words,
    CellLook.TITLE: _title,
    CellLook.TAG: _tag,
    CellLook.PILL: _pill,
    CellLook.DUE: _due,
    CellLook.AVATAR: _avatar,
    CellLook.TWO_LINES: _two_lines,
}
