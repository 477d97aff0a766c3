"""The white card on the desk's ground that every screen before the office is, with the mark of the product."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.panel import Panel
from desktop.views.widgets.product_mark import ProductMark
from desktop.views.widgets.words import Words

CENTER = Qt.AlignmentFlag.AlignHCenter
RADIUS = 14
EDGE = 16  # what stays free of the ground at either side in a narrow window


class LargeMark(ProductMark):
    """The mark in another size, in pixels: a picture, which does not grow with the text."""

    def __init__(self, theme: Theme, size: int, parent: QWidget | None = None) -> None:
        self._side = size
        super().__init__(theme, parent)

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)


class Page(Panel):
    """A card that the start window shows in its middle, `width` design pixels wide where there is room.

    Signals:
        back_requested: Alt+Left or Esc, where this page has one before it.
    """

    back_requested = Signal()

    def __init__(self, theme: Theme, width: float, parent: QWidget | None = None) -> None:
        super().__init__(theme, "sheet", "line-2", RADIUS, parent=parent)
        self.theme = theme
        self._wide = width
        self._room = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)
        self._fit()

    def focus_first(self) -> None:
        """Put the keyboard where typing begins."""

    def set_room(self, width: int) -> None:
        """How wide the window is: the card never is wider."""
        self._room = width
        self._fit()

    @Slot()
    def _fit(self) -> None:
        wide = self.theme.px(self._wide)
        self.setFixedWidth(min(wide, max(self._room - 2 * EDGE, 320)) if self._room else wide)
        self._fit_height()

    def _fit_height(self) -> None:
        """As high as what it holds at this width: a layout around it would only ask once, and cut what wraps later."""
        layout = self.layout()
        if layout is not None:
            self.setFixedHeight(max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height()))

    # Qt

    def event(self, event: QEvent) -> bool:
        heard = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit_height()
        return heard


class Card(Page):
    """A page with mark, title and one sentence on top; what it asks for goes into `body`."""

    def __init__(
        self, theme: Theme, title: str, sentence: str = "", *, width: float = 400, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, width, parent)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 36, 36, 28)
        column.setSpacing(0)
        column.addWidget(LargeMark(theme, 72, self), 0, CENTER)
        column.addSpacing(14)
        self.title = Words(theme, title, Type.TAB_TITLE, wraps=True, parent=self)
        self.title.setAlignment(CENTER)
        self.sentence = Words(theme, sentence, Type.BODY, "ink-2", wraps=True, parent=self)
        self.sentence.setAlignment(CENTER)
        self.sentence.setVisible(bool(sentence))
        column.addWidget(self.title)
        column.addSpacing(2)
        column.addWidget(self.sentence)
        column.addSpacing(22)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        column.addLayout(self.body)

    def say(self, sentence: str) -> None:
        """Another sentence below the title."""
        self.sentence.set_words(sentence)
        self.sentence.setVisible(bool(sentence))
