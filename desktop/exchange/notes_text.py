"""Notes typed in a text file: one line each, the capture signs meaning what they mean in the window."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.models.capture import Captured, capture
from desktop.models.meeting import Meeting
from desktop.models.recording import Notes, Recorded, role_names
from desktop.models.refusal import Refusal

LARGEST_FILE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Typed:
    """One line of the file: its number, counted from 1, and what it means."""

    row: int
    captured: Captured


def read_notes(path: Path, roles: list[str]) -> Iterator[Typed]:
    """The lines of a UTF-8 text file that are not blank. Refusal when it is not text."""
    if path.stat().st_size > LARGEST_FILE:
        raise Refusal(f"{path} is larger than 16 MB. Notes of one meeting are not; check the file.")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(f"{path} is not UTF-8 text. Save it as UTF-8 and try again.") from None
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
