"""Any history of an office leaves it equal to a model in plain Python, its chain whole and its search in step."""

import copy
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from desktop.models.base import Record
from desktop.models.capture import capture
from desktop.models.concern import STRUCK, Concern, Priority
from desktop.models.line import Line
from desktop.models.meeting import Meeting
from desktop.models.recording import Notes, role_names
from desktop.models.refusal import Refusal
from desktop.store import search
from desktop.store.bin import put_in_bin, take_out
from desktop.store.database import reading_engine
from desktop.store.journal import broken_at
from desktop.store.opening import open_office
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from tests import factories
from tests.factories import PASSPHRASES, SUPERVISOR, FrozenClock

JOINS_FOR = 60.0
WORDS = {"title", "words"}
TEXTS = st.sampled_from(
    ["lamp out", "Łódź bus", "路灯太暗", "straße", 'say "no"', "Peñalosa 😍", "a", "OR NOT", "\x00nul", "हिन्दी"]
)
FIELDS = st.sampled_from(["title", "words", "answer", "priority"])
KINDS: dict[str, type[Concern] | type[Line]] = {"concern": Concern, "line": Line}

Row = dict[str, Any]


@dataclass
class Change:
    """What one change set did to one record: `fields` {key: (before, after)}; an insert has every before None."""

    record: int
    is_insert: bool
    fields: dict[str, tuple[Any, Any]]
    is_erased: bool = False


@dataclass
class ChangeSet:
    """One step that can be taken back, the edits that joined it included."""

    changes: list[Change]
    # What this one takes back, for an undo.
    of: "ChangeSet | None" = None


class RefusedByModelError(Exception):
    """The model says that the office must refuse."""


@dataclass
class Model:
    """The office as a dictionary, with a stack to undo and a stack to redo."""

    now: datetime
    rows: dict[int, Row] = field(default_factory=dict)
    undos: list[ChangeSet] = field(default_factory=list)
    redos: list[ChangeSet] = field(default_factory=list)
    last_edit: tuple[str, datetime] | None = None

    def change(self, changes: list[Change], edit: str | None = None) -> None:
        """Do something new."""
        changes = [change for change in changes if change.fields]
        for each in changes:
            self.rows.setdefault(each.record, {}).update({key: after for key, (_, after) in each.fields.items()})
        if not changes:
            return
        joins = edit is not None and self.last_edit is not None and self.last_edit[0] == edit
        if joins and self.last_edit is not None and (self.now - self.last_edit[1]).total_seconds() <= JOINS_FOR:
            self.undos[-1].changes += changes
        else:
            self.undos.append(ChangeSet(changes))
        self.redos.clear()
        self.last_edit = (edit, self.now) if edit else None

    def assign(self, record: int, values: Row, edit: str | None = None) -> None:
        """Change fields of one record, with what follows from them."""
        row = self.rows[record]
        values = dict(values)
        if row["kind"] == "concern" and row["answered_at"] is None and values.get("answer", row["answer"]):
            values["answered_at"] = self.now
        fields = {key: (row[key], value) for key, value in values.items() if row[key] != value}
        self.change([Change(record, False, fields)], edit)

    @property
    def undoable(self) -> list[ChangeSet]:
        """What can still be taken back, oldest first: a set whose words were struck is passed over."""
        return [each for each in self.undos if not any(change.is_erased for change in each.changes)]

    def undo(self) -> None:
        target = self.undoable[-1]
        done = self._take_back(target)
        self.undos = [each for each in self.undos if each is not target]
        self.redos.append(ChangeSet(done, of=target))

    def redo(self) -> None:
        if not self.redos:
            raise RefusedByModelError
        taken = self.redos[-1]
        self._take_back(taken)
        self.redos.pop()
        assert taken.of is not None
        self.undos.append(taken.of)

    def _take_back(self, target: ChangeSet) -> list[Change]:
        """Apply backwards, all or nothing; gives what that did to each record in the end."""
        if any(change.is_erased for change in target.changes):
            raise RefusedByModelError
        rows, together = copy.deepcopy(self.rows), {change.record for change in target.changes}
        for change in reversed(target.changes):
            row = rows[change.record]
            if change.is_insert:
                self._expect_unused(rows, change.record, together)
                row["deleted_at"] = self.now
                continue
            if change.fields.get("deleted_at", (None, None))[1] is not None:
                self._expect_named(rows, change.record, together)
            for key, (before, after) in change.fields.items():
                if row[key] != after:
                    raise RefusedByModelError
                row[key] = before
        done = []
        for record, row in rows.items():
            fields = {key: (self.rows[record][key], row[key]) for key in row if row[key] != self.rows[record][key]}
            if fields:
                done.append(Change(record, False, fields))
        self.rows, self.last_edit = rows, None
        return done

    def bin(self, record: int) -> None:
        self._expect_unused(self.rows, record, set())
        self.assign(record, {"deleted_at": self.now})

    def take_out(self, record: int) -> None:
        if self.rows[record]["deleted_at"] is None:
            raise RefusedByModelError
        self._expect_named(self.rows, record, set())
        self.assign(record, {"deleted_at": None})

    def strike(self, record: int) -> None:
        """The words go from the record, from what was made of the same line, and from all that could bring it back."""
        if self.rows[record]["struck"]:
            raise RefusedByModelError
        line = record if self.rows[record]["kind"] == "line" else self.rows[record]["line"]
        struck = {record} if line is None else {i for i, row in self.rows.items() if i == line or row["line"] == line}
        for each in struck:
            row = self.rows[each]
            row["words"], row["struck"] = None, True
            if row["kind"] == "concern":
                row["title"] = STRUCK
        every_set = [*self.undos, *self.redos, *(undo.of for undo in self.redos if undo.of)]
        for change in (change for each in every_set for change in each.changes):
            change.is_erased |= change.record in struck and bool(WORDS & change.fields.keys())
        self.last_edit = None

    @staticmethod
    def _expect_unused(rows: dict[int, Row], record: int, together: set[int]) -> None:
        used = any(row["line"] == record and row["deleted_at"] is None and i not in together for i, row in rows.items())
        if used or rows[record]["deleted_at"] is not None:
            raise RefusedByModelError

    @staticmethod
    def _expect_named(rows: dict[int, Row], record: int, together: set[int]) -> None:
        line = rows[record]["line"]
        if line is not None and rows[line]["deleted_at"] is not None and line not in together:
            raise RefusedByModelError


class OfficeMachine(RuleBasedStateMachine):
    """Works in a real encrypted office and in the model, and compares after every step."""

    def __init__(self, template: Path) -> None:
        super().__init__()
        self._outside = tempfile.TemporaryDirectory()
        self._root = Path(shutil.copytree(template, Path(self._outside.name) / "office"))
        self._clock = FrozenClock()
        self._store = self._opened()
        self._numbers: dict[int, str] = {}
        self._typing: tuple[int, str] | None = None
        self._model = Model(self._clock.at)

    def _opened(self) -> Store:
        return open_office(self._root, PASSPHRASES[SUPERVISOR], person=SUPERVISOR, clock=self._clock)

    @initialize()
    def begin(self) -> None:
        """A meeting in which somebody spoke. It, and how this office was made, lie below what the model undoes."""

        def work(session: WritingSession) -> int:
            meeting = factories.meeting()
            session.add(meeting)
            session.flush()
            return factories.speaker(session, meeting).meeting_id

        self._meeting = self._store.write("Begin", work).result()

    # What people do

    @rule(words=TEXTS)
    def add_concern(self, words: str) -> None:
        concern = factories.concern(words=words)
        factories.saved(self._store, concern)
        self._model.change([self._new_concern(concern, words)])

    @rule(words=TEXTS, signs=st.lists(st.sampled_from(["! ", ""]), min_size=1, max_size=3))
    def add_lines(self, words: str, signs: list[str]) -> None:
        def work(session: WritingSession) -> list[tuple[Line, Concern | None]]:
            notes = Notes(session, session.get_one(Meeting, self._meeting))
            typed = [capture(sign + words, role_names(session)) for sign in signs]
            return [(made.line, made.made) for made in (notes.record(each, None) for each in typed)]  # type: ignore[misc]

        changes = []
        for line, concern in self._store.write("Add lines", work).result():
            row = {"kind": "line", "words": words, "struck": False, "deleted_at": None, "line": None}
            changes.append(Change(line.id, True, {key: (None, value) for key, value in row.items()}))
            if concern is not None:
                changes.append(self._new_concern(concern, words))
        self._model.change(changes)

    def _new_concern(self, concern: Concern, words: str) -> Change:
        assert concern.number is not None
        assert concern.number not in self._numbers.values(), "a number was given twice"
        self._numbers[concern.id] = concern.number
        row: Row = {"kind": "concern", "title": words, "words": words, "answer": None, "priority": Priority.NORMAL}
        row |= {"answered_at": None, "struck": False, "deleted_at": None, "line": concern.line_id}
        return Change(concern.id, True, {key: (None, value) for key, value in row.items()})

    def _any(self, data: st.DataObject, *, deleted: bool | None = None) -> int:
        """A record; mostly one that is in the Bin, or is not, where that matters."""
        fit = [i for i, row in self._model.rows.items() if deleted in (None, row["deleted_at"] is not None)]
        choice = st.sampled_from(sorted(self._model.rows))
        return data.draw(st.one_of(st.sampled_from(sorted(fit)), choice) if fit else choice, label="record")

    @precondition(lambda self: bool(self._model.rows))
    @rule(data=st.data(), key=FIELDS, text=TEXTS, joins=st.booleans())
    def set_field(self, data: st.DataObject, key: str, text: str, joins: bool) -> None:
        record = self._any(data)
        row = self._model.rows[record]
        if key not in row or (row["struck"] and key in WORDS):
            return
        value: Any = data.draw(st.sampled_from(Priority)) if key == "priority" else text
        edit = f"{record}:{key}" if joins else None
        self._typing = (record, key) if joins and key != "priority" else None
        self._set(record, key, value, edit)

    @precondition(lambda self: self._typing is not None)
    @rule(text=TEXTS)
    def keep_typing(self, text: str) -> None:
        """In the field that was edited last: what joins is undone together."""
        assert self._typing is not None
        record, key = self._typing
        if not (self._model.rows[record]["struck"] and key in WORDS):
            self._set(record, key, text, f"{record}:{key}")

    def _set(self, record: int, key: str, value: Any, edit: str | None) -> None:
        kind = KINDS[self._model.rows[record]["kind"]]
        self._store.write("Set", lambda session: setattr(session.get_one(kind, record), key, value), edit=edit).result()
        self._model.assign(record, {key: value}, edit)

    @rule(seconds=st.sampled_from([1, 30, 61]))
    def wait(self, seconds: int) -> None:
        self._clock.move(seconds=seconds)
        self._model.now = self._clock.at

    def _both(self, in_model: Any, in_store: Any) -> None:
        """Both do it, or both refuse."""
        head = self._store.journal_head()
        try:
            in_model()
        except RefusedByModelError:
            with pytest.raises(Refusal):
                in_store()
            assert self._store.journal_head() == head, "a refusal changes nothing"
        else:
            in_store()

    @precondition(lambda self: bool(self._model.undoable))
    @rule()
    def undo(self) -> None:
        self._both(self._model.undo, lambda: self._store.undo().result())

    @rule()
    def redo(self) -> None:
        self._both(self._model.redo, lambda: self._store.redo().result())

    @precondition(lambda self: bool(self._model.rows))
    @rule(data=st.data())
    def strike(self, data: st.DataObject) -> None:
        record = self._any(data)
        kind = KINDS[self._model.rows[record]["kind"]]
        self._both(
            lambda: self._model.strike(record), lambda: self._store.strike(kind, record, "at their wish").result()
        )

    def _own(self, session: WritingSession, record: int) -> Record:
        return session.get_one(KINDS[self._model.rows[record]["kind"]], record)

    @precondition(lambda self: bool(self._model.rows))
    @rule(data=st.data())
    def put_in_bin(self, data: st.DataObject) -> None:
        record = self._any(data, deleted=False)
        self._both(
            lambda: self._model.bin(record),
            lambda: self._store.write("Bin", lambda s: put_in_bin(s, self._own(s, record))).result(),
        )

    @precondition(lambda self: bool(self._model.rows))
    @rule(data=st.data())
    def take_out(self, data: st.DataObject) -> None:
        record = self._any(data, deleted=True)
        self._both(
            lambda: self._model.take_out(record),
            lambda: self._store.write("Out", lambda s: take_out(s, self._own(s, record))).result(),
        )

    @rule()
    def reopen(self) -> None:
        self._store.close()
        self._store = self._opened()

    # What must hold

    @invariant()
    def the_office_equals_the_model(self) -> None:
        with self._store.reading() as session:
            records: list[Concern | Line] = [*session.scalars(select(Concern)), *session.scalars(select(Line))]
        found = {}
        for record in records:
            keys = self._model.rows.get(record.id, {}).keys() - {"kind", "struck", "line"}
            found[record.id] = {key: getattr(record, key) for key in keys}
            line = record.line_id if isinstance(record, Concern) else None
            found[record.id] |= {"kind": record.kind, "struck": record.struck_at is not None, "line": line}
            if isinstance(record, Concern):
                assert record.number == self._numbers[record.id], "a number changed"
        assert found == self._model.rows

    def teardown(self) -> None:
        try:
            self._is_sound()
        finally:
            self._store.close()
            self._outside.cleanup()

    def _is_sound(self) -> None:
        engine = reading_engine(self._root / "office.db", self._store.key, self._store.drawers, temporary=True)
        with engine.connect() as connection:
            assert broken_at(connection) is None
            assert search.out_of_step(connection) == 0
        engine.dispose()
        with self._store.reading() as session:
            for record, row in self._model.rows.items():
                if row["words"]:
                    ids = search.newest(session, row["words"], row["kind"], 1000)
                    assert (record in ids) == (row["deleted_at"] is None)


def worked_through(template: Path, examples: int, steps: int, *, derandomize: bool) -> None:
    class Machine(OfficeMachine):
        """One that copies this template."""

        def __init__(self) -> None:
            super().__init__(template)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=derandomize,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )


def test_any_history_leaves_the_office_equal_to_the_model(template_office: Path) -> None:
    worked_through(template_office, examples=25, steps=25, derandomize=True)


@pytest.mark.torture
def test_any_long_history_leaves_the_office_equal_to_the_model(template_office: Path) -> None:
    worked_through(template_office, examples=1500, steps=80, derandomize=False)
