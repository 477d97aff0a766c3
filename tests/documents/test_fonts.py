"""No character goes missing in silence, and no text from people is markup."""

import pytest

from desktop.documents.fonts import BOLD, DISPLAY, REGULAR, SERIF, Missing, covered, markup


@pytest.mark.parametrize("font", [REGULAR, BOLD, DISPLAY, SERIF])
def test_our_languages_are_covered(font: str) -> None:
    text = "¿Está bien escrito? Đặng Văn Ơn, Straße, Łódź, Αθήνα, Москва – “quoted” ’ … × ½"
    assert covered(text, font) == (text, set())


def test_a_missing_character_becomes_a_box_and_is_told() -> None:
    assert covered("日本 ok 🙂", REGULAR) == ("□□ ok □", {"日", "本", "🙂"})
    assert covered("日", SERIF) == ("■", {"日"})
    assert covered("a\x07b\ud800", REGULAR) == ("a□b□", {"\x07", "\ud800"})


def test_what_cannot_be_seen_is_left_out() -> None:
    assert covered("a\u202eb\u200dc\ufe0fd\u00ade", REGULAR) == ("abcde", set())


def test_letters_in_two_parts_are_joined() -> None:
    assert covered("e\u0301", REGULAR) == ("é", set())


def test_markup_escapes_keeps_lines_and_counts() -> None:
    missing = Missing()
    assert markup("<a href='x'>&\r\nb\tc</a>", REGULAR, missing) == "&lt;a href='x'&gt;&amp;<br/>b c&lt;/a&gt;"
    assert markup("日 日", REGULAR, missing) == "□ □"
    assert missing == {"日": 2}


def test_what_the_serif_lacks_is_set_in_inter() -> None:
    missing = Missing()
    assert markup("a ⌘ 日", SERIF, missing) == f'a <font name="{REGULAR}">⌘</font> <font name="{REGULAR}">□</font>'
    assert missing == {"日": 1}
