"""Rules that every widget of the window keeps, whoever wrote it; each gives the widgets that break it, in words."""

import re
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTextEdit,
    QWidget,
)

INTERACTIVE = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QAbstractItemView, QComboBox, QAbstractSpinBox)
TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)
LEAST_TARGET = 24
PICTURE = "\ufffc"  # what stands for a picture in the plain text of a document
_PLAIN_TIP = re.compile(r"<span>[^<>]*</span>")
_NO_ROLE = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window)


def everything(*tops: QWidget) -> list[QWidget]:
    """Those widgets and all below them."""
    return [each for top in tops for each in (top, *top.findChildren(QWidget))]


def named(widget: QWidget) -> str:
    """A widget in words, with those around it."""
    parts: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(parts) < 4:
        parts.append(f"{type(at).__name__}({at.objectName() or at.accessibleName()[:30]})")
        at = at.parentWidget()
    return " in ".join(parts)


def takes_rich_text(widget: QWidget) -> str:
    """Whether text in it could be taken for rich text, and how."""
    if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
        return "a label whose text format is not plain"
    if isinstance(widget, QTextEdit) and (widget.acceptRichText() or PICTURE in widget.toPlainText()):
        return "a text field that takes rich text"
    if isinstance(widget, (QMessageBox, QDialogButtonBox)):
        return "a box of Qt's own, which takes rich text"
    for said in (widget.toolTip(), widget.statusTip(), widget.whatsThis()):
        if is_rich(said):
            return f"a tip that is taken for rich text: {said[:60]}"
    return ""


def is_rich(tip: object) -> bool:
    """Whether Qt could take a tip for rich text that somebody else wrote: anything that may begin a tag."""
    text = str(tip or "")
    return "<" in text and _PLAIN_TIP.fullmatch(text) is None


def rich_cells(view: QAbstractItemView) -> list[str]:
    """Tips of a list's or table's cells that would be taken for rich text."""
    model = cast(QAbstractItemModel | None, view.model())
    if model is None:
        return []
    return [tip for index in cells(model) if is_rich(tip := index.data(Qt.ItemDataRole.ToolTipRole))]


def cells(model: QAbstractItemModel, most: int = 40) -> list[QModelIndex]:
    """The first rows of a model, all columns."""
    rows = min(model.rowCount(), most)
    # A list model keeps its number of columns to itself.
    columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
    return [model.index(row, column) for row in range(rows) for column in range(columns)]


def is_target(widget: QWidget) -> bool:
    """Whether somebody presses, types or chooses here."""
    inside = widget.parentWidget()
    if isinstance(widget, (QScrollBar, QAbstractSlider, QHeaderView)) or not widget.isVisible():
        return False
    # Qt's own button that clears a line edit, and the edit inside a box, are reached through what is around them.
    if isinstance(inside, (QLineEdit, QComboBox, QAbstractSpinBox)):
        return False
    return isinstance(widget, INTERACTIVE)


def has_no_name(widget: QWidget) -> str:
    """What a screen reader would miss: a name or a role."""
    spoken = QAccessible.queryAccessibleInterface(widget)
    if spoken is None:
        return "nothing for a screen reader"
    if not spoken.text(QAccessible.Text.Name).strip():
        return "no accessible name"
    return "no role" if spoken.role() in _NO_ROLE else ""


def is_small(widget: QWidget) -> str:
    """Whether it is hard to hit."""
    size = widget.size()
    around = widget.parentWidget()
    if isinstance(widget, TEXT_FIELDS) and around is not None and around.width() - size.width() < 120:
        size = size.expandedTo(around.size()) if around.height() < 200 else size
    if min(size.width(), size.height()) < LEAST_TARGET:
        return f"{size.width()} by {size.height()} pixels"
    return ""


def is_clipped(widget: QWidget) -> str:
    """Whether its words do not fit: a label or a button smaller than its text, or cut by what is around it."""
    if not widget.isVisible() or not isinstance(widget, (QLabel, QAbstractButton)):
        return ""
    if isinstance(widget, QLabel) and not widget.text():
        return ""
    if getattr(widget, "_elides", False) and widget.height() + 1 >= widget.fontMetrics().height():
        return ""  # cut with an ellipsis on purpose, whole in the tooltip
    wanted, has = widget.minimumSizeHint(), widget.size()
    if isinstance(widget, QLabel) and widget.wordWrap():
        if has.height() + 1 < widget.heightForWidth(has.width()):
            return f"{has.height()} high, {widget.heightForWidth(has.width())} needed"
    elif has.width() + 1 < wanted.width() or has.height() + 1 < wanted.height():
        return f"{has.width()} by {has.height()}, {wanted.width()} by {wanted.height()} needed"
    return _cut(widget)


def _cut(widget: QWidget) -> str:
    """Whether something around it hides a part, other than a view that scrolls."""
    at, inside = widget.parentWidget(), QRect(QPoint(0, 0), widget.size())
    corner = widget.pos()
    while at is not None and not widget.isWindow():
        inside.moveTopLeft(corner)
        if isinstance(at.parentWidget(), QAbstractScrollArea) or isinstance(at, QScrollArea):
            return ""
        if not at.rect().adjusted(-1, -1, 1, 1).contains(inside):
            return f"cut by {named(at)}"
        if at.isWindow():
            break
        corner = at.mapToParent(corner)
        at = at.parentWidget()
    return ""
