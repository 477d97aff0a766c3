"""The last changes in the pane of a record."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.concern import Concern
from desktop.views.desk import Desk
from desktop.views.history.history_section import HistorySection
from tests.views.history.conftest import Changer


def test_the_last_two_changes_are_told_in_short(
    desk: Desk, stage: QWidget, lamps: Concern, changes: Changer, qtbot: QtBot
) -> None:
    section = HistorySection(desk, stage)
    QVBoxLayout(stage).addWidget(section)
    section.show_record("concern", lamps.id)
    qtbot.waitUntil(lambda: section._count.text() == "6 changes")
    assert section.sentences == ["Fix by to Fri, Oct 16", "Ana Ruiz joined C26-0002"]
    changes("Tell again", told_how="by letter")
    qtbot.waitUntil(lambda: section.sentences[0] == "Ana Ruiz told them by letter")
    with qtbot.waitSignal(section.open_requested):
        section._open.click()
