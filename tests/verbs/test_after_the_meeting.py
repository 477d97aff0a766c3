"""After the meeting: minutes become final and lock their lines; only a strike that two people ask for goes through."""

import shutil
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.models.disclosure import Audience
from desktop.models.meeting import Meeting
from desktop.models.minutes_content import MinutesContent, minutes_content
from desktop.store.opening import open_office
from tests.verbs.conftest import PASSPHRASE, Desk

OLD_OFFICE = Path(__file__).parents[1] / "old_files" / "0001" / "office"


@pytest.fixture
def noted(desk: Desk) -> str:
    """A meeting with two lines, one of them a concern; gives the meeting's number."""
    number = str(desk.add("meetings", {"title": "Lights", "starts_at": "2026-10-15T18:30"})[0]["number"])
    desk.add("lines", {"words": "dark by the shelter", "mark": "concern", "themes": ["lighting"]}, meeting=number)
    desk.add("lines", {"words": "thank you for coming", "mark": "praise"}, meeting=number)
    return number


def line_of(desk: Desk, words: str) -> str:
    return str(desk.list("lines", "--filter", words)[0]["id"])


def finished(desk: Desk, meeting: str, **given: str) -> str:
    """Final minutes of a meeting; gives their id."""
    said = {"meeting": meeting, "state": "final", "read_back_at": "2026-10-15T19:58:00-04:00"}
    return str(desk.add("minutes", said | given)[0]["id"])


def refused(desk: Desk, number: str, *pairs: tuple[str, str]) -> None:
    """Final minutes refuse each of these changes."""
    for key, value in pairs:
        said = desk("set", number, key, value)
        assert (said.code, said.out) == (1, ""), key
        assert "final" in said.err
        assert "correct" in said.err


def test_final_minutes_lock_their_lines(desk: Desk, noted: str) -> None:
    line = line_of(desk, "dark")
    assert desk("set", line, "words", "very dark by the shelter").code == 0
    finished(desk, noted)
    refused(desk, line, ("words", "no"), ("mark", "promise"))
    source = desk.office.with_name("late.txt")
    source.write_text("one more line", encoding="utf-8")
    assert "are final" in desk("add", "lines", "--meeting", noted, "--from", source).err
    assert [each["words"] for each in desk.list("lines", "--filter", "dark")] == ["very dark by the shelter"]


def test_a_line_of_another_meeting_cannot_be_moved_into_final_minutes(desk: Desk, noted: str) -> None:
    finished(desk, noted)
    other = str(desk.add("meetings", {"title": "Later", "starts_at": "2026-11-15T18:30"})[0]["number"])
    desk.add("lines", {"words": "said elsewhere"}, meeting=other)
    refused(desk, line_of(desk, "elsewhere"), ("meeting", noted))


def test_final_minutes_lock_the_words_of_what_was_made_and_not_the_work(desk: Desk, noted: str) -> None:
    for mark in ("promise", "question", "action"):
        desk.add("lines", {"words": f"a {mark}", "mark": mark}, meeting=noted)
    other = str(desk.add("meetings", {"title": "Later", "starts_at": "2026-11-15T18:30"})[0]["number"])
    finished(desk, noted)
    refused(desk, "C26-0001", ("words", "no"), ("title", "no"), ("meeting", other), ("meeting", ""))
    for work in (("status", "Acknowledged"), ("owner", "Rosa Alvarez"), ("answer", "the lamp is ordered")):
        assert desk("set", "C26-0001", *work).code == 0, work
    for number in ("R26-0001", "Q26-0001", "T26-0001"):
        refused(desk, number, ("words", "no"), ("meeting", other))
        for work in (("due", "2026-12-01"), ("what_happened", "called"), ("outcome", "kept")):
            assert desk("set", number, *work).code == 0, work


def test_what_only_names_the_meeting_stays_open(desk: Desk, noted: str) -> None:
    finished(desk, noted)
    number = desk.add("concerns", {"words": "told at the desk", "meeting": noted})[0]["number"]
    assert desk("set", number, "words", "told at the desk, twice").code == 0


def test_final_minutes_lock_the_head_of_the_meeting(desk: Desk, noted: str) -> None:
    finished(desk, noted)
    moved = (("starts_at", "2026-10-15T18:00"), ("ends_at", "2026-10-15T20:00"), ("place", "Library"), ("title", "no"))
    refused(desk, noted, *moved, ("adults", "12"), ("young_people", "1"), ("officers", "2"), ("also_here", "parents"))
    assert desk("set", noted, "status", "done").code == 0


def test_final_minutes_take_corrections_and_nothing_else(desk: Desk, noted: str) -> None:
    minutes = finished(desk, noted, summary="Two lines.")
    again = ("read_back_at", "2026-10-15T19:00:00-04:00")
    refused(desk, minutes, ("summary", "no"), again, ("approved_by", "Rosa Alvarez"), ("state", "draft"))
    assert desk("set", minutes, "corrections", "2026-10-24: the shelter is on Elm Street.").code == 0


def test_only_a_supervisor_opens_final_minutes_again(desk: Desk, noted: str, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.txt"
    theirs.write_text("another passphrase entirely\n", encoding="utf-8")
    desk("people", "--add", "Dana Okafor", "--role", "staff", "--new-passphrase-file", theirs)
    minutes = finished(desk, noted)
    dana = Desk(desk.office, theirs, desk._verb)
    alone = dana("set", minutes, "state", "corrected", "--person", "Dana Okafor")
    assert "only a supervisor" in alone.err
    assert desk("set", minutes, "state", "corrected").code == 0
    assert desk("set", line_of(desk, "dark"), "words", "dark by the bus shelter").code == 0
    assert desk("set", minutes, "state", "final").code == 0
    assert [desk("undo").code for _ in range(3)] == [0, 0, 0]


def test_minutes_become_final_only_when_it_is_known_when_they_were_read_back(desk: Desk, noted: str) -> None:
    minutes = desk.add("minutes", {"meeting": noted})[0]["id"]
    early = desk("set", minutes, "state", "final")
    assert (early.code, early.out) == (1, "")
    assert "when the minutes were read back" in early.err
    assert desk("set", minutes, "read_back_at", "2026-10-15T19:58:00-04:00").code == 0
    assert desk("set", minutes, "state", "final").code == 0


@pytest.mark.parametrize("mark", ["concern", "promise", "question", "action"])
def test_a_line_marked_later_makes_its_record_once(desk: Desk, noted: str, mark: str) -> None:
    desk.add("lines", {"words": "the gate sticks", "themes": ["lighting"]}, meeting=noted)
    line, kinds = line_of(desk, "gate"), f"{mark}s"
    for each in (mark, "note", mark, mark):
        assert desk("set", line, "mark", each).code == 0
    (made,) = desk.list(kinds, "--filter", "gate")
    assert (made["words"], made["meeting"]) == ("the gate sticks", noted)
    if mark == "concern":
        assert made["category"] == desk.list("concerns", "--filter", "dark")[0]["category"]


def test_the_mark_and_what_it_made_are_taken_back_together(desk: Desk, noted: str) -> None:
    desk("set", line_of(desk, "thank"), "mark", "promise")
    assert len(desk.list("promises")) == 1
    assert desk("undo").code == 0
    assert (desk.list("promises"), desk.list("lines", "--filter", "thank")[0]["mark"]) == ([], "praise")
    desk("set", line_of(desk, "thank"), "mark", "promise")
    assert len(desk.list("promises")) == 1


def test_a_struck_line_makes_nothing(desk: Desk, noted: str) -> None:
    line = line_of(desk, "thank")
    desk("strike", line, "--reason", "their wish")
    assert desk("set", line, "mark", "promise").code == 0
    assert desk.list("promises") == []


def test_the_summary_leaves_the_office_only_when_final_and_nothing_is_withheld(desk: Desk) -> None:
    def contents(number: str) -> list[MinutesContent]:
        with closing(open_office(desk.office, PASSPHRASE, write=False)) as store, store.reading() as session:
            meeting = session.scalars(select(Meeting).where(Meeting.number == number)).one()
            return [minutes_content(session, meeting, each, date(2026, 10, 20)) for each in Audience]

    def summaries(number: str) -> list[str]:
        return [content.summary for content in contents(number)]

    def held(*lines: dict[str, str]) -> str:
        number = str(desk.add("meetings", {"title": "Gates", "starts_at": "2026-10-15T18:30"})[0]["number"])
        if lines:
            desk.add("lines", *lines, meeting=number)
        return number

    open_, kept = held(), held({"words": "not outside", "mark": "concern"})
    minutes = desk.add(
        "minutes",
        {"meeting": open_, "summary": "Nobody spoke.", "read_back_at": "2026-10-15T19:58:00-04:00"},
    )[0]["id"]
    assert summaries(open_) == ["Nobody spoke.", "", ""]
    assert desk("set", minutes, "state", "final").code == 0
    assert summaries(open_) == ["Nobody spoke."] * 3
    locked = finished(desk, kept, summary="One concern.")
    assert summaries(kept) == ["One concern.", "", ""]
    correction = "2026-10-24: she said the east gate."
    for number, corrected in ((open_, minutes), (kept, locked)):
        assert desk("set", corrected, "corrections", correction).code == 0
        outside = correction if number == open_ else ""
        assert [content.corrections for content in contents(number)] == [correction, outside, outside]


def test_a_strike_after_final_minutes_takes_a_second_person(desk: Desk, noted: str, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.txt"
    theirs.write_text("another passphrase entirely\n", encoding="utf-8")
    desk("people", "--add", "Dana Okafor", "--role", "staff", "--new-passphrase-file", theirs)
    finished(desk, noted)
    line = line_of(desk, "dark")
    alone = desk("strike", line, "--reason", "their wish")
    assert "second person" in alone.err
    own = desk("strike", line, "--reason", "x", "--witness", "Rosa Alvarez", "--witness-passphrase-file", desk.secret)
    assert "somebody else" in own.err
    both = desk("strike", line, "--reason", "x", "--witness", "Dana Okafor", "--witness-passphrase-file", theirs)
    assert [each["kind"] for each in both.json] == ["line", "concern"]
    assert desk.list("concerns")[0]["title"] == "Struck at the speaker's wish"


def test_struck_words_are_not_written_again(desk: Desk, noted: str) -> None:
    line = line_of(desk, "dark")
    desk("strike", line, "--reason", "their wish")
    for number, key in ((line, "words"), ("C26-0001", "words"), ("C26-0001", "title")):
        said = desk("set", number, key, "dark by the shelter")
        assert said.code == 1
        assert "not written again" in said.err


def test_themes_of_a_line_can_be_set(desk: Desk, noted: str) -> None:
    line = line_of(desk, "dark")
    assert desk("set", line, "themes", "school, lighting").code == 0
    assert sorted(desk.list("lines", "--filter", "dark")[0]["themes"]) == ["lighting", "school"]
    assert desk("set", line, "themes", "").code == 0
    assert desk.list("lines", "--filter", "dark")[0]["themes"] == []
    assert desk("undo").code == 0
    assert sorted(desk.list("lines", "--filter", "dark")[0]["themes"]) == ["lighting", "school"]


def test_an_office_of_an_older_version_asks_to_be_opened_for_writing_once(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "old.txt"
    secret.write_text("correct horse battery staple\n", encoding="utf-8")
    old = Desk(Path(shutil.copytree(OLD_OFFICE, tmp_path / "old")), secret, desk._verb)
    for verb in (("check", "--deep"), ("list", "concerns", "--json")):
        said = old(*verb)
        assert (said.code, said.out) == (1, "")
        assert "Open it once for writing" in said.err
    assert old("set", "C26-0001", "priority", "high", "--moved").code == 0
    assert old("check", "--deep").code == 0


def test_a_reader_that_has_read_enough_is_no_error() -> None:
    """`commonground --help | head -1` ends quietly."""
    with subprocess.Popen([sys.executable, "-m", "desktop", "--help"], stdout=-1, stderr=-1) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")
