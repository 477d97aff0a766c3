"""The tour itself: every scene in light and dark, at 100 and 150 %, and the first page of each document."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.jobs.export import export
from desktop.jobs.order import Order
from desktop.models.disclosure import Audience
from desktop.store.opening import open_office
from desktop.views.areas import AREAS
from desktop.views.theme.theme import Appearance
from desktop.views.tour.scenes import SCENES, Scene
from desktop.views.tour.stage import Stage, themed

SCALES = (1.0, 1.5)
LOOKS = (Appearance.LIGHT, Appearance.DARK)
DOCUMENTS = (("concerns", Audience.OFFICE), ("concerns", Audience.ANYONE))


def photograph(office: Path, passphrase: str, out: Path, clock: Callable[[], datetime]) -> Iterator[Path]:
    """Take every picture of a demo office and yield its file; nobody's screen is used."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    theme = themed(qt)
    yield from _documents(office, passphrase, out, clock)
    with tempfile.TemporaryDirectory() as scratch:
        for look in LOOKS:
            theme.set_appearance(look)
            stage = Stage(qt, theme, office, passphrase, clock, Path(scratch))
            try:
                for scene in shown_scenes():
                    yield from _pictures(stage, scene, look.value, out)
            finally:
                stage.close()


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


def _documents(office: Path, passphrase: str, out: Path, clock: Callable[[], datetime]) -> Iterator[Path]:
    import pypdfium2

    store = open_office(office, passphrase, clock=clock)
    try:
        for what, audience in DOCUMENTS:
            path = out / f"{what}-for-{audience.value}.pdf"
            export(store, Order(what, path, audience))
            yield path
            document: Any = pypdfium2.PdfDocument(path)
            page = document[0].render(scale=2, rev_byteorder=True, prefer_bgrx=True)
            image = QImage(page.buffer, page.width, page.height, page.stride, QImage.Format.Format_RGBX8888)
            image.save(str(path.with_suffix(".png")))
            document.close()
            yield path.with_suffix(".png")
    finally:
        store.close()
