"""The list of 100,000 concerns on screen: opening, typing, a change and memory, each beside a bare table or driver."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from desktop.models.concern import CONCERN_FIELDS, Concern
from desktop.settings import Settings
from desktop.store import search
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.background import Background
from desktop.views.concerns.columns import WORDS, ConcernCells, concern_columns, concern_filters, concern_views
from desktop.views.desk import Desk
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.tables.record_list import RecordList
from desktop.views.theme.theme import Appearance, Theme
from desktop.views.widgets.toasts import Toasts
from tests.benchmarks.offices import PASSPHRASE, TODAY, bare, office
from tests.benchmarks.timing import Result, interleaved, percentile

CONCERNS = 100_000
PAGE = 200
SIZE = (1000, 700)
HEADS = ("number", "title", "area", "category", "status", "due", "who")
ROWS = (
    "SELECT c.number, c.title, a.name, k.name, s.name, c.resolve_by, p.name FROM concern c "
    "LEFT JOIN area a ON a.id = c.area_id LEFT JOIN category k ON k.id = c.category_id "
    "LEFT JOIN status s ON s.id = c.status_id LEFT JOIN person p ON p.id = c.owner_id "
)
NEWEST = ROWS + "WHERE c.deleted_at IS NULL ORDER BY c.id DESC LIMIT ?"
FOUND = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"
TYPED = (
    "s",
    "st",
    "str",
    "lamp",
    "alder",
    "alder st",
    "b",
    "br",
    "broken",
    "the",
    "C26-0",
    "xyzzy",
    "n",
    "no",
    "noise",
)
OPENINGS = 12
KEYS = 8 * len(TYPED)
CHANGES = 60
ON_SCREEN = 12


class Painted(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Paint
        return False


class BareModel(QAbstractTableModel):
    """One page of plain rows."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(HEADS)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def measure(folder: Path) -> Iterator[Result]:
    """Opening, typing, one change, memory."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme(app, appearance=Appearance.LIGHT)
    with office(folder, CONCERNS) as store, desk_on(store, theme, folder) as desk:
        key = store.key
        yield opening(desk)
        with shown_list(desk) as made:
            yield typing(desk, made)
            yield changing(desk, made)
    yield memory(folder, key)


@contextmanager
def desk_on(store: Store, theme: Theme, folder: Path) -> Iterator[Desk]:
    """What the list stands on."""
    background = Background(store)
    toasts = Toasts(theme, QTableView())
    yield Desk(store, theme, Settings(folder / "settings.ini"), PrivacyScreen(), background, toasts)
    background.close()


def new_list(desk: Desk) -> RecordList:
    """The list of the Concerns tab."""
    filters = concern_filters(lambda: TODAY)
    columns = concern_columns(ConcernCells(desk.store.office.closed))
    made = RecordList(desk, WORDS, CONCERN_FIELDS, columns, views=concern_views(filters), filters=filters)
    made.resize(*SIZE)
    return made


@contextmanager
def shown_list(desk: Desk) -> Iterator[RecordList]:
    """The list on a window, all ids known."""
    made = new_list(desk)
    made.show()
    made.choose_view("all") if any(view.key == "all" for view in made.views) else made.clear_filters()
    settle(lambda: made.model.is_complete)
    yield made
    made.close()
    let_go(made)


def opening(desk: Desk) -> Result:
    """From an open office to the painted list, beside a bare table with one page of rows."""
    connection = bare(desk.store.folder.database, desk.store.key)
    kept: list[Any] = []

    def ours(turn: int) -> None:
        made = new_list(desk)
        made.show()
        made.grab()
        kept.append(made)

    def floor(turn: int) -> None:
        view = QTableView()
        model = BareModel(connection.execute(NEWEST, (PAGE,)).fetchall())
        view.setModel(model)
        view.resize(*SIZE)
        view.show()
        view.grab()
        kept.extend((view, model))

    own: list[float] = []
    bare_times: list[float] = []
    for turn in range(OPENINGS + 2):
        for work, into in ((ours, own), (floor, bare_times)):
            start = time.perf_counter()
            work(turn)
            if turn >= 2:
                into.append(time.perf_counter() - start)
            for each in kept:
                each.deleteLater()
            kept.clear()
            settle(lambda: not desk.background._listeners)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    connection.close()
    mine, theirs = percentile(own, 0.5), percentile(bare_times, 0.5)
    return Result("open a list of 100,000", mine / theirs, 2, "x", f"{mine * 1000:.1f} ms / {theirs * 1000:.1f} ms")


def typing(desk: Desk, made: RecordList) -> Result:
    """From a key in the filter box to painted rows, beside the raw query, its rows, and the painting alone."""
    connection = bare(desk.store.folder.database, desk.store.key)
    table = made.table.viewport()

    def ours(turn: int) -> None:
        made.filter_row.typed.emit(TYPED[turn % len(TYPED)])
        table.repaint()

    def floor(turn: int) -> None:
        sought = search.query(TYPED[turn % len(TYPED)], "concern")
        ids = [row[0] for row in connection.execute(FOUND, (sought, PAGE))]
        marks = ",".join("?" * min(len(ids), 64))
        connection.execute(f"{ROWS} WHERE c.id IN ({marks})", ids[:64]).fetchall()
        table.repaint()

    own, bare_times = interleaved(ours, floor, KEYS)
    made.filter_row.typed.emit("")
    settle(lambda: made.model.is_complete)
    connection.close()
    mine, theirs = percentile(own, 0.95), percentile(bare_times, 0.95)
    return Result("key to painted, p95", mine / theirs, 1.5, "x", f"{mine * 1000:.1f} ms / {theirs * 1000:.1f} ms")


def changing(desk: Desk, made: RecordList) -> Result:
    """From a change of one field to rows and counts that are right and painted, beside a bare update and its page.

    The middle of all, for a commit waits for the disk.
    """
    connection = bare(desk.store.folder.database, desk.store.key)
    table, ids = made.table.viewport(), list(made.model.ids)
    told: list[int] = []
    painted = Painted(table)
    desk.store.changed.connect(lambda changes: told.append(changes.seq))

    def ours(turn: int) -> None:
        row = turn % ON_SCREEN
        which, title = ids[row], f"A title of {time.time_ns()}"
        before, paintings = len(told), painted.times

        def work(session: WritingSession) -> None:
            session.get_one(Concern, which).title = title

        desk.store.write("Change a title", work).result()
        settle(lambda: len(told) > before and painted.times > paintings)
        assert made.model.index(row, 1).data() == title

    def floor(turn: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE concern SET title = ? WHERE id = ?", (f"Bare {turn}", ids[-1 - turn]))
        connection.execute("COMMIT")
        connection.execute(NEWEST, (64,)).fetchall()
        table.repaint()

    own, bare_times = interleaved(ours, floor, CHANGES)
    connection.close()
    mine, theirs = percentile(own, 0.5) * 1000, percentile(bare_times, 0.5) * 1000
    detail = f"raw {theirs:.1f} ms, bound 1.5 x raw + 8"
    return Result("change a field to every view right", mine, theirs * 1.5 + 8, "ms", detail)


def memory(folder: Path, key: bytes) -> Result:
    """A process with the list on screen, beside one with a bare table of one page."""
    sizes = {}
    for kind in ("ours", "floor"):
        command = [sys.executable, "-m", "tests.benchmarks.tables", kind, str(folder)]
        printed = subprocess.run(command, input=key.hex(), capture_output=True, text=True, check=True).stdout
        sizes[kind] = json.loads(printed.splitlines()[-1])
    ours, floor = sizes["ours"], sizes["floor"]
    return Result(
        "memory with 100,000 on screen", ours / floor, 3, "x", f"{ours / 1024:.0f} MB / {floor / 1024:.0f} MB"
    )


def settle(until: Callable[[], bool]) -> None:
    """Let events go on until something is so."""
    while not until():
        QCoreApplication.processEvents()


def let_go(made: RecordList) -> None:
    """Free a list."""
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _resident() -> int:
    """Kilobytes of this process in memory."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0])


def _in_own_process(kind: str, folder: Path) -> int:
    app = QApplication([])
    if kind == "floor":
        connection = bare(folder / "office.db", bytes.fromhex(sys.stdin.read()))
        view, model = QTableView(), BareModel(connection.execute(NEWEST, (PAGE,)).fetchall())
        view.setModel(model)
        view.resize(*SIZE)
        view.show()
        view.grab()
        return _resident()
    from desktop.store.opening import open_office

    theme = Theme(app, appearance=Appearance.LIGHT)
    store = open_office(folder, PASSPHRASE)
    try:
        with desk_on(store, theme, folder) as desk, shown_list(desk) as made:
            made.grab()
            settle(lambda: not desk.background._listeners)
            return _resident()
    finally:
        store.close()


if __name__ == "__main__":
    print(json.dumps(_in_own_process(sys.argv[1], Path(sys.argv[2]))))
