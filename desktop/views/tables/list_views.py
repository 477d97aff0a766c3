"""The views of one list: its tabs with counts, which is chosen, and those a person saves."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.models.listing import Condition, Listing, Order
from desktop.views.desk import Desk
from desktop.views.saying import say
from desktop.views.tables.filters import Filters
from desktop.views.tables.save_view import SaveViewPopover
from desktop.views.tables.view_counts import ViewCounts
from desktop.views.tables.views import SavedViews, View
from desktop.views.widgets.view_tabs import ViewTab, ViewTabs


class ListViews(QObject):
    """Keeps the views of a list and shows them as `tabs`.

    Signals:
        chosen(View): another view is to be shown.
        own_removed(str): the key of a saved view that is gone.
    """

    chosen = Signal(object)
    own_removed = Signal(str)

    def __init__(self, desk: Desk, name: str, filters: Filters, given: Sequence[View], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._fields = filters.fields
        self._given = tuple(given)
        self._saved = SavedViews(desk.store, filters.fields, filters.special)
        self._base: tuple[Condition, ...] = ()
        self._counts: dict[str, int] = {}
        self.now = self._given[0]
        self.tabs = ViewTabs(desk.theme, say("Views of {name}", name=say(name)))
        self.tabs.chosen.connect(self.choose)
        self._members = ViewCounts(desk.store, desk.background, self)
        self._members.counted.connect(self._on_counted)
        # Counted once the first rows are painted: nothing competes with them.
        self._after_painting = QTimer(self, singleShot=True, interval=0)
        self._after_painting.timeout.connect(self._ask_counts)
        self._count()

    @property
    def all(self) -> tuple[View, ...]:
        """The list's own views, then those this person saved."""
        return (*self._given, *self._saved.all)

    @property
    def counts(self) -> dict[str, int]:
        """How many records each view holds, as far as it is known."""
        return self._counts

    @Slot(str)
    def choose(self, key: str) -> None:
        """Show a view, the first one where there is none of this key."""
        self.now = next((view for view in self.all if view.key == key), self._given[0])
        self.show_tabs()
        self.chosen.emit(self.now)

    def set_base(self, conditions: Sequence[Condition]) -> None:
        """Conditions that hold beside those of every view."""
        self._base = tuple(conditions)
        self._count()

    def save(self, label: str, conditions: Sequence[Condition], order: Order) -> None:
        """Save a view of this person's own and be at it."""
        self.now = self._saved.save(label, conditions, order)
        self.show_tabs()
        self._count()

    @Slot(str)
    def remove(self, key: str) -> None:
        """Forget a view this person saved."""
        self._saved.remove(key)
        self.own_removed.emit(key)
        if self.now.key == key:
            self.choose(self._given[0].key)
        self.show_tabs()
        self._count()

    def ask_name(self, button: QWidget) -> SaveViewPopover:
        """Open the popover that asks how the view is called."""
        suggestion = self.now.label if self.now.is_own else ""
        popover = SaveViewPopover(self._desk.theme, button, self._saved.all, suggestion)
        popover.removed.connect(self.remove)
        popover.open_below(button)
        return popover

    @Slot()
    def show_tabs(self) -> None:
        """Show the tabs with what is known of their counts."""
        shown = (view for view in self.all if self._is_shown(view))
        self.tabs.set_tabs([ViewTab(view.key, view.label, self._counts.get(view.key)) for view in shown])
        self.tabs.choose(self.now.key)

    def _is_shown(self, view: View) -> bool:
        return not view.hides_when_empty or view == self.now or bool(self._counts.get(view.key))

    def _count(self) -> None:
        self._after_painting.start()

    @Slot()
    def _ask_counts(self) -> None:
        asked = ((view.key, Listing(self._fields, (*self._base, *view.conditions))) for view in self.all)
        self._members.ask(tuple(asked))

    @Slot(object)
    def _on_counted(self, counts: dict[str, int]) -> None:
        if counts != self._counts:
            self._counts = counts
            self.show_tabs()
