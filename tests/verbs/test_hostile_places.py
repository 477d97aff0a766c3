"""Folders as they are: no rights, half a file, the wrong file, somebody else inside; each is told in one sentence."""

import hashlib
import os
import random
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.models.sealed import DrawerKeys
from desktop.store.database import writing_engine
from desktop.store.schema import stamp
from desktop.store.store import Store
from desktop.store.tables import CHANGE_SET
from tests.factories import STAFF, office
from tests.verbs.harness import Bench, Ran, assert_refused, dump_of, lines_of, problems_of

pytest_plugins = ["tests.torture.benches"]

NOTES = ("! The bench is broken", "Somebody paints it every spring")
# Root may write anywhere; without these powers it is an ordinary owner of its files.
POWERLESS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all")
PAGE = 4096
LIVELY = {"tries.json", "office.db-shm"}


@pytest.fixture
def powerless(bench: Bench) -> Bench:
    """The office, with verbs run by somebody whom rights stop."""
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root cannot be made powerless here: setpriv is missing")
        bench.prefix = POWERLESS
    return bench


def add(bench: Bench, run: Callable[..., Ran] | None = None) -> Ran:
    """Try to add two lines."""
    return (run or bench.call)("add", "lines", "--meeting", "M26-0001", "--from", bench.file("notes.txt", NOTES))


def read(bench: Bench, run: Callable[..., Ran] | None = None) -> Ran:
    """Try to list the lines."""
    return (run or bench.call)("list", "lines", "--json")


def bytes_of(bench: Bench) -> dict[str, str]:
    """Every file of the office by what it holds, but for those that a mere look may touch."""
    return {
        str(path.relative_to(bench.root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(bench.root.rglob("*"))
        if path.is_file() and path.name not in LIVELY
    }


def assert_only_told(bench: Bench, ran: Ran, before: dict[str, str], *mentioned: str | Path) -> None:
    """The verb was refused in one sentence, and every byte is as before."""
    assert_refused(ran, *(mentioned or [bench.root]))
    assert bytes_of(bench) == before


def labels_of(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(CHANGE_SET.c.label).order_by(CHANGE_SET.c.seq)))


def test_a_folder_one_may_only_read_is_read_and_not_written(powerless: Bench) -> None:
    before = bytes_of(powerless)
    powerless.root.chmod(0o500)
    try:
        assert len(read(powerless, powerless.run).json) == 3
        assert_only_told(powerless, add(powerless, powerless.run), before)
    finally:
        powerless.root.chmod(0o700)


@pytest.mark.parametrize("mode", [0o000, 0o400])
def test_a_database_without_rights_is_told(powerless: Bench, mode: int) -> None:
    before = bytes_of(powerless)
    (powerless.root / "office.db").chmod(mode)
    assert_refused(add(powerless, powerless.run), powerless.root / "office.db")
    if mode == 0o000:
        assert_refused(read(powerless, powerless.run), powerless.root / "office.db")
    else:
        assert len(read(powerless, powerless.run).json) == 3
    (powerless.root / "office.db").chmod(0o600)
    assert bytes_of(powerless) == before


def test_last_changes_that_cannot_be_folded_in_are_told(powerless: Bench) -> None:
    """A crash left a log, and the folder has become one that may only be read."""
    with powerless.opened(write=True) as store:
        store.note("A change that stays in the log").result()
        crashed = powerless.copy(powerless.root.with_name("crashed"))
    crashed.root.chmod(0o500)
    try:
        assert_refused(read(crashed, crashed.run), crashed.root)
    finally:
        crashed.root.chmod(0o700)
    assert len(read(crashed).json) == 3


@pytest.mark.parametrize("name", ["keys.json", "keys.copy.json"])
@pytest.mark.parametrize("state", ["missing", "older", "damaged"])
def test_one_lost_or_old_copy_of_the_keys_is_mended_and_noted(bench: Bench, name: str, state: str) -> None:
    copy, other = bench.root / name, bench.root / ({"keys.json", "keys.copy.json"} - {name}).pop()
    old = copy.read_bytes()
    assert bench.call("people", "--remove", STAFF).code == 0
    if state == "missing":
        copy.unlink()
    else:
        copy.write_bytes(old if state == "older" else old[:1000])
    assert len(read(bench).json) == 3
    assert add(bench).code == 0
    assert copy.read_bytes() == other.read_bytes()
    with bench.opened() as store:
        assert "Mend the key slots" in labels_of(store)
        assert problems_of(store) == []


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "folder"])
def test_no_usable_keys_are_told_apart_from_a_wrong_passphrase(bench: Bench, damage: str) -> None:
    for name in ("keys.json", "keys.copy.json"):
        path = bench.root / name
        content = path.read_bytes()
        path.unlink()
        if damage == "folder":
            path.mkdir()
        elif damage != "missing":
            path.write_bytes(b"" if damage == "empty" else content[:500])
    before = bytes_of(bench)
    for ran in (read(bench), add(bench)):
        assert_only_told(bench, ran, before)
        assert "key" in ran.err
        assert "assphrase" not in ran.err


def test_keys_of_another_office_are_told(bench: Bench, tmp_path: Path) -> None:
    other = office(tmp_path / "other")
    for name in ("keys.json", "keys.copy.json"):
        shutil.copy(other / name, bench.root / name)
    before = bytes_of(bench)
    for ran in (read(bench), add(bench)):
        assert_only_told(bench, ran, before)
    checked = bench.call("check")
    assert (checked.code, checked.out) == (1, "")
    assert bytes_of(bench) == before


@pytest.mark.parametrize("kept", [0, 1, 16, 100, PAGE, 3 * PAGE + 17, -PAGE, -1])
def test_a_truncated_database_is_told_and_left_alone(bench: Bench, kept: int) -> None:
    database = bench.root / "office.db"
    with database.open("rb+") as file:
        file.truncate(kept % database.stat().st_size)
    before = bytes_of(bench)
    checked = bench.call("check")
    assert (checked.code, checked.out) == (1, "")
    assert "Traceback" not in checked.err
    if kept >= 0:
        for ran in (read(bench), add(bench)):
            assert_only_told(bench, ran, before, database)
            assert "damaged" in ran.err


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_page_is_found_and_never_written_over_unnoticed(bench: Bench, seed: int) -> None:
    database = bench.root / "office.db"
    chance = random.Random(seed)
    page = chance.randrange(1, database.stat().st_size // PAGE)
    with database.open("rb+") as file:
        file.seek(page * PAGE + chance.randrange(PAGE))
        old = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([old ^ (1 << chance.randrange(8))]))
    checked = bench.call("check")
    assert (checked.code, checked.out) == (1, "")
    assert f"Page {page + 1} of office.db is damaged" in checked.err
    for ran in (read(bench), add(bench), bench.call("backup", "--to", bench.aside / "backups")):
        if ran.code:
            assert_refused(ran, "damaged")
    assert not list((bench.aside / "backups").glob("*.cgbackup")), "a damaged office was backed up as if it were whole"


def test_a_plain_database_in_its_place_is_not_touched(bench: Bench) -> None:
    database = bench.root / "office.db"
    database.unlink()
    with sqlite3.connect(database) as plain:
        plain.execute("CREATE TABLE line (words)")
    plain.close()
    before = bytes_of(bench)
    for ran in (read(bench), add(bench)):
        assert_only_told(bench, ran, before, database)
        assert "not encrypted" in ran.err


def test_an_office_of_a_newer_program_is_told_and_left_alone(bench: Bench) -> None:
    with bench.opened() as store:
        key = store.key
    engine = writing_engine(bench.root / "office.db", key, DrawerKeys())
    with engine.begin() as connection:
        stamp(connection, "9999")
    engine.dispose()
    before = bytes_of(bench)
    for ran in (read(bench), add(bench)):
        assert_only_told(bench, ran, before, "newer version", "9999")


@pytest.mark.parametrize(
    "name",
    ["with some spaces", 'O\'Brien "Bob"', "Büro 東京 é", "100% ?#&;", "-rf", "a" * 200, "..dots.", "new\nline"],
)
def test_an_office_may_lie_on_any_path(bench: Bench, tmp_path: Path, name: str) -> None:
    elsewhere = bench.copy(tmp_path / "deep down" / name)
    assert add(elsewhere).code == 0
    assert len(read(elsewhere).json) == 5
    assert elsewhere.call("check").code == 0
    assert elsewhere.call("backup", "--to", elsewhere.root / "mine").code == 0


def test_what_is_no_office_is_told(bench: Bench, tmp_path: Path) -> None:
    places = {"nothing": tmp_path / "nothing", "file": tmp_path / "file", "folder": tmp_path / "folder"}
    places["file"].write_text("not an office", encoding="utf-8")
    places["folder"].mkdir()
    for place in (*places.values(), places["file"] / "below"):
        for verb in (read, add):
            assert_refused(verb(Bench(place, bench.aside)), place)
        assert_refused(Bench(place, bench.aside).call("check"), place)
    assert list(places["folder"].iterdir()) == []
    (tmp_path / "link").symlink_to(bench.root)
    assert len(read(Bench(tmp_path / "link", bench.aside)).json) == 3


@pytest.mark.parametrize("name", ["office.db", "office.lock", "tries.json", "backups", "files"])
def test_a_folder_or_file_of_the_wrong_sort_is_told_or_does_no_harm(bench: Bench, name: str) -> None:
    path = bench.root / name
    if path.is_dir():
        path.rmdir()
        path.write_text("a file", encoding="utf-8")
    else:
        path.unlink(missing_ok=True)
        path.mkdir()
    ran = add(bench)
    if ran.code:
        assert_refused(ran, bench.root)
    else:
        assert len(read(bench).json) == 5


def test_a_second_writer_is_told_who_holds_the_office_and_may_read(bench: Bench) -> None:
    with bench.opened(write=True) as store:
        before = dump_of(store)
        told = add(bench)
        assert_refused(told, bench.root, f"process {os.getpid()} on {socket.gethostname()}")
        assert len(read(bench).json) == 3
        assert dump_of(store) == before
        store.note("The first one goes on").result()
    assert add(bench).code == 0


@pytest.mark.parametrize(
    "content",
    ["", "garbage", "{dead}\npython3\n{host}\n", "{dead}\npython3\nanother-computer\n", "1\nsystemd\n{host}\n"],
    ids=["empty", "garbage", "dead", "other computer", "reused number"],
)
def test_a_lock_that_nobody_holds_is_taken_over(bench: Bench, content: str) -> None:
    """After a crash, a power cut in the middle of making it, or a move of the folder to another computer."""
    gone = subprocess.Popen(["true"])
    gone.wait()
    bench.lock.write_text(content.format(dead=gone.pid, host=socket.gethostname()), encoding="ascii")
    assert add(bench).code == 0
    assert not bench.lock.exists()


def test_a_reader_that_went_away_does_no_harm(bench: Bench) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(
        bench.command("list", "lines", "--json"), stdout=writing, stderr=subprocess.PIPE, cwd=bench.aside,
        env={**os.environ, "PYTHONPATH": os.getcwd()}, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (process.returncode, process.stderr) == (0, b"")


@pytest.mark.parametrize("source", ["missing.txt", "folder.txt", "binary.txt", "empty.txt", "missing.json", "cut.json"])
def test_notes_that_cannot_be_read_are_told(bench: Bench, source: str) -> None:
    path = bench.aside / source
    if source == "folder.txt":
        path.mkdir()
    elif not source.startswith("missing"):
        contents = {"binary.txt": b"\xff\xfe\x00line", "empty.txt": b"\n \n", "cut.json": b'[{"words": "a'}
        path.write_bytes(contents[source])
    with bench.opened() as store:
        before = lines_of(store)
    assert_refused(bench.call("add", "lines", "--meeting", "M26-0001", "--from", path), path)
    with bench.opened() as store:
        assert lines_of(store) == before


def test_notes_from_a_pipe_are_not_waited_for_with_the_office_held(bench: Bench, tmp_path: Path) -> None:
    before = bytes_of(bench)
    for name in ("notes.txt", "lines.json"):
        pipe = tmp_path / name
        os.mkfifo(pipe)
        assert_refused(bench.call("add", "lines", "--meeting", "M26-0001", "--from", pipe), pipe)
    assert bytes_of(bench).keys() == before.keys()
