"""What is blacked out is gone: no text of it, no pixel of it, nothing of the file it came from."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from desktop.documents.minutes import write_minutes
from desktop.documents.redacted import Box, as_pdf, places_of, redacted, sizes_of
from desktop.documents.words import Words
from desktop.models.refusal import Refusal
from tests.documents.conftest import made_about
from tests.documents.samples import made_minutes

NAME = Box(40, 80, 400, 130)
"""Where the headline stands."""


@pytest.fixture(scope="module")
def made() -> bytes:
    clear = BytesIO()
    write_minutes(made_minutes(), made_about(), clear)
    return redacted(clear.getvalue(), {0: [NAME]}, title="Letter", author="Office", words=Words())


def test_no_text_and_nothing_of_the_old_file_is_left(made: bytes) -> None:
    reader = PdfReader(BytesIO(made))
    assert len(reader.pages) == 2
    assert [page.extract_text().strip() for page in reader.pages] == ["", ""]
    assert {str(key): str(value) for key, value in (reader.metadata or {}).items()} == {
        "/Title": "Letter",
        "/Author": "Office",
    }
    for said in ("Street lighting", "Alvarez", "Fernhill"):
        assert said.encode() not in made
        assert said.encode("utf-16-be") not in made


def test_every_pixel_of_it_is_black_and_the_rest_is_as_it_was(made: bytes) -> None:
    with pypdfium2.PdfDocument(made) as document:
        picture = document[0].render(scale=2).to_pil().convert("L")
        (image,) = [part for part in document[0].get_objects() if part.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        inside = image.get_bitmap().to_pil().convert("L")  # what is in the file, not only what is shown
    box = tuple(round(2 * side) for side in (NAME.left, NAME.top, NAME.right, NAME.bottom))
    assert picture.crop(box).getextrema() == (0, 0)
    scale = inside.width / (picture.width / 2)
    box = tuple(round(scale * side) for side in (NAME.left, NAME.top, NAME.right, NAME.bottom))
    assert inside.crop(box).getextrema() == (0, 0)
    darkest, lightest = picture.crop((80, 300, 1100, 1400)).getextrema()
    assert darkest < 100  # the other words are still there
    assert lightest > 250


def test_a_screen_reader_hears_that_it_is_a_picture(made: bytes) -> None:
    from tests.documents.tagged import Tagged

    figures = [node for node in Tagged(BytesIO(made)).document.walk() if node.tag == "Figure"]
    assert [str(figure.entries["/Alt"]) for figure in figures] == [
        "Page 1 as a picture, parts of it blacked out",
        "Page 2 as a picture",
    ]


def test_what_is_no_pdf_and_a_page_that_is_not_there_are_refused(made: bytes) -> None:
    for pdf, boxes in ((b"no PDF", {}), (made, {2: [NAME]})):
        with pytest.raises(Refusal):
            redacted(pdf, boxes, title="", author="", words=Words())


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_words_are_found_where_they_are_seen_whichever_way_a_page_is_turned(turned: int) -> None:
    clear, made = BytesIO(), BytesIO()
    write_minutes(made_minutes(), made_about(), clear)
    writer = PdfWriter(clone_from=clear)
    writer.pages[0].rotate(turned)
    writer.write(made)
    found = places_of(made.getvalue(), "street LIGHTING and the walk")
    ((box,),) = found.values()
    with pypdfium2.PdfDocument(made.getvalue()) as document:
        width, height = document[0].get_size()
        picture = document[0].render(scale=2).to_pil().convert("L")
    inside = tuple(round(2 * side) for side in (box.left, box.top, box.right, box.bottom))
    assert 0 <= box.left < box.right <= width
    assert 0 <= box.top < box.bottom <= height
    dark = sum(picture.crop(inside).histogram()[:100])
    assert dark > 0.1 * (inside[2] - inside[0]) * (inside[3] - inside[1])
    assert places_of(made.getvalue(), "  ") == {}


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_becomes_a_page_and_what_is_no_picture_is_refused(kind: str) -> None:
    file, media_type = BytesIO(), f"image/{kind.lower()}"
    Image.new("RGB", (1200, 600), "white").save(file, kind)
    assert sizes_of(as_pdf(file.getvalue(), media_type)) == ((792, 396),)
    for data, named in ((b"no picture", media_type), (b"anything", "text/plain"), (file.getvalue()[:90], media_type)):
        with pytest.raises(Refusal):
            as_pdf(data, named)
