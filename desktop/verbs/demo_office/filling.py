"""Fills an empty office with a year of the invented town, in one change set."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from heapq import merge
from operator import itemgetter
from random import Random
from typing import Any

from sqlalchemy import select

from desktop.models.base import Record
from desktop.models.concern import Category, Concern
from desktop.models.line import Line, LineTheme, Mark
from desktop.models.link import Link, Relation
from desktop.models.meeting import AgendaItem, Meeting
from desktop.models.minutes import Minutes
from desktop.models.office import Office
from desktop.models.promise import Action, Promise, Question
from desktop.models.speaker import Speaker, SpeakerRole
from desktop.models.theme import Theme
from desktop.store import numbers
from desktop.store.bulk import add_many
from desktop.store.journal import Act
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.verbs.demo_office.concerns import ConcernRows, Heard
from desktop.verbs.demo_office.days import Days
from desktop.verbs.demo_office.gatherings import add_gathering
from desktop.verbs.demo_office.invented import ENGLISH, Town, read_town
from desktop.verbs.demo_office.meetings import SCRIPTS, planned_year
from desktop.verbs.demo_office.notes import Making
from desktop.verbs.demo_office.owed import OwedRows, Owing
from desktop.verbs.demo_office.surroundings import Surroundings, add_surroundings

Row = dict[str, Any]

LABEL = "Make a demo office"
AT_SESSIONS = 2 / 3
SESSION_RECORDS = (AgendaItem, Theme, Speaker, Line, LineTheme, Minutes)
MADE_TO = "Neighbors at the front desk"


def fill_demo(store: Store, *, seed: int, today: date, concerns: int, language: str = ENGLISH) -> None:
    """Fill the office that `store` holds with a year of work up to `today`, `concerns` of them raised in that time.

    The same seed, day and count give the same records; their ids follow the store's clock. Refusal when there is no
    town in that language; then nothing was changed.
    """
    town = read_town(language)
    store.write(LABEL, lambda session: _fill(session, town, seed, today, concerns), act=Act.DEMO).result()


def _fill(session: WritingSession, town: Town, seed: int, today: date, concerns: int) -> None:
    office = session.scalars(select(Office)).one()
    around = add_surroundings(session, office, town, today)
    days = Days(office, today)
    making = _making(session, town, days, around, Random(f"{seed} meetings"))
    elsewhere = ConcernRows(town, days, around.known, Random(f"{seed} concerns"))
    _hold_meetings(making, Random(f"{seed} plans"), concerns)
    _promise_elsewhere(making)
    making.owed.tell_the_rest()
    _add_meetings(session, making)
    _add_concerns(session, days, making.heard, elsewhere, concerns)
    _add_owed(session, days, making.owed.all)
    _add_links(session, making, elsewhere)


def _making(session: WritingSession, town: Town, days: Days, around: Surroundings, chance: Random) -> Making:
    return Making(
        town=town,
        days=days,
        chance=chance,
        next_id=session.next_id,
        roles={role.name: role for role in session.scalars(select(SpeakerRole))},
        categories=list(session.scalars(select(Category).order_by(Category.position))),
        areas=around.known.areas,
        staff=around.staff,
        kinds=around.kinds,
        concerns=ConcernRows(town, days, around.known, chance),
        owed=OwedRows(town.owed, days, around.known.owners, chance),
    )


def _hold_meetings(making: Making, chance: Random, concerns: int) -> None:
    """All meetings, oldest first. At most two thirds of the concerns are raised there, the written-down ones first."""
    town = making.town
    written = [line for script in SCRIPTS for line in town.sessions.get(script.number, []) if line.mark is Mark.CONCERN]
    written_down = min(concerns, len(written) + sum("! " in line for line in town.notes))
    together = max(0, int(concerns * AT_SESSIONS) - written_down)
    for plan in planned_year(town, making.days, chance):
        left = written_down if plan.script else together
        making.concerns_left = left
        add_gathering(making, plan)
        if plan.script:
            written_down -= left - making.concerns_left
        else:
            together -= left - making.concerns_left


def _promise_elsewhere(making: Making) -> None:
    """What was promised or asked outside of meetings."""
    for text, asked in making.owed.deal_the_rest():
        area = (text.area, making.areas.get(text.area))
        making.owed.end(making.owed.add(Mark(text.kind), text.words, asked, area, made_to=MADE_TO), text)


def _add_meetings(session: WritingSession, making: Making) -> None:
    meetings = making.rows.pop(Meeting)
    _number(session, Meeting, [(meeting["starts_at"].date(), meeting) for meeting in meetings])
    add_many(session, Meeting, meetings)
    for record in SESSION_RECORDS:
        add_many(session, record, making.rows.pop(record))
    assert not making.rows, making.rows.keys()


def _add_concerns(session: WritingSession, days: Days, at_sessions: list[Heard], rows: ConcernRows, count: int) -> None:
    """All concerns as they were heard, oldest first, without holding them all in memory."""
    heard = rows.heard_elsewhere(count - len(at_sessions))
    years = Counter(days.dates[place].year for place, _ in (*at_sessions, *heard))
    given = {year: iter(_take(session, Concern, year, count)) for year, count in sorted(years.items())}

    def numbered() -> Iterator[Row]:
        in_order = merge(sorted(at_sessions, key=itemgetter(0)), rows.elsewhere(heard), key=itemgetter(0))
        for place, row in in_order:
            row["id"] = session.next_id()
            row["number"] = next(given[days.dates[place].year])
            yield row

    add_many(session, Concern, numbered())


def _add_owed(session: WritingSession, days: Days, owed: list[Owing]) -> None:
    for record in (Promise, Question, Action):
        made = sorted((owing for owing in owed if owing.record is record), key=lambda owing: owing.made)
        rows = [(days.dates[owing.made], owing.row) for owing in made]
        _number(session, record, rows)
        add_many(session, record, (row for _, row in rows))


def _add_links(session: WritingSession, making: Making, rows: ConcernRows) -> None:
    """What was raised again, and which promise answers which concern."""
    links = [_link(Concern, again, Relation.RAISED_AGAIN, first) for again, first in rows.again]
    links += [_link(owing.record, owing.row, Relation.ANSWERS, concern) for owing, concern in making.answers]
    add_many(session, Link, links)


def _link(record: type[Record], row: Row, relation: Relation, concern: Row) -> Row:
    return {
        "from_kind": record.kind,
        "from_id": row["id"],
        "relation": relation,
        "to_kind": Concern.kind,
        "to_id": concern["id"],
    }


def _number(session: WritingSession, record: type[Record], rows: Iterable[tuple[date, Row]]) -> None:
    """Give the numbers of the years in which the rows, oldest first, were made."""
    rows = list(rows)
    for year, count in sorted(Counter(day.year for day, _ in rows).items()):
        given = _take(session, record, year, count)
        for (_, row), number in zip((pair for pair in rows if pair[0].year == year), given, strict=True):
            row["number"] = number


def _take(session: WritingSession, record: type[Record], year: int, count: int) -> list[str]:
    copy = (session.copy.number, session.copy.letter)
    return numbers.take(session.connection(), record.letter, year, copy, count)
