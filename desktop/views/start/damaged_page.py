"""A damaged office: what is wrong, what is safe, and bringing a backup back in its place."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.saying import N_, say
from desktop.views.start.aside import Aside
from desktop.views.start.card import Card
from desktop.views.start.choice_row import ChoiceRow
from desktop.views.start.clock_words import day_and_time
from desktop.views.start.entering import Blocked, Obstacle
from desktop.views.start.entry import SecretField
from desktop.views.start.glance import Glance
from desktop.views.start.lock_page import Attempt
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.note import Note
from desktop.views.widgets.words import Words

if TYPE_CHECKING:
    from desktop.store.backup import BackupInfo

TITLE = N_("This office needs a backup")
SAFE = N_("Nothing is deleted: what lies here now is kept beside the backup that takes its place.")
PROVE = N_("Passphrase of that day (proves the backup before anything is replaced)")
SHOWN = 5


class DamagedPage(Card):
    """Lists the backups and restores one.

    Signals:
        restored(str): a backup is in place; the sentence says which.
        other_requested: another office instead.
    """

    restored = Signal(str)
    other_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        seen: Glance,
        words: str,
        aside: Aside,
        attempt: Attempt | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, say(TITLE), seen.name, width=560, parent=parent)
        self._seen = seen
        self._aside = aside
        self._attempt = attempt
        self._places: dict[ChoiceRow, Path] = {}
        self._group = QButtonGroup(self)
        self._build(words)
        self._lay_out()
        self._connect()
        aside.run(_Listing(seen.root), self._on_listed, self._on_failed)

    def focus_first(self) -> None:
        """Put the keyboard on the newest backup, once they are listed."""
        rows = list(self._places)
        (rows[0] if rows else self.elsewhere).setFocus()

    def _build(self, words: str) -> None:
        theme = self.theme
        # The rest of the sentence is for those who work by commands; here what to do is on the page.
        what = words.split(". ", maxsplit=1)[0].rstrip(".")
        self.note = Note(theme, "clay", f"{what}.", say(SAFE), "circle-alert", self)
        self._heading = Words(theme, say("Looking for backups…"), Type.SMALL_MEDIUM, "ink-3", parent=self)
        self.passphrase = SecretField(theme, say(PROVE), icon="key-round", parent=self)
        if self._attempt is not None:
            self.passphrase.set_text(self._attempt.passphrase)
        self.elsewhere = Button(theme, say("A backup you keep elsewhere…"), look=Look.LINK, parent=self)
        self.other = Button(theme, say("Another office"), look=Look.GHOST, parent=self)
        self.again = Button(theme, say("Try again"), look=Look.GHOST, parent=self)
        self.restore = Button(theme, say("Restore this backup"), "history", look=Look.PRIMARY, parent=self)
        self.restore.setEnabled(False)

    def _lay_out(self) -> None:
        self.body.addWidget(self.note)
        self.body.addSpacing(16)
        self.body.addWidget(self._heading)
        self.body.addSpacing(4)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.body.addSpacing(8)
        self.body.addWidget(self.elsewhere, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(10)
        self.body.addWidget(self.passphrase)
        self.body.addSpacing(18)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.other)
        row.addWidget(self.again)
        row.addStretch(1)
        row.addWidget(self.restore)
        self.body.addLayout(row)

    def _connect(self) -> None:
        self.elsewhere.clicked.connect(self._on_elsewhere)
        self.other.clicked.connect(self.other_requested)
        self.again.clicked.connect(self.back_requested)
        self.restore.clicked.connect(self._on_restore)
        self.passphrase.entered.connect(self._on_restore)

    def _add(self, path: Path, title: str, text: str) -> ChoiceRow:
        row = ChoiceRow(self.theme, title, text, self)
        self._group.addButton(row)
        self._places[row] = path
        self._rows.addWidget(row)
        row.show()  # the layout would do so at its next turn; what is hidden takes no keyboard
        return row

    def rows(self) -> list[ChoiceRow]:
        """The backups that can be chosen."""
        return list(self._places)

    # What is told

    def _on_listed(self, found: "list[BackupInfo]") -> None:
        for info in found[:SHOWN]:
            size = f"{max(info.size / 1e6, 0.1):.1f} MB"
            self._add(info.path, day_and_time(info.made_at), f"{_why(info.why)}, {size}")
        if found:
            self._heading.set_words(say("Backups, newest first"))
            self.rows()[0].setChecked(True)
            self.restore.setEnabled(True)
            self.rows()[0].setFocus()
        else:
            self._heading.set_words(say("No backup lies in this office. Choose one you keep elsewhere."))
            self.elsewhere.setFocus()

    @Slot()
    def _on_elsewhere(self) -> None:
        dialog = QFileDialog(self, say("A backup of this office"))
        dialog.setNameFilter(say("Backups (*.cgbackup)"))
        dialog.fileSelected.connect(self.take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def take_file(self, name: str) -> None:
        """Offer a backup from another place, chosen."""
        row = self._add(Path(name), Path(name).name, str(Path(name).parent))
        row.setChecked(True)
        self.restore.setEnabled(True)

    @Slot()
    def _on_restore(self) -> None:
        row = self._group.checkedButton()
        if not isinstance(row, ChoiceRow) or not self.restore.isEnabled():
            return
        self.restore.setEnabled(False)
        self.restore.set_words(say("Restoring…"))
        person = self._attempt.person.person_id if self._attempt is not None else None
        job = _Restoring(self._places[row], self._seen.root, self.passphrase.text, person)
        self._aside.run(job, self._on_restored, self._on_failed)

    def _on_restored(self, done: Any) -> None:
        self.restored.emit(say("Restored from the backup of {moment}", moment=day_and_time(done.manifest.made_at)))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Blocked):
            raise error
        self.restore.set_words(say("Restore this backup"))
        self.restore.setEnabled(bool(self._places))
        self.passphrase.refuse(error.words)


def _why(why: str) -> str:
    return why[:1].upper() + why[1:]


@dataclass(frozen=True, slots=True)
class _Listing:
    root: Path

    def __call__(self) -> "list[BackupInfo]":
        from desktop.models.refusal import Refusal
        from desktop.store.backup import backups
        from desktop.store.folder import OfficeFolder

        try:
            return [info for info in backups(OfficeFolder(self.root).backups) if info.is_usable]
        except Refusal as refusal:
            raise Blocked(Obstacle.OTHER, str(refusal)) from None


@dataclass(frozen=True, slots=True)
class _Restoring:
    backup: Path
    root: Path
    passphrase: str = field(repr=False)
    person: str | None

    def __call__(self) -> Any:
        from desktop.models.refusal import Refusal
        from desktop.store.restoring import restore

        try:
            return restore(self.backup, self.root, passphrase=self.passphrase or None, person=self.person)
        except Refusal as refusal:
            raise Blocked(Obstacle.OTHER, str(refusal)) from None
