"""Looking before it leaves: the pages of what would leave, set otherwise in place, printed or saved from there."""

import json
from collections.abc import Callable
from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.documents.written import texts_in
from desktop.models.disclosure import Audience
from desktop.store.store import Store
from desktop.store.tables import CHANGE_SET
from desktop.views.desk import Desk
from desktop.views.leaving.leaving import Leaving
from desktop.views.leaving.leaving_dialog import LeavingDialog
from desktop.views.leaving.preview_dialog import PreviewDialog
from tests.factories import concern, saved
from tests.views.freeing import let_go
from tests.views.leaving.conftest import OPEN, SECRET, Chooser, PaperPrinters


@pytest.fixture
def looked(asked: Callable[..., LeavingDialog], stage: QWidget, qtbot: QtBot) -> Callable[..., PreviewDialog]:
    """Open the preview from the dialog and wait for its pages."""

    def look(**options: object) -> PreviewDialog:
        dialog = asked(**options)
        dialog.preview()
        shown = stage.findChild(PreviewDialog)
        assert shown is not None
        qtbot.waitUntil(lambda: shown.pages > 0)
        return shown

    return look


def said_on(preview: PreviewDialog) -> str:
    assert preview.shown is not None
    return " ".join(" ".join(texts_in(BytesIO(preview.shown.pdf), ".pdf")).split())


def test_the_pages_are_those_that_would_leave_and_nothing_is_noted_or_written(
    looked: Callable[..., PreviewDialog],
    store: Store,
    chooser: Chooser,
) -> None:
    before = store.journal_head()
    preview = looked()
    assert "longer green light" in said_on(preview)
    assert "fireworks" not in said_on(preview)  # for anyone, as in the dialog
    assert preview.said == "Page 1 of 1"
    assert store.journal_head() == before
    assert list(chooser.folder.iterdir()) == []


def test_another_language_and_type_make_the_pages_anew(looked: Callable[..., PreviewDialog], qtbot: QtBot) -> None:
    preview = looked()
    actions = preview.page._language._actions.actions()
    next(action for action in actions if action.data() == "es").trigger()
    assert preview.pages == 0  # the old ones are not shown as if they were the new ones
    qtbot.waitUntil(lambda: preview.pages > 0)
    assert "Inquietudes" in said_on(preview)


def test_slips_in_large_type_lie_on_their_side(looked: Callable[..., PreviewDialog], qtbot: QtBot) -> None:
    preview = looked(leaving=Leaving("how-to-crime", "The slip of a tip", name="How-to slip"))
    assert preview.shown is not None
    assert [(round(wide), round(high)) for wide, high in preview.shown.sizes] == [(612, 792)]
    actions = preview.page._type._actions.actions()
    next(action for action in actions if action.data() == "large").trigger()
    assert preview.pages == 0
    qtbot.waitUntil(lambda: preview.pages > 0)
    assert [(round(wide), round(high)) for wide, high in preview.shown.sizes] == [(792, 612)]


def test_what_was_chosen_while_looking_is_saved(
    looked: Callable[..., PreviewDialog],
    stage: QWidget,
    chooser: Chooser,
    qtbot: QtBot,
) -> None:
    preview = looked()
    dialog = stage.findChild(LeavingDialog)
    assert dialog is not None
    assert not dialog.isEnabled()
    preview.page._language._actions.actions()[1].trigger()
    qtbot.waitUntil(lambda: preview.pages > 0)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(preview, Qt.Key.Key_Return)
    text = " ".join(texts_in(chooser.target, ".pdf"))
    assert "Inquietudes" in text
    assert SECRET not in text


def print_three(preview: PreviewDialog, stage: QWidget, qtbot: QtBot) -> None:
    """Three copies, on the printer of the hall."""
    dialog = stage.findChild(LeavingDialog)
    assert dialog is not None
    preview._printer.pick("Hall & porch")
    preview._copies.setValue(3)
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        preview._print.click()


def test_copies_are_printed_on_the_printer_chosen(
    looked: Callable[..., PreviewDialog], stage: QWidget, tmp_path: object, desk: Desk, qtbot: QtBot
) -> None:
    preview = looked(printing=True, printers=PaperPrinters(tmp_path))  # type: ignore[arg-type]
    print_three(preview, stage, qtbot)
    assert desk.toasts.text == "3 pages for anyone sent to Hall & porch"


def test_no_two_concern_slips_of_one_print_have_the_same_number(
    looked: Callable[..., PreviewDialog], stage: QWidget, tmp_path: object, desk: Desk, store: Store, qtbot: QtBot
) -> None:
    leaving = Leaving("slips", "Concern slips", name="Concern slips")
    preview = looked(leaving=leaving, printing=True, printers=PaperPrinters(tmp_path))  # type: ignore[arg-type]
    print_three(preview, stage, qtbot)
    assert desk.toasts.text == "3 pages for anyone sent to Hall & porch"
    with store.reading() as session:
        details = session.execute(select(CHANGE_SET.c.details).where(CHANGE_SET.c.label == "Print slips")).scalar_one()
    facts = json.loads(details)
    first, last = (int(facts[key][-4:]) for key in ("first", "last"))
    assert last - first + 1 == 6


def test_pages_are_turned_and_seen_larger_by_key(
    looked: Callable[..., PreviewDialog], store: Store, qtbot: QtBot
) -> None:
    saved(store, *(concern(words=f"Concern number {number}") for number in range(40)))
    preview = looked()
    assert preview.said == f"Page 1 of {preview.pages}"
    preview._on.click()
    assert preview.said == f"Page 2 of {preview.pages}"
    preview._back.click()
    assert preview.said == f"Page 1 of {preview.pages}"
    qtbot.keyClick(preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    nearer = preview.view.zoom
    qtbot.keyClick(preview, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert 0 < preview.view.zoom < nearer
    preview._whole.click()
    assert preview.view.zoom == 0
    qtbot.waitUntil(lambda: preview.view.is_painted)
    qtbot.keyClick(preview.view, Qt.Key.Key_End)
    assert preview.said == f"Page {preview.pages} of {preview.pages}"
    qtbot.waitUntil(lambda: preview.view.is_painted)
    dark = preview.view.grab().toImage()
    assert any(dark.pixelColor(x, 60).lightness() < 120 for x in range(dark.width()))  # there is ink


@pytest.mark.parametrize(("window", "text"), [((1440, 900), 100), ((960, 600), 200)])
def test_it_fits_the_window_and_every_page_in_sight_is_painted(
    looked: Callable[..., PreviewDialog], stage: QWidget, desk: Desk, qtbot: QtBot, window: tuple[int, int], text: int
) -> None:
    stage.resize(*window)
    desk.theme.set_text_size(text)
    preview = looked()
    qtbot.waitUntil(lambda: preview.view.is_painted)
    assert preview.width() <= window[0] + 48
    assert preview.height() - 48 <= window[1]


def test_the_privacy_screen_masks_what_is_looked_at(
    asked: Callable[..., LeavingDialog],
    stage: QWidget,
    desk: Desk,
    qtbot: QtBot,
) -> None:
    dialog = asked()
    dialog.form.choose_format(".pdf")
    dialog.form.cards.card(Audience.OFFICE).click()
    dialog.preview()
    preview = stage.findChild(PreviewDialog)
    assert preview is not None
    qtbot.waitUntil(lambda: preview.pages > 0)
    assert "Nora Berg" in said_on(preview)
    desk.privacy.set_on(True)
    assert preview.pages == 0
    qtbot.waitUntil(lambda: preview.pages > 0)
    assert "Nora Berg" not in said_on(preview)
    assert OPEN[:20] in said_on(preview)


def test_it_is_freed_with_its_pages_and_the_dialog_goes_on(
    looked: Callable[..., PreviewDialog], stage: QWidget, qtbot: QtBot
) -> None:
    preview = looked()
    dialog = stage.findChild(LeavingDialog)
    assert dialog is not None
    with qtbot.waitSignal(preview.destroyed):
        qtbot.keyClick(preview, Qt.Key.Key_Escape)
        let_go()
    assert dialog.isEnabled()
    assert dialog.focusWidget() is dialog._look


def test_every_control_of_it_has_a_name(looked: Callable[..., PreviewDialog]) -> None:
    preview = looked()
    controls = [w for w in preview.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    assert len(controls) >= 9
    for control in controls:
        assert control.accessibleName(), control
        assert min(control.width(), control.height()) >= 24, control
