"""What the tests of leaving share: records, a chooser of files and printers that answer, and the dialog, opened."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.models.disclosure import Consent
from desktop.store.store import Store
from desktop.views.desk import Desk
from desktop.views.leaving.leaving import Leaving
from desktop.views.leaving.leaving_dialog import LeavingDialog
from desktop.views.leaving.printing import Printers
from tests.factories import concern, person, saved

SECRET = "My neighbor at number nine sells fireworks from his garage"
OPEN = "The crossing at the school needs a longer green light"
LEAVING = Leaving("concerns", "3 concerns, view “Open and recent”", name="Concerns")


class Chooser:
    """Answers at once, or keeps what it was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.suggested: list[str] = []
        self.answers = True

    def __call__(self, window: QWidget, suggested: Path, chosen: Callable[[Path], None]) -> None:
        self.suggested.append(suggested.name)
        if self.answers:
            chosen(self.folder / suggested.name)

    @property
    def target(self) -> Path:
        return self.folder / self.suggested[-1]


class PaperPrinters(Printers):
    """Two printers that print into files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        return ["Front desk", "Hall & porch"]

    def printer(self, name: str) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(self.folder / f"{name}.pdf"))
        made.setResolution(72)
        return made


@pytest.fixture
def records(store: Store) -> None:
    saved(store, owner := person(name="Nora Berg"))
    saved(
        store,
        concern(
            words=OPEN, contact_consent=Consent.MAY_CONTACT, contact="Renée Lindqvist, 555-0142", owner_id=owner.id
        ),
        concern(words=SECRET, contact_consent=Consent.NOTHING_OUTSIDE),
        concern(words="Nobody picks up the leaves", contact_consent=Consent.WITH_ROLE),
    )


@pytest.fixture
def chooser(tmp_path: Path) -> Chooser:
    out = tmp_path / "out"
    out.mkdir()
    return Chooser(out)


@pytest.fixture
def asked(desk: Desk, stage: QWidget, records: None, chooser: Chooser, qtbot: QtBot) -> Callable[..., LeavingDialog]:
    """Open the dialog and wait until it has counted."""

    def ask(leaving: Leaving = LEAVING, **options: Any) -> LeavingDialog:
        dialog = LeavingDialog(desk, stage, leaving, choose_file=chooser, **options)
        dialog.open()
        qtbot.waitUntil(lambda: bool(dialog.form.withheld.said_to_go_in))
        return dialog

    stage.show()
    return ask
