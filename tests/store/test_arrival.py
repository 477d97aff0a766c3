"""Two folders on one computer never give the same number: what was restored beside the office in use is a copy."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.store.backup import make_backup
from desktop.store.folder import RESTORED
from desktop.store.opening import Arrived
from desktop.store.restoring import restore
from tests import factories
from tests.conftest import Opener
from tests.factories import PASSPHRASES, SUPERVISOR, FrozenClock
from tests.store.test_opening import notes

Restore = Callable[[], Path]


@pytest.fixture
def backup(opened: Opener, clock: FrozenClock, tmp_path: Path) -> Path:
    """Of the office with one concern in it, lying elsewhere."""
    store = opened()
    factories.saved(store, factories.concern())
    made = make_backup(store.folder, store.key, now=clock(), to=tmp_path / "stick")
    store.close()
    return made.path


@pytest.fixture(params=[True, False], ids=["with a passphrase", "by digests alone"])
def restored(backup: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    passphrase = PASSPHRASES[SUPERVISOR] if request.param else None
    return restore(backup, tmp_path / "new", passphrase=passphrase, person=SUPERVISOR).folder


def next_number(opened: Opener, root: Path, **options: object) -> tuple[str, str]:
    """The letters of the copy in a folder, and the number its next concern gets."""
    store = opened(root=root, **options)
    concern = factories.concern()
    factories.saved(store, concern)
    store.close()
    return store.copy.letter, str(concern.number)


def test_restored_beside_the_office_in_use_it_numbers_as_a_copy(
    opened: Opener, office_folder: Path, restored: Path
) -> None:
    reader = opened(root=restored, write=False)
    assert reader.copy.letter == "", "looking decides nothing"
    letter, number = next_number(opened, restored)
    assert len(letter) == 2
    assert number == f"C26-{letter}0001"
    assert next_number(opened, office_folder) == ("", "C26-0002")
    assert next_number(opened, restored) == (letter, f"C26-{letter}0002"), "decided once"
    noted = notes(opened(root=restored))
    assert noted["Restored beside the office in use, so it is a copy of its own"] == {"letters": letter}
    assert not (restored / RESTORED).exists()


def test_restored_where_the_office_is_gone_it_is_the_office(
    opened: Opener, office_folder: Path, restored: Path
) -> None:
    shutil.rmtree(office_folder)
    assert next_number(opened, restored) == ("", "C26-0002")
    assert not (restored / RESTORED).exists()


def test_restored_to_take_the_place_of_the_other_it_is_the_office(opened: Opener, restored: Path) -> None:
    assert next_number(opened, restored, arrived=Arrived.MOVED) == ("", "C26-0002")
    assert next_number(opened, restored) == ("", "C26-0003"), "decided once"


def test_another_office_that_took_the_old_place_is_not_the_same(
    opened: Opener, office_folder: Path, restored: Path
) -> None:
    shutil.rmtree(office_folder)
    factories.office(office_folder)
    assert next_number(opened, restored) == ("", "C26-0002")


def test_restored_over_the_office_it_stays_the_office(opened: Opener, office_folder: Path, backup: Path) -> None:
    restore(backup, office_folder, passphrase=PASSPHRASES[SUPERVISOR], person=SUPERVISOR)
    assert next_number(opened, office_folder) == ("", "C26-0002")


def test_a_renamed_folder_is_the_same_office(opened: Opener, office_folder: Path, tmp_path: Path) -> None:
    opened().close()
    office_folder.rename(tmp_path / "renamed")
    assert next_number(opened, tmp_path / "renamed") == ("", "C26-0001")


def test_a_folder_copied_by_hand_on_one_computer_is_a_copy_when_somebody_says_so(
    opened: Opener, office_folder: Path, tmp_path: Path
) -> None:
    opened().close()
    copied = Path(shutil.copytree(office_folder, tmp_path / "beside"))
    letter, number = next_number(opened, copied, arrived=Arrived.COPIED)
    assert number == f"C26-{letter}0001"
    assert len(letter) == 2
    assert next_number(opened, copied, arrived=Arrived.COPIED) == (letter, f"C26-{letter}0002"), "said once is enough"
    assert next_number(opened, office_folder, arrived=Arrived.COPIED) == ("", "C26-0001"), "this one was not copied"
