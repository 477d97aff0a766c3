"""Every document looks as it was approved: its first page, in English and in the languages of our phrases.

One that is meant to look otherwise: `UPDATE_PICTURES=1 make unit T=tests/documents/test_pictures.py`, then look at what
changed in `tests/documents/pictures/` before it is committed.
"""

import os
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from desktop.documents.concern_list import write_concern_list
from desktop.documents.concern_page import write_concern_page
from desktop.documents.day_sheet import write_day_sheet
from desktop.documents.lines import Missing
from desktop.documents.meeting_plan import write_agenda, write_run_sheet
from desktop.documents.minutes import write_minutes
from desktop.documents.sign_in import SignIn, write_sign_in
from desktop.documents.slips import write_concern_slips, write_how_to, write_sign_in_slips
from desktop.documents.story import Story
from desktop.documents.styles import Part, Sheet
from desktop.documents.words import Words
from desktop.models.passed_on import Exit
from tests.documents.conftest import made_about
from tests.documents.samples import (
    DOCUMENTS,
    LANGUAGES_OF_THE_WORLD,
    LARGE_FORMS,
    WAYS,
    made_concern,
    made_concerns,
    made_day,
    made_minutes,
    made_plan,
    recovery_sheet,
    sample_page,
)
from tests.journeys.comparing import MOST_DIFFERENT, difference, keep

PICTURES = Path(__file__).parent / "pictures"
UPDATES = os.environ.get("UPDATE_PICTURES") == "1"
SCALE = 1.0  # 72 points to the inch, one pixel each
MOST_BYTES = 1_500_000
FEW = 16  # colors: paper has less than the window
KEEPS_THE_MARK = Image.Quantize.MAXCOVERAGE  # its few places of color, which the median gives away


def in_language(language: str) -> dict[str, Callable[[Path], object]]:
    return {
        f"minutes {language}": lambda path: write_minutes(made_minutes(), made_about(), path, language=language),
        f"agenda {language}": lambda path: write_agenda(made_plan(), made_about(), path, language=language),
        f"concern slips {language}": lambda path: write_concern_slips(
            made_about(), ["S26-0412", "S26-0413"], path, languages=(language, "en")
        ),
        f"sign-in sheet {language}": lambda path: write_sign_in(
            SignIn("Orchard Flats", date(2026, 10, 15)), made_about(), path, languages=(language, "en")
        ),
        f"sign-in slips {language}": lambda path: write_sign_in_slips(
            made_about(), 1, path, languages=(language, "en")
        ),
        f"day sheet {language}": lambda path: write_day_sheet(
            made_day(Words(language)), made_about(), path, language=language
        ),
        f"recovery sheet {language}": lambda path: recovery_sheet(path, language),
        f"how-to slip {language}": lambda path: write_how_to(
            made_about(), Exit.CRIME, WAYS, path, languages=(language, "en")
        ),
        f"run sheet {language}": lambda path: write_run_sheet(made_plan(), made_about(), path, language=language),
        f"concern page {language}": lambda path: write_concern_page(
            made_concern(Words(language)), made_about(), path, language=language
        ),
        f"concern list {language}": lambda path: write_concern_list(made_concerns(20), path, language=language),
    }


def large_in(language: str) -> dict[str, Callable[[Path], object]]:
    return {f"{name} {language}": partial(write, languages=(language, "en")) for name, write in LARGE_FORMS.items()}


def every_script(path: Path) -> Missing:
    """A line in each language, as regular and as bold."""
    story = Story(Sheet(), Words())
    for text in LANGUAGES_OF_THE_WORLD.values():
        story.add(story.text(text), story.text([Part(text, bold=True)]))
    sample_page(story, path)
    return story.missing


LONG = "Fernhill and Orchard Flats Community Liaison Office of the Forty-Second Precinct"


def slips_of_a_long_name(path: Path) -> Missing:
    """The words below keep their place."""
    return write_concern_slips(made_about(office_name=LONG), ["S26-0412", "S26-FH0413"], path)


SHOWN_BELOW = ("minutes in Arabic", "recovery sheet in Arabic", "concern slips in Arabic")
SHOWN = {
    "slips of a long name": slips_of_a_long_name,
    **{name: write for name, write in DOCUMENTS.items() if name not in SHOWN_BELOW},
    **in_language("es"),
    **in_language("ar"),
    **in_language("zh"),
    **large_in("es"),
    **large_in("ar"),
    "every script": every_script,
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_document_looks_as_it_was_approved(name: str, tmp_path: Path) -> None:
    SHOWN[name](tmp_path / "d.pdf")
    with pypdfium2.PdfDocument(tmp_path / "d.pdf") as document:
        picture: Image.Image = document[0].render(scale=SCALE).to_pil().convert("RGB")
    approved = PICTURES / f"{name.replace(',', '').replace(' ', '-')}.png"
    if UPDATES:
        keep(picture, approved, FEW, KEEPS_THE_MARK)
    assert difference(picture, Image.open(approved)) <= MOST_DIFFERENT, f"look at {name}"


def test_the_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES.glob("*.png")) < MOST_BYTES
