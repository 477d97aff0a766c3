"""ScrolledColumn: a column of things that scrolls up and down as soon as it is higher than its place."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class ScrolledColumn(QScrollArea):
    """Put things into `column`. It scrolls, but takes no focus of its own and paints no ground."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = _Inside()
        self.column = QVBoxLayout(self.inside)
        self.column.setSpacing(0)
        self.setWidget(self.inside)
        self.inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)


class _Inside(QWidget):
    """As high as its wrapped words need at the width there is, not at the least width they could have."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)
