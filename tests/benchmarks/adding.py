"""One line, durable: ours beside the same rows written by the bare driver; then both with a slow disk."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.models.capture import capture
from desktop.models.meeting import Meeting
from desktop.models.recording import Notes
from desktop.store import search
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from tests.benchmarks.offices import bare, office, rows_of_change_set
from tests.benchmarks.timing import Result, interleaved, percentile

TIMES = 300
SLOW_TIMES = 60
FSYNC_DELAY_US = 10_000
WORDS = "@Resident the light at the tram stop flickers all night and nobody can read the timetable"


def measure(folder: Path) -> Iterator[Result]:
    """p95 of one durable line; the same ratio with fsync slowed to 10 ms."""
    own, floor = _p95(folder, TIMES)
    yield Result("add a line, p95", own * 1000, floor * 1000 + 4, "ms", f"raw {floor * 1000:.2f} ms, bound raw + 4")
    if not shutil.which("strace"):
        return
    command = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync"]
    command += ["-e", f"inject=fsync,fdatasync:delay_enter={FSYNC_DELAY_US}"]
    command += [sys.executable, "-m", "tests.benchmarks.adding", str(folder / "slow"), str(SLOW_TIMES)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    own, floor = json.loads(printed)
    yield Result("add a line, p95, fsync 10 ms", own / floor, 1.5, "x", f"{own * 1000:.1f} ms / {floor * 1000:.1f} ms")


def _p95(folder: Path, times: int) -> tuple[float, float]:
    with office(folder / "ours") as store, office(folder / "floor") as other:
        meeting, other_meeting = _meeting(store), _meeting(other)
        _add(store, meeting)
        _add(other, other_meeting)
        _add(other, other_meeting)  # the first also made the speaker
        replay = _replay(other)
        own, bare_times = interleaved(lambda turn: _add(store, meeting), replay, times)
    return percentile(own, 0.95), percentile(bare_times, 0.95)


def _meeting(store: Store) -> int:
    def work(session: WritingSession) -> int:
        meeting = Meeting(title="Measured", starts_at=datetime(2026, 10, 15, 18, 30), zone="America/New_York")
        session.add(meeting)
        session.flush()
        return meeting.id

    return store.write("Add meetings", work).result()


def _add(store: Store, meeting_id: int) -> None:
    def work(session: WritingSession) -> None:
        notes = Notes(session, session.get_one(Meeting, meeting_id))
        notes.record(capture(WORDS, ["Resident"]), None)

    store.write("Add lines", work).result()


def _replay(store: Store) -> Callable[[int], None]:
    """Write the rows of the last change set again and again, with new ids, through the bare driver."""
    seq, _ = store.journal_head()
    connection = bare(store.folder.database, store.key)
    statements = rows_of_change_set(connection, seq)
    newest = connection.execute("SELECT max(id) FROM line").fetchone()[0]
    indexed = search.entry_of(1, "line", [WORDS])
    assert indexed is not None

    def once(turn: int) -> None:
        shift = turn + 1
        connection.execute("BEGIN IMMEDIATE")
        for statement, rows in statements:
            for row in rows:
                connection.execute(statement, _shifted(statement, row, shift))
        values = (newest + shift, indexed["kind"], indexed["title"], indexed["body"])
        connection.execute("INSERT INTO search(rowid, kind, title, body) VALUES (?, ?, ?, ?)", values)
        connection.execute("COMMIT")

    return once


def _shifted(statement: str, row: tuple[Any, ...], shift: int) -> list[Any]:
    names = statement.split("(", 1)[1].split(")", 1)[0].split(",")
    moved = {"id", "seq", "change_set"} | ({"record_id"} if "row_change" in statement else set())
    return [
        value + shift if name in moved and value is not None else value for name, value in zip(names, row, strict=True)
    ]


if __name__ == "__main__":
    print(json.dumps(_p95(Path(sys.argv[1]), int(sys.argv[2]))))
