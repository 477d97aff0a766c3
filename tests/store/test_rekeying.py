"""A new key for the office: who is gone stays out, and who is here notices nothing."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desktop.models.attachment import Attachment
from desktop.models.refusal import Refusal
from desktop.models.sealed import DrawerKeys
from desktop.store import members
from desktop.store.backup import backups, make_backup
from desktop.store.check import check
from desktop.store.database import held_alone, opens, page_errors, reading_engine
from desktop.store.faults import Damaged
from desktop.store.files import FileShelf, files_key, files_keys
from desktop.store.folder import OfficeFolder
from desktop.store.opening import Arrived, open_office
from desktop.store.rekeying import BEFORE_NEW_KEY, new_office_key
from desktop.store.restoring import restore
from desktop.store.slots_file import COPIES
from desktop.store.tables import STATE
from tests.conftest import Opener
from tests.factories import COORDINATOR, PASSPHRASES, ROLES, STAFF, SUPERVISOR, FrozenClock
from tests.store import dying
from tests.store.dying import PHOTO, key_of, make_office
from tests.store.renewing import LATER, add_photo, labels, renew, unlocked

OLD_OFFICE = Path(__file__).parent.parent / "old_files" / "0001" / "office"


def old_slots(root: Path, to: Path) -> Path:
    """What somebody keeps who copied the key slots in time."""
    to.mkdir()
    for name in COPIES:
        shutil.copyfile(root / name, to / name)
    return to


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
