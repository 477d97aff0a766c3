"""What this program is: version, licences, and the journal's head, which a later check can be held against."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import __version__
from desktop.views.desk import Desk
from desktop.views.saying import N_, say
from desktop.views.theme.type import Type
from desktop.views.widgets.words import Words

LICENSES = N_("""Common Ground is free software under the MIT license.
It is built with Qt for Python (LGPL), SQLAlchemy and alembic (MIT), SQLCipher (BSD), cryptography (Apache or BSD),
ReportLab (BSD), openpyxl (MIT), and the fonts Inter and Source Serif 4 (SIL Open Font License).
Icons are from Lucide (ISC). The file THIRD_PARTY_NOTICES.md lists every part with its license.""")


def journal_words(count: int, head: str) -> str:
    """The journal's head as `check --anchor` takes it."""
    return f"{count}:{head}"


class About(QWidget):
    """The last part of the settings."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        count, head = desk.store.journal_head()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(6)
        column.addWidget(Words(theme, f"Common Ground {__version__}", Type.BODY_MEDIUM, parent=self))
        column.addWidget(Words(theme, say(LICENSES).replace("\n", " "), Type.SMALL, "ink-2", wraps=True, parent=self))
        said = say("{count} changes are in the journal. Its head, for a check against paper:", count=count)
        column.addWidget(Words(theme, said, Type.SMALL, "ink-2", wraps=True, parent=self))
        shown = Words(theme, _grouped(journal_words(count, head)), Type.SMALL, "ink", wraps=True, parent=self)
        shown.setObjectName("journal-head")
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column.addWidget(shown)


def _grouped(head: str) -> str:
    """With places to break a line at, which copying leaves out of nobody's way."""
    count, _, digest = head.partition(":")
    return f"{count}:" + " ".join(digest[at : at + 16] for at in range(0, len(digest), 16))
