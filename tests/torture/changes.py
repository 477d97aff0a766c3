"""The verbs that change an office, each with what is there before and after it, for sweeps over every write."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from desktop.models.concern import Concern
from desktop.models.line import Line
from desktop.store.backup import backups
from desktop.store.backup_file import ENDING, verify_file
from desktop.store.store import Store
from desktop.store.tables import ROW_CHANGE
from tests.torture.witness import Witness, notes
from tests.verbs.harness import FIRST_PLACE, Bench, Ran, lines_of, place_of, problems_of

LISTED = notes("swept", random.Random(7), shortest=8, longest=8)
NEW_PLACE = "Corner of Elm and Fourth"
OLD, NEW = "old", "new"
Words = tuple[str | Path, ...]


@dataclass(frozen=True)
class Change:
    """One verb: its words, and a look that says whether the office is as before or as after; neither is an error."""

    name: str
    words: Callable[[Bench], Words]
    look: Callable[[Store, Bench], str]
    before: Callable[[Bench], None] | None = None

    def verify(self, bench: Bench, ran: Ran) -> str:
        """Look at the office after a fault: whole, sound, and open for the next write. Gives OLD or NEW."""
        with bench.opened() as store:
            state = self.look(store, bench)
            assert problems_of(store) == []
        if ran.out:
            assert ran.json is not None
            assert state == NEW, f"{self.name} was acknowledged and is not there"
        with bench.opened(write=True) as store:
            store.note("The next write").result()
        return state


def _add(bench: Bench) -> Words:
    return ("lines", "--meeting", "M26-0001", "--from", bench.file("notes.txt", LISTED.typed))


def _added(store: Store, bench: Bench) -> str:
    witness = Witness()
    witness.started(LISTED)
    assert witness.wrong(store, thoroughly=False) == []
    return NEW if len(lines_of(store)) > len(LISTED.typed) else OLD


def _set_back(store: Store, bench: Bench) -> str:
    return {FIRST_PLACE: OLD, NEW_PLACE: NEW}[str(place_of(store))]


def _undone(store: Store, bench: Bench) -> str:
    return {NEW_PLACE: OLD, FIRST_PLACE: NEW}[str(place_of(store))]


def _set_first(bench: Bench) -> None:
    assert bench.call("set", "M26-0001", "place", NEW_PLACE).code == 0


def _struck(store: Store, bench: Bench) -> str:
    """The concern C26-0001 and its line are struck together, with their words in the journal, or not at all."""
    with store.reading() as session:
        concern = session.scalars(select(Concern).where(Concern.number == "C26-0001")).one()
        line = session.get_one(Line, concern.line_id)
        kept = session.connection().scalars(
            select(ROW_CHANGE.c.words).where(
                ROW_CHANGE.c.record_id.in_([concern.id, line.id]), ROW_CHANGE.c.words.is_not(None)
            )
        )
        signs = {line.words is None, concern.words is None, concern.struck_at is not None, line.struck_at is not None}
        signs |= {words == b"" for words in kept}
    assert len(signs) == 1, "struck in one place and not in another"
    return NEW if signs == {True} else OLD


def _backed_up(store: Store, bench: Bench) -> str:
    """Whatever looks like a backup is a whole one."""
    found = backups(bench.aside / "backups")
    assert [info.problem for info in found if info.problem] == []
    for info in found:
        verify_file(info.path)
    strange = [path.name for path in (bench.aside / "backups").glob("[!.]*") if path.suffix != ENDING]
    assert strange == []
    return NEW if found else OLD


def _fresh_shelf(bench: Bench) -> None:
    for path in (bench.aside / "backups").glob("*" + ENDING):
        path.unlink()


CHANGES = {
    change.name: change
    for change in (
        Change("add", _add, _added),
        Change("set", lambda bench: ("M26-0001", "place", NEW_PLACE), _set_back),
        Change("undo", lambda bench: (), _undone, before=_set_first),
        Change("strike", lambda bench: ("C26-0001", "--reason", "The speaker asked for it"), _struck),
        Change("backup", lambda bench: ("--to", bench.aside / "backups"), _backed_up, before=_fresh_shelf),
    )
}
