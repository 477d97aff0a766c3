"""The main job without a window: typed notes become lines, concerns and promises: found, changed, taken back."""

from pathlib import Path

import pytest

from tests.verbs.conftest import Desk

NOTES = """18:32 @Officer welcome, ground rules read #opening

18:41 ! @Resident its pitch dark by the shelter #lighting
18:42 ! @Resident "My mother walks in the road because she can't see the curb." #lighting
18:44 @Resident interpreted: says the shelter light flickers all night
18:47 * @Parent the crossing guard knows every kid by name
+ @Officer call the lighting office tomorrow
? who decides which streets get the brighter lamps
> @Library staff ask about the porch lights
\\#1 bus was late again, said @Somebody
"""
SHARED_NOTES = Path(__file__).parents[3] / "shared" / "data" / "notes" / "listening-session-signs.txt"


@pytest.fixture
def meeting(desk: Desk) -> str:
    desk.add("areas", {"name": "Orchard Flats"})
    added = desk.add("meetings", {"title": "Lights", "starts_at": "2026-10-15T18:30", "area": "Orchard Flats"})
    return str(added[0]["number"])


def typed(desk: Desk, text: str) -> Path:
    path = desk.office.with_name("notes.txt")
    path.write_text(text, encoding="utf-8")
    return path


def test_notes_become_lines_and_what_their_signs_mean(desk: Desk, meeting: str) -> None:
    said = desk("add", "lines", "--meeting", meeting, "--from", typed(desk, NOTES))
    numbers = [line["number"] for line in said.json]
    assert numbers == [None, "C26-0001", "C26-0002", None, None, "R26-0001", "Q26-0001", "T26-0001", None]
    assert "the word behind @ is not a speaker role" in said.err
    first = desk.list("concerns", "--filter", "pitch")[0]
    assert first["title"] == first["words"] == "its pitch dark by the shelter"
    assert (first["area"], first["category"], first["status"], first["source"], first["heard_on"]) == (
        "Orchard Flats", "Lighting", "New", "session", "2026-10-15",
    )  # fmt: skip
    lines = {line["words"]: line for line in desk.list("lines")}
    quoted = lines["My mother walks in the road because she can't see the curb."]
    assert (quoted["verbatim"], quoted["interpreted"], quoted["themes"]) == (True, False, ["lighting"])
    assert quoted["said_at"] == "2026-10-15T18:42:00-04:00"
    assert lines["says the shelter light flickers all night"]["interpreted"] is True
    assert lines["#1 bus was late again, said @Somebody"]["speaker"] == "Resident"
    assert {s["label_text"]: s["consent"] for s in desk.list("speakers")} == {
        "Officer": "with role", "Resident": "nothing outside", "Parent": "nothing outside",
        "Library staff": "nothing outside",
    }  # fmt: skip


def test_the_shared_notes_come_in_whole(desk: Desk, meeting: str) -> None:
    if not SHARED_NOTES.exists():
        pytest.skip("the shared notes are not beside this checkout")
    made = desk("add", "lines", "--meeting", meeting, "--from", SHARED_NOTES).json
    letters = [line["number"][0] for line in made if line["number"]]
    assert len(made) == len(SHARED_NOTES.read_text(encoding="utf-8").splitlines())
    assert {letter: letters.count(letter) for letter in "CRQT"} == {"C": 10, "R": 5, "Q": 4, "T": 3}


def test_one_bad_line_brings_none_in(desk: Desk, meeting: str) -> None:
    said = desk("add", "lines", "--meeting", meeting, "--from", typed(desk, "first line\n!\nthird line\n"))
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("notes.txt, line 2: ")
    assert desk.list("lines") == []


def test_a_change_is_kept_shown_in_the_history_and_taken_back(desk: Desk, meeting: str) -> None:
    desk("add", "lines", "--meeting", meeting, "--from", typed(desk, NOTES))
    assert desk("set", "C26-0001", "status", "in progress").code == 0
    assert desk("set", "c26-0001", "Who answers", "Rosa Alvarez").code == 0
    assert desk.list("concerns", "--filter", "C26-0001")[0]["owner"] == "Rosa Alvarez"
    assert desk("undo").json == {"undone": "Set Who answers of C26-0001"}
    assert desk("undo").json == {"undone": "Set Status of C26-0001"}
    after = desk.list("concerns", "--filter", "C26-0001")[0]
    assert (after["owner"], after["status"]) == (None, "New")
    history = desk("history", "C26-0001", "--json").json
    assert [entry["label"] for entry in history] == [
        "Add lines", "Set Status of C26-0001", "Set Who answers of C26-0001",
        "Undo: Set Who answers of C26-0001", "Undo: Set Status of C26-0001",
    ]  # fmt: skip
    assert history[1]["changes"] == [{"field": "status", "before": "New", "after": "In progress"}]
    assert [entry["undone"] for entry in history] == [False, True, True, False, False]


def test_undoing_the_notes_takes_them_all_and_their_numbers_are_not_given_again(desk: Desk, meeting: str) -> None:
    desk("add", "lines", "--meeting", meeting, "--from", typed(desk, NOTES))
    assert desk("undo").json == {"undone": "Add lines"}
    assert desk.list("lines") == desk.list("concerns") == []
    again = desk("add", "lines", "--meeting", meeting, "--from", typed(desk, "! dark again"))
    assert again.json[0]["number"] == "C26-0003"
    desk("undo")
    assert desk("undo", "--redo").json == {"redone": "Add lines"}
    assert [concern["number"] for concern in desk.list("concerns")] == ["C26-0003"]


def test_struck_words_are_nowhere_but_their_time_and_mark_stay(desk: Desk, meeting: str) -> None:
    desk("add", "lines", "--meeting", meeting, "--from", typed(desk, NOTES))
    struck = desk("strike", "C26-0001", "--reason", "the speaker asked")
    assert [each["kind"] for each in struck.json] == ["line", "concern"]
    assert "made before now still hold the words" in struck.err
    assert desk.list("concerns", "--filter", "pitch") == desk.list("lines", "--filter", "pitch") == []
    line = next(line for line in desk.list("lines") if line["struck_at"])
    assert (line["said_at"], line["mark"], line["words"]) == ("2026-10-15T18:41:00-04:00", "concern", None)
    assert "pitch" not in desk("history", "C26-0001", "--json").out
    refused = desk("undo")  # "Add lines" has lost its words; the meeting before it is still used by its lines
    assert refused.code == 1
    assert "still used by" in refused.err
