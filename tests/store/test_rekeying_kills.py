"""A new key for the office, killed, refused room or read meanwhile at any moment: it opens, and finishes later."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desktop.models.area import Area
from desktop.models.attachment import Attachment
from desktop.models.refusal import Refusal
from desktop.store import rekeying
from desktop.store.bulk import add_many
from desktop.store.check import check
from desktop.store.database import held_alone, opens, page_errors
from desktop.store.faults import Damaged
from desktop.store.keys import KeySlots, Unlocked
from desktop.store.opening import open_office
from tests.conftest import Opener
from tests.factories import COORDINATOR, PASSPHRASES, STAFF, SUPERVISOR, area, saved, with_store
from tests.store.dying import PHOTO, KilledError, killed_at
from tests.store.renewing import LATER, add_photo, labels, renew, unlocked
from tests.torture.faults import Fault, faulty, needs_strace
from tests.verbs.harness import ROOT, Bench, problems_of

pytest_plugins = ["tests.torture.benches"]

OLD_OFFICE = Path(__file__).parent.parent / "old_files" / "0001" / "office"


# What a kill leaves


def unfinished(root: Path, *, database_too: bool) -> Unlocked:
    """As a kill leaves it: the slots have both keys, the database one of them."""
    slots = KeySlots.read(root)
    former = slots.unlock(SUPERVISOR, PASSPHRASES[SUPERVISOR])
    changed = slots.rekey_office(former, random.Random(3).randbytes(32))
    if database_too:
        with held_alone(root / "office.db", former.office_key) as change_key:
            change_key(changed.office_key)
    return changed


@pytest.mark.parametrize("database_too", [False, True])
def test_an_unfinished_change_reads_with_either_key_and_finishes_when_opened_for_writing(
    opened: Opener, office_folder: Path, photo: str, database_too: bool
) -> None:
    changed = unfinished(office_folder, database_too=database_too)
    reader = opened(STAFF, write=False)
    assert reader.key == (changed.office_key if database_too else changed.former_office_key)
    assert reader.shelf.get(photo) == PHOTO
    reader.close()
    store = opened(STAFF)
    assert store.key == changed.office_key
    assert store.shelf.get(photo) == PHOTO
    assert check(store, deep=True).problems == []
    assert labels(store)[-1] == "The office has a new key"
    assert unlocked(office_folder).former_office_key is None
    count = len(labels(store))
    store.close()
    assert len(labels(opened())) == count


def test_while_somebody_reads_an_unfinished_change_waits_and_the_office_works(
    opened: Opener, office_folder: Path, photo: str
) -> None:
    changed = unfinished(office_folder, database_too=False)
    reader = opened(STAFF, write=False)
    reader.journal_head()
    store = opened()
    assert store.key == changed.former_office_key
    saved(store, area(name="Written meanwhile"))
    assert store.shelf.get(add_photo(store, LATER)) == LATER
    store.close()
    with pytest.raises(Refusal, match="could not take its place yet"):
        renew(office_folder)
    reader.close()
    store = opened()
    assert store.key == changed.office_key
    assert check(store, deep=True).problems == []


def test_neither_key_means_damage(office_folder: Path, opened: Opener) -> None:
    unfinished(office_folder, database_too=False)
    path = office_folder / "office.db"
    path.write_bytes(path.read_bytes()[:16] + bytes(4096) + path.read_bytes()[16 + 4096 :])
    with pytest.raises(Damaged):
        opened()


@pytest.mark.parametrize("database_too", [False, True])
def test_check_and_backup_work_on_an_unfinished_change(bench: Bench, database_too: bool, tmp_path: Path) -> None:
    unfinished(bench.root, database_too=database_too)
    ran = bench.call("check", "--deep")
    assert (ran.code, ran.err) == (0, "")
    assert bench.call("backup", "--to", tmp_path / "stick").code == 0
    assert unlocked(bench.root).former_office_key is None


def expect_whole(root: Path, photo: str) -> bytes:
    """It reads, opens for writing, holds everything and has no change left unfinished; gives its key."""
    reader = open_office(root, PASSPHRASES[STAFF], person=STAFF, write=False)
    assert reader.shelf.get(photo) == PHOTO
    reader.close()
    store = open_office(root, PASSPHRASES[COORDINATOR], person=COORDINATOR)
    try:
        assert store.shelf.get(photo) == PHOTO
        assert store.shelf.get(add_photo(store, LATER)) == LATER
        assert check(store, deep=True).problems == []
        now = unlocked(root)
        assert (now.office_key, now.former_office_key) == (store.key, None)
        return store.key
    finally:
        store.close()


def test_a_kill_at_any_change_of_the_folder_leaves_an_office_that_opens(
    office_folder: Path, photo: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Simulated at every step from the first slots file on; the steps inside SQLite die in the real kills below."""
    made = renew(Path(shutil.copytree(office_folder, tmp_path / "other")))
    monkeypatch.setattr(rekeying, "make_backup", lambda *_, **__: made)
    former = unlocked(office_folder).office_key
    found: Counter[str] = Counter()
    for step in range(1, 200):
        root = Path(shutil.copytree(office_folder, tmp_path / f"office-{step}"))
        finished = False
        with suppress(KilledError), killed_at(step):
            renew(root)
            finished = True
        if finished:
            break
        found["old" if expect_whole(root, photo) == former else "new"] += 1
        shutil.rmtree(root)
    print(f"{found.total()} kills: {found}")
    assert found.keys() == {"old", "new"}
    assert found["new"] >= 10


ROWS = 6000
CHILD = """
import sys
from pathlib import Path
from desktop.store import keys, rekeying
rekeying.make_backup = lambda *_, **__: keys.SlotInfo("", "none.cgbackup")
real = keys.KeySlots.rekey_office
def told(self, *arguments):
    print("now", flush=True)
    return real(self, *arguments)
keys.KeySlots.rekey_office = told
rekeying.new_office_key(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
print("done", flush=True)
"""


@pytest.fixture(scope="module")
def large_office(template_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Large enough that changing its key takes a while."""
    root = Path(shutil.copytree(template_office, tmp_path_factory.mktemp("large") / "office"))
    rows = [{"name": f"Street {n} " + "x" * 300} for n in range(ROWS)]
    with_store(root, SUPERVISOR, lambda store: store.write("Many", lambda s: add_many(s, Area, rows)).result())
    with_store(root, SUPERVISOR, add_photo)
    return root


def kill_while_rekeying(root: Path, after: float) -> tuple[bool, float]:
    """Whether the kill came in time, and how long the change took if not."""
    words = [sys.executable, "-c", CHILD, str(root), SUPERVISOR, PASSPHRASES[SUPERVISOR]]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "now\n"
        begun = time.monotonic()
        with suppress(subprocess.TimeoutExpired):
            child.wait(after)
        child.send_signal(signal.SIGKILL)
        child.wait()
        return child.stdout.read() != "done\n", time.monotonic() - begun


def kill_again_and_again(large: Path, to: Path, seed: int, kills: int) -> Counter[str]:
    chance, found = random.Random(seed), Counter[str]()
    former = unlocked(large).office_key
    root = Path(shutil.copytree(large, to / "office"))
    _, takes = kill_while_rekeying(root, 60)
    while found.total() < kills:
        shutil.rmtree(root)
        shutil.copytree(large, root)
        killed, took = kill_while_rekeying(root, chance.uniform(0, takes))
        takes = took if not killed else takes
        if killed:
            found[look(root, former)] += 1
    shutil.rmtree(root)
    return found


def look(root: Path, former: bytes) -> str:
    """What the kill left, which must open either way; then it is finished."""
    both = unlocked(root)
    database = root / "office.db"
    with_old, with_new = opens(database, former), both.office_key != former and opens(database, both.office_key)
    assert with_old != with_new, "wholly old or wholly new"
    left = "new" if with_new else "old" if both.former_office_key is None else "both in the slots, old"
    for write in (False, True):
        store = open_office(root, PASSPHRASES[STAFF], person=STAFF, write=write)
        with store.reading() as session:
            assert session.scalar(select(func.count()).select_from(Area)) == ROWS + 1
            (address,) = session.scalars(select(Attachment.address))
        assert store.shelf.get(address) == PHOTO
        if write:
            assert check(store).problems == []
        store.close()
    assert unlocked(root).former_office_key is None
    return left


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_ten_kills_while_the_key_changes(large_office: Path, tmp_path: Path) -> None:
    print(kill_again_and_again(large_office, tmp_path, 1, 10))


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(2, 12))
def test_two_hundred_kills_while_the_key_changes(large_office: Path, tmp_path: Path, seed: int) -> None:
    print(kill_again_and_again(large_office, tmp_path, seed, 20))


@needs_strace
@pytest.mark.torture
@pytest.mark.parametrize(
    "fault",
    [Fault("pwrite64", "office.db-wal"), Fault("pwrite64", "office.db"), Fault("fsync,fdatasync"), Fault("rename")],
    ids=str,
)
def test_a_kill_at_any_write_of_a_new_key_leaves_the_old_or_the_new(bench: Bench, fault: Fault, tmp_path: Path) -> None:
    former, found = unlocked(bench.root).office_key, Counter[str]()
    for when in [*range(1, 60), *range(60, 400, 17)]:
        each = bench.copy(tmp_path / f"office-{when}")
        ran = faulty(each, fault, when, "people", "--new-key")
        if ran.code == 0:
            break
        assert ran.was_killed, (when, ran)
        with each.opened(write=True) as store:
            assert problems_of(store) == []
            found["old" if store.key == former else "new"] += 1
        assert unlocked(each.root).former_office_key is None
        each.remove()
    print(f"{fault}: {found}")


@pytest.mark.parametrize("megabytes", [0.05, 0.4, 1.0])
@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE")
def test_a_full_disk_leaves_the_former_key_and_says_so(
    large_office: Path, tmp_path: Path, megabytes: float, opened: Opener
) -> None:
    """The log may not grow beyond so much, as on a full disk."""
    root = Path(shutil.copytree(large_office, tmp_path / "large"))
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({int(megabytes * 1024**2)},) * 2)"
    limited = CHILD.replace('print("now", flush=True)', limit)
    words = [sys.executable, "-c", limited, str(root), SUPERVISOR, PASSPHRASES[SUPERVISOR]]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode != 0
    assert "Refusal: The disk that holds" in ran.stderr
    assert "finished when the office is next opened" in ran.stderr
    both = unlocked(root)
    assert both.former_office_key is not None
    assert opens(root / "office.db", both.former_office_key), "it answers “ok” when its commit fails"
    store = opened(STAFF, root)
    assert store.key == both.office_key
    assert page_errors(store.folder.database, store.key) == []
