"""A new key for the office: who is gone stays out, who is here notices nothing, and a kill leaves an office that opens."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from desktop.models.area import Area
from desktop.models.attachment import Attachment
from desktop.models.refusal import Refusal
from desktop.models.sealed import DrawerKeys
from desktop.store import members, rekeying
from desktop.store.backup import BackupInfo, backups, make_backup
from desktop.store.bulk import add_many
from desktop.store.check import check
from desktop.store.database import held_alone, opens, page_errors, reading_engine
from desktop.store.faults import Damaged
from desktop.store.files import FileShelf, attach, files_key, files_keys
from desktop.store.folder import OfficeFolder
from desktop.store.keys import KeySlots, Unlocked
from desktop.store.opening import Arrived, open_office
from desktop.store.rekeying import BEFORE_NEW_KEY, new_office_key
from desktop.store.restoring import restore
from desktop.store.slots_file import COPIES
from desktop.store.store import Store
from desktop.store.tables import CHANGE_SET, STATE
from desktop.store.writing import WritingSession
from tests.conftest import Opener
from tests.factories import COORDINATOR, PASSPHRASES, ROLES, STAFF, SUPERVISOR, FrozenClock, area, saved, with_store
from tests.store import dying
from tests.store.dying import PHOTO, KilledError, key_of, killed_at, make_office
from tests.torture.faults import Fault, faulty, needs_strace
from tests.verbs.harness import ROOT, Bench, problems_of

pytest_plugins = ["tests.torture.benches"]

OLD_OFFICE = Path(__file__).parent.parent / "old_files" / "0001" / "office"
LATER = b"%PDF-1.7 a letter that came after the new key"


def renew(root: Path) -> BackupInfo:
    return new_office_key(root, SUPERVISOR, PASSPHRASES[SUPERVISOR], FrozenClock())


def unlocked(root: Path, who: str = SUPERVISOR) -> Unlocked:
    return KeySlots.read(root).unlock(who, PASSPHRASES[who])


def add_photo(store: Store, data: bytes = PHOTO) -> str:
    shelf = store.shelf
    saved(store, place := area())
    work: Callable[[WritingSession], Attachment] = lambda s: attach(s, shelf, s.get_one(Area, place.id), "a", data)  # noqa: E731
    return store.write("Attach", work).result().address


def labels(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(CHANGE_SET.c.label).order_by(CHANGE_SET.c.seq)))


def old_slots(root: Path, to: Path) -> Path:
    """What somebody keeps who copied the key slots in time."""
    to.mkdir()
    for name in COPIES:
        shutil.copyfile(root / name, to / name)
    return to


@pytest.fixture
def photo(opened: Opener) -> str:
    """The address of an attachment in this test's office, which is closed again."""
    store = opened()
    address = add_photo(store)
    store.close()
    return address


# What a new key does


def test_everybody_signs_in_as_before_and_finds_everything(opened: Opener, office_folder: Path, photo: str) -> None:
    before = unlocked(office_folder)
    renew(office_folder)
    after = unlocked(office_folder)
    assert (after.office_key, after.former_office_key) != (before.office_key, None)
    assert after.former_office_key is None
    assert after.drawers == before.drawers
    for who in ROLES:
        store = opened(who)
        assert store.key == after.office_key
        assert store.shelf.get(photo) == PHOTO
        assert check(store, deep=True).problems == []
        store.close()
    assert not opens(office_folder / "office.db", before.office_key)


def test_the_journal_and_a_backup_tell_of_it(opened: Opener, office_folder: Path, photo: str) -> None:
    backup = renew(office_folder)
    assert (backup.why, backup.problem) == (BEFORE_NEW_KEY, "")
    assert backup in backups(office_folder / "backups")
    assert labels(opened())[-2:] == ["Begin a new office key", "The office has a new key"]


def test_who_was_removed_opens_nothing_that_is_written_from_now_on(
    opened: Opener, office_folder: Path, photo: str, tmp_path: Path
) -> None:
    kept = old_slots(office_folder, tmp_path / "kept")
    store = opened()
    members.remove_member(store, PASSPHRASES[SUPERVISOR], COORDINATOR)
    store.close()
    renew(office_folder)
    store = opened()
    later = add_photo(store, LATER)
    again = add_photo(store, PHOTO)
    files, database = store.folder.files, store.folder.database
    store.close()
    old = unlocked(kept, COORDINATOR)
    assert not opens(database, old.office_key)
    shelf = FileShelf(files, files_key(old.office_key))
    assert shelf.get(photo) == PHOTO, "what they could read they could have copied"
    for address in (later, again):
        with pytest.raises(Damaged):
            shelf.get(address)
    for name in COPIES:
        shutil.copyfile(kept / name, office_folder / name)
    with pytest.raises(Damaged, match=r"office\.db"):
        open_office(office_folder, PASSPHRASES[COORDINATOR], person=COORDINATOR)


def test_no_page_of_before_is_left_in_the_file(office_folder: Path, photo: str) -> None:
    """Whatever lies in the folder opens with the new key to the last page, and no log waits beside it."""
    before = {(office_folder / "office.db").read_bytes()[at : at + 4096] for at in range(0, 40 * 4096, 4096)}
    renew(office_folder)
    whole = (office_folder / "office.db").read_bytes()
    assert not any(page and page in whole for page in before)
    assert page_errors(office_folder / "office.db", unlocked(office_folder).office_key) == []
    assert not (office_folder / "office.db-wal").exists()


def test_a_key_follows_a_key_and_every_attachment_stays(opened: Opener, office_folder: Path) -> None:
    expected = {}
    for number in range(3):
        store = opened()
        expected[add_photo(store, PHOTO + bytes([number]))] = PHOTO + bytes([number])
        store.close()
        renew(office_folder)
    store = opened()
    assert {address: store.shelf.get(address) for address in expected} == expected
    assert check(store, deep=True).problems == []
    with store.reading() as session:
        assert len(files_keys(session.connection(), store.key)) == 4


def test_backups_made_before_restore_with_the_passphrases_of_then(
    opened: Opener, office_folder: Path, photo: str, tmp_path: Path, clock: FrozenClock
) -> None:
    store = opened()
    whole = make_backup(store.folder, store.key, now=clock(), to=tmp_path / "stick").path
    members.remove_member(store, PASSPHRASES[SUPERVISOR], STAFF)
    members.change_passphrase(store, PASSPHRASES[SUPERVISOR], "quite another passphrase")
    store.close()
    own = new_office_key(office_folder, SUPERVISOR, "quite another passphrase", clock).path
    for number, (path, who) in enumerate([(whole, STAFF), (whole, SUPERVISOR), (own, COORDINATOR)]):
        to = tmp_path / f"restored-{number}"
        assert restore(path, to, passphrase=PASSPHRASES[who], person=who).lost_attachments == ()
        store = opened(who, to)
        assert store.shelf.get(photo) == PHOTO
        assert check(store, deep=True).problems == []
        store.close()


def test_a_backup_of_before_goes_over_the_office_and_back_again(
    opened: Opener, office_folder: Path, photo: str
) -> None:
    before = renew(office_folder)
    store = opened()
    later = add_photo(store, LATER)
    store.close()
    restored = restore(before.path, office_folder, passphrase=PASSPHRASES[SUPERVISOR], person=SUPERVISOR)
    assert restored.lost_attachments == ()
    store = opened()
    assert store.shelf.get(photo) == PHOTO
    assert check(store, deep=True).problems == []
    store.close()
    assert restored.kept is not None
    restore(restored.kept, office_folder, passphrase=PASSPHRASES[SUPERVISOR], person=SUPERVISOR)
    store = opened()
    assert (store.shelf.get(photo), store.shelf.get(later)) == (PHOTO, LATER)
    assert check(store, deep=True).problems == []


def test_a_complete_backup_of_after_carries_the_attachments_of_all_keys(
    opened: Opener, office_folder: Path, photo: str, tmp_path: Path, clock: FrozenClock
) -> None:
    renew(office_folder)
    store = opened()
    later = add_photo(store, LATER)
    info = make_backup(store.folder, store.key, now=clock(), to=tmp_path / "stick")
    assert (info.attachments, info.missing_attachments) == (2, 0)
    store.close()
    restore(info.path, tmp_path / "new", passphrase=PASSPHRASES[STAFF], person=STAFF)
    store = opened(STAFF, tmp_path / "new")
    assert (store.shelf.get(photo), store.shelf.get(later)) == (PHOTO, LATER)


def test_an_office_of_an_earlier_schema_keeps_its_photograph(tmp_path: Path) -> None:
    root = Path(shutil.copytree(OLD_OFFICE, tmp_path / "office"))
    store = open_office(root, dying.PASSPHRASE, arrived=Arrived.MOVED)
    with store.reading() as session:
        (address,) = session.scalars(select(Attachment.address))
        assert session.scalar(select(STATE.c.value).where(STATE.c.name == "files_keys")) is None
    photo = store.shelf.get(address)
    store.close()
    new_office_key(root, dying.ROSA, dying.PASSPHRASE)
    store = open_office(root, dying.PASSPHRASE)
    assert store.shelf.get(address) == photo
    assert check(store, deep=True).problems == []
    store.close()


# What refuses


@pytest.mark.parametrize("who", [COORDINATOR, STAFF])
def test_only_a_supervisor_gives_a_new_key(office_folder: Path, who: str) -> None:
    before = unlocked(office_folder).office_key
    with pytest.raises(Refusal, match="only a supervisor"):
        new_office_key(office_folder, who, PASSPHRASES[who])
    assert unlocked(office_folder).office_key == before


def test_while_somebody_reads_nothing_is_changed(opened: Opener, office_folder: Path) -> None:
    before = unlocked(office_folder).office_key
    reader = opened(STAFF, write=False)
    reader.journal_head()
    with pytest.raises(Refusal, match="Another program reads"):
        renew(office_folder)
    after = unlocked(office_folder)
    assert (after.office_key, after.former_office_key) == (before, None)
    assert reader.journal_head()[0] > 0
    reader.close()
    renew(office_folder)
    assert unlocked(office_folder).office_key != before


def test_nobody_reads_while_the_key_changes(opened: Opener, office_folder: Path) -> None:
    key = unlocked(office_folder).office_key
    with held_alone(office_folder / "office.db", key), pytest.raises(Refusal, match="busy in another program"):
        opened(STAFF, write=False)
    opened(STAFF, write=False)


def test_a_damaged_database_is_told_as_such_before_its_key_is_touched(office_folder: Path) -> None:
    path = office_folder / "office.db"
    whole = bytearray(path.read_bytes())
    whole[-2000] ^= 1
    path.write_bytes(whole)
    before = unlocked(office_folder)
    with pytest.raises(Damaged):
        renew(office_folder)
    assert unlocked(office_folder).office_key == before.office_key


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
    store.close()
    assert len(labels(opened())) == len(labels(store := opened(write=False))), store


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
    for when in range(1, 400):
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
    assert opens(root / "office.db", both.former_office_key)
    store = opened(STAFF, root)
    assert store.key == both.office_key
    assert page_errors(store.folder.database, store.key) == []


# The attachments' keys


def test_a_new_office_keeps_the_key_of_its_attachments(tmp_path: Path) -> None:
    make_office(tmp_path / "office")
    folder = OfficeFolder(tmp_path / "office")
    key = key_of(folder.root)
    engine = reading_engine(folder.database, key, DrawerKeys())
    with engine.connect() as connection:
        kept: Any = connection.scalar(select(STATE.c.value).where(STATE.c.name == "files_keys"))
        assert kept == files_key(key).hex()
        assert files_keys(connection, bytes(32)) == [files_key(key)]
    engine.dispose()
    assert key not in files_key(key)


def test_the_newest_key_stores_and_all_open(tmp_path: Path) -> None:
    first, second = files_key(bytes(32)), files_key(b"2" * 32)
    old = FileShelf(tmp_path, first).put(PHOTO)
    both = FileShelf(tmp_path, second, first)
    new = both.put(PHOTO)
    assert new != old
    assert both.get(old) == both.get(new) == PHOTO
    assert FileShelf(tmp_path, second).is_sound(new)
    assert not FileShelf(tmp_path, second).is_sound(old)
    assert not FileShelf(tmp_path).is_sound(old)
    assert FileShelf(tmp_path).has(old)
