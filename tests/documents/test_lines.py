"""Lines: where they break, which way they run, which face sets them; nothing typed goes missing in silence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.bidi import isolated, levels_of, visual_order
from desktop.documents.breaking import ends_in
from desktop.documents.faces import BOX, Family, cascade
from desktop.documents.lines import CONTROLS, Missing, Setting
from desktop.documents.styles import BODY, SAID, Part, Style
from tests.documents.samples import LANGUAGES_OF_THE_WORLD

LETTERS = st.sampled_from(
    list("abc -/.,()é\n") + list("אבג") + list("ابت٣") + list("कर्ष") + list("路灯，") + list("가나🙂\u200d\u2067")
)


def set_lines(text: str, width: float = 200, style: Style = BODY, *, rtl: bool = False) -> list[str]:
    """The lines as they are read."""
    lines = Setting(style, Missing(), rtl=rtl).lines([Part(text)], width)
    return ["".join(piece.text for piece in line.pieces) for line in lines]


@pytest.mark.parametrize("style", [BODY, SAID], ids=["sans", "serif"])
@pytest.mark.parametrize(("language", "text"), LANGUAGES_OF_THE_WORLD.items())
@pytest.mark.parametrize("bold", [False, True])
def test_our_languages_are_covered(language: str, text: str, bold: bool, style: Style) -> None:
    missing = Missing()
    Setting(style, missing).lines([Part(text, bold=bold)], 300)
    assert missing == {}, language


def test_a_missing_character_becomes_a_box_and_is_told() -> None:
    missing = Missing()
    (line,) = Setting(BODY, missing).lines([Part("ok 🙂 a\x07b\ud800")], 300)
    assert "".join(piece.text for piece in line.pieces) == f"ok {BOX} a{BOX}b{BOX}"
    assert missing == {"🙂": 1, "\x07": 1, "\ud800": 1}


def test_what_cannot_be_seen_is_left_out_and_no_override_turns_words() -> None:
    assert set_lines("a\u202eb\ufe0fc\u00ad") == ["abc\u00ad"]
    assert set_lines("e\u0301") == ["é"]


def test_lines_end_after_spaces_and_dashes_never_in_numbers() -> None:
    assert ends_in("well-lit C26-0142 555-0100") == [5, 9, 18]
    assert ends_in("and/or 1/2") == [4, 7]
    assert ends_in("a\u00a0b") == []


def test_chinese_breaks_anywhere_but_before_its_signs() -> None:
    assert ends_in("路灯，坏了（三）。") == [1, 3, 4, 5]
    assert set_lines("人人生而自由，在尊严和权利上一律平等。", 60) == [
        "人人生而自",
        "由，在尊严",
        "和权利上一",
        "律平等。",
    ]


def test_korean_breaks_at_spaces() -> None:
    assert ends_in("가로등이 꺼졌어요") == [5]


def test_a_word_too_long_for_a_line_is_broken_and_whole() -> None:
    lines = set_lines("W" * 100, 60)
    assert len(lines) > 10
    assert "".join(lines) == "W" * 100


def test_signs_stay_in_the_face_of_their_words() -> None:
    (line,) = Setting(BODY, Missing()).lines([Part("“路灯” (שלום) a, ب، ok")], 1e6)
    faces = [(piece.text, piece.face.name) for piece in line.pieces]
    assert ("“路灯”"[0], "NotoSansSC-Regular") in [(text[0], name) for text, name in faces if "“" in text]
    assert ("(", "NotoSansHebrew-Regular") in [(text[0], name) for text, name in faces if "(" in text]


def test_digits_are_of_one_width_in_every_weight() -> None:
    for bold in (False, True):
        face = cascade(Family.SANS, bold).first
        assert len({face.shaped(digit).width for digit in "0123456789"}) == 1


def test_an_address_in_arabic_keeps_its_order() -> None:
    text = f"العنوان {isolated('125 Main St. (rear)')}، هاتف"
    levels = levels_of(text, 1)
    seen = "".join(text[place] for place in visual_order(levels))
    assert "125 Main St. (rear)" in CONTROLS.sub("", seen)


@given(st.text(LETTERS, max_size=40), st.booleans(), st.floats(20, 400))
def test_every_character_stands_on_one_line_within_the_width(text: str, rtl: bool, width: float) -> None:
    missing = Missing()
    lines = Setting(BODY, missing, rtl=rtl).lines([Part(text)], width)
    read = "".join("".join(piece.text for piece in line.pieces) for line in lines)
    drawn = text.replace("\n", "").replace("🙂", BOX)
    assert CONTROLS.sub("", read).replace("\u200d", "") == CONTROLS.sub("", drawn).replace("\u200d", "")
    assert missing["🙂"] == text.count("🙂")
    for line in lines:
        assert line.width <= max(width, 20) + 13  # one cluster has its place in any case
        assert sorted(visual_order([piece.level for piece in line.pieces])) == list(range(len(line.pieces)))


DIRECTIONS = "abאבا٣12.,()[] -\u2066\u2067\u2069\u202b\u202c"


@given(st.text(st.sampled_from(DIRECTIONS), max_size=20))
def test_levels_run_in_the_direction_of_their_letters(text: str) -> None:
    for base in (0, 1):
        levels = levels_of(text, base)
        assert len(levels) == len(text)
        assert all(level >= base for level in levels)
        assert all(level % 2 == 0 for level, sign in zip(levels, text, strict=True) if sign in "ab12٣")
        assert all(level % 2 == 1 for level, sign in zip(levels, text, strict=True) if sign in "אבا")
