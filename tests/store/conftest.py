"""What tests of the store may ask for beside an office: somebody in a drawer."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from desktop.models.access import YOUNG_PEOPLE
from desktop.models.records import BY_KIND, RECORDS
from desktop.models.sealed import DrawerKeys
from desktop.store import check, replay
from desktop.store.keys import KeySlots
from desktop.store.slots_file import COPIES
from tests.conftest import Opener
from tests.factories import COORDINATOR, PASSPHRASES
from tests.store.mentees import OTHER, SECRET, TABLE, Mentee, changed
from tests.store.renewing import add_photo


@pytest.fixture
def mentee(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> Mentee:
    """Somebody in the drawer, written by a coordinator, with a change and a sealed draft; the office is closed."""
    monkeypatch.setitem(BY_KIND, Mentee.kind, Mentee)
    for module in (replay, check):
        monkeypatch.setattr(module, "RECORDS", (*RECORDS, Mentee))
    store = opened(COORDINATOR)
    store.write("Table", lambda session: TABLE.create(session.connection())).result()
    record = Mentee(code="Y26-0001", name=SECRET, born=date(2010, 5, 1))
    store.write("Add a mentee", lambda session: session.add(record)).result()
    changed(store, record, name=f"{SECRET}-Smith")
    changed(store, record, name=SECRET)
    store.save_draft("mentee:new", {"name": f"{OTHER} unfinished"}, drawer=YOUNG_PEOPLE).result()
    store.close()
    return record


@pytest.fixture
def photo(opened: Opener) -> str:
    """The address of an attachment in this test's office, which is closed again."""
    store = opened()
    address = add_photo(store)
    store.close()
    return address


@pytest.fixture
def kept(mentee: Mentee, office_folder: Path, tmp_path: Path) -> DrawerKeys:
    """What the coordinator can still get from a copy of the key slots made in time."""
    copied = tmp_path / "kept"
    copied.mkdir()
    for name in COPIES:
        shutil.copyfile(office_folder / name, copied / name)
    return DrawerKeys(KeySlots.read(copied).unlock(COORDINATOR, PASSPHRASES[COORDINATOR]).drawers)
