"""Restoring: into a new folder, or over an office whose state before can be brought back; never half of anything."""

import json
import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.models.attachment import Attachment
from desktop.models.concern import Concern
from desktop.models.refusal import Refusal
from desktop.store.backup import backups, make_backup
from desktop.store.check import check
from desktop.store.files import FileShelf, files_key
from desktop.store.folder import OfficeFolder, OfficeLock
from desktop.store.journal import Act
from desktop.store.keys import KeySlots, WrongPassphrase
from desktop.store.office_files import ARRIVING
from desktop.store.opening import open_office
from desktop.store.restoring import restore
from desktop.store.swapping import INCOMING, finish_interrupted
from desktop.store.tables import CHANGE_SET
from tests.store.dying import (
    PASSPHRASE,
    PHOTO,
    ROSA,
    KilledError,
    add_area,
    area_names,
    dump,
    folder_bytes,
    fresh_copy,
    key_of,
    killed_at,
    make_office,
    write_area,
)

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
LEFT_OUT = ("change_set", "number_series")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "office"
    make_office(root)
    return root


@pytest.fixture
def office(made: Path, tmp_path: Path) -> OfficeFolder:
    return OfficeFolder(fresh_copy(made, tmp_path / "office"))


@pytest.fixture
def before(office: OfficeFolder, tmp_path: Path) -> Path:
    """A backup of the office before it gets the area Harbor."""
    path = make_backup(office, key_of(office.root), now=NOW, to=tmp_path / "stick").path
    write_area(office.root, "Harbor")
    return path


def expect_sound(root: Path) -> None:
    store = open_office(root, PASSPHRASE)
    assert check(store, deep=True).problems == []
    store.close()


# Into a new folder


@pytest.mark.parametrize("passphrase", [PASSPHRASE, None])
def test_a_new_folder_becomes_the_office_as_it_was(
    office: OfficeFolder, before: Path, tmp_path: Path, passphrase: str | None
) -> None:
    restored = restore(before, tmp_path / "new", passphrase=passphrase)
    assert (restored.folder, restored.kept, restored.lost_attachments) == (tmp_path / "new", None, ())
    assert area_names(tmp_path / "new") == {"Elm Street"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "office", "stick"]
    expect_sound(tmp_path / "new")
    if os.name != "nt":
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_an_empty_folder_will_do(before: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    restore(before, tmp_path / "new")
    expect_sound(tmp_path / "new")


def test_an_automatic_backup_takes_attachments_from_the_office_it_lies_in(office: OfficeFolder, tmp_path: Path) -> None:
    key = key_of(office.root)
    info = make_backup(office, key, now=NOW)
    restored = restore(info.path, tmp_path / "new", passphrase=PASSPHRASE)
    assert restored.lost_attachments == ()
    (address,) = restored.manifest.attachments
    assert FileShelf(tmp_path / "new" / "files", files_key(key)).get(address) == PHOTO
    expect_sound(tmp_path / "new")


def test_a_folder_of_other_things_is_left_alone(before: Path, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("mine")
    with pytest.raises(Refusal, match="neither empty nor an office"):
        restore(before, tmp_path / "letters")
    assert folder_bytes(tmp_path / "letters") == {"a.txt": b"mine"}


def test_a_wrong_passphrase_restores_nothing(office: OfficeFolder, before: Path, tmp_path: Path) -> None:
    was = folder_bytes(office.root)
    for target in (tmp_path / "new", office.root):
        with pytest.raises(WrongPassphrase):
            restore(before, target, passphrase="not the one at all")
    assert not (tmp_path / "new").exists()
    assert folder_bytes(office.root) == was
    with pytest.raises(Refusal, match="There is no"):
        restore(tmp_path / "nothing.cgbackup", tmp_path / "new")


# Over an office


def test_a_restore_can_be_taken_back_by_restoring(office: OfficeFolder, before: Path) -> None:
    key = key_of(office.root)
    harbor = dump(office.database, key, LEFT_OUT)
    first = restore(before, office.root, passphrase=PASSPHRASE)
    assert area_names(office.root) == {"Elm Street"}
    expect_sound(office.root)
    assert first.kept is not None
    assert [info.why for info in backups(office.backups) if info.path == first.kept] == ["before restore"]
    second = restore(first.kept, office.root, passphrase=PASSPHRASE)
    assert area_names(office.root) == {"Elm Street", "Harbor"}
    assert dump(office.database, key, LEFT_OUT) == harbor
    assert second.kept != first.kept
    expect_sound(office.root)


def test_the_journal_tells_of_it_and_undo_says_how(office: OfficeFolder, before: Path) -> None:
    count = make_backup(office, key_of(office.root), now=NOW).journal_count
    restored = restore(before, office.root, passphrase=PASSPHRASE)
    store = open_office(office.root, PASSPHRASE)
    anchor = (restored.manifest.journal_count, restored.manifest.journal_head)
    assert check(store, anchor=anchor).problems == []
    with store.reading() as session:
        last = session.execute(select(CHANGE_SET).order_by(CHANGE_SET.c.seq.desc()).limit(1)).one()
    assert (last.act, json.loads(last.details)) == (Act.RESTORE, {"backup": before.name})
    assert last.seq == anchor[0] + 1 <= count
    assert [store.undo().result() for _ in range(2)] == ["Attach a photo", "Record notes"]
    with pytest.raises(Refusal, match=r"nothing of yours to undo\. A restore is taken back by restoring"):
        store.undo().result()
    store.close()


def test_no_number_is_given_twice_after_it(office: OfficeFolder, before: Path) -> None:
    store = open_office(office.root, PASSPHRASE)
    given = store.write("Record", lambda session: session.add_all(Concern(title=f"Noise {n}") for n in range(3)))
    given.result()
    with store.reading() as session:
        printed = set(session.scalars(select(Concern.number)))
    store.close()
    restore(before, office.root, passphrase=PASSPHRASE)
    store = open_office(office.root, PASSPHRASE)
    concern = Concern(title="A new one")
    store.write("Record", lambda session: session.add(concern)).result()
    store.close()
    assert concern.number not in printed


def test_attachments_of_both_states_stay(office: OfficeFolder, before: Path) -> None:
    key = key_of(office.root)
    shelf = FileShelf(office.files, files_key(key))
    later = shelf.put(b"a photo taken later")
    (first,) = set(shelf.addresses()) - {later}
    shelf.path(first).write_bytes(b"damaged")
    restore(before, office.root, passphrase=PASSPHRASE)
    assert shelf.get(first) == PHOTO, "the backup had it whole"
    assert shelf.get(later) == b"a photo taken later"


def test_lost_attachments_are_named(office: OfficeFolder, tmp_path: Path) -> None:
    info = make_backup(office, key_of(office.root), now=NOW)
    shutil.rmtree(office.files)
    restored = restore(info.path, office.root, passphrase=PASSPHRASE)
    assert restored.lost_attachments == restored.manifest.attachments
    store = open_office(office.root, PASSPHRASE)
    with store.reading() as session:
        photo = session.scalars(select(Attachment.id)).one()
    assert check(store).problems == [
        f"attachments: The file of attachment {photo} is missing. Bring the folder files back from a backup."
    ]
    store.close()


@pytest.mark.parametrize("passphrase", [PASSPHRASE, None])
def test_a_damaged_office_is_kept_as_it_is(office: OfficeFolder, before: Path, passphrase: str | None) -> None:
    office.database.write_bytes(b"\x07" * 20000)
    office.wal.write_bytes(b"an old log")
    restored = restore(before, office.root, passphrase=passphrase)
    assert restored.kept is not None
    assert restored.kept.parent == office.backups
    assert restored.kept.name.startswith("before-restore-")
    kept = {path.name: path.read_bytes() for path in restored.kept.iterdir()}
    assert kept["office.db"] == b"\x07" * 20000
    assert "keys.json" in kept
    if passphrase is None:  # else the engine has looked at it, and thrown away a log that is none
        assert kept["office.db-wal"] == b"an old log"
    assert not office.wal.exists()
    expect_sound(office.root)


def test_lost_keys_come_back(office: OfficeFolder, before: Path) -> None:
    for name in ("keys.json", "keys.copy.json"):
        (office.root / name).unlink()
    restore(before, office.root, passphrase=PASSPHRASE)
    assert area_names(office.root) == {"Elm Street"}
    expect_sound(office.root)


def test_a_log_left_by_a_crash_never_meets_the_restored_database(office: OfficeFolder, before: Path) -> None:
    """An older database beside a newer -wal was "malformed": zotero/zotero fb20a84ab7."""
    crashed = office.root.with_name("crashed")
    store = open_office(office.root, PASSPHRASE)
    for n in range(20):
        store.write("Name an area", add_area(f"Area {n}")).result()
    shutil.copytree(office.root, crashed)
    store.close()
    (crashed / "office.lock").unlink()
    folder = OfficeFolder(crashed)
    assert folder.wal.stat().st_size > 0
    for passphrase in (None, PASSPHRASE):
        target = fresh_copy(crashed, crashed.with_name(f"with {passphrase}"))
        restored = restore(before, target, passphrase=passphrase)
        assert area_names(target) == {"Elm Street"}
        expect_sound(target)
        assert restored.kept is not None
        if passphrase:  # the state before was whole only together with its log
            restore(restored.kept, target, passphrase=passphrase)
            assert len(area_names(target)) == 22
        else:
            assert (restored.kept / "office.db-wal").stat().st_size > 0


def test_the_passphrase_of_the_backup_counts(office: OfficeFolder, before: Path) -> None:
    """Rosa changed her passphrase since; the key of the office is the same, so what is here is still backed up."""
    slots = KeySlots.read(office.root)
    slots.change_passphrase(slots.unlock(ROSA, PASSPHRASE), "another four good words")
    restored = restore(before, office.root, passphrase=PASSPHRASE)
    assert restored.kept is not None
    assert restored.kept.suffix == ".cgbackup"
    expect_sound(office.root)


def test_another_office_is_not_replaced(made: Path, before: Path, tmp_path: Path) -> None:
    make_office(tmp_path / "other", "Hillside Office")
    was = folder_bytes(tmp_path / "other")
    with pytest.raises(Refusal, match=r"The backup is of Riverside Liaison Office, and .* another office"):
        restore(before, tmp_path / "other", passphrase=PASSPHRASE)
    assert folder_bytes(tmp_path / "other") == was


def test_an_office_that_is_open_is_not_replaced(office: OfficeFolder, before: Path) -> None:
    store = open_office(office.root, PASSPHRASE)
    with pytest.raises(Refusal, match="open for writing elsewhere"):
        restore(before, office.root, passphrase=PASSPHRASE)
    store.close()
    reader = open_office(office.root, PASSPHRASE, write=False)
    with reader.reading() as session:
        session.scalars(select(Concern.id)).all()
        with pytest.raises(Refusal, match="Another program reads"):
            restore(before, office.root, passphrase=PASSPHRASE)
    reader.close()
    assert area_names(office.root) == {"Elm Street", "Harbor"}
    expect_sound(office.root)


def test_a_full_disk_changes_nothing(office: OfficeFolder, before: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    full_at = 0

    def fill_up(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == full_at:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fill_up)
    for full_at in range(1, 60):
        calls.clear()
        folder = OfficeFolder(fresh_copy(office.root, office.root.with_name(str(full_at))))
        with suppress(Refusal):
            restore(before, folder.root, passphrase=PASSPHRASE)
            if len(calls) < full_at:
                return
        if not finish_interrupted(folder) and area_names(folder.root) == {"Elm Street", "Harbor"}:
            assert not (folder.root / INCOMING).exists()
            assert not list(folder.backups.glob(".*"))
        else:
            assert area_names(folder.root) == {"Elm Street"}
        shutil.rmtree(folder.root)
    pytest.fail("never came to its end")


# Killed


@pytest.mark.parametrize("passphrase", [PASSPHRASE, None])
@pytest.mark.parametrize("target", ["over", "new"])
def test_a_kill_at_any_moment_leaves_old_or_new(
    office: OfficeFolder, before: Path, tmp_path: Path, passphrase: str | None, target: str
) -> None:
    key = key_of(office.root)
    old = dump(office.database, key)
    new = dump(restore(before, tmp_path / "unharmed").folder / "office.db", key, LEFT_OUT)
    seen = set()
    for step in range(1, 120):
        root = tmp_path / str(step)
        if target == "over":
            fresh_copy(office.root, root)
        try:
            with killed_at(step) as calls:
                restore(before, root, passphrase=passphrase)
        except KilledError:
            folder = OfficeFolder(root)
            decided = (root / ARRIVING).exists()
            assert finish_interrupted(folder) == decided
            assert not (root / INCOMING).exists()
            assert not (root / ARRIVING).exists()
            if target == "new" and not root.exists():
                seen.add("nothing")
                restore(before, root, passphrase=passphrase)
                continue
            areas = area_names(root)
            seen.add("new" if "Harbor" not in areas else "old")
            if "Harbor" in areas:
                assert not decided
                assert dump(folder.database, key) == old
            else:
                assert dump(folder.database, key, LEFT_OUT) == new
            if step % 10 == 0:
                expect_sound(root)
            shutil.rmtree(root)
        else:
            assert len(calls) > 15
            assert seen == ({"old", "new"} if target == "over" else {"nothing", "new"})
            return
    pytest.fail("never came to its end")


def test_a_kill_while_finishing_is_finished_next_time(office: OfficeFolder, before: Path, tmp_path: Path) -> None:
    """Killed at each step of each recovery in turn, until nothing is left to do."""
    for passphrase in (None, PASSPHRASE):
        root = fresh_copy(office.root, tmp_path / f"again {passphrase}")
        folder, step = OfficeFolder(root), 1
        while not (root / ARRIVING).exists():
            shutil.rmtree(root)
            fresh_copy(office.root, root)
            with pytest.raises(KilledError), killed_at(step):
                restore(before, root, passphrase=passphrase)
            step += 1
        for later in range(1, 40):
            with suppress(KilledError), killed_at(later):
                finish_interrupted(folder)
        assert not (root / ARRIVING).exists()
        assert area_names(root) == {"Elm Street"}
        expect_sound(root)


def test_a_waiting_restore_says_who_holds_the_office(office: OfficeFolder, before: Path, tmp_path: Path) -> None:
    assert finish_interrupted(office) is False
    (office.root / INCOMING).mkdir()
    with OfficeLock(office):
        assert finish_interrupted(office) is False, "somebody is at it: reading goes on"
        (office.root / INCOMING).rename(office.root / ARRIVING)
        with pytest.raises(Refusal, match="open for writing elsewhere"):
            finish_interrupted(office)
    assert finish_interrupted(office) is True
    assert area_names(office.root) == {"Elm Street", "Harbor"}


@pytest.mark.skipif(os.name == "nt", reason="POSIX only")
def test_a_pipe_is_no_backup_and_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "a.cgbackup"
    os.mkfifo(pipe)
    with pytest.raises(Refusal, match="is not a file"):
        restore(pipe, tmp_path / "new")
    assert not (tmp_path / "new").exists()
