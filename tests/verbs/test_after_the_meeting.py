"""After the meeting: minutes become final and lock their lines; only a strike that two people ask for goes through."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.verbs.conftest import Desk

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


def test_final_minutes_lock_their_lines(desk: Desk, noted: str) -> None:
    line = line_of(desk, "dark")
    minutes = desk.add("minutes", {"meeting": noted})[0]["id"]
    assert desk("set", line, "words", "very dark by the shelter").code == 0
    assert desk("set", minutes, "state", "final").code == 0
    refused = desk("set", line, "words", "no")
    assert (refused.code, refused.out) == (1, "")
    assert "minutes of this meeting are final" in refused.err
    source = desk.office.with_name("late.txt")
    source.write_text("one more line", encoding="utf-8")
    assert "are final" in desk("add", "lines", "--meeting", noted, "--from", source).err
    assert [each["words"] for each in desk.list("lines", "--filter", "dark")] == ["very dark by the shelter"]


def test_a_strike_after_final_minutes_takes_a_second_person(desk: Desk, noted: str, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.txt"
    theirs.write_text("another passphrase entirely\n", encoding="utf-8")
    desk("people", "--add", "Dana Okafor", "--role", "staff", "--new-passphrase-file", theirs)
    desk("set", desk.add("minutes", {"meeting": noted})[0]["id"], "state", "final")
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
