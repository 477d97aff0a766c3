"""What a record may not say beside the others of its office: one sentence, exit 1, and nothing is changed."""

import json
from typing import Any

import pytest

from tests.verbs.conftest import Desk

MEETING = {"title": "Lights", "starts_at": "2026-10-15T18:30"}


def refused(desk: Desk, kind: str, *items: dict[str, Any]) -> str:
    source = desk.office.with_name("refused.json")
    source.write_text(json.dumps(list(items)), encoding="utf-8")
    said = desk("add", kind, "--from", source)
    assert (said.code, said.out) == (1, ""), said
    assert said.err.count("\n") == 1
    return said.err


def test_a_folder_holds_one_office(desk: Desk) -> None:
    other = {"name": "Other", "zone": "UTC", "answer_days": 5, "question_days": 5}
    assert "one office" in refused(desk, "offices", other)
    assert [office["name"] for office in desk.list("offices")] == ["Fernhill"]
    desk.add("concerns", {"title": "Lamp out"})


@pytest.mark.parametrize(
    "label", ["Tall man in red", "Resident BB", "Resident 2", "ResidentB", "Resident  B", "Parent"]
)
def test_a_speaker_is_called_by_role_and_letter_alone(desk: Desk, label: str) -> None:
    desk.add("meetings", MEETING)
    said = refused(desk, "speakers", {"meeting": "M26-0001", "role": "Resident", "label_text": label})
    assert '"Resident B"' in said


def test_a_label_means_one_speaker_of_a_meeting(desk: Desk) -> None:
    desk.add("meetings", MEETING, MEETING)
    for meeting in ("M26-0001", "M26-0002"):
        desk.add("speakers", {"meeting": meeting, "role": "Resident", "label_text": "resident b"})
    assert {speaker["label_text"] for speaker in desk.list("speakers")} == {"Resident B"}
    again = {"meeting": "M26-0001", "role": "Resident", "label_text": "Resident B"}
    assert "already" in refused(desk, "speakers", again)
    desk.add("lines", {"meeting": "M26-0001", "speaker": "RESIDENT B", "words": "the lamp"})
    assert len(desk.list("speakers")) == 2


def test_a_meeting_has_one_minutes_and_new_ones_once_the_old_are_taken_back(desk: Desk) -> None:
    desk.add("meetings", MEETING)
    desk.add("minutes", {"meeting": "M26-0001"})
    assert "has minutes already" in refused(desk, "minutes", {"meeting": "M26-0001"})
    assert desk("undo").code == 0
    desk.add("minutes", {"meeting": "M26-0001"})
    desk.add("lines", {"meeting": "M26-0001", "words": "the lamp"})
    assert len(desk.list("minutes")) == 1


def test_a_new_name_may_not_be_one_that_stands(desk: Desk) -> None:
    ids = [made["id"] for made in desk.add("areas", {"name": "Elm"}, {"name": "Alder"})]
    assert desk("set", ids[0], "name", "Oak").code == 0
    said = desk("set", ids[1], "name", "OAK")
    assert (said.code, "already" in said.err) == (1, True)
    assert desk("set", ids[0], "name", "oak").code == 0


def test_links_join_live_records_of_known_kinds(desk: Desk) -> None:
    first, second = (made["id"] for made in desk.add("concerns", {"title": "Lamp"}, {"title": "Gate"}))
    ends = {"from_kind": "concern", "from_id": first, "to_kind": "concern", "to_id": second}
    assert "no kind" in refused(desk, "links", ends | {"to_kind": "dance"})
    assert "no concern 7" in refused(desk, "links", ends | {"to_id": "7"})
    assert "no meeting" in refused(desk, "links", ends | {"from_kind": "meeting"})
    desk.add("links", ends)


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        ("areas", {"name": "Elm Street"}),
        ("statuses", {"name": "Waiting", "type": "new"}),
        ("categories", {"name": "Bicycles"}),
        ("kinds", {"name": "Picnic", "of": "meeting"}),
        ("themes", {"name": "bicycles"}),
        ("speaker-roles", {"name": "Poet", "speaks_for_office": False}),
    ],
)
def test_a_name_is_given_once(desk: Desk, kind: str, item: dict[str, Any]) -> None:
    shouted = item | {"name": item["name"].upper()}
    assert "already" in refused(desk, kind, item, shouted)
    desk.add(kind, item)
    assert "already" in refused(desk, kind, shouted)
    assert desk("undo").code == 0
    desk.add(kind, shouted)


def test_people_organizations_and_sorts_of_other_things_share_names(desk: Desk) -> None:
    desk.add("organizations", {"name": "Library"}, {"name": "Library"})
    desk.add("kinds", {"name": "Picnic", "of": "meeting"}, {"name": "Picnic", "of": "organization"})


def test_what_was_raised_at_a_meeting_takes_its_date(desk: Desk) -> None:
    desk.add("meetings", MEETING)
    desk.add("concerns", {"title": "Lamp", "meeting": "M26-0001"})
    assert desk.list("concerns")[0]["heard_on"] == "2026-10-15"
    desk.add("questions", {"words": "Who mends it?", "meeting": "M26-0001"})
    assert desk.list("questions")[0]["due"].startswith("2026-10")


def test_a_place_in_an_order_is_the_last_unless_given(desk: Desk) -> None:
    desk.add("categories", {"name": "Bicycles"}, {"name": "Boats"})
    places = {category["name"]: category["position"] for category in desk.list("categories")}
    assert (places["Bicycles"], places["Boats"]) == (100, 110)
    desk.add("meetings", MEETING, MEETING)
    desk.add("agenda-items", *({"meeting": f"M26-000{n}", "title": "Lamps"} for n in (1, 1, 2)))
    assert sorted(item["position"] for item in desk.list("agenda-items")) == [0, 0, 10]
    for wrong in ({"position": -1}, {"minutes": -5}):
        assert "below zero" in refused(desk, "agenda-items", {"meeting": "M26-0001", "title": "Gate"} | wrong)


def test_an_agenda_item_with_a_lead_is_added_whole(desk: Desk) -> None:
    desk.add("meetings", MEETING)
    item = {"meeting": "M26-0001", "title": "Lamps", "lead": "Rosa Alvarez", "minutes": 5}
    desk.add("agenda-items", item, item)
    assert {item["lead"] for item in desk.list("agenda-items")} == {"Rosa Alvarez"}
