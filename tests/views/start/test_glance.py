from datetime import UTC, datetime
from pathlib import Path

from desktop.store.backup import make_backup
from desktop.store.office_files import DEMO_PASSPHRASE, LOCK
from desktop.store.slots_file import COPIES
from desktop.views.start.glance import glance, holding, is_office
from tests.conftest import Opener
from tests.factories import ROLES


def test_shows_the_name_and_who_signs_in_without_any_key(office_folder: Path) -> None:
    seen = glance(office_folder)
    assert seen.name == "42nd Precinct"
    assert [person.name for person in seen.people] == sorted(ROLES)
    assert seen.has_recovery
    assert (seen.trouble, seen.held, seen.demo_passphrase) == ("", None, "")


def test_says_when_it_was_saved_and_backed_up_last(office_folder: Path, opened: Opener) -> None:
    assert glance(office_folder).backed_up_at is None
    store = opened()
    at = datetime(2026, 10, 19, 16, 30, tzinfo=UTC)
    for made in (at, at.replace(day=18)):
        make_backup(store.folder, store.key, now=made)
    make_backup(store.folder, store.key, now=at)
    seen = glance(office_folder)
    assert seen.backed_up_at == at
    assert seen.saved_at is not None


def test_names_who_holds_it_while_somebody_does(office_folder: Path, opened: Opener) -> None:
    store = opened()
    held = holding(office_folder)
    assert held is not None
    assert held.process > 0
    assert held.computer
    store.close()
    assert holding(office_folder) is None


def test_a_lock_that_a_dead_process_left_holds_nothing(office_folder: Path) -> None:
    (office_folder / LOCK).write_text("4194304\ncommonground\nfront-desk\n")
    assert glance(office_folder).held is None


def test_a_damaged_key_file_is_told_in_a_sentence(office_folder: Path) -> None:
    for name in COPIES:
        (office_folder / name).write_bytes(b"{}")
    seen = glance(office_folder)
    assert "damaged" in seen.trouble
    assert seen.people == ()


def test_missing_records_are_told_though_the_keys_are_whole(office_folder: Path) -> None:
    (office_folder / "office.db").unlink()
    assert "office.db is missing" in glance(office_folder).trouble
    assert is_office(office_folder)


def test_the_demo_shows_its_passphrase_when_it_was_made_to(office_folder: Path) -> None:
    (office_folder / DEMO_PASSPHRASE).write_text("orchard lamps\n")
    assert glance(office_folder).demo_passphrase == "orchard lamps"


def test_a_folder_of_anything_else_is_no_office(tmp_path: Path) -> None:
    assert not is_office(tmp_path)
