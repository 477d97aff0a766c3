"""Blacking out parts of a paper: marked by words or by dragging, the copy beside the paper, nothing left below."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.documents.minutes import write_minutes
from desktop.models.attachment import Attachment
from desktop.models.concern import Concern
from desktop.store.files import attach
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.desk import Desk
from desktop.views.forms.attachments_panel import HIDDEN, AttachmentsPanel
from desktop.views.forms.black_out_dialog import NOT_FOUND, BlackOutDialog
from desktop.views.forms.opened_copies import OpenedCopies
from tests.documents.conftest import made_about
from tests.documents.samples import made_minutes
from tests.factories import concern, saved


@pytest.fixture
def letter() -> bytes:
    made = BytesIO()
    write_minutes(made_minutes(), made_about(), made)
    return made.getvalue()


@pytest.fixture
def lamps(store: Store) -> Concern:
    saved(store, record := concern(title="Four lamps out"))
    return record


@pytest.fixture
def panel(desk: Desk, stage: QWidget, lamps: Concern, tmp_path: Path, qtbot: QtBot) -> AttachmentsPanel:
    made = AttachmentsPanel(desk, OpenedCopies(tmp_path), stage)
    layout = QVBoxLayout(stage)
    layout.addWidget(made)
    layout.addStretch(1)
    stage.resize(1000, 760)
    with qtbot.waitActive(stage):
        stage.show()
    return made


def put(store: Store, record: Concern, name: str, data: bytes) -> None:
    def work(session: WritingSession) -> None:
        attach(session, store.shelf, session.get_one(Concern, record.id), name, data)

    store.shelf.put(data)
    store.write("Attach a file", work).result()


def papers(store: Store) -> list[tuple[str, bytes]]:
    with store.reading() as session:
        live = select(Attachment).where(Attachment.deleted_at.is_(None)).order_by(Attachment.id)
        return [(each.name, store.shelf.get(each.address)) for each in session.scalars(live)]


def opened(panel: AttachmentsPanel, lamps: Concern, qtbot: QtBot) -> BlackOutDialog:
    panel.show_record("concern", lamps.id)
    button = panel.rows[-1].also
    assert button is not None
    button.click()
    dialog = panel.window().findChild(BlackOutDialog)
    assert isinstance(dialog, BlackOutDialog)
    qtbot.waitUntil(lambda: dialog.view.count > 0 and dialog.view.is_painted, timeout=20_000)
    return dialog


def attached(dialog: BlackOutDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.attached, timeout=20_000):
        dialog.make()


def test_words_are_marked_wherever_they_stand_and_gone_in_the_copy(
    panel: AttachmentsPanel, lamps: Concern, letter: bytes, store: Store, qtbot: QtBot
) -> None:
    put(store, lamps, "letter.pdf", letter)
    dialog = opened(panel, lamps, qtbot)
    QTest.keyClicks(dialog.words, "ALVAREZ")
    QTest.keyClick(dialog.words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.view.many == 4, timeout=20_000)
    boxes = dialog.view.boxes
    assert set(boxes) == {0, 1}
    attached(dialog, qtbot)
    (_, before), (name, copy) = papers(store)
    assert before == letter
    assert name == "letter, blacked out.pdf"
    assert [page.extract_text().strip() for page in PdfReader(BytesIO(copy)).pages] == ["", ""]
    assert b"Alvarez" not in copy
    assert "Alvarez".encode("utf-16-be") not in copy
    with pypdfium2.PdfDocument(copy) as document:
        for number, marked in boxes.items():
            picture = document[number].render(scale=4).to_pil().convert("L")
            for box in marked:
                sides = tuple(round(4 * side) for side in (box.left, box.top, box.right, box.bottom))
                assert picture.crop(sides).getextrema() == (0, 0)
    store.undo().result()
    assert [name for name, _ in papers(store)] == ["letter.pdf"]


def test_a_part_is_marked_by_dragging_and_taken_back_by_key(
    panel: AttachmentsPanel, lamps: Concern, store: Store, qtbot: QtBot
) -> None:
    photograph = BytesIO()
    Image.new("RGB", (1200, 900), "white").save(photograph, "JPEG")
    put(store, lamps, "street.jpg", photograph.getvalue())
    dialog = opened(panel, lamps, qtbot)
    view = dialog.view.viewport()
    for _ in range(2):
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 80))
        QTest.mouseMove(view, QPoint(200, 160))
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 240))
    assert dialog.view.many == 2
    assert dialog.said == "2 parts are marked."
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dialog.view.many == 1
    attached(dialog, qtbot)
    name, copy = papers(store)[1]
    assert name == "street, blacked out.pdf"
    with pypdfium2.PdfDocument(copy) as document:
        levels = document[0].render(scale=1).to_pil().convert("L").histogram()
    black, white = levels[0] / sum(levels), levels[255] / sum(levels)
    assert 0.02 < black < 0.5
    assert white > 0.4


def test_what_is_not_there_is_said_and_nothing_can_be_made_of_no_marks(
    panel: AttachmentsPanel, lamps: Concern, letter: bytes, store: Store, qtbot: QtBot
) -> None:
    put(store, lamps, "letter.pdf", letter)
    dialog = opened(panel, lamps, qtbot)
    QTest.keyClicks(dialog.words, "zebra crossing in Rome")
    dialog.mark_words()
    qtbot.waitUntil(lambda: dialog.said == NOT_FOUND, timeout=20_000)
    dialog.make()
    assert dialog.view.many == 0
    dialog.reject()
    assert len(papers(store)) == 1


def test_a_broken_file_is_refused_in_words_and_other_kinds_have_no_such_button(
    panel: AttachmentsPanel, lamps: Concern, store: Store, qtbot: QtBot
) -> None:
    put(store, lamps, "note.txt", b"call back")
    panel.show_record("concern", lamps.id)
    assert panel.rows[0].also is None
    put(store, lamps, "bill.pdf", b"%PDF-1.7 the bill of the lamps")
    panel.show_record("concern", lamps.id)
    button = panel.rows[1].also
    assert button is not None
    button.click()
    dialog = panel.window().findChild(BlackOutDialog)
    assert isinstance(dialog, BlackOutDialog)
    qtbot.waitUntil(lambda: "cannot be opened" in dialog.said, timeout=20_000)
    dialog.reject()


def test_the_privacy_screen_keeps_it_closed(
    panel: AttachmentsPanel, lamps: Concern, letter: bytes, store: Store, desk: Desk
) -> None:
    put(store, lamps, "letter.pdf", letter)
    desk.privacy.set_on(True)
    panel.show_record("concern", lamps.id)
    button = panel.rows[0].also
    assert button is not None
    button.click()
    assert panel.said == HIDDEN
    assert panel.window().findChild(BlackOutDialog) is None
