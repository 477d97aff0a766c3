"""The row of filters over a list: chips, "Add filter", "Save this view", the columns, and the filter box."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from desktop.models.listing import Between, Condition, Holds, Listing, OneOf, Special
from desktop.views.desk import Desk
from desktop.views.saying import say
from desktop.views.tables.check_list import Tick
from desktop.views.tables.filter_choices import FilterChoices
from desktop.views.tables.filter_popovers import (
    AddPopover,
    AnswersPopover,
    ChoicesPopover,
    DaysPopover,
    FilterPopover,
    WordsPopover,
)
from desktop.views.tables.filters import Filter, Filters, SpecialFilter, asks_choices, asks_days
from desktop.views.tables.text_box import TextBox
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.popover import Popover

HEIGHT = 45
BOX_WIDTH = 200
GAP = 6


class FilterRow(QWidget):
    """Shows the conditions of a list and takes wishes for others.

    Signals:
        conditions_requested(conditions): a wish to see the list so.
        typed(str): the words in the filter box are these now.
        save_requested(QWidget): a wish to save this view, told with the button that was pressed.
        columns_requested(QWidget): a wish to choose columns.
        left_down(): towards the rows, by Down or Enter in the filter box.
        failed(object): choices could not be counted.
    """

    conditions_requested = Signal(object)
    typed = Signal(str)
    save_requested = Signal(object)
    columns_requested = Signal(object)
    left_down = Signal()
    failed = Signal(object)

    def __init__(
        self, desk: Desk, filters: Filters, listing: Callable[[], Listing], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = desk.theme
        self._filters = filters
        self._listing = listing
        self._choices = FilterChoices(desk)
        self._conditions: tuple[Condition, ...] = ()
        self._chips: dict[str, Button] = {}
        self._popover: Popover | None = None
        self.setAccessibleName(say("Filters"))
        self._build_row()
        self._connect_row()
        self._theme.changed.connect(self._restyle)
        desk.privacy.changed.connect(self._say_chips)
        self._restyle()

    def _build_row(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 16, 1)
        self._row.setSpacing(GAP)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # chips give way, not the window
        theme, small = self._theme, Size.SMALL
        self._add = Button(theme, say("Add filter"), "plus", look=Look.DASHED, parent=self)
        self._save = Button(theme, say("Save this view"), "bookmark", look=Look.GHOST, size=small, parent=self)
        tip = say("Choose columns")
        self._columns = Button(theme, "", "columns-2", look=Look.GHOST, size=small, tip=tip, parent=self)
        self._open = Button(theme, say("Filter"), look=Look.GHOST, size=small, keys="Ctrl F", parent=self)
        self._made_box: TextBox | None = None
        self._row.addWidget(self._add)
        self._row.addWidget(self._save)
        self._row.addStretch(1)
        self._row.addWidget(self._columns)
        self._row.addWidget(self._open)

    def _connect_row(self) -> None:
        self._add.clicked.connect(self._on_add)
        self._save.clicked.connect(self._on_save)
        self._columns.clicked.connect(self._on_columns)
        self._open.clicked.connect(self.focus_filter)

    @property
    def _box(self) -> TextBox:
        """The filter box, made when somebody first wants to type: a list is on screen sooner without it."""
        if self._made_box is None:
            hint = say("Words in this list")
            box = TextBox(self._theme, say("Filter this list"), hint, icon="search", small=True, parent=self)
            box.hide()
            box.textEdited.connect(self.typed)
            box.escaped.connect(self._on_escaped)
            box.left_down.connect(self.left_down)
            box.returnPressed.connect(self.left_down)
            box.editingFinished.connect(self._on_box_left)
            self._row.addWidget(box)
            self._made_box = box
            self._fit_box()
        return self._made_box

    def _fit_box(self) -> None:
        """In large text it gets its share of the row, which is wider than the window otherwise."""
        if self._made_box is not None:
            self._made_box.setFixedWidth(min(self._theme.px(BOX_WIDTH), max(self.width() // 3, BOX_WIDTH)))

    @property
    def _box_shows(self) -> bool:
        return self._made_box is not None and self._made_box.isVisibleTo(self)

    # What it shows

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions shown."""
        return self._conditions

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """Show these conditions on the chips."""
        self._conditions = tuple(conditions)
        shown = self._filters.shown(conditions)
        wanted = [each.key for each in shown]
        for key in [key for key in self._chips if key not in wanted]:
            gone = self._chips.pop(key)
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, each in enumerate(shown):
            chip = self._chips.get(each.key) or self._make_chip(each)
            if self._row.indexOf(chip) != place:
                self._row.removeWidget(chip)
                self._row.insertWidget(place, chip)
        self._say_chips()

    def show_typed(self, words: str) -> None:
        """Show these words in the filter box."""
        if not words and self._made_box is None:
            return
        if words != self._box.text():
            self._box.setText(words)
        self._show_box(bool(words) or self._box.hasFocus())

    @Slot()
    def focus_filter(self) -> None:
        """Put the keyboard into the filter box."""
        self._show_box(True)
        self._box.setFocus()
        self._box.selectAll()

    def words_of(self, condition: Condition) -> str:
        """How a condition is said on its chip."""
        return self._filters.words(self._filters[condition.key], condition, self._choices.name_of)

    def open_filter(self, key: str) -> None:
        """Open the popover of a filter below its chip."""
        each, chip = self._filters[key], self._chips[key]
        popover = self._make_popover(each, chip)
        popover.chosen.connect(self._on_chosen)
        self._popover = popover
        popover.destroyed.connect(self._on_popover_gone)
        popover.open_below(chip)

    # Chips

    def _make_chip(self, each: Filter) -> Button:
        chip = Button(self._theme, self._filters.label(each), each.icon, look=Look.CHIP, parent=self)
        chip.setObjectName(each.key)
        chip.set_arrow()
        chip.clicked.connect(self._on_chip)
        chip.show()
        self._chips[each.key] = chip
        return chip

    @Slot()
    def _say_chips(self) -> None:
        on = {condition.key: condition for condition in self._conditions}
        for key, chip in self._chips.items():
            condition = on.get(key)
            words = self._filters.words(self._filters[key], condition, self._choices.name_of)
            if chip.words != words:
                chip.setText(words)
            chip.set_look(Look.CHIP_ON if condition is not None else Look.CHIP)
        self._make_room()

    def _make_room(self) -> None:
        """Chips that are off give way in a narrow window, the last one first; "Add filter" offers them."""
        if not self.isVisible():  # measured when it is shown
            return
        on = {condition.key for condition in self._conditions}
        self._fit_box()
        for chip in self._chips.values():
            chip.show()
        fixed = (self._add, self._save, self._columns, self._box if self._box_shows else self._open)
        room = self.width() - 36 - sum(widget.sizeHint().width() + GAP for widget in fixed)
        room -= max(0, self._box.width() - self._box.sizeHint().width()) if self._box_shows else 0
        needed = sum(chip.sizeHint().width() + GAP for chip in self._chips.values())
        for key, chip in reversed(self._chips.items()):
            if needed > room and key not in on:
                needed -= chip.sizeHint().width() + GAP
                chip.hide()
        # Nobody saves a view while typing: what is typed is seen whole instead.
        self._save.setVisible(not (self._box_shows and needed > room))

    def _make_popover(self, each: Filter, chip: Button) -> FilterPopover:
        now = next((condition for condition in self._conditions if condition.key == each.key), None)
        name = self._filters.label(each)
        if isinstance(each, SpecialFilter):
            answer = now.answer if isinstance(now, Special) else ""
            ticks = [Tick(known.key, known.label, known.key == answer) for known in each.answers]
            return AnswersPopover(self._theme, chip, each.key, name, ticks, each.condition)
        about = self._filters.fields[each.key]
        if asks_days(about):
            between = now if isinstance(now, Between) else None
            return DaysPopover(self._theme, chip, each.key, name, between, self._filters.today)
        if asks_choices(about):
            chosen = now.values if isinstance(now, OneOf) else ()
            offered = self._choices.ticks(about, chosen)
            popover = ChoicesPopover(self._theme, chip, each.key, name, offered)
            self._choices.count(self._listing(), about, popover.set_counts, self.failed.emit)
            return popover
        return WordsPopover(self._theme, chip, each.key, name, now if isinstance(now, Holds) else None)

    # Slots

    @Slot()
    def _on_chip(self) -> None:
        self.open_filter(self.sender().objectName())

    @Slot(str, object)
    def _on_chosen(self, key: str, condition: Condition | None) -> None:
        kept = tuple(each for each in self._conditions if each.key != key)
        self.conditions_requested.emit(kept if condition is None else (*kept, condition))

    @Slot()
    def _on_popover_gone(self) -> None:
        self._popover = None

    @Slot()
    def _on_add(self) -> None:
        hidden = [self._filters[key] for key, chip in self._chips.items() if chip.isHidden()]
        offered = [
            (each.key, self._filters.label(each)) for each in (*hidden, *self._filters.addable(self._conditions))
        ]
        popover = AddPopover(self._theme, self._add, offered)
        popover.added.connect(self._on_added)
        popover.open_below(self._add)

    @Slot(str)
    def _on_added(self, key: str) -> None:
        if key not in self._chips:
            chip = self._make_chip(self._filters[key])
            self._row.insertWidget(self._row.indexOf(self._add), chip)
        self._chips[key].show()
        self._row.activate()
        self.open_filter(key)

    @Slot()
    def _on_save(self) -> None:
        self.save_requested.emit(self._save)

    @Slot()
    def _on_columns(self) -> None:
        self.columns_requested.emit(self._columns)

    @Slot()
    def _on_escaped(self) -> None:
        if self._box.text():
            self._box.clear()
            self.typed.emit("")
        else:
            self._show_box(False)
            self.left_down.emit()

    @Slot()
    def _on_box_left(self) -> None:
        self._show_box(bool(self._box.text()) or self._box.hasFocus())

    def _show_box(self, is_shown: bool) -> None:
        self._box.setVisible(is_shown)
        self._open.setVisible(not is_shown)
        self._make_room()

    @Slot()
    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(HEIGHT))
        self._fit_box()
        self._make_room()

    # Qt

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._theme.px(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect())
        QPainter(self).fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), self._theme.color("line-2"))
