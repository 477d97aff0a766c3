"""The tour itself: every scene in light and dark, at 100 and 150 %, then an evening from its start to final minutes,
and the first page of each document.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from desktop.jobs.export import export
from desktop.jobs.order import Order
from desktop.models.disclosure import Audience
from desktop.store.opening import open_office
from desktop.views.areas import AREAS
from desktop.views.theme.theme import Appearance, Theme
from desktop.views.tour.evening import Evening, EveningClock, evening_clock, the_evening
from desktop.views.tour.scenes import SCENES, Scene
from desktop.views.tour.session import Played, play_evening
from desktop.views.tour.stage import Stage, themed

NO_WINDOW_SYSTEM = "This plugin does not support"
SCALES = (1.0, 1.5)
LOOKS = (Appearance.LIGHT, Appearance.DARK)
DOCUMENTS = (("concerns", Audience.OFFICE), ("concerns", Audience.ANYONE))


def photograph(office: Path, passphrase: str, out: Path, clock: Callable[[], datetime]) -> Iterator[Path]:
    """Take every picture of a demo office and yield its file; nobody's screen is used."""
    qt = _without_a_screen()
    theme = themed(qt)
    yield from _documents(office, passphrase, out, clock, DOCUMENTS)
    with tempfile.TemporaryDirectory() as scratch:
        for look in LOOKS:
            theme.set_appearance(look)
            stage = Stage(qt, theme, office, passphrase, clock, Path(scratch))
            try:
                for scene in shown_scenes():
                    yield from _pictures(stage, scene, look.value, out)
            finally:
                stage.close()
        yield from _evening(qt, theme, office, passphrase, out, clock().date())


def play(office: Path, passphrase: str, out: Path, day: date) -> Played:
    """Play the whole evening of that day in the window, with a few pictures; nobody's screen is used."""
    qt = _without_a_screen()
    theme = themed(qt)
    with tempfile.TemporaryDirectory() as scratch:
        evening = the_evening()
        clock = _clock_of(evening, day, office, passphrase)
        stage = Stage(qt, theme, office, passphrase, clock, Path(scratch))
        try:
            return play_evening(stage, evening, clock, day, Camera(stage, theme, out, (Appearance.LIGHT,), (1.0,)))
        finally:
            stage.close()


def _without_a_screen() -> QApplication:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qInstallMessageHandler(_on_message)
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    return qt


def _on_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """What Qt has to say, without the remarks that there is no window system."""
    if not message.startswith(NO_WINDOW_SYSTEM):
        sys.stderr.write(f"{message}\n")


class Camera:
    """Takes a picture wherever the evening says so; `taken` are its files."""

    def __init__(
        self, stage: Stage, theme: Theme, out: Path, looks: Sequence[Appearance], scales: Sequence[float]
    ) -> None:
        self.taken: list[Path] = []
        self._stage = stage
        self._theme = theme
        self._out = out
        self._looks = looks
        self._scales = scales

    def __call__(self, name: str, room: QWidget | None) -> None:
        """The window, and the room's view beside it."""
        for look in self._looks:
            self._theme.set_appearance(look)
            self._stage.settle()
            for scale in self._scales:
                self._keep(self._stage.photograph(scale), f"{name}-{look.value}-{scale:.0%}.png")
                if room is not None:
                    self._keep(self._stage.photograph(scale, room), f"{name}-room-{look.value}-{scale:.0%}.png")
        self._theme.set_appearance(self._looks[0])

    def _keep(self, picture: QImage, name: str) -> None:
        picture.save(str(self._out / name))
        self.taken.append(self._out / name)


def _evening(qt: QApplication, theme: Theme, office: Path, passphrase: str, out: Path, day: date) -> Iterator[Path]:
    """The evening, and its minutes for every audience."""
    with tempfile.TemporaryDirectory() as scratch:
        evening = the_evening()
        clock = _clock_of(evening, day, office, passphrase)
        stage = Stage(qt, theme, office, passphrase, clock, Path(scratch))
        camera = Camera(stage, theme, out, LOOKS, SCALES)
        try:
            played = play_evening(stage, evening, clock, day, camera)
        finally:
            stage.close()
    yield from camera.taken
    yield from _documents(office, passphrase, out, clock, [("minutes", audience) for audience in Audience], played)


def _clock_of(evening: Evening, day: date, office: Path, passphrase: str) -> EveningClock:
    store = open_office(office, passphrase)
    try:
        return evening_clock(evening, day, store.office.zone)
    finally:
        store.close()


def shown_scenes() -> list[Scene]:
    """The scenes whose tab exists."""
    tabs = {area.key for area in AREAS}
    return [scene for scene in SCENES if not scene.tab or scene.tab in tabs]


def _pictures(stage: Stage, scene: Scene, look: str, out: Path) -> Iterator[Path]:
    scene.act(stage)
    for scale in SCALES:
        path = out / f"{scene.name}-{look}-{scale:.0%}.png"
        stage.photograph(scale).save(str(path))
        yield path
    stage.clear()


def _documents(
    office: Path,
    passphrase: str,
    out: Path,
    clock: Callable[[], datetime],
    wanted: Sequence[tuple[str, Audience]],
    played: Played | None = None,
) -> Iterator[Path]:
    import pypdfium2

    store = open_office(office, passphrase, clock=clock)
    try:
        for what, audience in wanted:
            path = out / f"{what}-for-{audience.value}.pdf"
            export(store, Order(what, path, audience, meeting=played.number if played else ""))
            yield path
            document: Any = pypdfium2.PdfDocument(path)
            page = document[0].render(scale=2, rev_byteorder=True, prefer_bgrx=True)
            image = QImage(page.buffer, page.width, page.height, page.stride, QImage.Format.Format_RGBX8888)
            image.save(str(path.with_suffix(".png")))
            document.close()
            yield path.with_suffix(".png")
    finally:
        store.close()
