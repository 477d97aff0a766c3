"""A list as a tab uses it: filters, views of one's own, counts, empty lists that say why."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.models.listing import Between, Holds, OneOf, Order
from desktop.views.desk import Desk
from desktop.views.tables.check_list import CheckList
from desktop.views.tables.filter_popovers import AddPopover, ChoicesPopover, DaysPopover, FilterPopover, WordsPopover
from desktop.views.tables.record_list import RecordList
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.empty_state import Way
from desktop.views.widgets.view_tabs import ViewTabs
from tests.factories import READER, area, changed, concern, noted, person, saved
from tests.views.freeing import let_go
from tests.views.tables.conftest import Settle, titles

Make = Callable[..., RecordList]


def town(desk: Desk) -> dict[str, int]:
    flats, row = area(name="Orchard Flats"), area(name="Tannery Row")
    saved(desk.store, flats, row)
    one = concern(words="Lamp out", area=flats, resolve_by=date(2026, 10, 19))
    two = concern(words="Speeding", area=row)
    three = concern(words="Lamp dark", area=flats, priority="high")
    for each in (one, two, three):
        saved(desk.store, each)
    return {"flats": flats.id, "row": row.id, "one": one.id, "two": two.id, "three": three.id}


def chips(made: RecordList) -> dict[str, str]:
    found = made.filter_row.findChildren(Button)
    return {each.objectName(): each.words for each in found if each.objectName() and not each.isHidden()}


Found = TypeVar("Found", bound=QWidget)


def inside(widget: QWidget, kind: type[Found]) -> Found:
    """The one child of a kind."""
    found = widget.findChild(kind)
    assert found is not None
    return found


def counts(tabs: ViewTabs) -> dict[str, int | None]:
    return {key: tab._count for key, tab in tabs._tabs.items()}


def test_views_are_tabs_with_counts_that_follow_every_change(
    desk: Desk, make_list: Make, settled: Settle, qtbot: QtBot
) -> None:
    town(desk)
    made = make_list()
    qtbot.waitUntil(lambda: counts(made.view_tabs) == {"all": 3, "open": 3})
    saved(desk.store, concern(words="Noise"))
    qtbot.waitUntil(lambda: counts(made.view_tabs) == {"all": 4, "open": 4})
    made.choose_view("open")
    assert chips(made)["open"] == "Open"
    assert made.view.key == "open"
    assert made.view_tabs.key == "open"


def test_a_choice_is_ticked_with_counts_beside_it(desk: Desk, make_list: Make, settled: Settle, qtbot: QtBot) -> None:
    known = town(desk)
    made = make_list()
    assert chips(made) == {"area": "Area: any", "owner": "Who: anyone"}
    made.filter_row.open_filter("area")
    popover = inside(made.filter_row, ChoicesPopover)
    listed = inside(popover, CheckList)
    assert [listed.model().index(at, 0).data() for at in range(3)] == ["Orchard Flats", "Tannery Row", "Not set"]
    qtbot.waitUntil(lambda: listed.model().index(0, 0).data(Qt.ItemDataRole.UserRole + 1) == 2)
    qtbot.keyClick(listed, Qt.Key.Key_Space)
    assert made.conditions == (OneOf("area", (known["flats"],)),)
    assert titles(made.model) == ["Lamp dark", "Lamp out"]
    assert chips(made)["area"] == "Area: Orchard Flats"
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert chips(made)["area"] == "Area: Orchard Flats or Tannery Row"
    assert len(titles(made.model)) == 3
    popover.close()
    let_go()
    assert made.filter_row.findChild(FilterPopover) is None


def test_days_are_typed_as_people_say_them(desk: Desk, make_list: Make, qtbot: QtBot) -> None:
    town(desk)
    made = make_list()
    made.filter_row._on_added("resolve_by")
    popover = inside(made.filter_row, DaysPopover)
    qtbot.keyClicks(popover._from, "oct 19")
    qtbot.keyClicks(popover._to, "nonsense")
    qtbot.keyClick(popover._to, Qt.Key.Key_Return)
    assert popover._problem.isVisibleTo(popover)
    assert not made.conditions
    popover._to.clear()
    qtbot.keyClick(popover._to, Qt.Key.Key_Return)
    assert made.conditions == (Between("resolve_by", date(2026, 10, 19)),)
    assert chips(made)["resolve_by"] == "Fix by: from Oct 19"
    assert titles(made.model) == ["Lamp out"]
    popover._on_clear()
    assert not made.conditions
    assert "resolve_by" not in chips(made)


def test_a_filter_is_added_from_all_fields(desk: Desk, make_list: Make, qtbot: QtBot) -> None:
    town(desk)
    made = make_list()
    made.filter_row._on_add()
    offered = inside(made.filter_row, AddPopover)
    model = inside(offered, CheckList).model()
    labels = [model.index(at, 0).data() for at in range(model.rowCount())]
    assert {"Concern", "Words", "Priority", "Heard on", "Open"} <= set(labels)
    assert not {"Area", "Id", "Came from"} & set(labels)
    offered.close()
    made.filter_row._on_added("title")
    popover = inside(made.filter_row, WordsPopover)
    qtbot.keyClicks(popover._box, "LAMP")
    qtbot.keyClick(popover._box, Qt.Key.Key_Return)
    assert made.conditions == (Holds("title", "LAMP"),)
    assert chips(made)["title"] == "Concern: “LAMP”"
    assert titles(made.model) == ["Lamp dark", "Lamp out"]


def test_the_filter_box_seeks_as_somebody_types(desk: Desk, make_list: Make, settled: Settle, qtbot: QtBot) -> None:
    town(desk)
    made = make_list()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.focus_filter()
    box = made.filter_row._box
    assert box.hasFocus()
    qtbot.keyClicks(box, "lam")
    assert titles(made.model) == ["Lamp dark", "Lamp out"]
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert made.table.hasFocus()
    assert box.isVisible()  # it says why rows are missing
    made.focus_filter()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert len(titles(made.model)) == 3
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert made.table.hasFocus()
    assert not box.isVisible()


def test_a_view_of_ones_own_is_saved_found_again_and_removed(
    desk: Desk, make_list: Make, settled: Settle, qtbot: QtBot
) -> None:
    known = town(desk)
    made = make_list()
    made.set_conditions((OneOf("area", (known["flats"],)),))
    made.table.sort_requested.emit(Order("title", descending=False))
    made.save_view("  Lamps of the   Flats ")
    assert made.view.label == "Lamps of the Flats"
    qtbot.waitUntil(lambda: desk.store.preference("views.concerns") is not None)
    again = make_list()
    assert [view.label for view in again.views] == ["All", "Open", "Lamps of the Flats"]
    again.choose_view(again.views[-1].key)
    assert titles(again.model) == ["Lamp dark", "Lamp out"]
    assert again.model.listing.order == Order("title", descending=False)
    assert chips(again)["area"] == "Area: Orchard Flats"
    again.remove_view(again.view.key)
    assert again.view.key == "all"
    qtbot.waitUntil(lambda: desk.store.preference("views.concerns") is None)


def test_a_saved_view_belongs_to_one_person(
    desk: Desk, make_list: Make, opened: Callable[..., object], qtbot: QtBot
) -> None:
    town(desk)
    make_list().save_view("Mine alone")
    desk.store.set_preference("other", 1).result()
    desk.store.close()
    reader = opened(READER)
    assert reader.preference("views.concerns") is None  # type: ignore[attr-defined]


def test_an_empty_office_shows_how_to_begin(desk: Desk, make_list: Make, settled: Settle, qtbot: QtBot) -> None:
    pressed: list[bool] = []
    ways = (Way("plus", "Write down one concern", "From a call", "Ctrl N", lambda: pressed.append(True)),)
    made = make_list(ways=ways)
    assert made.empty.isVisible()
    assert not made.table.isVisible()
    button = made.empty.ways[0]
    assert button.accessibleName() == "Write down one concern"
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [True]
    saved(desk.store, concern(words="Lamp out"))
    settled(made.model)
    assert made.table.isVisible()
    assert not made.empty.isVisible()


def test_a_list_that_filters_empty_names_the_filter_and_clears_it(
    desk: Desk, make_list: Make, settled: Settle, qtbot: QtBot
) -> None:
    known = town(desk)
    made = make_list()
    made.set_conditions((OneOf("area", (known["flats"],)), OneOf("priority", ("low",))))
    nothing = made.nothing
    qtbot.waitUntil(lambda: "Priority: Low" in nothing._text.text())
    assert nothing._text.text() == "The filter “Priority: Low” hides 2 records."
    assert nothing.isVisible()
    assert not made.table.isVisible()
    button = next(each for each in nothing.findChildren(Button) if each.objectName() == "priority")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert titles(made.model) == ["Lamp dark", "Lamp out"]
    assert made.table.isVisible()
    made.filter_row.show_typed("zzz")
    made.filter_row.typed.emit("zzz")
    qtbot.waitUntil(lambda: "“zzz”" in nothing._text.text())
    qtbot.mouseClick(nothing.clear_all, Qt.MouseButton.LeftButton)
    assert len(titles(made.model)) == 3
    assert not made.filter_row._box.text()


def test_only_the_last_letters_are_told_what_hides(desk: Desk, make_list: Make, settled: Settle, qtbot: QtBot) -> None:
    town(desk)
    made = make_list()
    made.filter_row.typed.emit("zz")
    before = made._hiding
    made.filter_row.typed.emit("zzz")
    assert before is not None
    assert before.is_canceled
    qtbot.waitUntil(lambda: "“zzz”" in made.nothing._text.text())


def test_in_large_text_in_a_small_window_what_is_typed_and_the_ways_out_are_seen_whole(
    desk: Desk, make_list: Make, settled: Settle, qtbot: QtBot
) -> None:
    town(desk)
    desk.theme.set_text_size(200)
    made = make_list()
    made.resize(820, 300)
    made.focus_filter()
    made.filter_row.typed.emit("zzz")
    qtbot.waitUntil(lambda: "“zzz”" in made.nothing._text.text())
    box, button = made.filter_row._box, made.nothing._places[0]
    qtbot.waitUntil(lambda: box.geometry().right() < made.filter_row.width())
    assert button.isVisible()
    assert button.height() == button.sizeHint().height()


def test_conditions_of_the_tab_hold_beside_every_view(desk: Desk, make_list: Make, qtbot: QtBot) -> None:
    known = town(desk)
    nora = person(name="Nora Lindqvist")
    saved(desk.store, nora)
    with desk.store.reading() as session:
        from desktop.models.concern import Concern

        one = session.get_one(Concern, known["one"])
    changed(desk.store, one, owner_id=nora.id)
    made = make_list()
    made.set_base((OneOf("owner", (nora.id,)),))
    assert titles(made.model) == ["Lamp out"]
    assert chips(made)["owner"] == "Who: anyone"
    qtbot.waitUntil(lambda: counts(made.view_tabs) == {"all": 1, "open": 1})


def test_names_on_chips_and_in_choices_are_masked(desk: Desk, make_list: Make, qtbot: QtBot) -> None:
    nora = person(name="Nora Lindqvist")
    saved(desk.store, nora)
    saved(desk.store, concern(words="Lamp out", owner=nora))
    made = make_list()
    made.set_conditions((OneOf("owner", (nora.id,)),))
    assert chips(made)["owner"] == "Who: Nora Lindqvist"
    desk.privacy.set_on(True)
    assert chips(made)["owner"] == "Who: N. L."
    made.filter_row.open_filter("owner")
    model = inside(inside(made.filter_row, ChoicesPopover), CheckList).model()
    assert "N. L." in [model.index(at, 0).data() for at in range(model.rowCount())]
    assert "Nora Lindqvist" not in [model.index(at, 0).data() for at in range(model.rowCount())]


def test_the_summary_says_how_many_and_how_many_of_them_are_selected(desk: Desk, make_list: Make) -> None:
    town(desk)
    made = make_list()
    assert (made.summary().count, made.summary().selected) == ("3 concerns shown", "")
    made.table.selectAll()
    assert made.summary().selected == "3 selected"
    made.filter_row.typed.emit("speed")
    assert made.summary().count == "1 concern shown"


def test_everything_in_the_row_has_a_name_and_a_target_of_24_pixels(desk: Desk, make_list: Make) -> None:
    noted(desk.store, '! <img src="//host/x"> in a title')
    made = make_list()
    for button in made.filter_row.findChildren(Button):
        assert button.accessibleName()
        assert min(button.sizeHint().width(), button.sizeHint().height()) >= 24
    assert all(each.accessibleName() for each in (made.table, made.table.head, made.filter_row, made.filter_row._box))


def test_chips_that_are_off_give_way_in_a_narrow_window(desk: Desk, make_list: Make) -> None:
    known = town(desk)
    made = make_list()
    made.resize(380, 400)
    assert "owner" not in chips(made)
    made.set_conditions((OneOf("owner", (None,)), OneOf("area", (known["flats"],))))
    assert {"area", "owner"} <= set(chips(made))
    looks = {each.objectName(): each._look for each in made.filter_row.findChildren(Button)}
    assert looks["owner"] is Look.CHIP_ON


def test_a_pane_stands_beside_the_rows(desk: Desk, make_list: Make) -> None:
    town(desk)
    made = make_list()
    pane = QWidget()
    pane.setMinimumWidth(300)
    made.set_side(pane)
    made.resize(1000, 500)
    assert made.split.widget(1) is pane
    assert made.table.viewport().width() < 1000
