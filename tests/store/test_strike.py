"""Strike: "please don't write that down" must be possible in a room, and afterwards the words are nowhere."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import inspect, select, text

from desktop.models.base import Record
from desktop.models.concern import STRUCK, Concern
from desktop.models.line import Line, Mark
from desktop.models.minutes import Minutes, MinutesState
from desktop.models.promise import Action, Promise, Question
from desktop.models.refusal import Refusal
from desktop.store import search
from desktop.store.database import reading_engine
from desktop.store.journal import Act, broken_at
from desktop.store.store import Store
from desktop.store.strike import BACKUPS_REMAIN
from desktop.store.tables import CHANGE_SET
from tests import factories
from tests.conftest import Opener
from tests.factories import READER, STAFF, FrozenClock
from tests.verbs.harness import problems_of

# Rare enough to be found wherever a trace of it lies; folded by search it stays the same.
SECRET = "zyxwquartz"
PAGE, RESERVED, SALT, IV = 4096, 80, 16, 16
WAL_HEADER, FRAME_HEADER = 32, 24


def dumped(store: Store) -> list[str]:
    """Every row of every table with all its columns, the shadow tables of search and its vocabulary included."""
    engine = reading_engine(store.folder.database, store.key, store.drawers, temporary=True)
    parts: list[str] = []
    with engine.connect() as connection:
        connection.execute(text("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, row)"))
        parts += [str(row) for row in connection.execute(text("SELECT term FROM temp.words"))]
        for table in inspect(connection).get_table_names():
            if table == search.NAME:
                continue
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"'):
                values = (value.decode("utf-8", "replace") if isinstance(value, bytes) else value for value in row)
                parts.append(f"{table}: " + " | ".join(map(str, values)))
    engine.dispose()
    return parts


def pages(store: Store) -> Iterator[bytes]:
    """Every page of the database file and of its log, decrypted here without the engine: also pages set free."""
    database = store.folder.database.read_bytes()
    yield from (_opened(store.key, database[i : i + PAGE], first=i == 0) for i in range(0, len(database), PAGE))
    log = store.folder.wal.read_bytes() if store.folder.wal.exists() else b""
    for i in range(WAL_HEADER, len(log), FRAME_HEADER + PAGE):
        number = int.from_bytes(log[i : i + 4], "big")
        yield _opened(store.key, log[i + FRAME_HEADER : i + FRAME_HEADER + PAGE], first=number == 1)


def _opened(key: bytes, page: bytes, *, first: bool) -> bytes:
    sealed = page[SALT if first else 0 : PAGE - RESERVED]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(page[PAGE - RESERVED : PAGE - RESERVED + IV])).decryptor()
    return decryptor.update(sealed) + decryptor.finalize()


def traces(store: Store, words: str = SECRET) -> list[str]:
    """Where the words still are: tables, pages of the file, pages of the log."""
    found = [row[:80] for row in dumped(store) if words in row.casefold()]
    found += [f"page {i}" for i, page in enumerate(pages(store)) if words.encode() in page.lower()]
    return found


def broken(store: Store) -> str | None:
    with store.reading() as session:
        return broken_at(session.connection())


@pytest.fixture
def spoken(store: Store) -> Line:
    """A concern that was said, corrected, searched for, drafted and undone before somebody asked to strike it."""
    line = factories.noted(store, f'! "{SECRET} hides behind the laundromat" #lighting', "a note that stays")[0].line
    factories.changed(store, line, words=f"{SECRET} hid there last week")
    store.undo().result()
    with store.reading() as session:
        made = session.scalars(select(Concern)).one()
    factories.changed(store, made, title=f"Somebody called {SECRET}")
    store.save_draft(f"line:{line.id}:words", {"words": f"{SECRET} hid"}, record_id=line.id).result()
    store.save_draft("line:new", {"words": SECRET}, record_id=line.meeting_id).result()
    store.save_draft("concern:new", {"words": f'a copy: "{line.words}"\n'}).result()
    store.save_draft("concern:other", {"words": "something else"}).result()
    return line


def test_the_trace_finder_finds_what_is_there(store: Store, spoken: Line) -> None:
    """The oracle of this file, tried before it is trusted: tables, search, drafts, and the bytes of file and log."""
    found = traces(store)
    for table in ("line:", "concern:", "row_change:", "draft:", "search_data:", "('zyxw"):
        assert any(each.startswith(table) for each in found), table
    assert any(each.startswith("page") for each in found)
    assert spoken.words is not None


def test_afterwards_the_words_are_nowhere(store: Store, spoken: Line) -> None:
    store.strike(Line, spoken.id, "at their wish").result()
    assert traces(store) == []
    assert broken(store) is None


def test_time_mark_and_that_it_was_struck_stay(store: Store, spoken: Line, clock: FrozenClock) -> None:
    clock.move(minutes=3)
    store.strike(Line, spoken.id, "at their wish").result()
    with store.reading() as session:
        line = session.get_one(Line, spoken.id)
        assert (line.said_at, line.mark, line.position) == (factories.START, Mark.CONCERN, spoken.position)
        assert (line.words, line.struck_at, line.struck_because) == (None, clock.at, "at their wish")
        assert not line.verbatim, "nothing is quoted any more"
        assert [theme.name for theme in line.themes] == ["lighting"]
        concern = session.scalars(select(Concern)).one()
        assert (concern.title, concern.words, concern.struck_at) == (STRUCK, None, clock.at)
        assert concern.number == "C26-0001"


def test_a_theme_that_only_the_struck_line_named_goes_with_it(store: Store) -> None:
    line = factories.noted(store, f"! somebody hides there #{SECRET} #lighting #corner", "and there #corner")[0].line
    assert traces(store) != []
    store.strike(Line, line.id, "at their wish").result()
    assert traces(store) == []
    assert broken(store) is None
    assert problems_of(store) == []
    with store.reading() as session:
        assert [theme.name for theme in session.get_one(Line, line.id).themes] == ["lighting", "corner"]
    factories.noted(store, f"another evening #{SECRET}")


def test_other_lines_and_drafts_stay(store: Store, spoken: Line) -> None:
    store.strike(Line, spoken.id, "at their wish").result()
    with store.reading() as session:
        assert session.scalars(select(Line.words).where(Line.words.is_not(None))).all() == ["a note that stays"]
        assert search.newest(session, "note stays", "line", 9)
        assert search.newest(session, SECRET, "line", 9) == []
    assert [draft.place for draft in store.drafts()] == ["concern:other"]


@pytest.mark.parametrize("sign", "!+?>")
def test_what_was_made_of_the_line_is_struck_with_it(store: Store, sign: str) -> None:
    recorded = factories.noted(store, f"{sign} {SECRET} said so")[0]
    struck = store.strike(Line, recorded.line.id, "at their wish").result()
    assert recorded.made is not None
    assert {(type(each), each.id) for each in struck} == {
        (Line, recorded.line.id),
        (type(recorded.made), recorded.made.id),
    }
    assert traces(store) == []


@pytest.mark.parametrize("sign", "!+?>")
def test_striking_what_was_made_strikes_the_line_too(store: Store, sign: str) -> None:
    recorded = factories.noted(store, f"{sign} {SECRET} said so")[0]
    assert recorded.made is not None
    store.strike(type(recorded.made), recorded.made.id, "at their wish").result()
    assert traces(store) == []
    assert factories.again(store, recorded.line).struck_at is not None


@pytest.mark.parametrize(
    "record",
    [
        factories.concern(words=f"{SECRET} at the desk"),
        factories.promise(words=f"{SECRET} call"),
        factories.question(words=f"{SECRET} who"),
        factories.action(words=f"{SECRET} bring"),
    ],
    ids=lambda record: record.kind,
)
def test_what_was_said_at_the_desk_can_be_struck_alone(
    store: Store, record: Concern | Promise | Question | Action
) -> None:
    own = type(record)(words=record.words)
    factories.saved(store, own)
    store.strike(type(own), own.id, "at their wish").result()
    assert traces(store) == []


@pytest.mark.parametrize("words", ["İstanbul ÇAĞRI", "路灯太暗", 'it\'s "quoted" \\ 100%_', "a\nb\tc", "😍" * 9])
def test_words_of_any_script_leave_the_drafts(store: Store, words: str) -> None:
    concern = factories.concern(words=words)
    factories.saved(store, concern)
    store.save_draft("anywhere", {"words": f"before {words} behind"}).result()
    store.save_draft("elsewhere", {"words": "100 it b"}).result()
    store.strike(Concern, concern.id, "at their wish").result()
    assert [draft.place for draft in store.drafts()] == ["elsewhere"]
    for form in (words, json.dumps(words, ensure_ascii=False)[1:-1], json.dumps(words)[1:-1]):
        assert not [row for row in dumped(store) if form in row]


def test_a_struck_line_is_not_struck_twice_and_gets_no_words_by_undo(store: Store, spoken: Line) -> None:
    store.strike(Line, spoken.id, "at their wish").result()
    with pytest.raises(Refusal, match="struck already"):
        store.strike(Line, spoken.id, "again").result()
    for _ in range(9):
        with contextlib.suppress(Refusal):
            store.undo().result()
    assert traces(store) == []


def test_a_line_in_the_bin_can_be_struck(store: Store) -> None:
    line = factories.noted(store, f"! {SECRET}")[0].line
    store.undo().result()
    store.strike(Line, line.id, "at their wish").result()
    assert traces(store) == []


def test_a_strike_is_in_the_journal_without_the_words(store: Store, spoken: Line) -> None:
    store.strike(Line, spoken.id, "at their wish").result()
    with store.reading() as session:
        entry = session.connection().execute(select(CHANGE_SET).order_by(CHANGE_SET.c.seq.desc()).limit(1)).one()
    assert (entry.act, entry.label) == (Act.STRIKE, "Strike the line")
    assert entry.person_id == store.member.person_id


def test_final_minutes_ask_for_a_second_person(store: Store, spoken: Line) -> None:
    factories.saved(
        store, Minutes(meeting_id=spoken.meeting_id, state=MinutesState.FINAL, read_back_at=factories.START)
    )
    for kind, record_id in ((Line, spoken.id), (Concern, _made(store))):
        with pytest.raises(Refusal, match="second person"):
            store.strike(kind, record_id, "at their wish").result()
    assert factories.again(store, spoken).words
    store.strike(Line, spoken.id, "at their wish", by_two=True).result()
    assert traces(store) == []


def _made(store: Store) -> int:
    with store.reading() as session:
        return session.scalars(select(Concern.id)).one()


def test_only_what_was_said_can_be_struck(store: Store) -> None:
    area = factories.area()
    factories.saved(store, area)
    for kind, record_id in ((type(area), area.id), (Line, 404)):
        strikable: type[Record] = kind
        with pytest.raises(Refusal):
            store.strike(strikable, record_id, "no").result()


def test_staff_may_strike_and_a_reader_may_not(opened: Opener) -> None:
    store = opened(STAFF)
    line = factories.noted(store, f"! {SECRET}")[0].line
    store.close()
    store = opened(READER)
    with pytest.raises(Refusal, match="signs in as reader"):
        store.strike(Line, line.id, "no").result()
    assert traces(store)
    store.close()
    store = opened(STAFF)
    store.strike(Line, line.id, "at their wish").result()
    assert traces(store) == []


def test_the_closed_office_holds_no_trace_either(opened: Opener, office_folder: Path) -> None:
    store = opened()
    line = factories.noted(store, f"! {SECRET}")[0].line
    key = store.key
    store.strike(Line, line.id, "at their wish").result()
    store.close()
    database = (office_folder / "office.db").read_bytes()
    opened_pages = [_opened(key, database[i : i + PAGE], first=i == 0) for i in range(0, len(database), PAGE)]
    assert not any(SECRET.encode() in page.lower() for page in opened_pages)
    assert traces(opened()) == []


def test_whoever_strikes_is_told_that_older_backups_still_hold_the_words() -> None:
    assert "backups" in BACKUPS_REMAIN.casefold()
