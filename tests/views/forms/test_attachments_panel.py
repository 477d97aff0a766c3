"""Photographs and papers on a concern: dropped, opened as copies, taken off."""

import gc
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.concern import Concern
from desktop.store.files import LARGEST_FILE
from desktop.store.store import Store
from desktop.views.desk import Desk
from desktop.views.forms.attaching import KEPT_ONLY
from desktop.views.forms.attachments_panel import HIDDEN, WENT_WRONG, AttachmentsPanel
from desktop.views.forms.opened_copies import PREFIX, OpenedCopies
from tests.conftest import Opener
from tests.factories import READER, concern, saved

PDF = b"%PDF-1.7 the bill of the lamps"


class Seen:
    """Stands for the program that shows a file."""

    def __init__(self) -> None:
        self.paths: list[Path] = []

    def __call__(self, path: Path) -> bool:
        self.paths.append(path)
        return True


@pytest.fixture
def lamps(store: Store) -> Concern:
    record = concern(title="Four lamps out")
    saved(store, record)
    return record


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@pytest.fixture
def copies(temporary: Path) -> OpenedCopies:
    return OpenedCopies(temporary)


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def panel(
    desk: Desk, stage: QWidget, lamps: Concern, copies: OpenedCopies, seen: Seen, qtbot: QtBot
) -> AttachmentsPanel:
    made = AttachmentsPanel(desk, copies, stage, open_file=seen)
    layout = QVBoxLayout(stage)
    layout.addWidget(made)
    layout.addStretch(1)
    with qtbot.waitActive(stage):
        stage.show()
    made.show_record("concern", lamps.id)
    return made


def paper(folder: Path, name: str = "bill.pdf", data: bytes = PDF) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def drop(panel: AttachmentsPanel, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5), copy, mime, left, none)
    QApplication.sendEvent(panel, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(panel, QDropEvent(QPointF(5, 5), copy, mime, left, none))


def test_files_are_dropped_onto_the_record(panel: AttachmentsPanel, tmp_path: Path, qtbot: QtBot) -> None:
    drop(panel, paper(tmp_path), paper(tmp_path, "lamp.png", b"\x89PNG\r\n\x1a\n" + bytes(2000)))
    qtbot.waitUntil(lambda: len(panel.rows) == 2)
    assert [row.accessibleName() for row in panel.rows] == ["bill.pdf, PDF, 1 KB", "lamp.png, Picture, 2 KB"]
    qtbot.waitUntil(lambda: panel.said == "")


def test_what_it_is_tells_the_content_and_never_the_name(
    panel: AttachmentsPanel, seen: Seen, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(panel, paper(tmp_path, "minutes.pdf", b"MZ\x00\x01 a program"))
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    qtbot.waitUntil(lambda: panel.said == "")
    panel.rows[0].click()
    assert panel.said == KEPT_ONLY
    assert not seen.paths


def test_a_paper_opens_as_a_read_only_copy_that_is_wiped(
    panel: AttachmentsPanel, copies: OpenedCopies, temporary: Path, seen: Seen, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(panel, paper(tmp_path, "bill.exe"))
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    panel.rows[0].click()
    qtbot.waitUntil(lambda: len(seen.paths) == 1)
    (path,) = seen.paths
    assert path.name == "bill.pdf"
    assert path.read_bytes() == PDF
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    copies.wipe()
    assert list(temporary.iterdir()) == []


def test_copies_that_a_crash_left_are_wiped_at_the_next_start(temporary: Path) -> None:
    left = temporary / f"{PREFIX}x"
    (left / "a").mkdir(parents=True)
    (left / "a" / "bill.pdf").write_bytes(PDF)
    OpenedCopies(temporary)
    assert not list(temporary.iterdir())


def test_copies_of_another_window_stay_until_it_is_gone(temporary: Path) -> None:
    other = OpenedCopies(temporary)
    shown = other.write("bill", "application/pdf", PDF)
    mine = OpenedCopies(temporary)
    assert shown.read_bytes() == PDF
    other.wipe()
    assert not list(temporary.iterdir())
    again = other.write("bill", "application/pdf", PDF)
    del other
    gc.collect()
    assert not again.exists()
    mine.wipe()
    assert not list(temporary.iterdir())


def test_copies_of_a_killed_program_are_wiped_and_no_process_is_signaled(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        "import os; from pathlib import Path; from desktop.views.forms.opened_copies import OpenedCopies;"
        f"copies = OpenedCopies(Path({str(temporary)!r})); copies.write('bill', 'application/pdf', b'x'); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert list(temporary.iterdir())
    monkeypatch.setattr(os, "kill", None)  # on Windows it would end whom it asks
    OpenedCopies(temporary)
    assert not list(temporary.iterdir())


def test_a_file_that_is_too_large_is_refused_with_what_to_do(
    panel: AttachmentsPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1024 * 1024)
    drop(panel, large)
    qtbot.waitUntil(lambda: "at most 50 MB" in panel.said)
    assert panel.said.startswith("film.mp4 has 51 MB")
    assert not panel.rows


def test_a_folder_is_no_file(panel: AttachmentsPanel, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "photos").mkdir()
    drop(panel, tmp_path / "photos")
    qtbot.waitUntil(lambda: panel.said == "photos is no file. Choose one file, or several.")


def test_a_file_is_taken_off_into_the_bin_and_brought_back(
    panel: AttachmentsPanel, store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(panel, paper(tmp_path))
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    panel.rows[0].off_requested.emit(panel.rows[0].key)
    qtbot.waitUntil(lambda: not panel.rows)
    store.undo().result()
    qtbot.waitUntil(lambda: len(panel.rows) == 1)


def test_names_are_hidden_and_nothing_opens_while_the_room_looks(
    panel: AttachmentsPanel, desk: Desk, seen: Seen, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(panel, paper(tmp_path, "Marisol Reyes.pdf"))
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    desk.privacy.set_on(True)
    assert "Marisol" not in panel.rows[0].accessibleName()
    panel.rows[0].click()
    assert panel.said == HIDDEN
    assert not seen.paths


def test_files_that_were_dropped_at_once_are_undone_at_once(
    panel: AttachmentsPanel, store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(panel, paper(tmp_path))
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    qtbot.waitUntil(lambda: panel.said == "")
    drop(panel, paper(tmp_path, "one.txt", b"one"), paper(tmp_path, "two.txt", b"two"))
    qtbot.waitUntil(lambda: len(panel.rows) == 3)
    qtbot.waitUntil(lambda: panel.said == "")
    assert store.undo().result() == "Attach files"
    qtbot.waitUntil(lambda: [row.key.name for row in panel.rows] == ["bill.pdf"])
    store.redo().result()
    qtbot.waitUntil(lambda: len(panel.rows) == 3)


def test_a_file_that_is_there_already_is_attached_again_and_kept_once(
    panel: AttachmentsPanel, store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(panel, paper(tmp_path), paper(tmp_path, "copy of the bill.pdf"))
    qtbot.waitUntil(lambda: len(panel.rows) == 2)
    assert len({row.key.address for row in panel.rows}) == 1
    assert list(store.shelf.addresses()) == [panel.rows[0].key.address]


def test_a_drop_always_copies_so_that_no_file_is_taken_from_where_it_was(
    panel: AttachmentsPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(paper(tmp_path)))])
    move, left, shift = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    both = move | Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPointF(5, 5), both, mime, left, shift)
    enter.setDropAction(move)
    QApplication.sendEvent(panel, enter)
    assert enter.dropAction() is Qt.DropAction.CopyAction
    dropped = QDropEvent(QPointF(5, 5), both, mime, left, shift)
    dropped.setDropAction(move)
    QApplication.sendEvent(panel, dropped)
    assert dropped.isAccepted()
    assert dropped.dropAction() is Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: len(panel.rows) == 1)


def test_words_that_are_no_files_are_not_taken(panel: AttachmentsPanel) -> None:
    mime = QMimeData()
    mime.setText("Four lamps out")
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5), copy, mime, left, none)
    enter.ignore()
    QApplication.sendEvent(panel, enter)
    assert not enter.isAccepted()


def test_a_long_name_in_any_script_opens(copies: OpenedCopies) -> None:
    path = copies.write("\N{CJK UNIFIED IDEOGRAPH-71C8}" * 190 + ".pdf", "application/pdf", PDF)
    assert path.read_bytes() == PDF
    assert path.suffix == ".pdf"


def test_a_refusal_that_names_a_file_goes_when_the_room_looks(
    panel: AttachmentsPanel, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(panel, tmp_path / "Marisol Reyes.pdf")
    qtbot.waitUntil(lambda: panel.said.startswith("Marisol Reyes.pdf is no file."))
    desk.privacy.set_on(True)
    assert panel.said == ""


def test_a_reader_sees_no_files_and_adds_none(
    panel: AttachmentsPanel, desk: Desk, opened: Opener, lamps: Concern, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(panel, paper(tmp_path))
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    desk.store.close()
    made = AttachmentsPanel(replace(desk, store=opened(READER)), OpenedCopies(tmp_path), panel.parentWidget())
    made.show_record("concern", lamps.id)
    assert made.rows == []
    assert made.isHidden()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(paper(tmp_path)))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5), copy, mime, left, none)
    enter.ignore()
    QApplication.sendEvent(made, enter)
    assert not enter.isAccepted()


def test_a_mistake_of_ours_is_told_without_its_technical_words(
    panel: AttachmentsPanel, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object) -> None:
        raise RuntimeError("disk I/O error at 0x7f")

    monkeypatch.setattr("desktop.views.forms.attaching.attach", broken)
    drop(panel, paper(tmp_path))
    qtbot.waitUntil(lambda: panel.said == WENT_WRONG)
    assert not panel.rows
