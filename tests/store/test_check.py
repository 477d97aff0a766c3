"""Check finds each kind of damage, and tells them apart."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from desktop.models.concern import Concern
from desktop.models.line import Line
from desktop.models.sealed import DrawerKeys
from desktop.models.theme import Theme
from desktop.store import journal
from desktop.store.check import Report, check, check_folder, make_search_anew
from desktop.store.database import writing_engine
from desktop.store.folder import OfficeFolder
from desktop.store.opening import open_office
from desktop.store.tables import CHANGE_SET, NUMBER_SERIES, ROW_CHANGE
from tests.store.dying import PASSPHRASE, PHOTO, folder_bytes, fresh_copy, key_of, make_office

PAGE = 4096
NAMES = [
    *("pages", "references", "journal", "anchor", "records as journaled", "search", "ids", "numbers"),
    *("attachments", "key slots"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose journal also holds a strike."""
    root = tmp_path_factory.mktemp("made") / "office"
    make_office(root)
    store = open_office(root, PASSPHRASE)
    with store.reading() as session:
        line = session.scalars(select(Line.id).where(Line.words.startswith("Deliveries"))).one()
    store.strike(Line, line, "at their wish").result()
    store.close()
    return root


@pytest.fixture
def office(made: Path, tmp_path: Path) -> OfficeFolder:
    return OfficeFolder(fresh_copy(made, tmp_path / "office"))


def report(folder: OfficeFolder, *, deep: bool = True, anchor: tuple[int, str] | None = None) -> Report:
    return check_folder(folder, key_of(folder.root), DrawerKeys(), deep=deep, anchor=anchor)


def wrong(found: Report) -> dict[str, list[str]]:
    return {each.name: each.problems for each in found.checks if not each.is_ok}


def tamper(folder: OfficeFolder, change: Callable[[Connection], object]) -> None:
    """As somebody with the passphrase and a database tool would."""
    engine = writing_engine(folder.database, key_of(folder.root), DrawerKeys())
    with engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        with connection.begin():
            change(connection)
    engine.dispose()


def head(folder: OfficeFolder) -> tuple[int, str]:
    found = report(folder, deep=False)
    return found.journal_count, found.journal_head


def test_a_sound_office_is_well_and_nothing_is_written(office: OfficeFolder) -> None:
    before = folder_bytes(office.root)
    told: list[str] = []
    found = check_folder(office, key_of(office.root), DrawerKeys(), deep=True, anchor=head(office), told=told.append)
    assert found.is_ok
    assert found.problems == []
    assert told == NAMES == [each.name for each in found.checks]
    assert folder_bytes(office.root) == before
    plain = json.loads(json.dumps(found.to_json()))
    assert plain["ok"] is True
    assert plain["journal"] == {"count": found.journal_count, "head": found.journal_head}


def test_an_open_office_can_be_checked_while_it_is_used(office: OfficeFolder) -> None:
    store = open_office(office.root, PASSPHRASE)
    written = [
        store.write("Add", lambda session: session.add(Theme(name=f"theme{session.next_id()}"))) for _ in range(20)
    ]
    assert check(store, deep=True).problems == []
    for each in written:
        each.result()
    assert check(store, deep=True, anchor=store.journal_head()).problems == []
    store.close()


def test_telling_can_stop_the_work(office: OfficeFolder) -> None:
    def stop(name: str) -> None:
        raise InterruptedError(name)

    with pytest.raises(InterruptedError, match="pages"):
        check_folder(office, key_of(office.root), DrawerKeys(), told=stop)


# Damage


def test_every_damaged_page_is_named(office: OfficeFolder) -> None:
    key, whole = key_of(office.root), office.database.read_bytes()
    for page in range(2, len(whole) // PAGE + 1, 9):
        content = bytearray(whole)
        content[(page - 1) * PAGE + 700] ^= 32
        office.database.write_bytes(content)
        found = wrong(check_folder(office, key, DrawerKeys()))
        assert found["pages"] == [
            f"Page {page} of office.db is damaged. Restore the newest backup into a new folder."
        ], page
        assert "key slots" not in found
        assert "attachments" not in found or "damaged" in found["attachments"][0]


def test_two_damaged_pages_are_both_named(office: OfficeFolder) -> None:
    key, content = key_of(office.root), bytearray(office.database.read_bytes())
    for page in (30, 71):
        content[(page - 1) * PAGE + 9] ^= 1
    office.database.write_bytes(content)
    assert [problem.split(" of ")[0] for problem in wrong(check_folder(office, key, DrawerKeys()))["pages"]] == [
        "Page 30",
        "Page 71",
    ]


@pytest.mark.parametrize(
    "damage", [lambda whole: b"x" * 200 + whole[200:], lambda whole: whole[:3000], lambda whole: b""]
)
def test_a_database_that_does_not_open_is_one_sentence_each(
    office: OfficeFolder, damage: Callable[[bytes], bytes]
) -> None:
    key = key_of(office.root)
    office.database.write_bytes(damage(office.database.read_bytes()))
    found = check_folder(office, key, DrawerKeys(), deep=True)
    assert not found.is_ok
    assert found.journal_count == 0
    assert "is damaged. " in wrong(found)["pages"][0]
    assert "is damaged. Do not delete it" in wrong(found)["journal"][0]
    assert "key slots" not in wrong(found)


def test_one_bad_copy_of_the_key_slots_is_named(office: OfficeFolder) -> None:
    content = bytearray((office.root / "keys.copy.json").read_bytes())
    content[400] ^= 1
    (office.root / "keys.copy.json").write_bytes(content)
    assert wrong(report(office)) == {"key slots": ["The key file keys.copy.json is damaged; the other copy was used."]}


# The journal


def test_a_cut_tail_is_betrayed_only_by_the_anchor(office: OfficeFolder) -> None:
    store = open_office(office.root, PASSPHRASE)
    store.note("Printed the agenda").result()
    store.close()
    anchor = head(office)
    tamper(office, lambda c: c.execute(delete(CHANGE_SET).where(CHANGE_SET.c.seq == anchor[0])))
    assert wrong(report(office)) == {}
    found = wrong(report(office, anchor=anchor))
    assert set(found) == {"anchor"}
    assert f"change set {anchor[0]}" in found["anchor"][0]
    assert "a tail may have been cut off" in found["anchor"][0]
    assert wrong(report(office, anchor=(anchor[0] - 1, head(office)[1]))) == {}


def test_the_first_digits_of_the_head_are_enough(office: OfficeFolder) -> None:
    count, digest = head(office)
    assert wrong(report(office, anchor=(count, digest[:16].upper()))) == {}
    assert set(wrong(report(office, anchor=(count, "0" * 16)))) == {"anchor"}


def alter_facts(connection: Connection) -> None:
    seq, facts = connection.execute(select(ROW_CHANGE.c.seq, ROW_CHANGE.c.facts).limit(1)).one()
    connection.execute(update(ROW_CHANGE).where(ROW_CHANGE.c.seq == seq).values(facts=facts.replace(b"null", b"true")))


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.execute(update(CHANGE_SET).where(CHANGE_SET.c.seq == 3).values(label="Something else")),
        lambda c: c.execute(update(CHANGE_SET).where(CHANGE_SET.c.seq == 3).values(person_id=None)),
        lambda c: c.execute(delete(CHANGE_SET).where(CHANGE_SET.c.seq == 3)),
        lambda c: c.execute(delete(ROW_CHANGE).where(ROW_CHANGE.c.change_set == 3)),
        lambda c: c.execute(update(ROW_CHANGE).values(record_id=ROW_CHANGE.c.record_id + 1)),
        alter_facts,
    ],
    ids=["label", "person", "set removed", "rows removed", "rows moved", "payload"],
)
def test_an_altered_journal_is_found(office: OfficeFolder, change: Callable[[Connection], object]) -> None:
    tamper(office, change)
    (problem,) = wrong(report(office, deep=False))["journal"]
    assert problem.startswith("Change set ")
    assert "was altered" in problem or "is missing" in problem


def test_erased_words_do_not_break_the_chain(office: OfficeFolder) -> None:
    """The office of these tests holds a strike; see `made`."""
    assert not wrong(report(office))
    with_words = writing_engine(office.database, key_of(office.root), DrawerKeys())
    with with_words.connect() as connection:
        assert connection.scalar(select(ROW_CHANGE.c.seq).where(ROW_CHANGE.c.words == b"").limit(1))
        assert journal.broken_at(connection) is None
    with_words.dispose()


# Records


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE concern SET priority = 'high'", "is not as the journal says: priority."),
        ("UPDATE line SET said_at = '2026-01-01 00:00:00.000000'", "is not as the journal says: said_at."),
        ("UPDATE line SET verbatim = 1 - verbatim", "is not as the journal says: verbatim."),
        (
            "INSERT INTO kind (id, name, \"of\", position) VALUES (7, 'x', 'meeting', 1)",
            "The kind 7 is not in the journal",
        ),
        ("DELETE FROM question", "of the journal is gone"),
    ],
    ids=["fact", "time", "yes or no", "put in", "taken out"],
)
def test_what_was_changed_behind_the_journal_is_found(office: OfficeFolder, sql: str, says: str) -> None:
    tamper(office, lambda connection: connection.execute(text(sql)))
    assert "records as journaled" not in wrong(report(office, deep=False))
    found = wrong(report(office))
    assert says in found["records as journaled"][0]
    assert not set(found) - {"records as journaled", "search"}


def test_many_problems_of_one_kind_are_shortened(office: OfficeFolder) -> None:
    tamper(office, lambda c: c.execute(text("UPDATE speaker_role SET position = -1")))
    found = wrong(report(office))["records as journaled"]
    assert len(found) == 21
    assert found[-1] == "and 1 more of this kind"


def test_search_out_of_step_is_found_and_made_anew(office: OfficeFolder) -> None:
    store = open_office(office.root, PASSPHRASE)
    with store.reading() as session:
        concern = session.scalars(select(Concern.id).where(Concern.struck_at.is_(None))).first()
    tamper_search = f"DELETE FROM search WHERE rowid = {concern}"
    store.write("x", lambda session: session.connection().execute(text(tamper_search)).close()).result()
    found = wrong(check(store, deep=True))
    assert set(found) == {"search"}
    assert "words too many or too few" in found["search"][0]
    make_search_anew(store).result()
    assert wrong(check(store, deep=True)) == {}
    store.close()


def test_a_broken_reference_is_found(office: OfficeFolder) -> None:
    tamper(office, lambda c: c.execute(text("UPDATE attachment SET record_id = 5")))
    assert wrong(report(office, deep=False))["references"][0].endswith("belongs to a concern that is not there.")
    tamper(office, lambda c: c.execute(text("UPDATE concern SET area_id = 5")))
    assert any("refers to a record of area that is not there" in each for each in wrong(report(office))["references"])


def test_an_id_given_twice_is_found(office: OfficeFolder) -> None:
    tamper(office, lambda c: c.execute(text("UPDATE question SET id = (SELECT id FROM promise LIMIT 1)")))
    assert "is given to two records" in wrong(report(office))["ids"][0]


def test_a_number_ahead_of_its_series_is_found(office: OfficeFolder) -> None:
    tamper(office, lambda c: c.execute(update(NUMBER_SERIES).where(NUMBER_SERIES.c.letter == "C").values(last=1)))
    (problem,) = wrong(report(office))["numbers"]
    assert problem.endswith("lies ahead of its series, so it may be given again.")
    tamper(office, lambda c: c.execute(delete(NUMBER_SERIES)))
    assert len(wrong(report(office))["numbers"]) > 3
    tamper(office, lambda c: c.execute(insert(NUMBER_SERIES).values(letter="C", year=2026, copy=0, last=99)))
    assert not any(" C" in problem for problem in wrong(report(office))["numbers"])


# Attachments


def test_a_missing_or_damaged_attachment_is_found(office: OfficeFolder) -> None:
    (path,) = (path for path in office.files.rglob("*") if path.is_file())
    assert PHOTO[:30] not in path.read_bytes()
    path.write_bytes(path.read_bytes()[:-1])
    assert wrong(report(office, deep=False)) == {}
    assert wrong(report(office))["attachments"][0].endswith("is damaged. Bring the folder files back from a backup.")
    shutil.rmtree(office.files)
    assert wrong(report(office, deep=False))["attachments"][0].endswith(
        "missing. Bring the folder files back from a backup."
    )
