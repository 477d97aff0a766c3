"""The privacy screen's rule, as a table: what is typed, and what the room may see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.concern import Concern
from desktop.models.disclosure import Audience, withheld
from desktop.models.known_names import KnownNames
from desktop.models.masking import (
    DOTS,
    is_hidden,
    masked,
    masked_file_name,
    masked_name,
    masked_words,
    names_a_person,
)
from desktop.models.organization import Organization
from desktop.models.records import RECORDS


@pytest.mark.parametrize(
    ("kind", "key", "typed", "shown"),
    [
        ("person", "name", "Marisol Reyes", "M. R."),
        ("person", "phone", "555-0144", f"555-{DOTS}"),
        ("person", "phone", "(415) 555-0144", f"(415) 555-{DOTS}"),
        ("person", "phone", "ring twice", DOTS),
        ("person", "email", "m.reyes@example.org", f"{DOTS}@{DOTS}"),
        ("person", "note", "Speaks for the tenants", DOTS),
        ("organization", "name", "Canal Street tenants", "Canal Street tenants"),
        ("organization", "address", "214 Canal Street", DOTS),
        ("speaker", "offered_name", "Marisol", "M."),
        ("concern", "contact", "call Marisol, 555-0144", DOTS),
        ("concern", "owner", "R. Alvarez", "R. A."),
        ("concern", "number", "C26-0142", "C26-0142"),
        ("concern", "title", "Four lamps out on Alder St", "Four lamps out on Alder St"),
        ("concern", "words", "ask @Marisol Reyes, 555-0144", f"ask @M. R., 555-{DOTS}"),
        ("promise", "made_to", "Marisol Reyes", "M. R."),
        ("attachment", "name", "letter of Marisol.pdf", DOTS),
    ],
)
def test_each_field_shows_what_the_room_may_see(kind: str, key: str, typed: str, shown: str) -> None:
    record = next(record for record in RECORDS if record.kind == kind)
    assert masked(record.fields[key], typed) == shown


def test_masking_hides_every_field_the_policy_withholds() -> None:
    typed = "Marisol Reyes, 555-0144, m@example.org"
    for record in RECORDS:
        for field in record.fields:
            hides = withheld(field, Audience.OFFICE, privacy_screen=True) is not None
            assert is_hidden(field) is hides
            if hides:
                shown = masked(field, typed)
                assert not {"Marisol", "Reyes", "0144", "m@example"} & set(shown.replace(",", " ").split())
                assert (DOTS in shown) or names_a_person(field)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("@marisol asked", "@M. asked"),
        ("@Marisol Reyes García asked", "@M. R. G. asked"),
        ("@Đorđe said", "@Đ. said"),
        ("write to ana@example.org", f"write to {DOTS}@{DOTS}"),
        ("call +1 415 555 0144 after 4", f"call +1 415 555 {DOTS} after 4"),
        ("call (415) 555-0144.", f"call (415) 555-{DOTS}."),
        ("C26-0142 since 2026-10-05", "C26-0142 since 2026-10-05"),
        ("on 10/12/2026 at 7:30", "on 10/12/2026 at 7:30"),
        ("between 7 and 11 PM, 34 people", "between 7 and 11 PM, 34 people"),
        ("lamp 4711", "lamp 4711"),
        ("at @ 5", "at @ 5"),
    ],
)
def test_free_words_lose_names_numbers_and_addresses(typed: str, shown: str) -> None:
    assert masked_words(typed) == shown


@pytest.fixture
def known() -> KnownNames:
    made = KnownNames()
    made.add_people(["Marisol Reyes", "Nguyễn Văn Đức", "Rose Park", "Anne-Marie O’Neil", "王小明", "Al"])
    made.add_maybe_people(["Tobias Lang", "Canal Street tenants", "Residents", "Everybody at the meeting"])
    made.add_organizations(["Bright Harbor Daycare", "Library"])
    made.add_contacts(["x4432", "Ana, 12 Quiet Harbor", "ring.twice@home"])
    made.add_public(["Lindell Park", "Canal Street"])
    return made


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Marisol Reyes asked", "M. R. asked"),
        ("marisol  reyes asked", "M. R. asked"),
        ("MARISOL REYES", "M. R."),
        ("call marisol back", "call M. back"),
        ("Mrs. Reyes's lamp and Marisol’s", "Mrs. R.'s lamp and M.’s"),
        ("reyes, marisol", "R., M."),
        ("nguyen van duc came", "N. V. D. came"),
        ("Duc came", "D. came"),
        ("王小明来了", f"{DOTS}来了"),
        ("Rose said a rose grows in the park", "R. said a rose grows in the park"),
        ("rose park said", "R. P. said"),
        ("in Lindell Park on Canal Street", "in Lindell Park on Canal Street"),
        ("Tobias and Lang", "T. and L."),
        ("the tenants of Canal Street and all residents", "the tenants of Canal Street and all residents"),
        ("bright harbor daycare is closed", "B. H. D. is closed"),
        ("the Library is closed", "the Library is closed"),
        ("extension x4432, at 12 quiet harbor", f"extension {DOTS}, at {DOTS}"),
        ("Anne-Marie was here", "A. was here"),
        ("Al dente", "Al dente"),
        ("C26-0142 since 2026-10-05", "C26-0142 since 2026-10-05"),
        ("@Marisol and @unknown", "@M. and @U."),
    ],
)
def test_names_the_office_knows_are_masked_without_a_sign(known: KnownNames, typed: str, shown: str) -> None:
    assert masked_words(typed, known) == shown
    field = Concern.fields["title"]
    assert masked(field, typed, known) == shown


def test_what_an_organization_or_area_is_called_stays_in_its_own_place(known: KnownNames) -> None:
    assert masked(Organization.fields["name"], "Bright Harbor Daycare", known) == "Bright Harbor Daycare"
    assert masked(Concern.fields["area"], "Rose Street", known) == "Rose Street"


@given(st.lists(st.text(max_size=12), max_size=4), st.text(max_size=60))
def test_known_names_never_fail_and_never_stay_whole(names: list[str], around: str) -> None:
    known = KnownNames()
    known.add_people([*names, "Marisol Reyes"])
    known.add_contacts(names)
    shown = masked_words(f"{around} Marisol Reyes {around}", known)
    assert "Marisol" not in shown.replace(around, "")


def test_a_name_becomes_initials_and_an_empty_one_dots() -> None:
    assert masked_name("Anne-Marie O’Neil") == "A. O."
    assert masked_name("-") == DOTS


def test_a_file_keeps_only_its_sort() -> None:
    assert masked_file_name("letter of Marisol.pdf") == f"{DOTS}.pdf"
    assert masked_file_name("Marisol") == DOTS


@given(st.text())
def test_masking_twice_shows_no_more_and_never_fails(words: str) -> None:
    shown = masked_words(words)
    assert "@" not in words or masked_words(shown).count("@") <= words.count("@") + shown.count("@")
    assert masked_name(words)
    assert masked_file_name(words)
