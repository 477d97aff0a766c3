"""Whatever is written, filtered, sorted and taken back: the table shows what a plain list would, in exact steps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as some
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Slot

from desktop.models.concern import CONCERN_FIELDS, Concern, Priority
from desktop.models.listing import Between, Condition, Holds, Listing, OneOf, Order
from desktop.models.refusal import Refusal
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.desk import Desk
from desktop.views.tables.record_table_model import RecordTableModel
from tests.factories import concern, saved
from tests.views.tables.conftest import Settle

WORDS = ("lamp out", "Lamp dark", "speeding", "noise at night", "the lamp post leans", "äpfel", "Zebra crossing")
DAYS = (None, date(2026, 10, 18), date(2026, 10, 19), date(2026, 11, 2))
SOONEST = list(Priority)


class Mirror(QObject):
    """A plain list that knows only what the signals said."""

    def __init__(self, model: RecordTableModel) -> None:
        super().__init__()
        self.ids: list[int] = []
        self._model = model
        model.modelReset.connect(self._reset)
        model.layoutChanged.connect(self._reset)
        model.rowsInserted.connect(self._insert)
        model.rowsRemoved.connect(self._remove)
        model.rowsMoved.connect(self._move)

    @Slot()
    def _reset(self) -> None:
        self.ids = list(self._model.ids)

    @Slot(QModelIndex, int, int)
    def _insert(self, parent: QModelIndex, first: int, last: int) -> None:
        self.ids[first:first] = list(self._model.ids[first : last + 1])

    @Slot(QModelIndex, int, int)
    def _remove(self, parent: QModelIndex, first: int, last: int) -> None:
        del self.ids[first : last + 1]

    @Slot(QModelIndex, int, int, QModelIndex, int)
    def _move(self, parent: QModelIndex, first: int, last: int, to: QModelIndex, row: int) -> None:
        moved = self.ids[first : last + 1]
        del self.ids[first : last + 1]
        at = row if row <= first else row - len(moved)
        self.ids[at:at] = moved


@dataclass(frozen=True)
class Ask:
    """Another question."""

    key: str
    descending: bool
    condition: Condition | None
    typed: str


@dataclass(frozen=True)
class Write:
    """Some records made, changed or put into the Bin in one change set."""

    acts: tuple[tuple[str, int, Any], ...]


@dataclass(frozen=True)
class Undo:
    """Take back the newest change."""


CONDITIONS = some.one_of(
    some.none(),
    some.sampled_from(
        [
            OneOf("priority", ("high", "low")),
            OneOf("resolve_by", (None,)),
            Between("resolve_by", date(2026, 10, 19)),
            Holds("title", "LAMP"),
        ]
    ),
)
ASKS = some.builds(
    Ask,
    some.sampled_from(["id", "title", "resolve_by", "priority", "number"]),
    some.booleans(),
    CONDITIONS,
    some.sampled_from(["", "", "lam", "speed"]),
)
ACTS = some.one_of(
    some.tuples(some.just("new"), some.integers(0, 6), some.sampled_from(DAYS)),
    some.tuples(some.just("title"), some.integers(0, 99), some.sampled_from(WORDS)),
    some.tuples(some.just("resolve_by"), some.integers(0, 99), some.sampled_from(DAYS)),
    some.tuples(some.just("priority"), some.integers(0, 99), some.sampled_from(list(Priority))),
    some.tuples(some.just("deleted_at"), some.integers(0, 99), some.just(datetime(2026, 10, 15, tzinfo=UTC))),
)
WRITES = some.builds(Write, some.lists(ACTS, min_size=1, max_size=4).map(tuple))
STEPS = some.lists(some.one_of(ASKS, WRITES, WRITES, some.builds(Undo)), min_size=3, max_size=12)


def write(store: Store, asked: Write) -> Callable[[], object]:
    def work(session: WritingSession) -> None:
        live = session.query(Concern).filter(Concern.deleted_at.is_(None)).order_by(Concern.id).all()
        for name, which, value in asked.acts:
            if name == "new":
                session.add(concern(words=WORDS[which], resolve_by=value))
            elif live:
                setattr(live[which % len(live)], name, value)

    return store.write("Write", work).result


def fill(store: Store) -> None:
    """Enough records that places between others are many; what earlier examples left is as good as any."""
    with store.reading() as session:
        live = session.query(Concern).filter(Concern.deleted_at.is_(None)).count()
    more = [concern(words=WORDS[n % len(WORDS)], resolve_by=DAYS[n % len(DAYS)]) for n in range(max(0, 12 - live))]
    if more:
        saved(store, *more)


def expected(store: Store, ask: Ask) -> list[int]:
    """The same in plain Python, over all records."""
    with store.reading() as session:
        records = session.query(Concern).filter(Concern.deleted_at.is_(None)).all()
    met = [each for each in records if meets(each, ask)]
    keys: dict[str, Callable[[Concern], Any]] = {
        "id": lambda each: each.id,
        "title": lambda each: lowered(each.title),
        "resolve_by": lambda each: each.resolve_by,
        "priority": lambda each: SOONEST.index(each.priority),
        "number": lambda each: ((each.number or "")[:3], len(each.number or ""), each.number),
    }
    key = keys[ask.key]
    set_ones = sorted((each for each in met if key(each) is not None), key=lambda each: (key(each), each.id))
    others = sorted((each for each in met if key(each) is None), key=lambda each: each.id)
    if ask.descending:
        set_ones.reverse()
        others.reverse()
    return [each.id for each in (*set_ones, *others)]


def lowered(text: str) -> str:
    """As the database does it: ASCII letters only."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


def meets(each: Concern, ask: Ask) -> bool:
    words = f"{each.number} {each.title} {each.words} {each.answer or ''}".casefold().split()
    if not all(any(word.startswith(typed) for word in words) for typed in ask.typed.split()):
        return False
    wanted = ask.condition
    if isinstance(wanted, OneOf):
        return getattr(each, wanted.key) in wanted.values
    if isinstance(wanted, Between):
        return each.resolve_by is not None and wanted.first is not None and each.resolve_by >= wanted.first
    return wanted is None or "lamp" in lowered(each.title)


# Each example goes on in the office of the one before, so a failing one cannot be made smaller.
@settings(max_examples=40, phases=(Phase.explicit, Phase.generate))
@given(STEPS)
def test_the_table_is_what_a_plain_list_would_be(
    model: RecordTableModel, desk: Desk, settled: Settle, told: list[Ask | Write | Undo]
) -> None:
    fill(desk.store)
    mirror = Mirror(model)
    ask = Ask("id", True, None, "")
    model.show_listing(Listing(CONCERN_FIELDS))
    for step in told:
        kept = [(QPersistentModelIndex(model.index(row, 0)), each) for row, each in enumerate(model.ids)]
        if isinstance(step, Ask):
            ask = step
            conditions = (step.condition,) if step.condition else ()
            model.show_listing(Listing(CONCERN_FIELDS, conditions, Order(step.key, step.descending), step.typed))
            kept = []
        elif isinstance(step, Write):
            write(desk.store, step)()
        else:
            try:
                desk.store.undo().result()
            except Refusal:
                continue  # there was nothing left to take back
        settled(model)
        assert list(model.ids) == mirror.ids == expected(desk.store, ask)
        for index, each in kept:
            if index.isValid():
                assert model.record_id(index.row()) == each
            else:
                assert each not in mirror.ids
    mirror.deleteLater()
