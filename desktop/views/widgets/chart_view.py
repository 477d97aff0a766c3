"""A chart on screen: bars reached by keyboard and opened by Enter, and the same values as a table beside them."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QHeaderView, QSizePolicy, QTableView, QWidget

from desktop.models.chart import Chart, Point
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_words
from desktop.views.widgets.pressable import Pressable
from desktop.views.widgets.scrolled import ScrolledColumn
from desktop.views.widgets.tips import plain_tip

ROW, BAR, RADIUS, GAP = 36, 16, 6, 8
LABELS = 0.34  # of the width
TABLE_WIDTH = 260
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ALL = 1_000_000
STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Home: -ALL,
    Qt.Key.Key_End: ALL,
}
"""So many bars further down; from the ends there is no further."""


class ChartView(QWidget):
    """Bars at the left, the same values as a table at the right.

    Signals:
        opened(object): a point was pressed, by mouse or keyboard: what it `opens`.
    """

    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.bars: list[PointBar] = []
        self._scrolled = ScrolledColumn("", self)
        self._scrolled.column.setContentsMargins(0, 0, 8, 0)
        self.table = ValuesTable(theme, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._scrolled, 1)
        row.addWidget(self.table)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart; nothing of the one before is left."""
        column = self._scrolled.column
        while (item := column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._scrolled.setAccessibleName(chart.title)
        self.bars = [PointBar(self._theme, chart, point, self._scrolled.inside) for point in chart.points]
        for bar in self.bars:
            bar.clicked.connect(self._on_bar)
            bar.step_requested.connect(self._on_step)
            column.addWidget(bar)
            bar.show()  # at once, so that it can take the focus
        column.addStretch(1)
        self.table.show_values(chart)

    @Slot()
    def _on_bar(self) -> None:
        bar = self.sender()
        if isinstance(bar, PointBar):
            self.opened.emit(bar.point.opens)

    @Slot(int)
    def _on_step(self, by: int) -> None:
        bar = self.sender()
        if isinstance(bar, PointBar):
            place = min(max(self.bars.index(bar) + by, 0), len(self.bars) - 1)
            self.bars[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._scrolled.ensureWidgetVisible(self.bars[place])


class PointBar(Pressable):
    """One value: its label, its bar, and how it is said.

    Signals:
        step_requested(int): an arrow key asks for a bar so many further down.
    """

    step_requested = Signal(int)

    def __init__(self, theme: Theme, chart: Chart, point: Point, parent: QWidget) -> None:
        super().__init__(theme, RADIUS, parent)
        self.point = point
        self._share = chart.share(point)
        self._widest = max(theme.width(each.said, Type.BODY_STRONG) for each in chart.points)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_words(point.label)
        self.setAccessibleName(f"{point.label}: {point.said}")
        self.setAccessibleDescription(chart.title)
        self.setToolTip(plain_tip(point.label))

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(280), self.theme.px(ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (by := STEPS.get(Qt.Key(event.key()))) is not None:
            self.step_requested.emit(by)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px, box = QPainter(self), self.theme, self.theme.px, QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            paint_box(painter, box, RADIUS, theme.color("hover"), None)
        labels = box.width() * LABELS
        paint_words(painter, theme, QRectF(px(8), 0, labels - px(8), box.height()), self.words, Type.BODY)
        start = labels + px(GAP)
        most = max(box.width() - start - self._widest - px(GAP) * 2, 1.0)
        long = max(self._share * most, 1.0)
        top = box.center().y() - px(BAR) / 2
        paint_box(painter, QRectF(start, top, long, px(BAR)), min(3, long / 2), theme.color("accent"), None)
        said = QRectF(QPointF(start + long + px(GAP), 0), QPointF(box.right(), box.bottom()))
        paint_words(painter, theme, said, self.point.said, Type.BODY_STRONG)


class ValuesTable(QTableView):
    """The values of a chart, to read and not to change."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_values(self, chart: Chart) -> None:
        """Show these values."""
        self.setAccessibleName(chart.title)
        self._model.clear()
        self._model.setHorizontalHeaderLabels(list(chart.heads))
        for point in chart.points:
            label, said = QStandardItem(point.label), QStandardItem(point.said)
            label.setToolTip(plain_tip(point.label))
            said.setTextAlignment(RIGHT)
            self._model.appendRow([label, said])
        head = self.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    @Slot()
    def _restyle(self) -> None:
        theme = self._theme
        self.setFixedWidth(theme.px(TABLE_WIDTH))
        self.setFont(theme.font(Type.BODY))
        self.horizontalHeader().setFont(theme.font(Type.SMALL_MEDIUM))
        # With a style sheet on the application, Qt fills a head whatever its palette says.
        ink = theme.color("ink-2").name()
        self.setStyleSheet(
            "QTableView { background: transparent; }"
            f"QHeaderView, QHeaderView::section {{ background: transparent; border: 0; color: {ink}; }}"
        )
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setDefaultSectionSize(theme.px(28))
