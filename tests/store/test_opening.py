"""Opening an office: who, with what passphrase, on which computer, in what state; every no is one plain sentence."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from desktop.models.concern import Concern
from desktop.models.person import Person
from desktop.models.refusal import Refusal
from desktop.store import database
from desktop.store.database import writing_engine
from desktop.store.faults import Damaged
from desktop.store.journal import broken_at
from desktop.store.keys import CHEAP, KeySlots, TooSoon, WrongPassphrase
from desktop.store.opening import Arrived, open_office
from desktop.store.schema import VERSION
from desktop.store.slots_file import COPIES
from desktop.store.store import Store
from desktop.store.tables import CHANGE_SET, COPY
from tests import factories
from tests.conftest import Opener
from tests.factories import COORDINATOR, PASSPHRASES, READER, STAFF, SUPERVISOR

ROOT_USER = hasattr(os, "geteuid") and os.geteuid() == 0
NOBODY = 65534


def notes(store: Store) -> dict[str, dict[str, object]]:
    """What the journal noted, {label: details}."""
    with store.reading() as session:
        entries = session.connection().execute(select(CHANGE_SET).where(CHANGE_SET.c.act == "note")).all()
    return {entry.label: json.loads(entry.details or "{}") for entry in entries}


def plain(caught: "pytest.ExceptionInfo[Refusal]", *words: str) -> None:
    """The sentence names what it is about, on one line, and never a passphrase or a key."""
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    assert not any(phrase in sentence for phrase in PASSPHRASES.values())
    for word in words:
        assert word in sentence


# Who


@pytest.mark.parametrize("who", PASSPHRASES)
def test_everybody_with_a_slot_opens_it_as_themselves(opened: Opener, who: str) -> None:
    store = opened(who)
    assert (store.member.name, store.member.role) == (who, factories.ROLES[who])
    store.note("Here").result()
    assert store.office.name == "42nd Precinct"


def test_a_wrong_passphrase_is_said_as_such_and_noted_at_the_next_opening(office_folder: Path, opened: Opener) -> None:
    before = (office_folder / "office.db").read_bytes()
    for _ in range(2):
        with pytest.raises(WrongPassphrase) as caught:
            open_office(office_folder, "not the one at all", person=STAFF)
        plain(caught, STAFF)
    assert (office_folder / "office.db").read_bytes() == before
    assert notes(opened(STAFF))["Failed to unlock"] == {"times": 2}


def test_after_five_wrong_tries_one_must_wait_and_others_need_not(office_folder: Path, opened: Opener) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            open_office(office_folder, "not the one at all", person=STAFF)
    with pytest.raises(TooSoon, match="wait"):
        open_office(office_folder, PASSPHRASES[STAFF], person=STAFF)
    assert opened(SUPERVISOR).can_write


def test_the_passphrase_of_a_colleague_does_not_do(office_folder: Path) -> None:
    with pytest.raises(WrongPassphrase):
        open_office(office_folder, PASSPHRASES[SUPERVISOR], person=STAFF)


def test_somebody_unknown_is_told_who_may_sign_in(office_folder: Path) -> None:
    with pytest.raises(Refusal) as caught:
        open_office(office_folder, "whatever it may be", person="Mallory")
    plain(caught, "Mallory", *PASSPHRASES)


def test_somebody_whose_role_was_taken_stays_out_though_the_slot_still_opens(
    office_folder: Path, opened: Opener
) -> None:
    store = opened(SUPERVISOR)
    with store.reading() as session:
        ben = session.scalars(select(Person).where(Person.name == STAFF)).one()
    factories.changed(store, ben, role=None)
    store.close()
    for write in (True, False):
        with pytest.raises(Refusal, match="no longer works in this office") as caught:
            open_office(office_folder, PASSPHRASES[STAFF], person=STAFF, write=write)
        plain(caught, STAFF)
    assert opened(COORDINATOR).can_write, "the lock was given back"


def test_the_role_comes_from_the_database_not_from_the_slots(opened: Opener) -> None:
    store = opened(SUPERVISOR)
    with store.reading() as session:
        ben = session.scalars(select(Person).where(Person.name == STAFF)).one()
    factories.changed(store, ben, role="reader")
    store.close()
    with pytest.raises(Refusal, match="reader"):
        factories.saved(opened(STAFF), factories.concern())


# Where


def test_on_another_computer_it_asks_whether_it_was_moved_or_copied(
    office_folder: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.store.arrival.machine_id", lambda: "another")
    monkeypatch.setattr("desktop.store.arrival.machine_name", lambda: "LAPTOP-7")
    with pytest.raises(Refusal, match="moved here") as caught:
        open_office(office_folder, PASSPHRASES[SUPERVISOR], person=SUPERVISOR)
    plain(caught, "--moved", "--copied")
    reader = opened(write=False)
    assert reader.copy.letter == "", "looking needs no answer"
    store = opened(arrived=Arrived.MOVED)
    assert (store.copy.number, store.copy.letter) == (0, "")
    store.close()
    assert opened().copy.number == 0, "asked once"


def test_a_copy_gets_its_own_letter_and_numbers_and_ids(
    office_folder: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Two laptops work on, and nothing they make collides."""
    shutil.copytree(office_folder, tmp_path / "laptop")
    here = opened()
    monkeypatch.setattr("desktop.store.arrival.machine_id", lambda: "another")
    there = opened(root=tmp_path / "laptop", arrived=Arrived.COPIED)
    made = []
    for store in (here, there, here, there):
        concern = factories.concern()
        factories.saved(store, concern)
        made.append(concern)
    assert there.copy.letter.isalpha()
    assert len({concern.id for concern in made}) == 4
    numbers = [str(concern.number) for concern in made]
    assert numbers[::2] == ["C26-0001", "C26-0002"]
    assert numbers[1::2] == [f"C26-{there.copy.letter}0001", f"C26-{there.copy.letter}0002"]
    there.close()
    again = opened(root=tmp_path / "laptop")
    assert again.copy == there.copy, "asked once"
    with again.reading() as session:
        assert session.connection().scalars(select(COPY.c.is_this).order_by(COPY.c.number)).all() == [0, 1]
        assert broken_at(session.connection()) is None


# The key slots


def test_older_key_slots_are_noted_for_everybody_to_see(office_folder: Path, opened: Opener) -> None:
    """Somebody who was removed puts their old files back: it opens, and the journal says so."""
    opened().close()
    old = {name: (office_folder / name).read_bytes() for name in COPIES}
    slots = KeySlots.read(office_folder, cost=CHEAP)
    slots.remove(slots.unlock(SUPERVISOR, PASSPHRASES[SUPERVISOR]), _id_of(slots, READER))
    opened().close()
    for name, content in old.items():
        (office_folder / name).write_bytes(content)
    noted = notes(opened())
    assert noted["Older key slots in use"]["generation"] == noted["Older key slots in use"]["last_known"] - 1  # type: ignore[operator]


def _id_of(slots: KeySlots, who: str) -> str:
    return next(info.person_id for info in slots.people if info.name == who)


def test_one_lost_or_damaged_copy_of_the_slots_is_mended(office_folder: Path, opened: Opener) -> None:
    for name, damage in zip(COPIES, (b"", b"{}"), strict=True):
        (office_folder / name).write_bytes(damage)
        opened().close()
        copies = {(office_folder / each).read_bytes() for each in COPIES}
        assert len(copies) == 1
        assert damage not in copies


def test_without_any_slots_the_sentence_names_the_files(office_folder: Path) -> None:
    for name in COPIES:
        (office_folder / name).unlink()
    with pytest.raises(Refusal) as caught:
        open_office(office_folder, PASSPHRASES[SUPERVISOR])
    plain(caught, COPIES[0])


def test_slots_of_another_office_are_told(office_folder: Path, tmp_path: Path) -> None:
    other = factories.office(tmp_path / "other")
    for name in COPIES:
        shutil.copy(other / name, office_folder / name)
    with pytest.raises(Refusal) as caught:
        open_office(office_folder, PASSPHRASES[SUPERVISOR], person=SUPERVISOR)
    assert not isinstance(caught.value, WrongPassphrase)
    plain(caught)


# The database


def test_a_missing_folder_and_a_folder_without_an_office_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="There is no folder") as caught:
        open_office(tmp_path / "nowhere", "x")
    plain(caught, "nowhere")
    with pytest.raises(Refusal, match=r"is not an office: it has no office\.db") as caught:
        open_office(tmp_path, "x")
    plain(caught)
    assert list(tmp_path.iterdir()) == []


def test_a_plaintext_database_is_refused(office_folder: Path) -> None:
    import sqlite3

    (office_folder / "office.db").unlink()
    plain_file = sqlite3.connect(office_folder / "office.db")
    plain_file.execute("CREATE TABLE concern (id INTEGER)")
    plain_file.commit()
    plain_file.close()
    before = (office_folder / "office.db").read_bytes()
    with pytest.raises(Refusal, match="not encrypted") as caught:
        open_office(office_folder, PASSPHRASES[SUPERVISOR], person=SUPERVISOR)
    plain(caught)
    assert (office_folder / "office.db").read_bytes() == before


DAMAGES = ["emptied", "cut to a few bytes", "cut in the middle of a page", "cut to half", "first page", "salt"]


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("what", DAMAGES)
def test_a_damaged_database_is_told_apart_from_a_wrong_passphrase(office_folder: Path, what: str, write: bool) -> None:
    path = office_folder / "office.db"
    content = path.read_bytes()
    flipped = bytearray(content)
    flipped[100 if what == "first page" else 3] ^= 0xFF
    path.write_bytes(
        {
            "emptied": b"",
            "cut to a few bytes": content[:9],
            "cut in the middle of a page": content[: 4096 * 2 + 1000],
            "cut to half": content[: len(content) // 8192 * 4096],
        }.get(what, bytes(flipped))
    )
    damaged = path.read_bytes()
    with pytest.raises(Damaged, match="damaged") as caught:
        open_office(office_folder, PASSPHRASES[SUPERVISOR], person=SUPERVISOR, write=write)
    plain(caught, "office.db", "Do not delete it", "backup")
    with pytest.raises(WrongPassphrase):
        open_office(office_folder, "not the one at all", person=SUPERVISOR, write=write)
    assert path.read_bytes()[: len(damaged)] == damaged


def test_a_damaged_page_inside_is_told_when_it_is_read(office_folder: Path, opened: Opener) -> None:
    store = opened()
    factories.saved(store, *(factories.concern(words="w" * 2000) for _ in range(40)))
    store.close()
    path = office_folder / "office.db"
    content = bytearray(path.read_bytes())
    for page in range(len(content) // 4096 // 2, len(content) // 4096):
        content[page * 4096 + 500] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(Damaged):
        store = opened(write=False)
        with store.reading() as session:
            session.scalars(select(Concern)).all()


def test_an_office_of_a_newer_program_is_left_alone(office_folder: Path, opened: Opener) -> None:
    store = opened()
    key = store.key
    store.close()
    engine = writing_engine(office_folder / "office.db", key, store.drawers)
    with engine.begin() as connection:
        connection.execute(update(VERSION).values(version_num="9999"))
    engine.dispose()
    before = (office_folder / "office.db").read_bytes()
    for write in (True, False):
        with pytest.raises(Refusal, match="newer version") as caught:
            open_office(office_folder, PASSPHRASES[SUPERVISOR], person=SUPERVISOR, write=write)
        plain(caught, "9999")
    assert (office_folder / "office.db").read_bytes() == before


def test_the_key_of_another_office_opens_nothing(office_folder: Path) -> None:
    from desktop.models.sealed import DrawerKeys
    from desktop.store.faults import told_plainly

    path = office_folder / "office.db"
    engine = database.reading_engine(path, bytes(32), DrawerKeys())
    with pytest.raises(Damaged), told_plainly(path), engine.connect():
        pass
    engine.dispose()


# One at a time


def test_a_second_writer_is_told_who_holds_it_and_reading_works(office_folder: Path, opened: Opener) -> None:
    store = opened()
    factories.saved(store, factories.concern())
    with pytest.raises(Refusal, match="open for writing elsewhere") as caught:
        open_office(office_folder, PASSPHRASES[STAFF], person=STAFF)
    plain(caught, f"process {os.getpid()}")
    reader = opened(STAFF, write=False)
    with reader.reading() as session:
        assert session.scalars(select(Concern)).one().id
    store.close()
    assert opened(STAFF).can_write


def test_a_holder_that_died_stands_in_nobodys_way(office_folder: Path, opened: Opener) -> None:
    """The lock of a process that is gone is taken over at once; what it had saved is there."""
    code = (
        "import os, sys; from pathlib import Path; from tests import factories\n"
        "from desktop.store.opening import open_office\n"
        "store = open_office(Path(sys.argv[1]), sys.argv[2], person=sys.argv[3])\n"
        "factories.saved(store, factories.concern()); os._exit(9)\n"
    )
    arguments = [sys.executable, "-c", code, str(office_folder), PASSPHRASES[STAFF], STAFF]
    assert subprocess.run(arguments, check=False, cwd=Path(__file__).parents[2]).returncode == 9
    store = opened()
    with store.reading() as session:
        assert session.scalars(select(Concern)).one().number == "C26-0001"


def test_a_refused_opening_gives_everything_back(
    office_folder: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure at the last step of opening leaves neither lock nor writer behind."""

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Store, "remember", fails)
    with pytest.raises(Refusal, match="full"):
        open_office(office_folder, PASSPHRASES[SUPERVISOR], person=SUPERVISOR)
    monkeypatch.undo()
    assert opened(STAFF).can_write


# Where nothing can be written

AS_NOBODY = """
import os, sys
from pathlib import Path
from desktop.models.refusal import Refusal
from desktop.store.opening import open_office
root, warm, passphrase, person, how = sys.argv[1:]
# Once with all rights, so that everything is imported: nobody may not read this Python's own files.
open_office(Path(warm), passphrase, person=person, write=False).close()
if os.geteuid() == 0:
    os.setgroups([]); os.setgid({nobody}); os.setuid({nobody})
try:
    store = open_office(Path(root), passphrase, person=person, write=how == "write")
    print("opened", store.office.name)
    store.close()
except Refusal as refusal:
    print("refused", refusal)
"""


def as_nobody(root: Path, warm: Path, how: str) -> str:
    """What somebody without the right to write into the folder is told."""
    code = AS_NOBODY.format(nobody=NOBODY)
    arguments = [sys.executable, "-c", code, str(root), str(warm), PASSPHRASES[READER], READER, how]
    result = subprocess.run(arguments, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert not result.stderr, result.stderr
    return result.stdout


@pytest.fixture
def warm(template_office: Path, tmp_path: Path) -> Path:
    """Another office, to import everything with."""
    return Path(shutil.copytree(template_office, tmp_path / "warm"))


@pytest.fixture
def locked_folder(office_folder: Path) -> Iterator[Path]:
    """The office in a folder that can be read but not written to, also by somebody else when root runs the tests."""
    if os.name == "nt":
        pytest.skip("rights of folders are told otherwise there")
    with tempfile.TemporaryDirectory() as outside:
        if ROOT_USER:  # pytest's own folder is for its user alone
            os.chmod(outside, 0o755)
        root = Path(shutil.copytree(office_folder, Path(outside) / "office"))
        for path in root.iterdir():
            path.chmod(0o555 if path.is_dir() else 0o444)
        root.chmod(0o555)
        yield root
        root.chmod(0o755)


def test_a_read_only_folder_can_be_read_and_says_so_when_it_should_be_written(locked_folder: Path, warm: Path) -> None:
    before = {path.name: path.read_bytes() for path in locked_folder.iterdir() if path.is_file()}
    assert as_nobody(locked_folder, warm, "read") == "opened 42nd Precinct\n"
    said = as_nobody(locked_folder, warm, "write")
    assert said.startswith("refused ")
    assert "cannot be written to" in said
    assert str(locked_folder) in said
    assert {path.name: path.read_bytes() for path in locked_folder.iterdir() if path.is_file()} == before


def test_a_read_only_folder_with_changes_not_folded_in_says_what_to_do(locked_folder: Path, warm: Path) -> None:
    """Such a log cannot be read without writing beside it; leaving it out would hide the newest lines."""
    locked_folder.chmod(0o755)
    (locked_folder / "office.db-wal").write_bytes(bytes(4152))
    locked_folder.chmod(0o555)
    said = as_nobody(locked_folder, warm, "read")
    assert said.startswith("refused ")
    assert "not folded in yet" in said


def test_a_folder_one_may_not_even_read_is_told(locked_folder: Path, warm: Path) -> None:
    (locked_folder / "office.db").chmod(0o000)
    said = as_nobody(locked_folder, warm, "read")
    assert said.startswith("refused ")
    assert "office.db" in said
