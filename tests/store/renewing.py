"""What tests of new keys for the office and for drawers share."""

import base64
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select, text

from desktop.models.access import YOUNG_PEOPLE, Role
from desktop.models.area import Area
from desktop.models.attachment import Attachment
from desktop.models.sealed import Sealed
from desktop.store import members
from desktop.store.backup import BackupInfo
from desktop.store.check import check
from desktop.store.files import attach
from desktop.store.keys import KeySlots, Unlocked
from desktop.store.payload import read_payload
from desktop.store.rekeying import new_office_key
from desktop.store.store import Store
from desktop.store.tables import CHANGE_SET, ROW_CHANGE
from desktop.store.writing import WritingSession
from tests.factories import COORDINATOR, PASSPHRASES, SUPERVISOR, FrozenClock, area, saved
from tests.store.dying import PHOTO

OWN = PASSPHRASES[SUPERVISOR]
LATER = b"%PDF-1.7 a letter that came after the new key"


def renew(root: Path) -> BackupInfo:
    return new_office_key(root, SUPERVISOR, PASSPHRASES[SUPERVISOR], FrozenClock())


def unlocked(root: Path, who: str = SUPERVISOR) -> Unlocked:
    return KeySlots.read(root).unlock(who, PASSPHRASES[who])


def add_photo(store: Store, data: bytes = PHOTO) -> str:
    shelf = store.shelf
    saved(store, place := area(name=f"Place {store.journal_head()[0]}"))
    work: Callable[[WritingSession], Attachment] = lambda s: attach(s, shelf, s.get_one(Area, place.id), "a", data)  # noqa: E731
    return store.write("Attach", work).result().address


def labels(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(CHANGE_SET.c.label).order_by(CHANGE_SET.c.seq)))


def take_away(store: Store) -> None:
    members.set_role(store, OWN, COORDINATOR, Role.STAFF)


def give_back(store: Store) -> None:
    members.set_role(store, OWN, COORDINATOR, Role.COORDINATOR)


def sealed_values(store: Store, drawer: str = YOUNG_PEOPLE) -> list[Sealed]:
    """Every sealed value: in the column, in drafts, in the journal."""
    with store.reading() as session:
        connection = session.connection()
        column = "SELECT name FROM mentee_of_a_test WHERE name IS NOT NULL"
        names = connection.scalars(text(column)) if drawer == YOUNG_PEOPLE else ()
        found = [Sealed.of(drawer, each) for each in names]
        for content in connection.scalars(text("SELECT content FROM draft")):
            if content.startswith(f"sealed:{drawer}:"):
                found.append(Sealed.of(drawer, base64.b64decode(content.rpartition(":")[2])))
        for facts in connection.scalars(select(ROW_CHANGE.c.facts)):
            pairs = read_payload(facts).values()
            found += [each for pair in pairs for each in pair if isinstance(each, Sealed) and each.drawer == drawer]
    return found


def expect_sound(store: Store, versions: set[int]) -> None:
    assert {value.version for value in sealed_values(store)} == versions
    assert check(store, deep=True).problems == []
