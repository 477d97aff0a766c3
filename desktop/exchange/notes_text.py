"""Notes typed in a text file: one line each, the capture signs meaning what they mean in the window."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.exchange.given_file import read_given
from desktop.models.capture import Captured, capture
from desktop.models.meeting import Meeting
from desktop.models.recording import Notes, Recorded, role_names
from desktop.models.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Typed:
    """One line of the file: its number, counted from 1, and what it means."""

    row: int
    captured: Captured


def read_notes(path: Path, roles: list[str]) -> Iterator[Typed]:
    """The lines of a UTF-8 text file that are not blank. Refusal when it is not text."""
    text = read_given(path, megabytes=16, too_large="Notes of one meeting are not; check the file.")
    # Only line ends split lines: other separators may stand inside what was typed.
    for row, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line.strip(" \t"):
            yield Typed(row, capture(line.strip("\t"), roles))


def add_notes(session: Session, meeting: Meeting, path: Path) -> tuple[list[Recorded], list[str]]:
    """Add the notes of a file to a meeting, all or none; also gives remarks about what stayed plain words."""
    notes = Notes(session, meeting)
    recorded, remarks = [], []
    for typed in read_notes(path, role_names(session)):
        captured = typed.captured
        try:
            said_at = meeting.moment_of(captured.clock) if captured.clock else None
            recorded.append(notes.record(captured, said_at))
        except Refusal as refusal:
            raise Refusal(f"{path.name}, line {typed.row}: {refusal}") from None
        if captured.unknown_speaker:
            remarks.append(
                f"{path.name}, line {typed.row}: the word behind @ is not a speaker role here and stayed in the text."
            )
    if not recorded:
        raise Refusal(f"{path} holds no notes. Check that it is the right file.")
    return recorded, remarks
