"""Search: what was typed is found as people type it, in any script; operators are text; and the index stays in step."""

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, select, text
from sqlcipher3 import dbapi2

from desktop.models.area import Area
from desktop.models.base import Record
from desktop.models.concern import Concern
from desktop.models.line import Line
from desktop.models.records import RECORDS
from desktop.store import bulk, search
from desktop.store.bin import put_in_bin, take_out
from desktop.store.database import reading_engine, writing_engine
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from tests import factories

NAUGHTY = Path(__file__).parents[2].parent / "shared" / "data" / "hostile" / "blns.json"


def found(store: Store, typed: str, kind: str = "concern") -> list[int]:
    with store.reading() as session:
        return search.newest(session, typed, kind, 1000)


def said(store: Store, *words: str) -> list[int]:
    concerns = [factories.concern(words=each) for each in words]
    factories.saved(store, *concerns)
    return [concern.id for concern in concerns]


def out_of_step(store: Store) -> int:
    engine = reading_engine(store.folder.database, store.key, store.drawers, temporary=True)
    with engine.connect() as connection:
        count = search.out_of_step(connection)
    engine.dispose()
    return count


FOLDED = [
    ("Señor Peñalosa asked", ["penalosa", "peñalosa", "PEÑALOSA", "Pen", "pen\u0303alosa", "senor pena"]),
    ("Nguyễn Thị Đức called", ["nguyen", "Nguyễn", "duc", "Đức", "đuc", "thi duc", "NGUYÊN"]),
    ("bus to Łódź", ["lodz", "łódź", "Łó", "LODZ"]),
    ("Straße am Süd", ["strasse", "straße", "STRASSE", "STRAẞE", "sud", "süd"]),
    ("ærlig Ørsted Þór İstanbul ıslak", ["aerlig", "ærlig", "orsted", "thor", "istanbul", "islak"]),
    ("安全会议讨论路灯问题", ["安全", "会议", "路灯", "安全会议", "路灯问题", "灯", "路灯 安全"]),
    ("안전 회의 가로등", ["안전", "회의", "가로등", "가로"]),
    ("あんぜん カイギ 街灯", ["あんぜん", "カイ", "街灯"]),
    ("सुरक्षा बैठक", ["सुरक्षा", "बैठक", "सुर"]),
    ("اجتماع السلامة العربية", ["العربية", "السلامة", "اجتماع", "اجت"]),
    ("собрание Ёлка", ["СОБРАНИЕ", "собр", "елка"]),
    ("ΑΣΦΆΛΕΙΑ δρόμος", ["ασφαλεια", "δρομοσ", "ΔΡΌΜΟΣ"]),
    ("the ﬁre at the café №5 ½", ["fire", "cafe", "no5"]),
    ("thanks 😍 :-) ¯\\_(ツ)_/¯", ["😍", ":-)", "thanks 😍"]),
    ("call 555-0144, C-3PO e-mail", ["555-0144", "555", "0144", "c-3po", "3po", "e-mail", "mail"]),
]


@pytest.mark.parametrize(("words", "typed"), FOLDED, ids=[words for words, _ in FOLDED])
def test_words_are_found_however_they_are_typed(store: Store, words: str, typed: list[str]) -> None:
    (wanted, _) = said(store, words, "something else entirely")
    for each in typed:
        assert found(store, each) == [wanted], each


def test_every_word_typed_must_begin_a_word(store: Store) -> None:
    one, two = said(store, "dark at the bus stop", "dark at the library")
    assert found(store, "dark") == [two, one], "newest first"
    assert found(store, "da bu") == [one]
    assert found(store, "stop dark") == [one], "in any order"
    assert found(store, "ark") == []
    assert found(store, "dark library bus") == []


@pytest.mark.parametrize(
    "typed",
    ['lamp"', '"lamp', "lamp*", "lamp AND", "-lamp", "+lamp", "lamp^", "^lamp", "(lamp", "lamp)", "lamp and"],
)
def test_signs_round_a_word_change_nothing(store: Store, typed: str) -> None:
    other, itself = said(store, "the lamp and the open door", f"he wrote {typed} on it")
    assert found(store, typed) == [itself, other]


@pytest.mark.parametrize(
    "typed",
    [
        "lamp OR door",
        "NOT lamp",
        "NEAR(lamp door)",
        "title:lamp",
        "title : lamp",
        "{title body} : lamp",
        "kind:concern lamp",
        "lamp -- door",
        "lamp\x00door",
        "* lamp",
        "*",
        '"',
        "' OR 1=1 --",
    ],
)
def test_operators_are_plain_text(store: Store, typed: str) -> None:
    """What an operator would widen is not found, and nothing raises; the text itself is."""
    _, itself = said(store, "the lamp and the open door", f"he wrote {typed} on it")
    assert found(store, typed) == [itself]


def naughty() -> list[str]:
    if not NAUGHTY.exists():
        pytest.skip("the shared data are not here")
    strings = json.loads(NAUGHTY.read_text(encoding="utf-8"))
    assert len(strings) == 515
    return [each for each in strings if each.strip(" ")]


def test_naughty_strings_are_stored_exactly_found_by_themselves_and_gone_when_deleted(store: Store) -> None:
    strings = naughty()
    ids = said(store, *strings)
    with store.reading() as session:
        kept = dict(session.execute(select(Concern.id, Concern.words)).all())
    assert [kept[each] for each in ids] == strings
    nothing_to_seek = []
    for record_id, typed in zip(ids, strings, strict=True):
        if search.query(typed, "concern") is None:
            nothing_to_seek.append(typed)
            assert found(store, typed) == []
        else:
            assert record_id in found(store, typed), typed
    # Only what has neither letter nor digit nor sign of its own cannot be sought.
    assert not any(character.isalnum() for each in nothing_to_seek for character in each)
    assert len(nothing_to_seek) < 12
    assert out_of_step(store) == 0

    gone = set(ids[::12])

    def some(session: object) -> None:
        for record_id in gone:
            put_in_bin(session, session.get_one(Concern, record_id))  # type: ignore[attr-defined,arg-type]

    store.write("Some of it", some).result()
    assert not any(gone.intersection(found(store, typed)) for typed in strings)
    assert out_of_step(store) == 0


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_folds_the_same_way_on_both_sides(typed: str) -> None:
    """Each token sought begins a token kept: so whatever was written is found by itself."""
    kept = search._TOKEN.findall(search.fold(typed))
    joined = "\n".join(kept) + "\n"
    for word in typed.split():
        tokens = search._TOKEN.findall(search.fold(word))
        if tokens:
            assert "\n".join(tokens) + "\n" in joined or not set(tokens) - set(kept), (word, kept)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_folding_twice_changes_nothing_that_is_sought(typed: str) -> None:
    once = search._TOKEN.findall(search.fold(typed))
    assert search._TOKEN.findall(search.fold(" ".join(once))) == once


def test_only_the_kind_that_was_asked_for_is_found(store: Store) -> None:
    recorded = factories.noted(store, "! zebra", "+ zebra", "zebra")
    factories.saved(store, factories.area(name="zebra"))
    assert [len(found(store, "zebra", kind)) for kind in ("line", "concern", "promise", "area", "question")] == [
        3,
        1,
        1,
        1,
        0,
    ]
    assert found(store, "zebra", "line theme") == []
    with store.reading() as session:
        everything = search.matching("zebra")
        assert everything is not None
        assert len(session.scalars(everything).all()) == 6
    assert recorded[0].line.id in found(store, "zeb", "line")


def test_the_name_of_a_kind_is_no_word(store: Store) -> None:
    said(store, "dark")
    assert found(store, "concern") == []
    assert found(store, "kconcern") == []


@pytest.mark.parametrize("typed", ["", "   ", "\t\n", "\u200b", "\x00", "‘ ’", "«»"])
def test_nothing_to_seek_finds_nothing(store: Store, typed: str) -> None:
    said(store, "dark \u200b ‘ ’ «» \x00")
    assert search.query(typed) is None
    assert found(store, typed) == []


def test_the_index_follows_every_change(store: Store) -> None:
    (concern,) = said(store, "zebra")
    record = factories.again(store, factories.concern(id=concern))
    factories.changed(store, record, words="giraffe", title="giraffe")
    assert (found(store, "zebra"), found(store, "giraffe")) == ([], [concern])
    factories.changed(store, record, answer="lion")
    assert found(store, "giraffe lion") == [concern]
    store.undo().result()
    assert found(store, "lion") == []
    store.write("Bin", lambda s: put_in_bin(s, s.get_one(Concern, concern))).result()
    assert found(store, "giraffe") == []
    store.write("Out", lambda s: take_out(s, s.get_one(Concern, concern))).result()
    assert found(store, "C26-0001 giraffe") == [concern]
    assert out_of_step(store) == 0


def test_a_change_of_nothing_sought_leaves_the_index_in_step(store: Store) -> None:
    (concern,) = said(store, "zebra")
    record = factories.again(store, factories.concern(id=concern))
    factories.changed(store, record, priority="high", told_how="zzz")
    assert found(store, "zzz") == []
    assert out_of_step(store) == 0


def test_born_and_gone_in_one_change_set(store: Store) -> None:
    def work(session: object) -> None:
        concern = factories.concern(words="zebra")
        session.add(concern)  # type: ignore[attr-defined]
        session.flush()  # type: ignore[attr-defined]
        put_in_bin(session, concern)  # type: ignore[arg-type]

    store.write("Never mind", work).result()
    assert found(store, "zebra") == []
    assert out_of_step(store) == 0


def test_bulk_records_then_changed_in_the_same_change_set_are_in_step(store: Store) -> None:
    row: dict[str, object] = {"name": "zebra park"}

    def work(session: WritingSession) -> None:
        bulk.add_many(session, Area, [dict(row), dict(row)])
        first = session.scalars(select(Area)).first()
        assert first is not None
        first.name = "giraffe park"

    store.write("Bulk", work).result()
    assert [len(found(store, each, "area")) for each in ("zebra", "giraffe", "park")] == [1, 1, 2]
    assert out_of_step(store) == 0


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.kind)
def test_only_plain_text_is_searchable_and_never_what_is_sealed(record: type[Record]) -> None:
    for field in record.fields.searchable:
        assert field.kind.value in ("text", "long text", "number")
        assert not field.drawer


TAMPERED: dict[str, Callable[[Connection], object]] = {
    "an entry taken out": lambda c: c.execute(text("DELETE FROM search WHERE rowid = (SELECT min(id) FROM concern)")),
    "an entry put in": lambda c: c.execute(
        text("INSERT INTO search(rowid, kind, title, body) VALUES (7, 'kline', 'ghost', '')")
    ),
    "a word changed in the record": lambda c: c.execute(text("UPDATE concern SET title = 'altered'")),
    "a record deleted": lambda c: c.execute(text("UPDATE concern SET deleted_at = '2026-01-01 00:00:00.000000'")),
    "a word in another place": lambda c: c.execute(text("UPDATE concern SET title = 'out lamp'")),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_an_index_out_of_step_is_counted_and_made_again(store: Store, what: str) -> None:
    said(store, "lamp out", "door open")
    assert out_of_step(store) == 0
    engine = writing_engine(store.folder.database, store.key, store.drawers)
    with engine.begin() as connection:
        TAMPERED[what](connection)
    assert out_of_step(store) > 0
    with engine.begin() as connection:
        search.rebuild(connection)
    engine.dispose()
    assert out_of_step(store) == 0


def test_an_index_without_any_entry_is_out_of_step_for_every_record(store: Store) -> None:
    row: dict[str, object] = {"name": "zebra park"}
    store.write("Bulk", lambda session: bulk.add_many(session, Area, [dict(row) for _ in range(300)])).result()
    engine = writing_engine(store.folder.database, store.key, store.drawers)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM search WHERE rowid IN (SELECT id FROM area)"))
    engine.dispose()
    assert out_of_step(store) >= 300


def test_checking_needs_no_memory_that_grows_with_the_office(store: Store) -> None:
    """Neither a second index among the engine's temporary tables, nor the words of all records on our side."""
    row: dict[str, object] = {"name": f"zebra park {'between the river and the tram stop ' * 20}"}
    store.write("Bulk", lambda session: bulk.add_many(session, Area, [dict(row) for _ in range(4000)])).result()
    engine = reading_engine(store.folder.database, store.key, store.drawers, temporary=True)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA temp.max_page_count = 4")
        tracemalloc.start()
        try:
            assert search.out_of_step(connection) == 0
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    engine.dispose()
    assert most < 4_000_000, most  # all 650,000 words at once need twenty times as much


_ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.lists(_ANY, min_size=1, max_size=4))
def test_words_are_cut_as_the_engine_cuts_them(values: list[str]) -> None:
    assert_cut_alike(values)


@pytest.mark.parametrize(
    "word", ["x" * 40_000, "路灯" * 40, "e\u0301" * 40_000, "ж" * 16_385, f"a{'ж' * 16_400} after"]
)
def test_long_words_are_cut_as_the_engine_cuts_them(word: str) -> None:
    assert_cut_alike([word, "and", f"more {word} end"])


def assert_cut_alike(values: list[str]) -> None:
    engine = create_engine("sqlite://", module=dbapi2)
    with engine.connect() as connection:
        search.create_index(connection)
        entry = search.entry_of(7, "agenda item", values)
        assert entry is not None
        search.add_many(connection, [entry])
        connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.real USING fts5vocab(main, search, instance)")
        assert sorted(search._real_tokens(connection)) == sorted(search._tokens_of(entry))
    engine.dispose()


def test_checking_leaves_nothing_behind_on_the_disk(store: Store) -> None:
    said(store, "lamp out")
    before = sorted(path.name for path in store.folder.root.iterdir())
    engine = reading_engine(store.folder.database, store.key, store.drawers, temporary=True)
    with engine.connect() as connection:
        assert search.out_of_step(connection) == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM temp.sqlite_master").scalar() == 0
        options = {row[0] for row in connection.exec_driver_sql("PRAGMA compile_options")}
        store_in = connection.exec_driver_sql("PRAGMA temp_store").scalar()
        assert "TEMP_STORE=3" in options or ("TEMP_STORE=2" in options and store_in != 1) or store_in == 2
    engine.dispose()
    assert sorted(path.name for path in store.folder.root.iterdir()) == before


def test_a_line_is_found_by_its_words_and_a_struck_one_is_not(store: Store) -> None:
    line = factories.noted(store, "zebra zebra")[0].line
    assert found(store, "zebra", "line") == [line.id]
    store.strike(Line, line.id, "their wish").result()
    assert found(store, "zebra", "line") == []
    assert out_of_step(store) == 0


def test_how_many_records_there_are(store: Store) -> None:
    said(store, "one", "two")
    with store.reading() as session:
        counts = search.counts_by_kind(session.connection())
    assert (counts["concerns"], counts["people"], counts["lines"], counts["offices"]) == (2, 4, 0, 1)
