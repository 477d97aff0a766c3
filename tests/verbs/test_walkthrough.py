"""The walkthrough makes an office, hands it to whoever can play a session, and proves and prints what that left."""

from collections import Counter
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.models.line import Mark
from desktop.models.meeting import Meeting, MeetingStatus
from desktop.models.refusal import Refusal
from desktop.store.opening import open_office
from desktop.verbs import walkthrough_verb

DAY = "2026-10-15"


def play(office: Path, passphrase: str, out: Path, day: date) -> SimpleNamespace:
    """What the window leaves, without the window: a meeting of the demo that is done."""
    assert day == date(2026, 10, 15)
    assert out.is_dir()
    store = open_office(office, passphrase)
    with store.reading() as session:
        number = next(m.number for m in session.query(Meeting) if m.status is MeetingStatus.DONE)
    store.close()
    left = {"lines": 3, "speakers": 2, "interpreted": 0, "struck": 1, "exits": 2}
    return SimpleNamespace(number=number, marks=Counter({Mark.CONCERN: 2, Mark.PRAISE: 1}), **left)


def test_what_was_played_is_printed_and_proved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert walkthrough_verb.run(["--out", str(tmp_path), "--day", DAY], play) == 0
    said = capsys.readouterr().out
    assert "3 lines of 2 speakers" in said
    assert "2 concerns, 1 praise" in said
    assert "The office is sound" in said
    for name in ("minutes.pdf", "concerns.xlsx", "concerns.pdf"):
        assert (tmp_path / name).stat().st_size > 1000


def test_an_office_that_is_not_its_own_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    with pytest.raises(Refusal, match="not made by a walkthrough"):
        walkthrough_verb.run(["--out", str(tmp_path)], play)


def test_without_the_window_there_is_no_walkthrough(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="commonground walkthrough"):
        walkthrough_verb.run(["--out", str(tmp_path)])
