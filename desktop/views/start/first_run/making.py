"""Making the new office beside its place, out of sight until Finish: nothing half-made ever shows.

All of these are called on a worker.
"""

import os
import shutil
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.models.refusal import Refusal
from desktop.views.saying import say, spoken_language
from desktop.views.start.entering import Blocked, Obstacle
from desktop.views.start.first_run.answers import Answers

if TYPE_CHECKING:
    from desktop.store.writing import WritingSession

AREA_STEP = 10


def beside(place: Path) -> Path:
    """Where an office is made before it takes its place."""
    return place.with_name(f".{place.name}.being-set-up")


@dataclass(frozen=True, slots=True)
class Making:
    """Makes the office of these answers, its areas included; gives the code of its recovery sheet."""

    answers: Answers

    def __call__(self) -> str:
        """Make it; Blocked when the disk or the place refuses."""
        from desktop.store.creating import NewOffice, create_office
        from desktop.store.machine import zone_name
        from desktop.store.opening import open_office

        said = self.answers
        new = NewOffice(said.office, said.person, said.passphrase, zone_name(), title=said.title or None)
        making = beside(said.place)
        try:
            said.place.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(making, ignore_errors=True)
            code = create_office(making, new)
            if said.areas:
                store = open_office(making, said.passphrase)
                try:
                    store.write("Add the areas we serve", self._add_areas).result()
                finally:
                    store.close()
        except (Refusal, OSError) as error:
            shutil.rmtree(making, ignore_errors=True)
            raise Blocked(Obstacle.OTHER, _plain(error)) from None
        return code

    def _add_areas(self, session: "WritingSession") -> None:
        from desktop.models.area import Area

        session.add_all(Area(name=name) for name in self.answers.areas)


@dataclass(frozen=True, slots=True)
class SheetFile:
    """Writes the recovery sheet as a PDF to `path`, or, without one, gives its bytes and leaves nothing behind.

    It is in the language of the window.
    """

    office: str
    code: str = field(repr=False)
    path: Path | None = None
    language: str = field(default_factory=spoken_language)

    def __call__(self) -> bytes:
        """Write it; Blocked when the path cannot be written."""
        from desktop.documents.recovery_sheet import write_recovery_sheet

        now = datetime.now().astimezone()
        try:
            if self.path is not None:
                write_recovery_sheet(self.office, self.code, now, self.path, language=self.language)
                return b""
            made = BytesIO()  # in memory: a code in clear never comes to the disk
            write_recovery_sheet(self.office, self.code, now, made, language=self.language)
            return made.getvalue()
        except (Refusal, OSError) as error:
            raise Blocked(Obstacle.OTHER, _plain(error)) from None


@dataclass(frozen=True, slots=True)
class Finishing:
    """Notes who keeps the sheet and puts the office in its place."""

    answers: Answers
    keeper: str

    def __call__(self) -> None:
        """Blocked when the place was taken meanwhile."""
        from desktop.store.opening import open_office

        said = self.answers
        try:
            store = open_office(beside(said.place), said.passphrase)
            try:
                store.note("Hand over the sealed recovery sheet", keeper=self.keeper).result()
            finally:
                store.close()
            if said.place.exists():
                said.place.rmdir()
            os.replace(beside(said.place), said.place)
        except (Refusal, OSError) as error:
            raise Blocked(Obstacle.OTHER, _plain(error)) from None


@dataclass(frozen=True, slots=True)
class Dropping:
    """Takes away what was made for a place and is not wanted any more."""

    place: Path

    def __call__(self) -> None:
        """Remove it; what cannot be removed is removed by the next first run there."""
        shutil.rmtree(beside(self.place), ignore_errors=True)


def _plain(error: Exception) -> str:
    if isinstance(error, Refusal):
        return str(error)
    reason = error.strerror if isinstance(error, OSError) else ""
    return say(
        "The office could not be put there ({reason}). Choose another place.", reason=reason or type(error).__name__
    )
