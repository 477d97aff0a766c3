"""TallScroll: what is longer than a dialog, scrolling inside it, and as high as the window lets the dialog be."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.views.theme.theme import Theme

# What a dialog needs above and below, in design pixels, and the least that is worth scrolling.
AROUND = 220
LEAST = 160


class TallScroll(QScrollArea):
    """Scrolls what is put into `inside` up and down. Sizes are in design pixels; the keyboard scrolls it when
    `takes_keys`.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        width: float,
        parent: QWidget,
        *,
        takes_keys: bool = False,
        around: float = AROUND,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._width = width
        self._around = around
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if takes_keys else Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Made where it stays, before anything is put into it: whatever moves to another parent is styled once more.
        self.inside = QWidget(self.viewport())
        self.setWidget(self.inside)
        self.inside.setAutoFillBackground(False)

    # Qt

    def sizeHint(self) -> QSize:
        top = self.window().parentWidget()
        room = (top.height() if top is not None else self._theme.px(700)) - self._theme.px(self._around)
        width = min(self._theme.px(self._width), top.width() if top is not None else self._theme.px(self._width))
        inside = self.inside
        wanted = inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()
        return QSize(width, max(LEAST, min(wanted, room)))

    def minimumSizeHint(self) -> QSize:
        # A dialog is measured by Qt against two thirds of the screen; what we ask for fits the window already.
        return QSize(LEAST, self.sizeHint().height())
