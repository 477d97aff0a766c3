"""A new office is whole or not there at all, and never in plain text."""

import os
import stat
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.models.concern import Category, Status, StatusType
from desktop.models.kind import Kind
from desktop.models.office import Office
from desktop.models.person import Person
from desktop.models.refusal import Refusal
from desktop.models.speaker import SpeakerRole
from desktop.store import creating, database
from desktop.store.creating import NewOffice, create_office
from desktop.store.journal import Act, broken_at
from desktop.store.keys import CHEAP, KeySlots
from desktop.store.opening import open_office
from desktop.store.store import Store
from desktop.store.tables import CHANGE_SET
from tests.factories import PASSPHRASES, SUPERVISOR, ZONE, FrozenClock

NEW = NewOffice("42nd Precinct", SUPERVISOR, PASSPHRASES[SUPERVISOR], ZONE, title="Sergeant", phone="555-0100")


def made(root: Path, new: NewOffice = NEW) -> str:
    return create_office(root, new, clock=FrozenClock(), cost=CHEAP)


def test_a_new_office_has_its_first_records_and_one_supervisor(tmp_path: Path) -> None:
    made(tmp_path / "office")
    store = open_office(tmp_path / "office", PASSPHRASES[SUPERVISOR])
    with store.reading() as session:
        office = session.scalars(select(Office)).one()
        assert (office.name, office.zone, office.phone) == ("42nd Precinct", ZONE, "555-0100")
        person = session.scalars(select(Person)).one()
        assert (person.name, person.title, person.role) == (SUPERVISOR, "Sergeant", "supervisor")
        assert [status.type for status in session.scalars(select(Status).order_by(Status.position))] == list(StatusType)
        assert len(session.scalars(select(Category)).all()) >= 5
        assert len(session.scalars(select(Kind)).all()) >= 5
        assert "Resident" in session.scalars(select(SpeakerRole.name)).all()
        (entry,) = session.connection().execute(select(CHANGE_SET)).all()
        assert (entry.act, entry.label) == (Act.CREATE, "Create the office")
        assert broken_at(session.connection()) is None
    assert store.drawers.open_drawers == {"young people", "referrals"}
    store.close()


def test_the_recovery_code_opens_it(tmp_path: Path) -> None:
    code = made(tmp_path / "office")
    assert KeySlots.read(tmp_path / "office").unlock_recovery(code).by_recovery


def test_an_empty_folder_may_be_used_and_a_missing_one_is_made_with_its_parents(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    made(tmp_path / "empty")
    made(tmp_path / "a" / "b" / "office")
    assert (tmp_path / "a" / "b" / "office" / "office.db").exists()


@pytest.mark.parametrize("what", ["a file", "an office", "a folder with a file", "a folder with a hidden file"])
def test_a_place_that_is_taken_is_refused_and_left_alone(tmp_path: Path, what: str) -> None:
    root = tmp_path / "office"
    if what == "a file":
        root.write_text("mine")
    elif what == "an office":
        made(root)
    else:
        root.mkdir()
        (root / (".hidden" if "hidden" in what else "letter.txt")).write_text("mine")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(Refusal, match="not empty"):
        made(root)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "new",
    [
        NewOffice("42nd", SUPERVISOR, "too short", ZONE),
        NewOffice("42nd", SUPERVISOR, PASSPHRASES[SUPERVISOR], "Mars/Olympus"),
        NewOffice("", SUPERVISOR, PASSPHRASES[SUPERVISOR], ZONE),
        NewOffice("42nd", "", PASSPHRASES[SUPERVISOR], ZONE),
        NewOffice("42nd", "Ana\nRuiz\x00", PASSPHRASES[SUPERVISOR], ZONE),
    ],
    ids=["passphrase", "zone", "name", "person", "control characters"],
)
def test_what_is_refused_leaves_nothing_behind(tmp_path: Path, new: NewOffice) -> None:
    with pytest.raises(Refusal):
        made(tmp_path / "office", new)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["create_database", "create_schema", "first_records", "fold_in_log"])
def test_a_failure_half_way_leaves_nothing_behind(tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(creating, step, fails)
    with pytest.raises(Refusal, match="full"):
        made(tmp_path / "office")
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    made(tmp_path / "office")


def test_what_a_kill_left_half_made_does_not_stand_in_the_way(tmp_path: Path) -> None:
    half = tmp_path / ".office.being-made"
    half.mkdir()
    (half / "office.db").write_bytes(b"half")
    made(tmp_path / "office")
    assert not half.exists()
    assert not (tmp_path / "office" / ".office.being-made").exists()


def test_the_database_is_encrypted_from_its_first_byte(tmp_path: Path) -> None:
    made(tmp_path / "office")
    content = (tmp_path / "office" / "office.db").read_bytes()
    assert not content.startswith(b"SQLite format 3")
    for plain in (b"CREATE TABLE", b"concern", b"42nd", b"Ana", b"Resident", b"supervisor"):
        assert plain not in content
    # Encrypted bytes are evenly spread: no byte is twice as frequent as it should be.
    assert max(content.count(bytes([byte])) for byte in range(256)) < 2 * len(content) / 256


def test_a_plaintext_database_cannot_be_made_by_accident(tmp_path: Path) -> None:
    for key in (b"", b"short", b"x" * 31, b"x" * 33):
        with pytest.raises(ValueError, match="32 bytes"):
            database.create_database(tmp_path / f"{len(key)}.db", key)
        assert not database._header(tmp_path / f"{len(key)}.db").startswith(b"SQLite")


def test_an_existing_database_is_never_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    path.write_bytes(b"mine")
    with pytest.raises(Refusal, match="exists already"):
        database.create_database(path, bytes(32))
    assert path.read_bytes() == b"mine"


@pytest.mark.skipif(os.name == "nt", reason="rights of files are told otherwise there")
def test_nobody_else_on_the_computer_may_read_the_folder(tmp_path: Path) -> None:
    made(tmp_path / "office")
    rights = {
        path.name: stat.S_IMODE(path.stat().st_mode) & 0o077
        for path in [tmp_path / "office", *(tmp_path / "office").iterdir()]
        if path.name not in ("keys.json", "keys.copy.json")
    }
    assert set(rights.values()) == {0}, rights


def test_two_offices_share_nothing(tmp_path: Path) -> None:
    opened: list[Store] = []
    for name in ("one", "two"):
        made(tmp_path / name)
        opened.append(open_office(tmp_path / name, PASSPHRASES[SUPERVISOR]))
    assert opened[0].key != opened[1].key
    for store in opened:
        store.close()
    (tmp_path / "one" / "keys.json").write_bytes((tmp_path / "two" / "keys.json").read_bytes())
    (tmp_path / "one" / "keys.copy.json").write_bytes((tmp_path / "two" / "keys.copy.json").read_bytes())
    with pytest.raises(Refusal):
        open_office(tmp_path / "one", PASSPHRASES[SUPERVISOR])
