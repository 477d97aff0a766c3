"""What somebody says about a new office, and where it is kept."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from desktop.views.saying import say

UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of the first four steps; two that are equal make the same office."""

    office: str
    place: Path
    areas: tuple[str, ...]
    person: str
    title: str
    passphrase: str = field(repr=False)


def folder_name(office: str) -> str:
    """A name for the folder of an office that every system takes."""
    return " ".join(UNSAFE.sub(" ", office).split()).strip(" .")[:80] or say("Office")


def offices_folder() -> Path:
    """Where new offices go unless somebody chooses another place."""
    from PySide6.QtCore import QStandardPaths

    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return (Path(documents) if documents else Path.home()) / "Common Ground"
