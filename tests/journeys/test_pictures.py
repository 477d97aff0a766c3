"""Every screen looks as it was approved, in light and dark.

A screen that is meant to look otherwise: `UPDATE_PICTURES=1 make unit T=tests/journeys/test_pictures.py`, then look at
what changed in `tests/journeys/pictures/` before it is committed.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtWidgets import QApplication

from desktop.verbs import demo_verb
from desktop.views.theme.theme import Appearance
from desktop.views.tour.stage import Stage, themed
from desktop.views.tour.tour import shown_scenes
from tests.journeys.comparing import MOST_DIFFERENT, PICTURES, as_picture, difference, keep, problem_with
from tests.journeys.test_evening import PICTURED

MOST_BYTES = 3_000_000
PASSPHRASE = "orchard lamps on alder street"
TODAY = date(2026, 10, 15)


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The same demo office each time."""
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    told = ["--passphrase-file", str(secret), "--today", TODAY.isoformat(), "--concerns", "60"]
    demo_verb.run([str(tmp_path / "office"), *told])
    return tmp_path / "office"


@pytest.mark.parametrize("look", [Appearance.LIGHT, Appearance.DARK], ids=["light", "dark"])
def test_every_screen_looks_as_approved(look: Appearance, demo: Path, qapp: QApplication, tmp_path: Path) -> None:
    theme = themed(qapp)
    theme.set_appearance(look)
    clock = demo_verb.ticking_from(datetime.combine(TODAY, time(18), tzinfo=UTC))
    stage = Stage(qapp, theme, demo, PASSPHRASE, clock, tmp_path)
    wrong: list[str] = []
    try:
        for scene in shown_scenes():
            scene.act(stage)
            picture = as_picture(stage.photograph())
            stage.clear()
            if problem := problem_with(picture, f"{scene.name}-{look.value}", tmp_path):
                wrong.append(problem)
    finally:
        stage.close()
        theme.set_appearance(Appearance.LIGHT)
    assert not wrong, "\n".join(wrong)


def test_the_pictures_stay_small_and_each_has_a_scene() -> None:
    files = list(PICTURES.glob("*.png"))
    assert sum(path.stat().st_size for path in files) < MOST_BYTES
    names = {scene.name for scene in shown_scenes()} | PICTURED
    assert {path.stem.rpartition("-")[0] for path in files} <= names


# The comparison itself


@pytest.fixture
def page() -> Image.Image:
    made = Image.new("RGB", (1440, 900), "#FFFFFF")
    ImageDraw.Draw(made).text((40, 40), "Who will read this?", fill="#20251F", font_size=20)
    return made


def _with_button(page: Image.Image) -> Image.Image:
    changed = page.copy()
    ImageDraw.Draw(changed).rounded_rectangle((1000, 600, 1200, 640), 7, fill="#1F5E4A")
    return changed


def _letters_one_pixel_on(page: Image.Image) -> Image.Image:
    return page.transform(page.size, Image.Transform.AFFINE, (1, 0, 0.5, 0, 1, 0), Image.Resampling.BILINEAR)


@pytest.mark.parametrize(
    ("change", "passes"), [(Image.Image.copy, True), (_letters_one_pixel_on, True), (_with_button, False)]
)
def test_smoothing_passes_and_a_button_does_not(
    page: Image.Image, change: Callable[[Image.Image], Image.Image], passes: bool
) -> None:
    assert (difference(change(page), page) <= MOST_DIFFERENT) is passes


def test_an_approved_picture_is_the_picture(page: Image.Image, tmp_path: Path) -> None:
    keep(_with_button(page), tmp_path / "approved.png")
    assert difference(_with_button(page), Image.open(tmp_path / "approved.png")) < 0.0001
