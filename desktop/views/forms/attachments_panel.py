"""The papers and pictures of a record: dropped onto it or chosen, opened as read-only copies, taken off to the Bin."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget
from sqlalchemy import bindparam, select

from desktop.models.access import Role
from desktop.models.attachment import Attachment
from desktop.models.refusal import Refusal
from desktop.store.changes import Changes
from desktop.views.desk import Desk
from desktop.views.forms.attaching import KEPT_ONLY, AttachFiles, OpenCopy, TakeOff, kind_words, may_be_opened
from desktop.views.forms.black_out_dialog import BlackOutDialog
from desktop.views.forms.blacking_out import may_be_blacked_out
from desktop.views.forms.opened_copies import OpenedCopies
from desktop.views.forms.put_on_panel import PutOnPanel
from desktop.views.forms.put_on_row import PutOnRow
from desktop.views.pending import when_done
from desktop.views.saying import N_, retold, say
from desktop.views.theme.type import Type
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.painting import paint_box
from desktop.views.widgets.words import Words

DROP_HERE = N_("Drop photographs or papers here, or add a file.")
HIDDEN = N_("Files stay closed while the privacy screen is on.")
NOT_OPENED = N_("No program on this computer opens this file.")
BLACK_OUT = N_("Black out parts")
BLACKED_OUT = N_("Copy with parts blacked out attached; the paper is as it was")
WENT_WRONG = N_(
    "That did not work; the record is as it was. Try again, and tell whoever looks after this program if it goes on."
)
_OF_RECORD = (
    select(Attachment)
    .where(Attachment.record_kind == bindparam("kind"), Attachment.record_id == bindparam("record"))
    .where(Attachment.deleted_at.is_(None))
    .order_by(Attachment.id)
)


def open_by_system(path: Path) -> bool:
    """Hand a copy to the program that shows such files."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


@dataclass(frozen=True, slots=True)
class Paper:
    """One attachment as it is shown."""

    attachment_id: int
    name: str
    media_type: str
    size: int
    address: str


class AttachmentsPanel(PutOnPanel):
    """ "Attached 2 · Add file" and a row for each; files are dropped anywhere on it."""

    def __init__(
        self,
        desk: Desk,
        copies: OpenedCopies,
        parent: QWidget | None = None,
        *,
        open_file: Callable[[Path], bool] = open_by_system,
    ) -> None:
        super().__init__(desk, say("Attached"), say("Add file"), "plus", parent)
        self._copies = copies
        self._open_file = open_file
        self._papers: list[Paper] = []
        self._is_over = False
        self._build()
        self._connect()

    def show_record(self, kind: str, record_id: int | None) -> None:
        """Show the files of a record; to a reader, none."""
        self._record = None if record_id is None else (kind, record_id)
        self.setVisible(self._desk.store.member.role is not Role.READER)
        self._say("")
        self._reload()

    def attach(self, paths: list[Path]) -> None:
        """Put files on the record."""
        if self._record is not None and paths and self._may_write:
            self._say(say("Attaching"), "refresh-cw", "ink-2")
            job = AttachFiles(tuple(paths), *self._record)
            self._desk.background.run(job, self._on_attached, self._on_failed)

    @property
    def said(self) -> str:
        """What is said below the rows."""
        return self._words.text()

    # Building

    def _build(self) -> None:
        theme = self._desk.theme
        self.setAcceptDrops(True)
        self._empty = Words(theme, say(DROP_HERE), Type.SMALL, "ink-3", wraps=True, parent=self)
        self._note = QWidget(self)
        note = QHBoxLayout(self._note)
        note.setContentsMargins(0, 0, 0, 0)
        note.setSpacing(5)
        self._icon = Icon(theme, "circle-alert", "error", 13, self._note)
        self._words = Words(theme, "", Type.SMALL, wraps=True, parent=self._note)
        note.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._words, 1)
        self._note.hide()
        self._column.addLayout(self._rows_column)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._note)

    def _connect(self) -> None:
        self._add.clicked.connect(self._on_add)
        self._desk.store.changed.connect(self._on_changed)
        self._desk.privacy.changed.connect(self._on_privacy)

    # Showing

    @Slot()
    def _reload(self) -> None:
        self._papers = [] if self._record is None else self._read(*self._record)
        self._empty.setVisible(self._may_write and self._record is not None and not self._papers)
        self._show_rows()
        self._show_count(len(self._papers))

    def _read(self, kind: str, record_id: int) -> list[Paper]:
        if self._desk.store.member.role is Role.READER:
            return []
        with self._desk.store.reading() as session:
            found = session.scalars(_OF_RECORD, {"kind": kind, "record": record_id})
            return [Paper(each.id, each.name, each.media_type, each.size, each.address) for each in found]

    def _show_rows(self) -> None:
        self._clear_rows()
        for paper in self._papers:
            blacks_out = self._may_write and may_be_blacked_out(paper.media_type)
            also = ("pencil", say(BLACK_OUT)) if blacks_out else None
            row = self._add_row(paper, off=say("Take off this file"), also=also)
            words = self._desk.privacy.shown_file_name(paper.name)
            row.show_put_on(words, kind_words(paper.media_type, paper.size), "file-text", "ink-2")
            row.clicked.connect(self._on_row)
            row.off_requested.connect(self._on_off)
            row.also_requested.connect(self._on_black_out)

    def _say(self, words: str, icon: str = "circle-alert", token: str = "error") -> None:
        self._note.setVisible(bool(words))
        self._words.set_words(words)
        self._words.set_token(token)
        self._icon.set_icon(icon, token)

    # Acts

    @Slot()
    def _on_add(self) -> None:
        dialog = QFileDialog(self, say("Add files to this record"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(list)
    def _on_chosen(self, names: list[str]) -> None:
        self.attach([Path(name) for name in names])

    def _on_attached(self, count: int) -> None:
        self._say("")
        said = say("1 file attached") if count == 1 else say("{count} files attached", count=count)
        self._offer_undo(said)

    @Slot()
    def _on_row(self) -> None:
        row = self.sender()
        if not isinstance(row, PutOnRow):
            return
        paper: Paper = row.key
        if self._desk.privacy.is_on:
            self._say(say(HIDDEN), "eye-off", "ochre")
        elif not may_be_opened(paper.media_type):
            self._say(say(KEPT_ONLY), "lock", "ink-2")
        else:
            job = OpenCopy(paper.name, paper.media_type, paper.address, self._copies)
            self._desk.background.run(job, self._on_copy, self._on_failed)

    def _on_copy(self, path: Path) -> None:
        opened = self._open_file(path)
        self._say("" if opened else say(NOT_OPENED))

    @Slot(object)
    def _on_black_out(self, paper: Paper) -> None:
        if self._desk.privacy.is_on:
            self._say(say(HIDDEN), "eye-off", "ochre")
        elif self._record is not None:
            dialog = BlackOutDialog(
                self._desk,
                self.window(),
                name=paper.name,
                address=paper.address,
                media_type=paper.media_type,
                record=self._record,
            )
            dialog.attached.connect(self._on_blacked_out)
            dialog.open()

    @Slot(str)
    def _on_blacked_out(self, name: str) -> None:
        self._say("")
        self._offer_undo(say(BLACKED_OUT))

    @Slot(object)
    def _on_off(self, paper: Paper) -> None:
        try:
            future = self._desk.store.write("Take off a file", TakeOff(paper.attachment_id))
        except Refusal as refusal:
            self._on_failed(refusal)
            return
        when_done(future, self, self._on_taken_off, self._on_failed)

    @Slot(object)
    def _on_taken_off(self, result: object) -> None:
        self._offer_undo(say("File taken off, into the Bin"))

    @Slot(object)
    def _on_failed(self, problem: object) -> None:
        self._fail(problem)

    def _fail(self, problem: object) -> None:
        self._say(retold(str(problem)) if isinstance(problem, Refusal) else say(WENT_WRONG))
        if isinstance(problem, Exception) and not isinstance(problem, Refusal):
            raise problem  # a mistake of ours: the window writes down where

    @Slot()
    def _on_privacy(self) -> None:
        self._say("")  # a refusal names its file
        self._reload()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self._record is not None and changes.ids(Attachment.kind):
            self._reload()

    # Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._may_write and self._record is not None and _files(event):
            self._is_over = True
            self.update()
            _take_copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._is_over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._is_over = False
        self.update()
        _take_copy(event)
        self.attach(_files(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_over:
            color = self._desk.theme.color
            paint_box(QPainter(self), QRectF(self.rect()), 8, color("accent-soft"), color("accent"), 1.0, dashed=True)


def _take_copy(event: QDropEvent) -> None:
    """Always a copy: after a move the file manager would delete the file it was dragged from."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
