"""Backups: whole or refused, made while people write, thinned with care."""

import json
import os
import random
import shutil
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from desktop.models.refusal import Refusal
from desktop.store import backup as backup_module
from desktop.store.backup import (
    BackupInfo,
    back_up_when_due,
    backup_is_due,
    backups,
    make_backup,
    thin,
)
from desktop.store.backup_file import BackupWriter, Manifest, read_manifest, verify_file
from desktop.store.faults import Damaged
from desktop.store.folder import OfficeFolder
from desktop.store.opening import open_office
from desktop.store.restoring import restore
from desktop.store.slots_file import COPIES
from tests.store.dying import (
    PASSPHRASE,
    PHOTO,
    KilledError,
    add_area,
    dump,
    folder_bytes,
    fresh_copy,
    key_of,
    killed_at,
    make_office,
    write_area,
)

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "office"
    make_office(root)
    return root


@pytest.fixture
def office(made: Path, tmp_path: Path) -> OfficeFolder:
    return OfficeFolder(fresh_copy(made, tmp_path / "office"))


@pytest.fixture(scope="module")
def whole(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup with everything in it, not to be changed."""
    return make_backup(OfficeFolder(made), key_of(made), now=NOW, to=tmp_path_factory.mktemp("stick")).path


# Making


def test_an_automatic_backup_names_the_attachments_that_stay(office: OfficeFolder) -> None:
    info = make_backup(office, key_of(office.root), now=NOW)
    assert info.name == "riverside-liaison-office-20261122-150000.cgbackup"
    assert (info.office_name, info.why, info.attachments, info.is_usable) == (
        "Riverside Liaison Office",
        "automatic",
        1,
        True,
    )
    manifest = read_manifest(info.path)
    assert set(manifest.members) == {"office.db", *COPIES}
    assert len(manifest.attachments) == 1
    assert backups(office.backups) == [info]
    assert info.path.stat().st_size == info.size


def test_a_backup_elsewhere_holds_everything(office: OfficeFolder, tmp_path: Path) -> None:
    info = make_backup(office, key_of(office.root), now=NOW, to=tmp_path / "stick" / "new folder")
    manifest = verify_file(info.path)
    (address,) = manifest.attachments
    assert f"files/{address[:2]}/{address}" in manifest.members
    assert not list(office.backups.iterdir())
    assert [path.name for path in info.path.parent.iterdir()] == [info.name]


def test_a_lost_photograph_does_not_stop_the_backup(office: OfficeFolder, tmp_path: Path) -> None:
    shutil.rmtree(office.files)
    info = make_backup(office, key_of(office.root), now=NOW, to=tmp_path / "stick")
    assert (info.attachments, info.missing_attachments, info.is_usable) == (1, 1, True)
    restored = restore(info.path, tmp_path / "again", passphrase=PASSPHRASE)
    assert restored.lost_attachments == verify_file(info.path).attachments


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_only_this_account_may_read_it(whole: Path) -> None:
    assert stat.S_IMODE(whole.stat().st_mode) == 0o600


def test_no_word_and_no_count_stands_in_clear(whole: Path) -> None:
    content = whole.read_bytes()
    for secret in ("street light", "Elm Street", "Listening session", "lamp.png", "correct horse"):
        assert secret.encode() not in content
    assert PHOTO[:40] not in content
    with zipfile.ZipFile(whole) as archive:
        told = json.loads(archive.read("manifest.json"))
    assert set(told) == {
        *("format", "office_id", "office_name", "made_at", "why", "schema", "journal_count", "journal_head"),
        *("attachments", "missing", "members", "sealed"),
    }


def test_two_in_one_second_both_stay(office: OfficeFolder) -> None:
    key = key_of(office.root)
    names = [make_backup(office, key, now=NOW).name for _ in range(3)]
    assert [name.removeprefix("riverside-liaison-office-20261122-150000") for name in names] == [
        ".cgbackup",
        "-2.cgbackup",
        "-3.cgbackup",
    ]
    assert len(backups(office.backups)) == 3


@pytest.mark.parametrize(("name", "slug"), [("Büro Nord/Süd  4", "buro-nord-sud-4"), ("日本", "office")])
def test_the_name_of_the_file_is_plain(tmp_path: Path, name: str, slug: str) -> None:
    make_office(tmp_path / "o", name)
    info = make_backup(OfficeFolder(tmp_path / "o"), key_of(tmp_path / "o"), now=NOW)
    assert info.name == f"{slug}-20261122-150000.cgbackup"
    assert info.office_name == " ".join(name.split())


def test_while_people_write_every_backup_is_one_instant(office: OfficeFolder, tmp_path: Path) -> None:
    store = open_office(office.root, PASSPHRASE)
    written = [store.write("Name an area", add_area(f"Area {n}")) for n in range(60)]
    made = [make_backup(office, store.key, now=NOW, to=tmp_path / "stick") for _ in range(5)]
    for each in written:
        each.result()
    made.append(make_backup(office, store.key, now=NOW, to=tmp_path / "stick"))
    counts = [info.journal_count for info in made]
    assert counts == sorted(counts)
    assert (made[-1].journal_count, made[-1].journal_head) == store.journal_head()
    store.close()
    for info in made:
        restored = restore(info.path, tmp_path / info.path.stem, passphrase=PASSPHRASE)
        assert restored.manifest.journal_head == info.journal_head


def test_a_full_disk_is_told_with_what_it_takes(office: OfficeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(9, 9, 3 * 1024**2))
    monkeypatch.setattr(backup_module, "SPARE_BYTES", 5 * 1024**2)
    with pytest.raises(Refusal, match=r"has 3 MB left, and the backup takes \d+ MB"):
        make_backup(office, key_of(office.root), now=NOW)
    assert not list(office.backups.iterdir())


@pytest.mark.parametrize("at", range(1, 4))
def test_a_disk_that_fills_up_meanwhile_leaves_nothing(
    office: OfficeFolder, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    key = key_of(office.root)
    make_backup(office, key, now=NOW)
    before = folder_bytes(office.root)
    calls = iter(range(1, 100))
    real = BackupWriter.add

    def add(self: BackupWriter, name: str, source: BytesIO) -> None:
        if next(calls) == at:
            raise OSError(28, "No space left on device")
        real(self, name, source)

    monkeypatch.setattr(BackupWriter, "add", add)
    with pytest.raises(Refusal, match="is full"):
        make_backup(office, key, now=NOW + timedelta(hours=1))
    assert folder_bytes(office.root) == before


def test_what_does_not_read_back_is_never_a_backup(office: OfficeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that loses a byte is found before the backup gets its name."""
    key, real = key_of(office.root), BackupWriter.finish

    def finish(self: BackupWriter, manifest: Manifest) -> None:
        real(self, manifest)
        (path,) = office.backups.glob(".being-made-*/.cgbackup")
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 4
        path.write_bytes(content)

    monkeypatch.setattr(BackupWriter, "finish", finish)
    with pytest.raises(Damaged, match="not a whole backup"):
        make_backup(office, key, now=NOW)
    assert not list(office.backups.iterdir())


def test_a_damaged_office_is_not_backed_up_as_if_it_were_whole(office: OfficeFolder) -> None:
    key = key_of(office.root)
    content = bytearray(office.database.read_bytes())
    content[20 * 4096 + 100] ^= 1
    office.database.write_bytes(content)
    with pytest.raises(Damaged, match="damaged"):
        make_backup(office, key, now=NOW)
    assert not list(office.backups.iterdir())


def test_a_kill_while_it_is_made_leaves_the_ones_before(office: OfficeFolder) -> None:
    key = key_of(office.root)
    first = make_backup(office, key, now=NOW)
    for step in range(1, 50):
        try:
            with killed_at(step) as calls:
                make_backup(office, key, now=NOW)
        except KilledError:
            assert first in backups(office.backups)
            assert all(verify_file(info.path) for info in backups(office.backups))
        else:
            assert len(calls) > 5
            return
    pytest.fail("never came to its end")


def test_leftovers_of_a_kill_go_after_a_day(office: OfficeFolder) -> None:
    old, new = office.backups / ".being-made-old", office.backups / ".being-made-new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "office.db").write_bytes(b"half")
    os.utime(old, (1_000_000, 1_000_000))
    make_backup(office, key_of(office.root), now=NOW)
    assert not old.exists()
    assert new.exists()


def test_a_file_in_place_of_the_folder_is_refused(office: OfficeFolder, tmp_path: Path) -> None:
    (tmp_path / "stick").write_text("x")
    with pytest.raises(Refusal, match="is a file"):
        make_backup(office, key_of(office.root), now=NOW, to=tmp_path / "stick")


# Damage


def damages(whole: Path) -> list[tuple[str, bytes]]:
    content, chance = whole.read_bytes(), random.Random(42)
    lengths = [0, 1, 63, 64, 65, len(content) - 1, *(chance.randrange(len(content)) for _ in range(14))]
    places = [0, len(content) - 1, *(len(content) - n for n in range(2, 90, 8))]
    places += [chance.randrange(len(content)) for _ in range(50 - len(places))]
    cut = [(f"cut at {length}", content[:length]) for length in lengths]
    flipped = [(f"flipped at {n}", content[:n] + bytes([content[n] ^ 1 << n % 8]) + content[n + 1 :]) for n in places]
    return cut + flipped


def test_cut_or_flipped_anywhere_is_refused_and_nothing_replaced(
    whole: Path, office: OfficeFolder, tmp_path: Path
) -> None:
    before = folder_bytes(office.root)
    broken = tmp_path / "broken.cgbackup"
    tried = damages(whole)
    assert len(tried) == 70
    for what, content in tried:
        broken.write_bytes(content)
        for target in (tmp_path / "new", office.root):
            with pytest.raises(Damaged, match="cut short or changed"):
                restore(broken, target)
            assert not (tmp_path / "new").exists(), what
    assert folder_bytes(office.root) == before


def test_a_cut_backup_is_listed_as_not_usable(whole: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.cgbackup").write_bytes(whole.read_bytes()[:-1000])
    (tmp_path / "empty.cgbackup").touch()
    shutil.copy(whole, tmp_path / "whole.cgbackup")
    listed = {info.name: info.is_usable for info in backups(tmp_path)}
    assert listed == {"cut.cgbackup": False, "empty.cgbackup": False, "whole.cgbackup": True}
    assert all("use another" in info.to_json()["problem"] for info in backups(tmp_path) if not info.is_usable)


def forged(
    whole: Path, to: Path, change: Callable[[dict[str, Any]], None], more: dict[str, bytes] | None = None
) -> Path:
    """The backup as somebody with this source, but no key, would change it: every digest is right again."""
    to.unlink(missing_ok=True)
    with zipfile.ZipFile(whole) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(members.pop("manifest.json"))
    change(told)
    writer = BackupWriter(to, NOW)
    for name, content in (members | (more or {})).items():
        writer.add(name, BytesIO(content))
    told["members"] |= {name: {"size": m.size, "sha256": m.sha256} for name, m in writer.members.items()}

    class Forged(Manifest):
        def to_bytes(self) -> bytes:
            return json.dumps(told).encode()

    writer.finish(Forged("", "", NOW, "", "", 0, "", ()))
    return to


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "files/../../evil", "files/ab/" + "cd" * 32, "office.db-wal"])
def test_no_member_gets_out_of_the_folder(whole: Path, tmp_path: Path, name: str) -> None:
    bad = forged(whole, tmp_path / "bad.cgbackup", lambda told: None, {name: b"evil"})
    with pytest.raises(Damaged):
        restore(bad, tmp_path / "x" / "new")
    assert not list(tmp_path.rglob("evil"))
    assert not (tmp_path / "x" / "new").exists()


def test_a_forged_manifest_is_found_with_the_passphrase(whole: Path, tmp_path: Path) -> None:
    def older(told: dict[str, Any]) -> None:
        told["journal_count"] -= 1

    bad = forged(whole, tmp_path / "bad.cgbackup", older)
    with pytest.raises(Damaged, match="without the office's key"):
        restore(bad, tmp_path / "new", passphrase=PASSPHRASE)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(("key", "value"), [("format", 2), ("schema", "9999")])
def test_one_of_a_newer_program_is_told_apart(whole: Path, tmp_path: Path, key: str, value: object) -> None:
    newer = forged(whole, tmp_path / "newer.cgbackup", lambda told: told.update({key: value}))
    with pytest.raises(Refusal, match="newer version") as caught:
        restore(newer, tmp_path / "new")
    assert not isinstance(caught.value, Damaged)


# When


def test_it_is_due_after_half_an_hour_and_when_something_was_journaled(office: OfficeFolder) -> None:
    key = key_of(office.root)
    assert backup_is_due(office, lambda: NOW)
    assert back_up_when_due(office, key, lambda: NOW) is not None
    assert not backup_is_due(office, lambda: NOW + timedelta(minutes=29))
    assert backup_is_due(office, lambda: NOW + timedelta(minutes=31))
    assert backup_is_due(office, lambda: NOW - timedelta(hours=3)), "the clock went back: the last one proves nothing"
    assert back_up_when_due(office, key, lambda: NOW + timedelta(hours=1)) is None, "nothing was written since"
    write_area(office.root, "Harbor")
    assert back_up_when_due(office, key, lambda: NOW + timedelta(minutes=5)) is None
    made = back_up_when_due(office, key, lambda: NOW + timedelta(hours=1))
    assert made is not None
    assert made.made_at == NOW + timedelta(hours=1)


def test_a_damaged_backup_does_not_count(office: OfficeFolder) -> None:
    info = make_backup(office, key_of(office.root), now=NOW)
    info.path.write_bytes(info.path.read_bytes()[:-9])
    assert backup_is_due(office, lambda: NOW)


# Thinning


def small_backup(folder: OfficeFolder, at: datetime, why: str = "automatic") -> Path:
    path = folder.backups / f"o-{at:%Y%m%d-%H%M%S}-{why.replace(' ', '-')}.cgbackup"
    writer = BackupWriter(path, at)
    for name in ("office.db", *COPIES):
        writer.add(name, BytesIO(b"x"))
    writer.finish(Manifest("id", "o", at, why, "0002", 1, "0" * 64, (), members=writer.members))
    return path


@pytest.fixture
def shelf(tmp_path: Path) -> OfficeFolder:
    (tmp_path / "backups").mkdir()
    return OfficeFolder(tmp_path)


def times(folder: OfficeFolder) -> list[datetime]:
    return [info.made_at for info in backups(folder.backups)]


def test_three_years_thin_out_to_hours_days_weeks_and_months(shelf: OfficeFolder) -> None:
    for hours in [*range(60), *range(60, 24 * 60, 12), *range(24 * 60, 24 * 1100, 24 * 6)]:
        small_backup(shelf, NOW - timedelta(hours=hours))
    before = times(shelf)
    removed = thin(shelf, NOW)
    kept = times(shelf)
    assert len(kept) + len(removed) == len(before)
    assert kept[:24] == [NOW - timedelta(hours=hour) for hour in range(24)]
    assert {(NOW - timedelta(days=day)).date() for day in range(30)} <= {at.date() for at in kept}
    months = sorted({(at.year, at.month) for at in kept}, reverse=True)
    assert months == sorted({(at.year, at.month) for at in before}, reverse=True)[:24]
    assert len(kept) <= 24 + 30 + 12 + 24
    assert thin(shelf, NOW) == [], "thinning again removes nothing"


def test_the_newest_of_an_hour_stays(shelf: OfficeFolder) -> None:
    early, late = (small_backup(shelf, NOW + timedelta(minutes=m)) for m in (1, 55))
    assert thin(shelf, NOW + timedelta(hours=1)) == [early]
    assert late.exists()


def test_a_clock_that_jumps_removes_nothing(shelf: OfficeFolder) -> None:
    paths = [small_backup(shelf, NOW - timedelta(hours=hour)) for hour in range(20)]
    assert thin(shelf, NOW + timedelta(days=4000)) == []
    assert thin(shelf, NOW - timedelta(days=4000)) == []
    assert all(path.exists() for path in paths)


def test_what_undoes_something_stays_a_month_and_what_was_asked_for_always(shelf: OfficeFolder) -> None:
    for hour in range(200):
        small_backup(shelf, NOW - timedelta(hours=hour, minutes=1))
    before = small_backup(shelf, NOW - timedelta(hours=100), "before restore")
    asked = small_backup(shelf, NOW - timedelta(hours=100), "by hand")
    cut = shelf.backups / "cut.cgbackup"
    cut.write_bytes(b"x")
    thin(shelf, NOW)
    assert before.exists()
    assert asked.exists()
    assert cut.exists()
    for day in range(60):
        small_backup(shelf, NOW + timedelta(days=day + 1))
    thin(shelf, NOW + timedelta(days=61))
    assert asked.exists()
    assert not before.exists()


def test_a_listing_is_plain_data(whole: Path) -> None:
    (info,) = backups(whole.parent)
    assert isinstance(info, BackupInfo)
    assert json.loads(json.dumps(info.to_json()))["journal_head"] == info.journal_head
    assert backups(whole.parent / "nothing here") == []


def test_backups_of_the_same_office_hold_the_same_rows(office: OfficeFolder, tmp_path: Path) -> None:
    """Ten rounds of work, backup and restore: every restored database equals the one it was taken from."""
    key = key_of(office.root)
    for n in range(10):
        write_area(office.root, f"Area {n}")
        info = make_backup(office, key, now=NOW, to=tmp_path / "stick")
        restore(info.path, tmp_path / str(n), passphrase=PASSPHRASE if n % 2 else None)
        assert dump(tmp_path / str(n) / "office.db", key) == dump(office.database, key)
