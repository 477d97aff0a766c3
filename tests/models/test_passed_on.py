"""What is passed on leaves three facts and no word of it, and is counted."""

from datetime import timedelta

import pytest

from desktop.models.passed_on import PASSED_ON_FIELDS, Exit, How, PassedOn, at_meeting, between, how_many_passed_on
from desktop.models.refusal import Refusal
from desktop.store.store import Store
from tests.factories import START, FrozenClock, again, changed, meeting, saved


def passed_on(**values: object) -> PassedOn:
    return PassedOn(**{"exit": Exit.COMPLAINT, "passed_to": "Civilian Review Board"} | values)


def test_only_to_whom_when_and_how_are_kept() -> None:
    kept = {field.key for field in PASSED_ON_FIELDS if not field.hidden}
    assert kept == {"exit", "passed_to", "passed_at", "how", "meeting"}
    assert not PASSED_ON_FIELDS.searchable
    assert not PASSED_ON_FIELDS.spoken


def test_it_is_passed_on_now_by_giving_the_number(store: Store, clock: FrozenClock) -> None:
    given = passed_on()
    saved(store, given)
    kept = again(store, given)
    assert (kept.passed_at, kept.how) == (clock.at, How.NUMBER)
    earlier = passed_on(passed_at=START - timedelta(hours=2), how=How.WALKED)
    saved(store, earlier)
    assert again(store, earlier).passed_at == START - timedelta(hours=2)


@pytest.mark.parametrize("name", ["a" * 61, "Review Board\nhe said that"])
def test_a_story_does_not_fit_into_the_name(store: Store, name: str) -> None:
    with pytest.raises(Refusal, match="Nothing else about it is kept"):
        saved(store, passed_on(passed_to=name))


def test_a_name_is_needed(store: Store) -> None:
    with pytest.raises(Refusal, match="Passed to"):
        saved(store, PassedOn(exit=Exit.CRIME))


def test_counts_are_all_that_a_meeting_and_a_report_say(store: Store) -> None:
    here = meeting()
    saved(store, here)
    first = passed_on(meeting_id=here.id)
    saved(
        store,
        first,
        passed_on(exit=Exit.DANGER, meeting_id=here.id),
        passed_on(passed_at=START - timedelta(days=100)),
        passed_on(exit=Exit.CRIME),
    )
    with store.reading() as session:
        assert dict(session.execute(how_many_passed_on(at_meeting(here.id))).all()) == {
            Exit.COMPLAINT: 1,
            Exit.DANGER: 1,
        }
        quarter = between(START - timedelta(days=90), START + timedelta(seconds=1))
        assert dict(session.execute(how_many_passed_on(quarter)).all()) == {
            Exit.CRIME: 1,
            Exit.COMPLAINT: 1,
            Exit.DANGER: 1,
        }
        assert sum(count for _, count in session.execute(how_many_passed_on())) == 4
    changed(store, first, deleted_at=START)
    with store.reading() as session:
        assert dict(session.execute(how_many_passed_on(at_meeting(here.id))).all()) == {Exit.DANGER: 1}
