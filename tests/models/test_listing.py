"""What a list asks, said in Fields and turned into SQL; and what a saved view keeps of it."""

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import true

from desktop.models.area import Area
from desktop.models.concern import CONCERN_FIELDS, Concern, StatusType
from desktop.models.listing import (
    NEWEST,
    Between,
    Condition,
    Holds,
    Listing,
    OneOf,
    Order,
    Rank,
    Special,
    from_plain,
    may_filter,
    may_sort,
    to_plain,
)
from desktop.models.refusal import Refusal
from desktop.store import listing as listings
from desktop.store.store import Store
from tests.factories import area, changed, concern, noted, saved, status
from tests.store.mentees import Mentee


def asked(store: Store, *conditions: Condition, order: Order = NEWEST, typed: str = "") -> list[str]:
    """The titles a list of concerns shows, in order."""
    listing = Listing(CONCERN_FIELDS, conditions, order, typed, ZoneInfo("America/New_York"))
    with store.reading() as session:
        ids = listings.ids(session, listing)
        assert listings.count(session, listing) == len(ids)
        first = listings.ids(session, listing, 2)
        assert first == ids[:2]
        return [session.get_one(Concern, each).title for each in ids]


@pytest.fixture
def town(store: Store) -> Store:
    """Four concerns that differ in everything a list may ask."""
    flats, row = area(name="Orchard Flats"), area(name="Tannery Row")
    saved(store, flats, row)
    lamp = concern(words="Lamp out on Alder St", area=flats, resolve_by=date(2026, 10, 20), source="phone")
    speed = concern(words="speeding at the school", area=row, resolve_by=date(2026, 10, 18), source="desk")
    noise = concern(words="Noise at night", heard_on=date(2026, 10, 1), priority="high", source="walk")
    gate = concern(words="a gate without a hinge", area=flats, answer="Parks mends it", priority="low")
    for each in (lamp, speed, noise, gate):
        saved(store, each)
    return store


def area_id(store: Store, name: str) -> int:
    with store.reading() as session:
        return next(each.id for each in session.query(Area) if each.name == name)


def test_newest_first_unless_told_otherwise(town: Store) -> None:
    assert asked(town) == ["a gate without a hinge", "Noise at night", "speeding at the school", "Lamp out on Alder St"]
    assert asked(town, order=Order("id", descending=False))[0] == "Lamp out on Alder St"


def test_what_lies_in_the_bin_is_not_shown(town: Store) -> None:
    with town.reading() as session:
        gone = session.query(Concern).filter_by(title="Noise at night").one()
    changed(town, gone, deleted_at=datetime(2026, 10, 15, tzinfo=UTC))
    assert "Noise at night" not in asked(town)


def test_filters_by_values_and_by_what_is_not_set(town: Store) -> None:
    flats = area_id(town, "Orchard Flats")
    assert asked(town, OneOf("area", (flats,))) == ["a gate without a hinge", "Lamp out on Alder St"]
    assert asked(town, OneOf("area", (None,))) == ["Noise at night"]
    assert len(asked(town, OneOf("area", (flats, None)))) == 3
    assert asked(town, OneOf("priority", ("high", "low"))) == ["a gate without a hinge", "Noise at night"]


def test_filters_by_days_in_the_office_s_zone(town: Store) -> None:
    october = Between("resolve_by", date(2026, 10, 18), date(2026, 10, 19))
    assert asked(town, october) == ["speeding at the school"]
    assert asked(town, Between("resolve_by")) == ["speeding at the school", "Lamp out on Alder St"]
    assert asked(town, Between("resolve_by", None, date(2026, 10, 18))) == ["speeding at the school"]
    # Answered at half past ten in the evening UTC, half past six in the office: the 15th in both.
    assert asked(town, Between("answered_at", date(2026, 10, 15), date(2026, 10, 15))) == ["a gate without a hinge"]
    assert asked(town, Between("answered_at", date(2026, 10, 16))) == []


def test_filters_by_words_of_a_field_and_of_a_reference(town: Store) -> None:
    assert asked(town, Holds("title", " LAMP ")) == ["Lamp out on Alder St"]
    assert asked(town, Holds("title", "100%")) == []
    assert asked(town, Holds("area", "tann")) == ["speeding at the school"]


def test_typed_words_are_sought_in_all_of_the_record(town: Store) -> None:
    assert asked(town, typed="alder lam") == ["Lamp out on Alder St"]
    assert asked(town, typed="parks") == ["a gate without a hinge"]
    assert asked(town, OneOf("priority", ("low",)), typed="parks") == ["a gate without a hinge"]
    assert asked(town, OneOf("priority", ("high",)), typed="parks") == []
    assert asked(town, typed="  ") == asked(town)
    assert asked(town, typed='"()*:') == []  # signs are sought as they are, and are no operators


def test_what_is_not_set_stands_last_in_either_direction(town: Store) -> None:
    up, down = asked(town, order=Order("resolve_by", descending=False)), asked(town, order=Order("resolve_by"))
    assert up[:2] == ["speeding at the school", "Lamp out on Alder St"]
    assert down[:2] == ["Lamp out on Alder St", "speeding at the school"]
    assert set(up[2:]) == set(down[2:]) == {"Noise at night", "a gate without a hinge"}


def test_sorts_words_without_regard_to_case_and_references_by_their_names(town: Store) -> None:
    titles = asked(town, order=Order("title", descending=False))
    assert titles == ["a gate without a hinge", "Lamp out on Alder St", "Noise at night", "speeding at the school"]
    assert asked(town, order=Order("area"))[0] == "speeding at the school"
    assert asked(town, order=Order("priority"))[0] == "Noise at night"  # high before normal before low
    assert asked(town, order=Order("resolve_by"), typed="a")[0] == "Lamp out on Alder St"


def test_statuses_sort_as_the_office_orders_them(town: Store) -> None:
    with town.reading() as session:
        first = session.query(Concern).filter_by(title="Lamp out on Alder St").one()
        progress = status(session, StatusType.IN_PROGRESS).id
    changed(town, first, status_id=progress)
    assert asked(town, order=Order("status"))[0] == "Lamp out on Alder St"
    assert asked(town, order=Order("status", descending=False))[-1] == "Lamp out on Alder St"


def test_numbers_sort_as_people_count_them(store: Store) -> None:
    for number in ("C26-10000", "C26-9999", "C25-0003"):
        saved(store, concern(words=number, number=number))
    assert asked(store, order=Order("number")) == ["C26-10000", "C26-9999", "C25-0003"]
    assert asked(store, order=Order("number", descending=False)) == ["C25-0003", "C26-9999", "C26-10000"]


def test_a_sealed_field_is_refused_in_sql() -> None:
    assert not may_sort(Mentee.fields["name"])
    assert not may_filter(Mentee.fields["name"])
    with pytest.raises(Refusal, match="sealed"):
        Listing(Mentee.fields, order=Order("name")).terms()
    with pytest.raises(Refusal, match="sealed"):
        Listing(Mentee.fields, (Holds("name", "z"),)).where()


def test_a_view_is_kept_as_plain_json_and_read_back() -> None:
    special = Special("open", "since", true)
    conditions = (OneOf("area", (3, None)), Between("heard_on", date(2026, 10, 1)), Holds("title", "lamp"), special)
    plain = json.loads(json.dumps(to_plain(conditions, Order("resolve_by", descending=False))))

    def known(key: str, answer: str) -> Special | None:
        return Special(key, answer, true) if (key, answer) == ("open", "since") else None

    assert from_plain(CONCERN_FIELDS, plain, known) == (conditions, Order("resolve_by", descending=False))


def test_what_a_saved_view_names_and_nobody_knows_any_more_is_left_out() -> None:
    plain = {
        "conditions": [{"key": "gone", "holds": "x"}, {"key": "open", "answer": "gone"}, {"key": "id", "one_of": [1]}],
        "order": "gone",
    }
    assert from_plain(CONCERN_FIELDS, plain, lambda key, answer: None) == ((), NEWEST)


VALUES = some.one_of(some.none(), some.integers(-3, 3))


@given(some.lists(some.tuples(VALUES, VALUES), max_size=12), some.booleans())
def test_ranks_are_an_order_with_what_is_not_set_last(keys: list[tuple[int | None, int | None]], down: bool) -> None:
    ordered = sorted(Rank(each, (down, down)) for each in keys)
    firsts = [rank.keys[0] for rank in ordered]
    set_ones = [key for key in firsts if key is not None]
    assert set_ones == sorted(set_ones, reverse=down)
    assert all(key is None for key in firsts[len(set_ones) :])


def test_present_says_which_records_are_in_a_list_and_where(town: Store) -> None:
    listing = Listing(CONCERN_FIELDS, order=Order("resolve_by", descending=False), typed="a")
    with town.reading() as session:
        everything = [each.id for each in session.query(Concern)]
        found = listings.present(session, listing, [*everything, 12345])
        assert sorted(found, key=found.__getitem__) == list(listings.ids(session, listing))


def test_few_matches_and_many_give_the_same(town: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many matches walk the index of the order, few are sorted."""
    order = Order("resolve_by", descending=False)
    few = asked(town, order=order, typed="a")
    monkeypatch.setattr(listings, "MOST_IN_MEMORY", 0)
    assert asked(town, order=order, typed="a") == few


def test_values_are_counted_for_a_filter(town: Store) -> None:
    with town.reading() as session:
        found = listings.counts(session, Listing(CONCERN_FIELDS), CONCERN_FIELDS["priority"])
    assert {str(key): number for key, number in found.items()} == {"normal": 2, "high": 1, "low": 1}
    noted(town, "! the tram stop is dark")
    with town.reading() as session:
        found = listings.counts(session, Listing(CONCERN_FIELDS, typed="tram"), CONCERN_FIELDS["area"])
    assert found == {None: 1}
