"""Printed documents as a screen reader gets them: the points of the Matterhorn protocol that a program can decide.

The numbers are those of the protocol (1.1). Not claimed, so not tested: the PDF/UA identifier (06-002), which is for a
validator to grant; and what only a person can judge.
"""

import re
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

import pypdfium2
import pytest
import uharfbuzz as hb  # type: ignore[import-untyped]  # ships no types
from PIL import Image

from desktop.documents.letterhead import Letterhead
from desktop.documents.lines import Missing
from desktop.documents.pages import Pages
from desktop.documents.story import Story
from desktop.documents.styles import Part, Sheet
from desktop.documents.words import LANGUAGES, Words
from tests.documents.conftest import made_about
from tests.documents.samples import DOCUMENTS, sample_page
from tests.documents.tagged import Tagged

ROLES = {
    "Document", "Sect", "P", "H1", "H2", "H3", "Table", "TR", "TH", "TD", "L", "LI", "Lbl", "LBody", "Figure", "Span",
}  # fmt: skip
INSIDE = {
    "TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "Lbl": {"LI"}, "LBody": {"LI"},
}  # fmt: skip
HOLDS = {
    "Table": {"TR"}, "TR": {"TH", "TD"}, "L": {"LI"}, "LI": {"Lbl", "LBody"}, "Document": ROLES - {"Document"},
}  # fmt: skip
AROUND_THE_PAGE = 1  # what stands at its head and foot may be painted after what it is read before


@pytest.fixture(scope="module", params=DOCUMENTS)
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tagged:
    path = tmp_path_factory.mktemp("tagged") / "d.pdf"
    DOCUMENTS[request.param](path)
    return Tagged(path)


def test_everything_painted_is_content_or_artifact_and_never_both(document: Tagged) -> None:
    """01-003, 01-004, 01-005; an artifact stands alone."""
    assert document.painted
    for painted in document.painted:
        artifact = "Artifact" in painted.within
        assert artifact != (painted.content is not None), painted
        assert not artifact or painted.within.count("Artifact") == 1


def test_all_marked_content_belongs_to_one_element(document: Tagged) -> None:
    """01-006 and the parent tree, both ways."""
    numbers = {(painted.page, painted.content) for painted in document.painted if painted.content is not None}
    assert numbers <= document.marked.keys()
    nums = document.root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = {int(key): value.get_object() for key, value in zip(nums[::2], nums[1::2], strict=True)}
    pages: Any = document.reader.pages
    for page, made in enumerate(pages):
        for content, element in enumerate(parents[int(made["/StructParents"])]):
            assert document.marked[page, content] == element.idnum
        assert made["/Tabs"] == "/S"


def test_roles_are_standard_and_nest(document: Tagged) -> None:
    """02-001, 09-004 to 09-006."""
    for node in document.document.walk():
        assert node.tag in ROLES
        if node.tag in INSIDE:
            assert node.parent
            assert node.parent.tag in INSIDE[node.tag]
        if node.tag == "Table":
            spans = [[cell.entries.get("/A", {}).get("/ColSpan", 1) for cell in row.kids] for row in node.kids]
            widths = {sum(row) for row in spans}
            assert len(widths) == 1, "15: every row has as many cells"


def test_every_part_holds_what_it_may_hold_and_none_is_empty(document: Tagged) -> None:
    """09-004 to 09-006 from above, 02-003 and 02-004: no role is mapped to another; one element holds all."""
    tree = document.root["/StructTreeRoot"]
    assert "/RoleMap" not in tree
    assert [each.get_object()["/S"] for each in tree["/K"]] == ["/Document"]
    for node in document.document.walk():
        if node.tag in HOLDS:
            assert {kid.tag for kid in node.kids} <= HOLDS[node.tag]
            assert node.kids, node.tag
        if node.tag == "LI":
            assert [kid.tag for kid in node.kids] == ["Lbl", "LBody"]
        if node.tag in ("P", "H1", "H2", "H3", "Figure", "Lbl", "LBody"):
            assert node.kids or "/K" in node.entries, node.tag


def test_content_stands_in_the_file_in_the_order_it_is_read(document: Tagged) -> None:
    """09-001: on each page the structure visits what is painted from the first to the last."""
    order = {number: place for place, number in enumerate(dict.fromkeys(_elements(document)))}
    seen: dict[int, list[int]] = {}
    for (page, _), element in sorted(document.marked.items()):
        seen.setdefault(page, []).append(order[element])
    for page, places in seen.items():
        body = [place for place, after in pairwise(places) if after < place]
        assert len(body) <= AROUND_THE_PAGE, page


def _elements(document: Tagged) -> list[int]:
    """The numbers of all elements in reading order."""
    found: list[int] = []
    waiting = list(reversed(document.root["/StructTreeRoot"]["/K"]))
    while waiting:
        reference = waiting.pop()
        found.append(reference.idnum)
        kids = reference.get_object().get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        waiting += [kid for kid in reversed(kids) if not isinstance(kid, int) and kid.get_object().get("/S")]
    return found


def test_a_language_is_a_tag_that_readers_know(document: Tagged) -> None:
    """11-001 to 11-007: of the file, of its metadata, and of every passage in another language."""
    tags = {str(node.entries["/Lang"]) for node in document.document.walk() if "/Lang" in node.entries}
    for page in document.reader.pages:
        tags |= set(re.findall(r"/Lang\(([^)]*)\)", page.get_contents().get_data().decode("latin-1")))  # type: ignore[union-attr]
    assert {str(document.root["/Lang"]), *tags} <= {"en-US", *LANGUAGES}
    packet = document.root["/Metadata"].get_data().decode("utf-8")
    assert f"<rdf:li>{document.root['/Lang']}</rdf:li></rdf:Bag></dc:language>" in packet


def test_the_title_is_shown_and_the_language_said(document: Tagged) -> None:
    """06-001, 06-003, 06-004, 07-001, 07-002, 11-001; nothing of this program."""
    assert document.root["/MarkInfo"]["/Marked"].value is True
    assert "/Suspects" not in document.root["/MarkInfo"]
    assert document.root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert document.root["/Lang"]
    title = document.reader.metadata.title  # type: ignore[union-attr]
    packet = document.root["/Metadata"].get_data().decode("utf-8")
    assert title
    assert f">{title}<" in packet
    assert not re.search(r"Producer|Creator>|CreateDate|xmp:", packet)


def test_headings_begin_with_the_first_and_skip_none(document: Tagged) -> None:
    """14-002, 14-003."""
    levels = [int(node.tag[1]) for node in document.document.walk() if re.fullmatch(r"H\d", node.tag)]
    assert levels
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_heads_say_what_they_head_and_figures_what_they_show(document: Tagged) -> None:
    """13-004, 15-003."""
    for node in document.document.walk():
        if node.tag == "TH":
            assert node.entries["/A"]["/Scope"] == "/Column"
        if node.tag == "Figure":
            assert node.entries["/Alt"]


def test_fonts_are_whole_enough_to_be_read(document: Tagged) -> None:
    """31-001 to 31-030: embedded, measured as they are, and every code has a text."""
    resources: Any = document.reader.pages[0]["/Resources"]
    fonts = resources["/Font"]
    assert fonts
    for font in (value.get_object() for value in fonts.values()):
        inner = font["/DescendantFonts"][0].get_object()
        descriptor = inner["/FontDescriptor"]
        program = descriptor["/FontFile2"].get_data()
        glyphs = inner["/CIDToGIDMap"].get_data()
        face = hb.Face(hb.Blob(program))
        widths = [float(width) for width in inner["/W"][1]]
        assert inner["/CIDSystemInfo"]["/Ordering"] == "Identity"
        assert font["/Encoding"] == "/Identity-H"
        assert len(widths) * 2 == len(glyphs)
        for code, width in enumerate(widths):
            glyph = int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")
            assert abs(hb.Font(face).get_glyph_h_advance(glyph) * 1000 / face.upem - width) < 1
        codes = re.findall(r"^<([0-9A-F]{4})><([0-9A-F]*)>$", font["/ToUnicode"].get_data().decode("ascii"), re.M)
        texts = {int(code, 16): text for code, text in codes if (code, text) != ("0000", "FFFF")}
        assert set(range(len(widths))) <= texts.keys()
        assert not {"", "0000", "FEFF", "FFFE"} & set(texts.values())


def test_nothing_acts_or_hides(document: Tagged) -> None:
    """20, 25, 26, 28: no layers, forms, encryption or annotations."""
    assert not {"/OCProperties", "/AcroForm", "/Names", "/OpenAction"} & document.root.keys()
    assert not document.reader.is_encrypted
    assert not any("/Annots" in page for page in document.reader.pages)


def read(build: Callable[[Story], None], language: str = "en") -> Tagged:
    made = BytesIO()
    story = Story(Sheet(), Words(language))
    build(story)
    sample_page(story, made)
    return Tagged(made)


def test_a_page_reads_in_its_order_with_heads_cells_and_lists() -> None:
    def build(story: Story) -> None:
        story.headline("What we heard")
        story.section("Lamps")
        story.add(*story.items(["Alder St", "Third St"], numbered=True))
        story.table(["State", "We promised"], [[story.text("Done"), story.text("Count the lamps")]], [80, 0])

    page = read(build)
    assert [(node.tag, node.text) for node in page.document.walk() if not node.kids] == [
        ("H1", "What we heard"),
        ("H2", "Lamps"),
        ("Lbl", "1."),
        ("LBody", "Alder St"),
        ("Lbl", "2."),
        ("LBody", "Third St"),
        ("TH", "State"),
        ("TH", "We promised"),
        ("TD", "Done"),
        ("TD", "Count the lamps"),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "العنوان 125 Main St. (rear)، هاتف 555-0100."),
        ("he", "פגישה ב-7:30 PM (Branch library) מחר"),
        ("hi", "सभी मनुष्यों को गौरव और क्षत्रिय"),
        ("bn", "সমস্ত মানুষ স্বাধীনভাবে মর্যাদা"),
        ("yo", "iyì àti ẹ̀tọ́ kọ̀ọ̀kan"),
        ("zh", "人人生而自由，在尊严和权利上一律平等。"),
        ("vi", "Tất cả mọi người sinh ra đều được tự do"),
    ],
)
def test_shaped_and_turned_words_read_as_they_were_typed(language: str, text: str) -> None:
    page = read(lambda story: story.add(story.text(text, language=language)))
    (said,) = [node for node in page.document.walk() if node.tag == "P"]
    assert said.text == text
    assert said.entries["/Lang"] == language
    assert ("/ActualText" in said.entries) == any(bidirectional(sign) in ("R", "AL") for sign in text)


def test_a_passage_of_another_language_says_so() -> None:
    parts = [Part("The desk says "), Part("buenos días", bold=True, language="es"), Part(" to all.")]
    page = read(lambda story: story.add(story.text(parts)))
    raw = page.reader.pages[0].get_contents().get_data()  # type: ignore[union-attr]
    assert b"/Lang(es)" in raw
    assert [node.text for node in page.document.walk() if node.tag == "P"] == ["The desk says buenos días to all."]


def test_a_paragraph_over_two_pages_is_one_paragraph_and_a_head_is_read_once() -> None:
    def build(story: Story) -> None:
        story.add(story.text("word " * 3000))
        story.table(["Head"], ([story.text(f"row {n}")] for n in range(100)), [0])

    page = read(build)
    assert len(page.reader.pages) > 3
    roles = [node.tag for node in page.document.walk()]
    assert roles.count("P") == 1
    assert roles.count("TH") == 1
    assert roles.count("TR") == 101
    (paragraph,) = [node for node in page.document.walk() if node.tag == "P"]
    assert paragraph.text.split() == ["word"] * 3000


def test_a_missing_character_is_named(tmp_path: Path) -> None:
    story = Story(Sheet(), Words())
    story.add(story.text("fine 🙂 \ue0f5"))
    Pages(Sheet(), Words(), "T", "A", (50, 50), (50, 50)).write(story.flowables, tmp_path / "m.pdf")
    assert story.missing == Missing({"🙂": 1, "\ue0f5": 1})


@pytest.mark.parametrize(
    ("few", "many"), [(20, 60), pytest.param(300, 1300, marks=pytest.mark.torture, id="a thousand pages more")]
)
def test_memory_stays_flat_over_many_pages(few: int, many: int, tmp_path: Path) -> None:
    """Rows are made, drawn and written as the pages come; what stays per page is its place in the file."""
    import tracemalloc

    def made(pages: int) -> float:
        story = Story(Sheet(), Words())

        def rows() -> Any:
            return ([story.text(f"C26-{n:04}"), story.text("the lamp is dark " * 8)] for n in range(pages * 15))

        story.table(["Number", "Concern"], rows(), [80, 0])
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        Pages(Sheet(), Words(), "T", "A", (50, 50), (50, 50)).write(story.flowables, tmp_path / "m.pdf")
        return (tracemalloc.get_traced_memory()[1] - before) / 2**20

    made(20)
    tracemalloc.start()
    try:
        small, large = made(few), made(many)
    finally:
        tracemalloc.stop()
    assert large - small < 2 * (many - few) * 15 / 1000  # MiB: two for a thousand rows


def test_the_logo_of_the_office_stands_in_the_place_of_the_mark_and_says_whose_it_is(tmp_path: Path) -> None:
    picture = BytesIO()
    Image.new("RGBA", (60, 30), (31, 94, 74, 128)).save(picture, "PNG")
    letterhead = Letterhead(made_about(), "Day", "Day", ("", ""), Sheet(), Words(), logo=picture.getvalue())
    story = Story(Sheet(), Words())
    story.add(story.text("word " * 2000))
    letterhead.write(story.flowables, tmp_path / "d.pdf")
    page = Tagged(tmp_path / "d.pdf")
    (figure,) = [node for node in page.document.walk() if node.tag == "Figure"]
    assert figure.entries["/Alt"] == "Logo of Fernhill community liaison office"
    assert all(len(list(made.images)) == 1 for made in page.reader.pages)
    with pypdfium2.PdfDocument(tmp_path / "d.pdf") as document:
        pixel = document[0].render(scale=1).to_pil().getpixel((58, 56))
    assert all(abs(seen - meant) < 3 for seen, meant in zip(pixel, (143, 174, 164), strict=True))  # half seen through
