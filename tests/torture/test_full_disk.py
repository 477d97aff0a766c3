"""A disk that is full or fails: one plain sentence, nothing lost, nothing half-written, and soon all is well again.

`nothing changed` is meant by the byte: every row of every table is compared.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.torture.changes import CHANGES, NEW, OLD
from tests.torture.faults import Fault, faulty, injected, needs_strace
from tests.verbs.harness import Bench, Ran, assert_refused, dump_of, problems_of

pytest_plugins = ["tests.torture.benches"]

KIB = 1024
MOUNTED_SIZE = 6 * 1024 * KIB
LAST_SWEPT = 120
FULL, FAILING = "error=ENOSPC", "error=EIO"
DONE_ALL_THE_SAME = ("struck, but", "is written whole, but")
SAID = ("full", "failed", "No space left", "room")
DISK_VERBS: dict[str, Callable[[Bench], tuple[str | Path, ...]]] = {
    **{name: change.words for name, change in CHANGES.items() if name != "undo"},
    "backup": lambda bench: ("--to", bench.root.parent / "backups"),
    "list": lambda bench: ("lines", "--json"),
    "export": lambda bench: ("lines", "--to", bench.root.parent / "lines.xlsx"),
}
SWEPT = (
    *(Fault("pwrite64", file, FULL) for file in ("", "office.db-wal", "office.db", "office.db-shm")),
    *(Fault("write", file, FULL) for file in ("office.lock", "tries.json.new")),
    Fault("openat,mkdir", "office.lock", FULL),
    *(Fault("fsync", file, FAILING) for file in ("office.db-wal", "office.db", "tries.json.new", "")),
    Fault("pwrite64", "office.db-wal", FAILING),
    Fault("pread64", "office.db-wal", FAILING),
    Fault("pwrite64", "office.db", FAILING),
)


def assert_survived(bench: Bench, name: str, ran: Ran) -> str:
    """After a fault: the verb was done, or said in one sentence why not; the office is old or new, sound and open."""
    change = CHANGES[name]
    assert ran.code in (0, 1), ran.err
    if ran.code == 1:
        assert "standard output" in ran.err or any(word in ran.err for word in SAID), ran.err
        assert_refused(ran, bench.aside.parent)
    state = change.verify(bench, ran)
    if ran.code == 0 or any(words in ran.err for words in DONE_ALL_THE_SAME):
        assert state == NEW, ran
    elif name != "backup":  # a whole one whose folder entry may not be durable yet lies there and does no harm
        assert state == OLD, ran
    return state


def swept(bench: Bench, tmp_path: Path, name: str, fault: Fault, last: int, step: int = 1) -> str:
    """Put the fault at each call and all after it, until there are no more such calls."""
    change = CHANGES[name]
    if change.before:
        change.before(bench)
    states = []
    for when in range(1, last + 1, step):
        each = bench.copy(tmp_path / f"office-{when}")
        ran = faulty(each, fault, f"{when}+", name, *change.words(each))
        if not injected(each):
            assert ran.code == 0, ran
            break
        states.append(assert_survived(each, name, ran))
        each.remove()
    return f"{name}, {fault}: {len(states)} runs, {states.count(OLD)} refused whole, {states.count(NEW)} done whole"


@needs_strace
@pytest.mark.parametrize(
    ("name", "fault", "when"),
    [
        ("add", Fault("pwrite64", "office.db-wal", FULL), 3),
        ("add", Fault("pwrite64", "office.db", FULL), 1),
        ("set", Fault("fsync", "office.db-wal", FAILING), 1),
        ("strike", Fault("pwrite64", "", FULL), 2),
    ],
    ids=str,
)
def test_a_write_that_fails_is_told_and_leaves_the_office_whole(
    bench: Bench, name: str, fault: Fault, when: int
) -> None:
    ran = faulty(bench, fault, f"{when}+", name, *CHANGES[name].words(bench))
    assert injected(bench)
    assert_survived(bench, name, ran)


@pytest.mark.torture
@needs_strace
@pytest.mark.parametrize("fault", SWEPT, ids=str)
@pytest.mark.parametrize("name", CHANGES)
def test_any_write_may_fail(bench: Bench, tmp_path: Path, name: str, fault: Fault) -> None:
    print(swept(bench, tmp_path, name, fault, LAST_SWEPT))


@pytest.fixture
def small_disk(bench: Bench, tmp_path: Path) -> Iterator[Bench]:
    """The office on a disk of its own, of 6 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    options = f"size={MOUNTED_SIZE},mode=700"
    if os.geteuid() != 0:
        pytest.skip("a small disk takes root to mount")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", place], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        small = bench.copy(place / "office")
        with small.opened(write=True):
            pass  # it knows its new folder before the disk is filled
        yield small
    finally:
        subprocess.run(["umount", place], check=True)


def filled(bench: Bench, left: int) -> Path:
    """Fill the disk up to so many bytes."""
    filler = bench.root.parent / "filler"
    usage = shutil.disk_usage(bench.root)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(usage.free - left, 1))
    return filler


def assert_full_disk_is_survived(bench: Bench, verb: str, left: int) -> bool:
    """Run a verb with so many bytes left; whether it was refused."""
    with bench.opened() as store:
        before = dump_of(store)
    around = [path.name for path in bench.root.parent.iterdir()]
    filler = filled(bench, left)
    ran = bench.call(verb, *DISK_VERBS[verb](bench))
    filler.unlink()
    if ran.code != 0:
        assert_refused(ran, bench.root.parent)
        assert any(word in ran.err for word in SAID), ran.err
        now = {path.name for path in bench.root.parent.iterdir()}
        assert now - {*around} <= {"backups", *(["lines.xlsx"] if "is written whole, but" in ran.err else [])}
    with bench.opened() as store:
        assert problems_of(store) == []
        if ran.code != 0 and "struck, but" not in ran.err:
            assert dump_of(store) == before
    if ran.code != 0 and "struck, but" not in ran.err:
        again = bench.call(verb, *DISK_VERBS[verb](bench))
        assert again.code == 0, again
    return ran.code != 0


@pytest.mark.parametrize(("verb", "left"), [("add", 64 * KIB), ("export", 40 * KIB), ("backup", 700 * KIB)])
def test_a_full_disk_is_told_and_costs_nothing(small_disk: Bench, verb: str, left: int) -> None:
    assert assert_full_disk_is_survived(small_disk, verb, left)


@pytest.mark.torture
@pytest.mark.parametrize("verb", DISK_VERBS)
def test_a_disk_may_have_any_room_left(small_disk: Bench, tmp_path: Path, verb: str) -> None:
    refused = 0
    kept = small_disk.copy(tmp_path / "kept")
    rooms = [*range(0, 400 * KIB, 16 * KIB), *range(400 * KIB, 4000 * KIB, 240 * KIB)]
    for left in rooms:
        refused += assert_full_disk_is_survived(small_disk, verb, left)
        for path in small_disk.root.parent.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(kept.root, small_disk.root)
    print(f"{verb}: {len(rooms)} disks with 0 to 4 MB left, {refused} refused, none lost anything")
    assert refused
