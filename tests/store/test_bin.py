"""The Bin: out of sight, never gone, and never leaving something behind that points at nothing."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.attachment import Attachment
from desktop.models.base import Record
from desktop.models.concern import Concern
from desktop.models.line import Line
from desktop.models.link import Link
from desktop.models.refusal import Refusal
from desktop.models.rows import live_ids
from desktop.store import search
from desktop.store.bin import put_in_bin, take_out
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from tests import factories


def own(session: Session, record: Record) -> Record:
    return session.get_one(type(record), record.id)


def binned(store: Store, record: Record) -> None:
    store.write("Put in the Bin", lambda session: put_in_bin(session, own(session, record))).result()


def taken_out(store: Store, record: Record) -> None:
    store.write("Take out", lambda session: take_out(session, own(session, record))).result()


def live(store: Store, kind: type[Record] = Concern) -> list[int]:
    with store.reading() as session:
        return list(session.scalars(live_ids(kind)))


def test_what_is_in_the_bin_is_out_of_sight_and_comes_back_whole(store: Store) -> None:
    kept, gone = factories.concern(), factories.concern(words="zebra crossing", answer="Asked.")
    factories.saved(store, kept, gone)
    binned(store, gone)
    assert live(store) == [kept.id]
    with store.reading() as session:
        assert search.newest(session, "zebra", "concern", 9) == []
        assert own(session, gone).is_deleted
    taken_out(store, gone)
    assert live(store) == [gone.id, kept.id]
    again = factories.again(store, gone)
    assert (again.words, again.answer, again.number) == ("zebra crossing", "Asked.", "C26-0002")
    with store.reading() as session:
        assert search.newest(session, "zebra", "concern", 9) == [gone.id]


def test_nothing_goes_in_or_out_twice(store: Store) -> None:
    concern = factories.concern()
    factories.saved(store, concern)
    with pytest.raises(Refusal, match="not in the Bin"):
        taken_out(store, concern)
    binned(store, concern)
    with pytest.raises(Refusal, match="in the Bin already"):
        binned(store, concern)


def test_what_others_refer_to_stays(store: Store) -> None:
    area, person, organization = factories.area(), factories.person(), factories.organization()
    concern = factories.concern(area=area, owner=person, referred_to=organization)
    factories.saved(store, concern)
    for record in (area, person, organization):
        with pytest.raises(Refusal, match=r"still used by the concern C26-0001"):
            binned(store, record)
    binned(store, concern)
    for record in (area, person, organization):
        binned(store, record)


@pytest.mark.parametrize("side", ["from", "to", "photo"])
def test_links_and_attachments_hold_a_record_too(store: Store, side: str) -> None:
    concern, other = factories.concern(), factories.concern()
    factories.saved(store, concern, other)
    first, second = (concern, other) if side == "from" else (other, concern)
    if side == "photo":
        holder: Record = Attachment(
            name="a.jpg", media_type="image/jpeg", size=3, address="a", record_kind="concern", record_id=concern.id
        )
    else:
        holder = Link(from_kind="concern", from_id=first.id, to_kind="concern", to_id=second.id)
    factories.saved(store, holder)
    with pytest.raises(Refusal, match="still used by"):
        binned(store, concern)
    binned(store, holder)
    binned(store, concern)


def test_a_link_to_another_kind_of_the_same_id_does_not_hold(store: Store) -> None:
    concern = factories.concern()
    factories.saved(store, concern)
    meeting = factories.meeting()
    factories.saved(store, meeting, factories.line(meeting, id=concern.id))
    factories.saved(store, Link(from_kind="line", from_id=concern.id, to_kind="meeting", to_id=meeting.id))
    binned(store, concern)


def test_what_comes_back_finds_what_it_names(store: Store) -> None:
    """A live concern of a meeting in the Bin would point out of sight."""
    recorded = factories.noted(store, "! dark")[0]
    assert recorded.made is not None
    binned(store, recorded.made)
    binned(store, recorded.line)
    with pytest.raises(Refusal, match="is in the Bin"):
        taken_out(store, recorded.made)
    taken_out(store, recorded.line)
    taken_out(store, recorded.made)
    assert live(store) == [recorded.made.id]


def test_putting_in_the_bin_can_be_undone_and_redone(store: Store) -> None:
    concern = factories.concern()
    factories.saved(store, concern)
    binned(store, concern)
    assert store.undo().result() == "Put in the Bin"
    assert live(store) == [concern.id]
    store.redo().result()
    assert live(store) == []


def test_a_line_goes_with_what_was_made_of_it_when_told_so(store: Store) -> None:
    recorded = factories.noted(store, "! dark")[0]
    made = recorded.made
    assert made is not None

    def both(session: WritingSession) -> None:
        together = {recorded.line.id, made.id}
        for record in (recorded.line, made):
            put_in_bin(session, own(session, record), together)

    store.write("Both", both).result()
    assert (live(store), live(store, Line)) == ([], [])
    with store.reading() as session:
        assert session.scalars(select(Line)).one().words == "dark"
