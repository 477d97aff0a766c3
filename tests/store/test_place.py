"""A live office lies on a disk of this computer: shares and synchronized folders are refused, with the way out."""

from pathlib import Path

import pytest

from desktop.models.refusal import Refusal
from desktop.store import place
from desktop.store.creating import NewOffice, create_office
from desktop.store.keys import CHEAP
from desktop.store.place import expect_own_disk
from tests.conftest import Opener

NEW = NewOffice("Fernhill", "Ana Ruiz", "a passphrase long enough", "UTC")


@pytest.mark.parametrize("system", ["nfs4", "cifs", "fuse.sshfs"])
def test_an_office_on_a_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(place, "_mounts", lambda: [("/", "ext4"), (str(tmp_path), system)])
    with pytest.raises(Refusal, match="network share"):
        expect_own_disk(tmp_path / "office")
    with pytest.raises(Refusal, match="network share"):
        create_office(tmp_path / "office", NEW, cost=CHEAP)
    assert not list(tmp_path.iterdir())


def test_a_disk_mounted_inside_a_share_is_a_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = [("/", "nfs4"), (str(tmp_path), "ext4")]
    monkeypatch.setattr(place, "_mounts", lambda: mounts)
    expect_own_disk(tmp_path / "office")


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - City of Fernhill", "Nextcloud"])
def test_a_synchronized_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal, match="synchronized"):
        expect_own_disk(tmp_path / name / "office")


def test_the_mark_of_a_synchronizing_program_is_seen(tmp_path: Path) -> None:
    expect_own_disk(tmp_path / "office")
    (tmp_path / ".stfolder").mkdir()
    with pytest.raises(Refusal, match="synchronized"):
        expect_own_disk(tmp_path / "office")


def test_such_an_office_opens_for_reading_so_that_it_can_be_moved(
    office_folder: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "_mounts", lambda: [(str(office_folder.parent), "cifs")])
    with pytest.raises(Refusal, match="network share"):
        opened()
    assert opened(write=False).office.name
