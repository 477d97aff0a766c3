"""The stream of notes on screen: rows of their own height, the newest in sight, one of them current."""

from collections.abc import Iterable
from datetime import tzinfo

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.models.stream import Shown
from desktop.views.meetings.session.note_layout import RULE_AT, TEXT_SIZES, Laid, NoteLayout, is_laid_out_alike
from desktop.views.meetings.session.note_row import NoteRow
from desktop.views.meetings.session.note_stream_model import NoteStreamModel
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.widgets.painting import paint_focus_ring

# Rows measured at once when the width changes: those in sight first, the others while nothing is typed.
MEASURED_AT_ONCE = 60
MOST_PICTURES = 60


class NoteStream(QTableView):
    """Shows a `NoteStreamModel`. New rows scroll into sight unless somebody reads further up.

    Signals:
        line_chosen(object): the id of the line that is current now, None for a heading or nothing.
        menu_requested(object): a wish for the acts on a line, at a point of the screen.
        typed(object): a key event that belongs into the capture bar.
    """

    line_chosen = Signal(object)
    menu_requested = Signal(object, object)
    typed = Signal(object)

    def __init__(self, theme: Theme, model: NoteStreamModel, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._notes = model
        self._layout_of_rows = NoteLayout(theme, zone)
        self._laid: dict[int, tuple[Shown | None, int, Laid]] = {}
        self._painted: dict[tuple[object, ...], QPixmap] = {}
        self._to_measure: list[int] = []
        self._follows = False  # the newest stays in sight while the others are still being measured
        self._later = QTimer(self, interval=0, singleShot=True)
        self._build()
        self._connect(model)

    def _build(self) -> None:
        self.setModel(self._notes)
        self.setAccessibleName(say("Notes"))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # It paints its own ground: what lies below is not painted with every line, and rows that move up are moved.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(8)

    def _connect(self, model: NoteStreamModel) -> None:
        self._later.timeout.connect(self._measure_some)
        model.rowsInserted.connect(self._on_inserted)
        model.dataChanged.connect(self._on_changed)
        model.modelReset.connect(self._on_reset)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self._theme.changed.connect(self.measure_all)

    # What it shows

    @property
    def text_size(self) -> int:
        """The size of the notes in design pixels."""
        return self._layout_of_rows.size

    def step_text_size(self, by: int) -> None:
        """The next larger or smaller of the sizes of the notes."""
        place = min(max(TEXT_SIZES.index(self.text_size) + by, 0), len(TEXT_SIZES) - 1)
        if TEXT_SIZES[place] != self.text_size:
            self._layout_of_rows.size = TEXT_SIZES[place]
            self.measure_all()

    def laid(self, row: NoteRow) -> Laid:
        """The row measured for the present width."""
        width = self.viewport().width()
        known = self._laid.get(row.token)
        if known is None or known[1] != width or not is_laid_out_alike(known[0], row.line):
            known = self._laid[row.token] = (row.line, width, self._layout_of_rows.lay_out(row, width))
        return known[2]

    def current_id(self) -> int | None:
        """The id of the current line."""
        index = self.currentIndex()
        row = self._notes.row_at(index.row()) if index.isValid() else None
        return row.line.id if row is not None and row.line is not None else None

    def choose_line(self, line_id: int) -> None:
        """Make a line current and bring it into sight."""
        if (place := self._notes.place_of(line_id)) >= 0:
            self.setCurrentIndex(self._notes.index(place, 0))

    @property
    def is_measuring(self) -> bool:
        """Whether rows out of sight are still to be measured."""
        return bool(self._to_measure)

    @property
    def is_at_end(self) -> bool:
        """Whether the newest row is in sight."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - self._theme.px(48)

    @Slot()
    def measure_all(self) -> None:
        """Every row is to be measured anew: width, palette or text size are different."""
        self._laid.clear()
        self._painted.clear()
        follows = self.is_at_end
        count = self._notes.rowCount()
        first = max(self.rowAt(0), 0) if not follows else max(count - MEASURED_AT_ONCE, 0)
        in_sight = range(first, min(first + MEASURED_AT_ONCE, count))
        for place in in_sight:
            self._measure(place)
        self.updateGeometries()
        self._to_measure = [place for place in range(count) if place not in in_sight]
        self._follows = follows
        self._later.start()
        self.viewport().update()
        if follows:
            self._go_to_end()

    # Inside

    def _go_to_end(self) -> None:
        """Qt takes new heights into the length of the bar only at the next turn, and goes to where it ended before."""
        self.updateGeometries()
        self.scrollToBottom()

    @Slot()
    def _measure_some(self) -> None:
        follows = self._follows or self.is_at_end
        now, self._to_measure = self._to_measure[-MEASURED_AT_ONCE:], self._to_measure[:-MEASURED_AT_ONCE]
        self._measure_these(now)
        if follows:
            self._go_to_end()
        self._follows = follows and bool(self._to_measure)
        if self._to_measure:
            self._later.start()

    def _measure(self, place: int) -> bool:
        """Give a row its height; whether it had another one."""
        if place >= self._notes.rowCount():
            return False
        height, header = self.laid(self._notes.row_at(place)).height, self.verticalHeader()
        if header.sectionSize(place) == height:
            return False
        # The table would answer each row by painting everything once more at the next turn.
        header.blockSignals(True)
        header.resizeSection(place, height)
        header.blockSignals(False)
        return True

    def _measure_these(self, places: Iterable[int]) -> None:
        """Give these rows their heights, and move and paint what is different then: they, and what lies below."""
        if changed := [place for place in places if self._measure(place)]:
            viewport = self.viewport()
            top = max(self.rowViewportPosition(min(changed)), 0)
            viewport.update(0, top, viewport.width(), max(viewport.height() - top, 0))
            self.updateGeometries()

    @Slot(QModelIndex, int, int)
    def _on_inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        follows = self.is_at_end
        self._measure_these(range(first, last + 1))
        if follows:
            self._go_to_end()

    @Slot(QModelIndex, QModelIndex)
    def _on_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if last.row() - first.row() >= MEASURED_AT_ONCE:
            self.measure_all()
            return
        follows = self.is_at_end
        self._measure_these(range(first.row(), last.row() + 1))
        if follows:
            self.scrollToBottom()

    @Slot()
    def _on_reset(self) -> None:
        self.measure_all()
        self._go_to_end()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        self.line_chosen.emit(self.current_id())

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        viewport, dirty = self.viewport(), event.rect()
        painter = QPainter(viewport)
        painter.fillRect(dirty, self._theme.color("sheet"))
        # The notebook margin goes on where there are no lines yet.
        painter.fillRect(QRectF(self._theme.px(RULE_AT), 0, 1, viewport.height()), self._theme.color("margin"))
        place, width = self.rowAt(dirty.top()), viewport.width()
        if place < 0:
            return
        chosen = {index.row() for index in self.selectionModel().selectedRows()}
        ringed = self.currentIndex().row() if self.hasFocus() else -1
        top = self.rowViewportPosition(place)
        while place < self._notes.rowCount() and top <= dirty.bottom():
            height = self.rowHeight(place)
            box = QRectF(0, top, width, height)
            self._paint_row(painter, box, self._notes.row_at(place), current=place in chosen)
            if place == ringed:
                paint_focus_ring(painter, self._theme, box, 4)
            top, place = top + height, place + 1

    def _paint_row(self, painter: QPainter, box: QRectF, row: NoteRow, *, current: bool) -> None:
        """Paint one row. A row that looks as before is kept as a picture.

        Each new line moves all the others up, and a fast typist waits for none of them to be painted anew.
        """
        ratio = self.devicePixelRatioF()
        if not ratio.is_integer():  # a picture would lie between the pixels of the screen
            self._layout_of_rows.paint(painter, box, row, self.laid(row), current=current)
            return
        key = (row.token, row.version, box.width(), box.height(), current, ratio)
        if (picture := self._painted.pop(key, None)) is None:
            picture = self._picture(box.size(), ratio, row, current=current)
        self._painted[key] = picture
        if len(self._painted) > MOST_PICTURES:
            del self._painted[next(iter(self._painted))]
        painter.drawPixmap(box.topLeft(), picture)

    def _picture(self, size: QSizeF, ratio: float, row: NoteRow, *, current: bool) -> QPixmap:
        picture = QPixmap((size * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._theme.color("sheet"))
        painter = QPainter(picture)
        self._layout_of_rows.paint(painter, QRectF(QPointF(), size), row, self.laid(row), current=current)
        painter.end()
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        followed = self.is_at_end
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.measure_all()
        if followed:  # also when the field below grew by a line
            self._go_to_end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid() and (line := self._notes.row_at(index.row()).line) is not None:
            self.setCurrentIndex(index)
            self.menu_requested.emit(line.id, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.typed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)
