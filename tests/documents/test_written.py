"""What stands in a finished PDF is found again, in whatever script, because that is how a slip is caught."""

from pathlib import Path

import pytest

from desktop.documents.story import Story
from desktop.documents.styles import Sheet
from desktop.documents.words import Words
from desktop.documents.written import texts_in
from tests.documents.samples import sample_page


@pytest.mark.parametrize(
    "text",
    [
        "My mother walks in the road",
        "Tất cả mọi người sinh ra đều được tự do",
        "يولد جميع الناس أحراراً متساوين في الكرامة",
        "العنوان 125 Main St. (rear)، هاتف 555-0100.",
        "כל בני האדם נולדו (בני) חורין",
        "सभी मनुष्यों को गौरव और क्षत्रिय",
        "সমস্ত মানুষ স্বাধীনভাবে",
        "人人生而自由，在尊严和权利上一律平等。",
        "모든 인간은 태어날 때부터",
        "የሰው ልጅ ሁሉ ሲወለድ",
    ],
)
def test_a_text_is_read_back_from_the_file_in_every_script(text: str, tmp_path: Path) -> None:
    story = Story(Sheet(), Words())
    story.table(["Head"], [[story.text(text)]], [0])
    sample_page(story, tmp_path / "d.pdf")
    assert text in "\n".join(texts_in(tmp_path / "d.pdf", ".pdf"))
